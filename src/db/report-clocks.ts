import type { BoardId } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import type { Clock, ClockChange, ClockChanged, ReportClock } from '../features/reports/store.ts'
import { type AuditLine, appendAudit } from './audit.ts'
import { lastChangedBy } from './change-person.ts'
import type { Queries } from './client.ts'
import { columnDateOrNull, dateOrNull } from './dates.ts'

/** Every clock of a board: those that run, soonest first, then those that were answered. */
export async function readReportClocks(db: Queries, board: BoardId): Promise<ReportClock[]> {
  const rows = await db.report.findMany({
    where: { boardId: board, responseDueOn: { not: null } },
    select: {
      id: true,
      title: true,
      kind: true,
      area: true,
      receivedOn: true,
      responseKind: true,
      responseDays: true,
      responseFrom: true,
      responseDueOn: true,
      responseProvisional: true,
      responseSentOn: true,
    },
    orderBy: [{ responseSentOn: { sort: 'desc', nulls: 'first' } }, { responseDueOn: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    ...row,
    receivedOn: dateOrNull(row.receivedOn),
    responseFrom: dateOrNull(row.responseFrom),
    responseDueOn: dateOrNull(row.responseDueOn),
    responseSentOn: dateOrNull(row.responseSentOn),
  }))
}

/** Changes a clock, with its lines in the trail; nothing when it is not as it was any more. */
export async function setClock(
  tx: Queries,
  board: BoardId,
  { reportId, was, set }: ClockChange,
  by: By,
): Promise<ClockChanged> {
  const [before, after] = [said(was), said(set)]
  const names = (Object.keys(after) as (keyof typeof after)[]).filter((name) => before[name] !== after[name])
  const { count } = await tx.report.updateMany({
    where: { boardId: board, id: reportId, ...columnsOf(was) },
    data: columnsOf(set),
  })
  if (count === 0) return { ok: false, reason: 'changed', by: await lastChangedBy(tx, board, reportId) }
  if (names.length === 0) return { ok: true, changed: false }
  const { title } = await tx.report.findUniqueOrThrow({
    where: { boardId_id: { boardId: board, id: reportId } },
    select: { title: true },
  })
  const line = (what: AuditLine['what'], some: readonly (keyof typeof after)[]): AuditLine[] =>
    some.length === 0
      ? []
      : [
          {
            what,
            subject: 'report',
            subjectId: reportId,
            subjectRef: title.slice(0, 200),
            before: Object.fromEntries(some.map((name) => [name, before[name]])),
            after: Object.fromEntries(some.map((name) => [name, after[name]])),
          },
        ]
  const isSending = (name: string): boolean => name === 'answerSentOn' && set.responseSentOn !== null
  await appendAudit(tx, board, by, [
    ...line(
      'clock changed',
      names.filter((name) => !isSending(name)),
    ),
    ...line('answer sent', names.filter(isSending)),
  ])
  return { ok: true, changed: true }
}

function columnsOf(clock: Clock) {
  return {
    responseKind: clock.responseKind,
    responseDays: clock.responseDays,
    responseProvisional: clock.responseProvisional,
    receivedOn: columnDateOrNull(clock.receivedOn),
    responseFrom: columnDateOrNull(clock.responseFrom),
    responseDueOn: columnDateOrNull(clock.responseDueOn),
    responseSentOn: columnDateOrNull(clock.responseSentOn),
  }
}

/** A clock by the names of its trail. */
function said(clock: Clock) {
  return {
    kind: clock.responseKind,
    workingDays: clock.responseDays,
    receivedOn: clock.receivedOn,
    runsFrom: clock.responseFrom,
    dueOn: clock.responseDueOn,
    answerSentOn: clock.responseSentOn,
  }
}
