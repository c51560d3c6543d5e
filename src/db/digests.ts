import { randomUUID } from 'node:crypto'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import { askedForKey, nextPosting } from '../features/digests/rules.ts'
import type { ChannelKey, DigestSettings, Subscription } from '../features/digests/schema.ts'
import type { DigestStore, SubscriptionChanged } from '../features/digests/store.ts'
import { writtenWhen } from '../features/digests/when.ts'
import { type AuditLine, appendAudit } from './audit.ts'
import { lastChangedBy, lockBoard } from './change-person.ts'
import type { Queries } from './client.ts'
import { columnDate, dateOrNull } from './dates.ts'
import { reckonDigest } from './digest-figures.ts'
import { postDigestNow, readPast } from './digest-past.ts'
import { subscriptionSelect, toSubscription } from './digest-rows.ts'
import { openSlots } from './digest-slots.ts'
import type { PrismaClient } from './generated/client.ts'

/** The subscriptions of a board's channels. */
export function createDigestStore(prisma: PrismaClient): DigestStore {
  return {
    async list(board) {
      const rows = await prisma.subscription.findMany({
        where: { boardId: board },
        select: subscriptionSelect,
        orderBy: [{ nextAt: { sort: 'asc', nulls: 'last' } }, { channelName: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toSubscription)
    },
    get: (board, id) => find(prisma, board, id),
    async byChannel(board, { platform, workspaceId, channelId }) {
      const row = await prisma.subscription.findFirst({
        where: { boardId: board, platform, workspaceId, channelId },
        select: subscriptionSelect,
      })
      return row && toSubscription(row)
    },
    set: (board, channel, settings, by) =>
      prisma.$transaction((tx) => setDigest(tx, board, channel, settings, by)),
    change: (board, id, version, settings, by) =>
      prisma.$transaction((tx) => changeDigest(tx, board, { id, version, settings }, by)),
    pause: (board, id, why, by) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.subscription.updateMany({
          where: { boardId: board, id, paused: null },
          data: { paused: why, nextAt: null, nextPeriod: null, version: { increment: 1 } },
        })
        const stopped = count === 1 ? await find(tx, board, id) : null
        if (stopped) await appendAudit(tx, board, by, [line('digest stopped', stopped, {}, { why })])
        return stopped !== null
      }),
    postNow: (board, id, by) =>
      prisma.$transaction(async (tx) => {
        await lockSubscription(tx, board, id)
        const subscription = await find(tx, board, id)
        if (!subscription || subscription.paused !== null) return 'gone'
        if (!(await postDigestNow(tx, board, subscription, by.at))) return 'just posted'
        await appendAudit(tx, board, by, [line('digest posted', subscription, {}, {})])
        return 'to be posted'
      }),
    before: (board, id, moment) => readPast(prisma, board, id, moment),
    reckon: (board, asked) => reckonDigest(prisma, board, asked),
  }
}

async function find(db: Queries, board: BoardId, id: Id): Promise<Subscription | null> {
  const row = await db.subscription.findUnique({
    where: { boardId_id: { boardId: board, id } },
    select: subscriptionSelect,
  })
  return row && toSubscription(row)
}

/** What is read of it afterwards is what will still be so when it is written. */
async function lockSubscription(tx: Queries, board: BoardId, id: Id): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Subscription" WHERE "boardId" = ${board}::uuid AND "id" = ${id}::uuid FOR UPDATE`
}

async function setDigest(
  tx: Queries,
  board: BoardId,
  { platform, workspaceId, channelId, channelName }: ChannelKey & { channelName: string },
  settings: DigestSettings,
  by: By,
): Promise<Subscription | null> {
  // Two who set up one channel at one moment stand in line, and the second replaces what the first has set.
  await lockBoard(tx, board)
  const channel = { platform, workspaceId, channelId }
  const there = await tx.subscription.findFirst({
    where: { boardId: board, ...channel },
    select: { id: true },
  })
  const id = there?.id ?? randomUUID()
  if (!there) {
    const { count } = await tx.subscription.createMany({
      data: {
        boardId: board,
        id,
        ...channel,
        channelName,
        ...settings,
        paused: 'off',
        createdById: person(by),
        createdAt: by.at,
      },
      skipDuplicates: true,
    })
    // The channel is another board's: one channel hears one board.
    if (count === 0) return null
  }
  await lockSubscription(tx, board, id)
  return write(tx, board, id, { ...settings, channelName, paused: null }, by)
}

async function changeDigest(
  tx: Queries,
  board: BoardId,
  { id, version, settings }: { id: Id; version: number; settings: DigestSettings },
  by: By,
): Promise<SubscriptionChanged> {
  await lockSubscription(tx, board, id)
  const before = await find(tx, board, id)
  if (!before) return { ok: false, reason: 'gone' }
  if (before.version !== version)
    return { ok: false, reason: 'changed', by: await lastChangedBy(tx, board, id), subscription: before }
  if (JSON.stringify(said(before)) === JSON.stringify(said(settings)))
    return { ok: true, changed: false, subscription: before }
  const subscription = await write(tx, board, id, settings, by)
  return { ok: true, changed: true, subscription }
}

type Changes = DigestSettings & { channelName?: string; paused?: null }

/** Writes new settings over a subscription whose row is locked. What was due by then is posted as it was set before. */
async function write(tx: Queries, board: BoardId, id: Id, changes: Changes, by: By): Promise<Subscription> {
  const before = await find(tx, board, id)
  if (!before) throw new Error('A subscription that is locked is not there.')
  await openSlots(tx, board, before, by.at)
  const runs = changes.paused === null || before.paused === null
  const next = runs ? nextPosting(changes, by.at, await lastSlot(tx, board, id)) : null
  const row = await tx.subscription.update({
    where: { boardId_id: { boardId: board, id } },
    data: {
      ...changes,
      nextAt: next?.at ?? null,
      nextPeriod: next ? columnDate(next.period) : null,
      version: { increment: 1 },
    },
    select: subscriptionSelect,
  })
  const after = toSubscription(row)
  const was = before.paused === 'off' ? {} : said(before)
  await appendAudit(tx, board, by, [line('digest set', after, was, said(after))])
  return after
}

/** The day of the last digest that was written by the clock. */
async function lastSlot(tx: Queries, board: BoardId, subscriptionId: Id): Promise<IsoDate | null> {
  const last = await tx.delivery.aggregate({
    where: { boardId: board, subscriptionId, NOT: { key: { startsWith: askedForKey(subscriptionId) } } },
    _max: { period: true },
  })
  return dateOrNull(last._max.period)
}

function line(
  what: Extract<AuditLine['what'], `digest ${string}`>,
  { id, channelName, version }: Subscription,
  before: Record<string, string>,
  after: Record<string, string>,
): AuditLine {
  return {
    what,
    subject: 'digest',
    subjectId: id,
    subjectRef: `#${channelName}`,
    subjectVersion: version,
    before,
    after,
  }
}

/** Each setting by its name in the trail. */
function said(settings: DigestSettings): Record<string, string> {
  return {
    when: writtenWhen(settings),
    only: settings.filters,
    'look ahead': `${settings.lookAheadDays} days`,
    'quiet weeks': settings.whenQuiet,
    'bank holidays': settings.onHoliday,
    pings: settings.pings ? 'yes' : 'no',
  }
}

/** A subscription is somebody's doing: the operator at the shell is in no channel. */
function person(by: By): Id {
  if (by.personId === null) throw new Error('A subscription needs a person.')
  return by.personId
}
