import { addDays, type IsoDate } from '../calendar/date.ts'
import { londonTimeToInstant } from '../calendar/london.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { may } from '../core/permission.ts'
import { count } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { DailyReason, NewDelivery } from '../features/deliveries/schema.ts'
import {
  aheadDays,
  clockReasonToday,
  dayBegins,
  dayEnds,
  dayToRemind,
  hasMonday,
  reasonToday,
  type Span,
  spanOf,
} from '../features/reminders/rules.ts'
import type { DailyMessage, DailyRound } from '../features/reminders/store.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOf, dateOrNull } from './dates.ts'
import { writeDeliveries } from './delivery-rows.ts'
import { escalate } from './escalation.ts'
import type { PrismaClient } from './generated/client.ts'
import {
  type Dated,
  type Recipient,
  readDatedOf,
  readDueIn,
  readMissed,
  readPaces,
  readReachable,
  readSnoozes,
} from './reminder-rows.ts'

/** The day's reminders of every board. `admit` lets the process into a board, as the operator is let in. */
export function createDailyRound(prisma: PrismaClient, admit: (boardId: string) => BoardId): DailyRound {
  return {
    async make(now) {
      const today = dayToRemind(now)
      if (today === null) return 0
      const boards = await prisma.board.findMany({
        where: { OR: [{ remindedThrough: null }, { remindedThrough: { lt: columnDate(today) } }] },
        select: { id: true },
        orderBy: { id: 'asc' },
      })
      let written = 0
      const failures: unknown[] = []
      for (const { id } of boards) {
        try {
          written += await remindBoard(prisma, admit(id), now)
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0)
        throw new AggregateError(
          failures,
          `${count(failures.length, 'board was', 'boards were')} not reminded.`,
        )
      return written
    },
  }
}

type Subject = DailyMessage['subject']

/**
 * One board's day: its mark moves on, and what falls to the day is written, in one transaction. Of two processes at one
 * moment one moves the mark; the other finds it moved and writes nothing. How many messages there are.
 */
export function remindBoard(prisma: PrismaClient, board: BoardId, now: Date): Promise<number> {
  const today = dayToRemind(now)
  return today === null ? Promise.resolve(0) : prisma.$transaction((tx) => makeDay(tx, board, today, now))
}

async function makeDay(tx: Queries, board: BoardId, today: IsoDate, now: Date): Promise<number> {
  const { remindedThrough: mark } = await tx.board.findUniqueOrThrow({
    where: { id: board },
    select: { remindedThrough: true },
  })
  const through = dateOrNull(mark)
  if (through !== null && through >= today) return 0
  const { count: moved } = await tx.board.updateMany({
    where: { id: board, remindedThrough: mark },
    data: { remindedThrough: columnDate(today) },
  })
  if (moved === 0) return 0
  const span = spanOf(through, today)
  const people = await readReachable(tx, board)
  const subjects = new Map<Id, Subject>()
  const of = (personId: Id): Subject => {
    const subject = subjects.get(personId) ?? { kind: 'daily', own: [], escalated: [], clocks: [] }
    subjects.set(personId, subject)
    return subject
  }
  await addOwn({ tx, board, span, people, of })
  const by: By = { personId: null, name: 'Followthrough', face: 'clock', at: now }
  for (const { personId, actionId, step } of await escalate(tx, board, today, people, by))
    of(personId).escalated.push({ actionId, step })
  await tx.reminderSnooze.deleteMany({ where: { boardId: board, until: { lte: columnDate(today) } } })
  if (through !== null) await addMissed({ tx, board, span, people, of }, now)
  return writeDeliveries(tx, board, deliveriesOf(subjects, people, today), now)
}

type Making = {
  tx: Queries
  board: BoardId
  span: Span
  people: ReadonlyMap<Id, Recipient>
  of: (personId: Id) => Subject
}

/** What each is reminded of: their own actions, and the clocks they keep. */
async function addOwn({ tx, board, span, people, of }: Making): Promise<void> {
  const paces = await readPaces(tx, board)
  const snoozes = await readSnoozes(tx, board)
  const onMondays = hasMonday(span) ? [...paces].filter(([, pace]) => pace === 'mondays') : []
  const monday = await readDatedOf(
    tx,
    board,
    onMondays.map(([personId]) => personId),
    addDays(span.today, aheadDays),
  )
  const due = new Map<Id, Dated>()
  for (const action of [...(await readDueIn(tx, board, span)), ...monday, ...snoozes.values()])
    due.set(action.actionId, action)
  for (const { actionId, ownerId, dueOn } of due.values()) {
    if (!people.has(ownerId)) continue
    const snoozedUntil = snoozes.get(actionId)?.until ?? null
    const reason = reasonToday({ dueOn, snoozedUntil, pace: paces.get(ownerId) ?? 'every_step' }, span)
    if (reason !== null) of(ownerId).own.push({ actionId, reason })
  }
  const reports = await tx.report.findMany({
    where: { boardId: board, responseDueOn: { not: null }, responseSentOn: null },
    select: { id: true, responseDueOn: true },
    orderBy: [{ responseDueOn: 'asc' }, { id: 'asc' }],
  })
  const told = (dueOn: Date | null, personId: Id): DailyReason | null =>
    dueOn && clockReasonToday(dateOf(dueOn), paces.get(personId) ?? 'every_step', span)
  for (const { personId, role } of people.values())
    if (may(role, 'keep clocks'))
      for (const { id, responseDueOn } of reports)
        if (told(responseDueOn, personId) !== null) of(personId).clocks.push({ reportId: id })
}

/** What could not be sent on the last day is told with today's: nothing stops without a word. */
async function addMissed({ tx, board, span, people, of }: Making, now: Date): Promise<void> {
  for (const { personId, subject } of await readMissed(tx, board, span.through, now)) {
    if (!people.has(personId)) continue
    const today = of(personId)
    const owned = new Set(today.own.map(({ actionId }) => actionId))
    today.own.push(...subject.own.filter(({ actionId }) => !owned.has(actionId)))
    const steps = new Set(today.escalated.map(({ actionId, step }) => `${actionId} ${step}`))
    today.escalated.push(
      ...subject.escalated.filter(({ actionId, step }) => !steps.has(`${actionId} ${step}`)),
    )
    const clocks = new Set(today.clocks.map(({ reportId }) => reportId))
    today.clocks.push(...subject.clocks.filter(({ reportId }) => !clocks.has(reportId)))
  }
}

/** One message a person a day, however much there is to say. */
function deliveriesOf(
  subjects: ReadonlyMap<Id, Subject>,
  people: ReadonlyMap<Id, Recipient>,
  today: IsoDate,
): NewDelivery[] {
  const dueAt = londonTimeToInstant(today, dayBegins, 0)
  const expiresAt = londonTimeToInstant(today, dayEnds, 0)
  return [...subjects].flatMap(([personId, subject]) => {
    const person = people.get(personId)
    const silent = subject.own.length + subject.escalated.length + subject.clocks.length === 0
    if (!person || silent) return []
    const { platform, workspaceId, userId } = person
    const target = { platform, workspaceId, userId, personId }
    return [{ key: `daily:${personId}:${today}`, target, period: today, subject, dueAt, expiresAt }]
  })
}
