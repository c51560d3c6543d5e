import { z } from 'zod'
import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import { deliverySubject } from '../features/deliveries/schema.ts'
import { aheadDays, couldTell } from '../features/reminders/rules.ts'
import type { DailyMessage, Left, MessageNow, Reach, ReminderStore } from '../features/reminders/store.ts'
import { readSummaries } from './action-summaries.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOf, dateOrNull } from './dates.ts'
import { readEscalation } from './escalation.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { readReachable } from './reminder-rows.ts'

const open = [...openStatuses]

/** How people are reminded, and what a day's message to one of them is about now. */
export function createReminderStore(prisma: PrismaClient): ReminderStore {
  return {
    async pace(board, personId) {
      const row = await prisma.reminderChoice.findUnique({
        where: { boardId_personId: { boardId: board, personId } },
        select: { pace: true },
      })
      return row?.pace ?? 'every_step'
    },
    async setPace(board, personId, pace) {
      await prisma.reminderChoice.upsert({
        where: { boardId_personId: { boardId: board, personId } },
        create: { boardId: board, personId, pace },
        update: { pace },
        select: { pace: true },
      })
    },
    snooze: (board, personId, actionIds, until) => snooze(prisma, board, personId, actionIds, until),
    message: (board, personId, id) => findMessage(prisma, board, personId, id),
    now: (board, message, today, most) => readNow(prisma, board, message, today, most),
    reach: (board) => readReach(prisma, board),
  }
}

const referred = z.array(z.object({ ref: z.string() }))

async function snooze(
  db: Queries,
  board: BoardId,
  personId: Id,
  actionIds: readonly Id[],
  until: IsoDate,
): Promise<string[]> {
  if (actionIds.length === 0) return []
  const rows = await db.$queryRaw`
    WITH theirs AS (
      SELECT a."id", a."ref", a."refSort" FROM "Action" a
       WHERE a."boardId" = ${board}::uuid AND a."id" = ANY(${[...actionIds]}::uuid[])
         AND a."ownerId" = ${personId}::uuid AND a."status" = ANY(${open}::"ActionStatus"[])),
    held AS (
      INSERT INTO "ReminderSnooze" ("boardId", "personId", "actionId", "until")
      SELECT ${board}::uuid, ${personId}::uuid, t."id", ${until}::date FROM theirs t
      ON CONFLICT ("boardId", "personId", "actionId") DO UPDATE SET "until" = excluded."until")
    SELECT t."ref" FROM theirs t ORDER BY t."refSort", t."ref"`
  return referred.parse(rows).map(({ ref }) => ref)
}

async function findMessage(
  db: Queries,
  board: BoardId,
  personId: Id,
  id: Id | null,
): Promise<DailyMessage | null> {
  const row = await db.delivery.findFirst({
    where: {
      boardId: board,
      // No daily message has a subscription, and the index that finds the latest begins with it.
      subscriptionId: null,
      personId,
      kind: 'daily',
      ...(id === null ? {} : { id }),
    },
    select: { id: true, period: true, subject: true },
    orderBy: { period: 'desc' },
  })
  const subject = row && deliverySubject.parse(row.subject)
  return row && subject?.kind === 'daily'
    ? { id: row.id, personId, period: dateOf(row.period), subject }
    : null
}

async function readNow(
  db: Queries,
  board: BoardId,
  { personId, subject }: DailyMessage,
  today: IsoDate,
  most: number,
): Promise<MessageNow> {
  const put = columnDate(today)
  const own = await readLeft(db, board, {
    id: { in: subject.own.map(({ actionId }) => actionId) },
    ownerId: personId,
    snoozes: { none: { boardId: board, personId, until: { gt: put } } },
  })
  const brought = new Set(
    subject.own.filter(({ reason }) => reason === 'snoozed').map(({ actionId }) => actionId),
  )
  const near = addDays(today, aheadDays)
  const escalated = await readLeft(db, board, {
    id: { in: [...new Set(subject.escalated.map(({ actionId }) => actionId))] },
    dueOn: { lt: put },
    OR: [{ ownerId: null }, { ownerId: { not: personId } }],
  })
  const whole = async (ids: readonly Id[]): Promise<Left> => ({
    ids,
    first: await readSummaries(db, board, ids.slice(0, most)),
  })
  // One whose date has moved away is nothing to speak of today, unless its owner asked for it.
  const left = own.filter(({ id, dueOn }) => brought.has(id) || (dueOn !== null && dueOn <= near))
  const figures = {
    overdue: left.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
    today: left.filter(({ dueOn }) => dueOn === today).length,
    soon: left.filter(({ dueOn }) => dueOn !== null && dueOn > today).length,
    undated: left.filter(({ dueOn }) => dueOn === null).length,
  }
  return {
    own: { ...(await whole(left.map(({ id }) => id))), figures },
    escalated: await whole(escalated.map(({ id }) => id)),
  }
}

/** Those that still want work, most urgent first. */
async function readLeft(
  db: Queries,
  board: BoardId,
  where: Prisma.ActionWhereInput,
): Promise<{ id: Id; dueOn: IsoDate | null }[]> {
  const rows = await db.action.findMany({
    where: { boardId: board, status: { in: open }, ...where },
    select: { id: true, dueOn: true },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { refSort: 'asc' }, { ref: 'asc' }],
  })
  return rows.map(({ id, dueOn }) => ({ id, dueOn: dateOrNull(dueOn) }))
}

const named = z.array(z.object({ id: z.string(), name: z.string() }))

async function readReach(db: Queries, board: BoardId): Promise<Reach> {
  const people = await readReachable(db, board)
  const unreachable = await db.person.findMany({
    where: {
      boardId: board,
      id: { notIn: [...people.keys()] },
      owned: { some: { boardId: board, status: { in: open }, dueOn: { not: null } } },
    },
    select: { id: true, displayName: true },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
  })
  const reachable = [...people.values()]
  const refused = named.parse(
    await db.$queryRaw`
      SELECT p."id", p."displayName" AS name
        FROM (SELECT DISTINCT ON (d."personId") d."personId", d."state" FROM "Delivery" d
               WHERE d."boardId" = ${board}::uuid AND d."subscriptionId" IS NULL AND d."kind" = 'daily'
                 AND d."state" IN ('sent', 'failed')
               ORDER BY d."personId", d."period" DESC) latest
        JOIN "Person" p ON p."boardId" = ${board}::uuid AND p."id" = latest."personId" AND p."active"
       WHERE latest."state" = 'failed'
       ORDER BY p."displayName", p."id"`,
  )
  return {
    refused,
    unreachable: unreachable.map(({ id, displayName }) => ({ id, name: displayName })),
    idleSteps: (await readEscalation(db, board)).filter((step) => couldTell(step, reachable).length === 0),
  }
}
