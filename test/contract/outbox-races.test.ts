import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, isoDate } from '../../src/calendar/date.ts'
import { authoriseOperator } from '../../src/core/permission.ts'
import { createClient } from '../../src/db/client.ts'
import { connect, type Database } from '../../src/db/connect.ts'
import { writeDeliveries } from '../../src/db/delivery-rows.ts'
import type { PrismaClient } from '../../src/db/generated/client.ts'
import { createOutbox } from '../../src/db/outbox.ts'
import type { Claimed } from '../../src/features/deliveries/store.ts'
import { subscribe, workspaceId } from '../stories/delivery/post.ts'
import { createTestBoard, monday, type TestBoard } from '../support/board.ts'
import { describePostgres } from '../support/database.ts'
import { type OwnDatabase, openOwnDatabase } from '../support/own-database.ts'

describePostgres('two processes at one outbox', () => {
  let own: OwnDatabase
  let second: Database
  let clients: PrismaClient[] = []
  let board: TestBoard
  beforeAll(async () => {
    own = await openOwnDatabase()
    second = await connect({ databaseUrl: own.url, dataDir: '' })
    clients = [createClient(own.database.adapter), createClient(second.adapter)]
    board = await createTestBoard(own.database, { draft: null })
  })
  afterAll(async () => {
    await second.close()
    await own.close()
  })

  const write = async (
    channelId: string,
    subscriptionId: string,
    weeks: number,
    dueAt: Date,
  ): Promise<void> => {
    const period = addDays(isoDate('2026-11-23'), 7 * weeks)
    await writeDeliveries(
      board.prisma,
      board.id,
      [
        {
          key: `digest:${subscriptionId}:${period}:${randomUUID()}`,
          target: { platform: 'slack', workspaceId: workspaceId(board), channelId, subscriptionId },
          period,
          subject: { kind: 'digest' },
          dueAt,
          expiresAt: new Date(dueAt.getTime() + 1e9),
        },
      ],
      monday,
    )
  }

  it('never send one delivery twice, nor two to one channel at once or within a second', async () => {
    const channels = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => ({
        id: `C-${n}`,
        subscription: await subscribe(board, `C-${n}`),
      })),
    )
    const many = 60
    for (let n = 0; n < many; n++) {
      const { id, subscription } = channels[n % channels.length] ?? { id: '', subscription: '' }
      await write(id, subscription, n, new Date(monday.getTime() + (n % 7) * 1000))
    }
    // A clock on which a second takes a tenth of one.
    const start = Date.now()
    const now = (): Date => new Date(monday.getTime() + 3_600_000 + (Date.now() - start) * 10)
    const claims: string[] = []
    const busy = new Set<string>()
    const told = new Map<string, number>()
    const collisions: string[] = []
    const work = async (prisma: PrismaClient): Promise<void> => {
      const outbox = createOutbox(prisma, now, authoriseOperator)
      const send = async (delivery: Claimed): Promise<void> => {
        const channel = 'channelId' in delivery.target ? delivery.target.channelId : ''
        claims.push(delivery.id)
        if (busy.has(channel)) collisions.push(`${channel}: two at once`)
        if (delivery.triedAt.getTime() < (told.get(channel) ?? 0) + 1000)
          collisions.push(`${channel}: too soon`)
        busy.add(channel)
        await sleep(Math.random() * 4)
        busy.delete(channel)
        told.set(channel, now().getTime())
        const posted = { messageId: '1', channelId: channel }
        expect(await outbox.settle(delivery, { state: 'sent', posted })).toBe(true)
      }
      while ((await outbox.figures()).byState.pending > 0) {
        const claimed = await outbox.claim(['slack'], 1 + Math.floor(Math.random() * 4), 1e9)
        expect(new Set(claimed.map(({ target }) => JSON.stringify(target))).size).toBe(claimed.length)
        await Promise.all(claimed.map(send))
      }
    }
    await Promise.all([...clients, ...clients].map(work))
    expect(collisions).toEqual([])
    expect(claims).toHaveLength(many)
    expect(new Set(claims).size).toBe(many)
  })

  it('do not both send to a channel, though one could not see that the other had begun', async () => {
    const [here, there] = clients
    const subscription = await subscribe(board, 'C-race')
    await write('C-race', subscription, 1, monday)
    const outbox = createOutbox(
      there as PrismaClient,
      () => new Date(monday.getTime() + 60_000),
      authoriseOperator,
    )
    let commit = (): void => {}
    const committed = new Promise<void>((resolve) => {
      commit = resolve
    })
    let first: Promise<unknown> = Promise.resolve()
    await new Promise<void>((begun) => {
      first = (here as PrismaClient).$transaction(async (tx) => {
        await tx.delivery.updateMany({ where: { channelId: 'C-race' }, data: { state: 'sending' } })
        begun()
        await committed
      })
    })
    // Older than what is being sent, and written since: it would be this channel's next.
    await write('C-race', subscription, 0, new Date(monday.getTime() - 1000))
    const claim = outbox.claim(['slack'], 5, 60_000)
    expect(await Promise.race([claim, sleep(200, 'waits')])).toBe('waits')
    commit()
    await first
    expect(await claim).toEqual([])
    const states = await board.prisma.delivery.findMany({
      where: { channelId: 'C-race' },
      select: { state: true },
      orderBy: { dueAt: 'asc' },
    })
    expect(states.map(({ state }) => state)).toEqual(['pending', 'sending'])
  })
})
