import { z } from 'zod'
import { addDays, type IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { roles } from '../core/permission.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import { deliverySubject } from '../features/deliveries/schema.ts'
import { dueDatesIn, type Reachable, type Span } from '../features/reminders/rules.ts'
import type { ReminderPace } from '../features/reminders/schema.ts'
import type { DailyMessage } from '../features/reminders/store.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOf, dateOrNull } from './dates.ts'

/** Somebody who can be told, and the account they are told by. */
export type Recipient = Reachable & { platform: string; workspaceId: string; userId: string }

/** An open action of somebody's, as far as its reminders go. */
export type Dated = { actionId: Id; ownerId: Id; dueOn: IsoDate | null }

const recipients = z.array(
  z.object({
    personId: z.string(),
    name: z.string(),
    role: z.enum(roles),
    organisationId: z.string().nullable(),
    platform: z.string(),
    workspaceId: z.string(),
    userId: z.string(),
  }),
)

/**
 * The active people of a board who are known on a workspace that is connected to it, by their latest account. Of several
 * workspaces, one whose tokens we hold comes first: a workspace that threw the app out keeps its row, without them.
 */
export async function readReachable(db: Queries, board: BoardId): Promise<Map<Id, Recipient>> {
  const rows = await db.$queryRaw`
    SELECT DISTINCT ON (p."id") p."id" AS "personId", p."displayName" AS name, p."role"::text AS role,
           p."organisationId", i."platform", i."workspaceId", i."userId"
      FROM "Person" p
      JOIN "ChatIdentity" i ON i."boardId" = p."boardId" AND i."personId" = p."id"
      JOIN "ChatWorkspace" w ON w."boardId" = i."boardId" AND w."platform" = i."platform"
                            AND w."workspaceId" = i."workspaceId"
     WHERE p."boardId" = ${board}::uuid AND p."active"
     ORDER BY p."id", w."sealedTokens" IS NULL, i."createdAt" DESC, i."id"`
  return new Map(recipients.parse(rows).map((person) => [person.personId, person]))
}

/** Who asked for fewer reminders. */
export async function readPaces(db: Queries, board: BoardId): Promise<Map<Id, ReminderPace>> {
  const rows = await db.reminderChoice.findMany({
    where: { boardId: board },
    select: { personId: true, pace: true },
  })
  return new Map(rows.map(({ personId, pace }) => [personId, pace]))
}

const dated = z.array(
  z.object({
    actionId: z.string(),
    ownerId: z.string(),
    dueOn: z.date().nullable().transform(dateOrNull),
  }),
)

const open = [...openStatuses]

/** Open, owned actions that have a milestone in a span, most urgent first: by their dates, which an index holds. */
export async function readDueIn(db: Queries, board: BoardId, span: Span): Promise<Dated[]> {
  const rows = await db.$queryRaw`
    SELECT a."id" AS "actionId", a."ownerId", a."dueOn" FROM "Action" a
     WHERE a."boardId" = ${board}::uuid AND a."status" = ANY(${open}::"ActionStatus"[])
       AND a."dueOn" = ANY(${dueDatesIn(span)}::date[]) AND a."ownerId" IS NOT NULL
     ORDER BY a."dueOn", a."refSort"`
  return dated.parse(rows)
}

/** Open actions of these people that are due until a day. */
export async function readDatedOf(
  db: Queries,
  board: BoardId,
  people: readonly Id[],
  until: IsoDate,
): Promise<Dated[]> {
  if (people.length === 0) return []
  const rows = await db.$queryRaw`
    SELECT a."id" AS "actionId", a."ownerId", a."dueOn" FROM "Action" a
     WHERE a."boardId" = ${board}::uuid AND a."status" = ANY(${open}::"ActionStatus"[])
       AND a."ownerId" = ANY(${[...people]}::uuid[]) AND a."dueOn" <= ${until}::date
     ORDER BY a."dueOn", a."refSort"`
  return dated.parse(rows)
}

/** What is put off, by action: only what its owner has put off, and who gave it away holds nothing back any more. */
export async function readSnoozes(db: Queries, board: BoardId): Promise<Map<Id, Dated & { until: IsoDate }>> {
  const rows = await db.reminderSnooze.findMany({
    where: { boardId: board, action: { boardId: board, status: { in: open } } },
    select: {
      personId: true,
      actionId: true,
      until: true,
      action: { select: { ownerId: true, dueOn: true } },
    },
  })
  return new Map(
    rows
      .filter(({ personId, action }) => action.ownerId === personId)
      .map(({ personId, actionId, until, action }) => [
        actionId,
        { actionId, ownerId: personId, dueOn: dateOrNull(action.dueOn), until: dateOf(until) },
      ]),
  )
}

/** Somebody who refused every message of a week refuses the next: what they are not told is told to others by then. */
const mostRefused = { messages: 5, days: 7 }

/**
 * The messages of a day that nobody can be sure to have been told: too late to be sent, refused, or lost on the way. Who
 * was carried over on every day of a week is let go.
 */
export async function readMissed(
  db: Queries,
  board: BoardId,
  day: IsoDate,
  now: Date,
): Promise<{ personId: Id; subject: DailyMessage['subject'] }[]> {
  const rows = await db.delivery.findMany({
    where: {
      boardId: board,
      // No daily message has a subscription, and an index begins with it.
      subscriptionId: null,
      period: columnDate(day),
      kind: 'daily',
      OR: [
        { state: { in: ['missed', 'failed'] } },
        { state: { in: ['pending', 'uncertain'] }, expiresAt: { lte: now } },
      ],
    },
    select: { personId: true, subject: true },
    orderBy: { key: 'asc' },
  })
  const deaf = await readDeaf(db, board, day)
  return rows.flatMap(({ personId, subject }) => {
    const read = deliverySubject.parse(subject)
    return personId !== null && !deaf.has(personId) && read.kind === 'daily'
      ? [{ personId, subject: read }]
      : []
  })
}

/** Who refused a message on every working day of the week that ends on a day. */
async function readDeaf(db: Queries, board: BoardId, day: IsoDate): Promise<Set<Id>> {
  const refused = await db.delivery.groupBy({
    by: ['personId'],
    where: {
      boardId: board,
      subscriptionId: null,
      period: { gt: columnDate(addDays(day, -mostRefused.days)), lte: columnDate(day) },
      kind: 'daily',
      state: 'failed',
    },
    _count: { _all: true },
  })
  return new Set(
    refused.flatMap(({ personId, _count }) =>
      personId !== null && _count._all >= mostRefused.messages ? [personId] : [],
    ),
  )
}
