import { randomUUID } from 'node:crypto'
import { type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import type { Log } from '../../../src/core/errors.ts'
import type { Id } from '../../../src/core/ids.ts'
import { authoriseOperator } from '../../../src/core/permission.ts'
import { answer } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { writeDeliveries } from '../../../src/db/delivery-rows.ts'
import { createOutbox } from '../../../src/db/outbox.ts'
import {
  type Composers,
  createWorker,
  type Worker,
  type WorkerOptions,
} from '../../../src/features/deliveries/jobs.ts'
import { composeNotice } from '../../../src/features/deliveries/notices.ts'
import type { Delivery } from '../../../src/features/deliveries/schema.ts'
import type { Outbox } from '../../../src/features/deliveries/store.ts'
import { createFakeCourier, type FakeCourier } from '../../fakes/courier.ts'
import { createTestBoard, monday, type TestBoard } from '../../support/board.ts'

/** A board with a workspace and channels, and a process that sends to them by a clock of the test's. */
export type Post = {
  board: TestBoard
  courier: FakeCourier
  outbox: Outbox
  worker: Worker
  composers: Composers
  /** What was logged, an event a line, with its fields. */
  log: string[]
  now(): Date
  /** Lets so many seconds pass. */
  pass(seconds: number): void
  /** Lets so many seconds pass, then everything that is due be done. */
  drained(seconds?: number): Promise<void>
  /** A subscription, and a digest of it that is due now. */
  digest(more?: { channel?: string; subscriptionId?: Id; period?: IsoDate; expiresIn?: number }): Promise<Id>
  standing(id: Id): Promise<Delivery>
  /** Notices that were written, as their keys begin, with how they stand. */
  notices(): Promise<{ what: string; state: string; userId: string | null }[]>
  /** Another process on the same board and platform. */
  another(options?: Partial<WorkerOptions>): Worker
}

export const workspaceId = (board: TestBoard): string => `T-${board.slug}`

/** Makes what a test says of digests; the notices' words are the product's own. */
function composersOf(board: TestBoard): Composers {
  const compose: Composers['digest'] = async ({ key }) => ({
    kind: 'say',
    view: answer(key),
    origin: null,
    pings: [],
    figures: { open: 3 },
  })
  return { digest: compose, daily: compose, notice: composeNotice(board.stores) }
}

export async function openPost(database: Database, options: Partial<WorkerOptions> = {}): Promise<Post> {
  const board = await createTestBoard(database, { draft: null })
  const { prisma, id: boardId, people } = board
  let at = monday.getTime()
  const now = (): Date => new Date(at)
  const place = { platform: 'slack', workspaceId: workspaceId(board) }
  await prisma.chatWorkspace.create({
    data: { boardId, id: randomUUID(), ...place, name: 'Northmere NHS', connectedAt: monday },
  })
  await prisma.chatIdentity.create({
    data: {
      boardId,
      id: randomUUID(),
      personId: people.administrator.personId,
      ...place,
      userId: 'U-adam',
    },
  })
  const log: string[] = []
  const noted: Log = {
    info: (event, fields) => void log.push(`${event} ${JSON.stringify(fields ?? {})}`),
    error: (event, _error, fields) => void log.push(`${event} ${JSON.stringify(fields ?? {})}`),
  }
  const courier = createFakeCourier(now)
  const composers = composersOf(board)
  const outbox = createOutbox(prisma, now, authoriseOperator)
  const another = (more: Partial<WorkerOptions> = {}): Worker =>
    createWorker({
      outbox,
      couriers: [courier],
      composers,
      addresses: async () => new Map(),
      log: noted,
      now,
      random: () => 0,
      ...options,
      ...more,
    })
  const worker = another()
  const pass = (seconds: number): void => {
    at += seconds * 1000
  }
  return {
    board,
    courier,
    outbox,
    worker,
    composers,
    log,
    now,
    pass,
    another,
    async drained(seconds = 0) {
      pass(seconds)
      await worker.drain()
    },
    async digest({ channel = 'C-safeguarding', subscriptionId, period, expiresIn = 36 * 3600 } = {}) {
      const sub = subscriptionId ?? (await subscribe(board, channel))
      const day = period ?? isoDate('2026-11-23')
      const key = `digest:${sub}:${day}`
      await writeDeliveries(
        prisma,
        boardId,
        [
          {
            key,
            target: { ...place, channelId: channel, subscriptionId: sub },
            period: day,
            subject: { kind: 'digest' },
            dueAt: now(),
            expiresAt: new Date(at + expiresIn * 1000),
          },
        ],
        now(),
      )
      const { id } = await prisma.delivery.findUniqueOrThrow({
        where: { boardId_key: { boardId, key } },
        select: { id: true },
      })
      return id
    },
    async standing(id) {
      const found = await board.stores.deliveries.get(boardId, id)
      if (!found) throw new Error('There is no such delivery.')
      return found
    },
    async notices() {
      const rows = await prisma.delivery.findMany({
        where: { boardId, kind: 'notice' },
        select: { key: true, state: true, userId: true },
        orderBy: { createdAt: 'asc' },
      })
      return rows.map(({ key, state, userId }) => ({ what: key.split(':')[1] ?? '', state, userId }))
    },
  }
}

/** A subscription as a lead would have set it up: Mondays at nine. */
export async function subscribe(board: TestBoard, channelId: string): Promise<Id> {
  const id = randomUUID()
  await board.prisma.subscription.create({
    data: {
      boardId: board.id,
      id,
      platform: 'slack',
      workspaceId: workspaceId(board),
      channelId,
      channelName: channelId.replace('C-', ''),
      weekday: 1,
      minutes: 540,
      nextAt: new Date('2026-11-30T09:00:00Z'),
      createdById: board.people.lead.personId,
      createdAt: monday,
    },
  })
  return id
}
