import type { BoardId } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import type {
  Clock,
  ClockChange,
  ClockChanged,
  ReportClock,
  RunningClock,
} from '../features/reports/store.ts'
import { reportLike } from './action-where.ts'
import { type AuditLine, appendAudit } from './audit.ts'
import { lastChangedBy } from './change-person.ts'
import type { Queries } from './client.ts'
import { columnDateOrNull, dateOrNull } from './dates.ts'
import type { Prisma } from './generated/client.ts'

/** The order of the list of reports, which gives each its number. */
export const reportOrder = [
  { publishedOn: { sort: 'desc', nulls: 'last' } },
  { importedAt: 'desc' },
  { id: 'asc' },
] as const satisfies Prisma.ReportOrderByWithRelationInput[]

const clockSelect = {
  id: true,
  title: true,
  kind: true,
  area: true,
  publishedOn: true,
  receivedOn: true,
  responseKind: true,
  responseDays: true,
  responseFrom: true,
  responseDueOn: true,
  responseProvisional: true,
  responseSentOn: true,
} as const satisfies Prisma.ReportSelect

/** Every clock of a board: those that run, soonest first, then those that were answered. */
export async function readReportClocks(db: Queries, board: BoardId): Promise<ReportClock[]> {
  const [clocks, reports] = await Promise.all([
    db.report.findMany({
      where: { boardId: board, responseDueOn: { not: null } },
      select: clockSelect,
      orderBy: [
        { responseSentOn: { sort: 'desc', nulls: 'first' } },
        { responseDueOn: 'asc' },
        { id: 'asc' },
      ],
    }),
    db.report.findMany({ where: { boardId: board }, select: { id: true }, orderBy: [...reportOrder] }),
  ])
  const numbers = new Map(reports.map(({ id }, at) => [id, at + 1]))
  return clocks.map((row) => ({
    ...row,
    number: numbers.get(row.id) ?? 0,
    publishedOn: dateOrNull(row.publishedOn),
    receivedOn: dateOrNull(row.receivedOn),
    responseFrom: dateOrNull(row.responseFrom),
    responseDueOn: dateOrNull(row.responseDueOn),
    responseSentOn: dateOrNull(row.responseSentOn),
  }))
}

/** The clocks that run, soonest first; of the reports with these words in their names, where some are given. */
export async function readRunningClocks(
  db: Queries,
  board: BoardId,
  words?: string,
): Promise<RunningClock[]> {
  const [clocks, named] = await Promise.all([
    readReportClocks(db, board),
    words === undefined
      ? null
      : db.report.findMany({ where: { boardId: board, ...reportLike(words) }, select: { id: true } }),
  ])
  return clocks.flatMap((clock) =>
    clock.responseDueOn !== null &&
    clock.responseSentOn === null &&
    (named === null || named.some(({ id }) => id === clock.id))
      ? [{ ...clock, responseDueOn: clock.responseDueOn }]
      : [],
  )
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
