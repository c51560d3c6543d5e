import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/db/connect.ts'
import { createHealthStore } from '../../src/db/health.ts'
import { furnishChat } from '../contract/chat-rows.ts'
import { furnishOutbox } from '../contract/outbox-rows.ts'
import { createTestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

it('reads how every board stands', async () => {
  const board = await createTestBoard(db)
  await createTestBoard(db)
  await furnishChat(board)
  await furnishOutbox(board)
  await board.tell(board.people.owen, 'actions claim 4.9')
  const day = 24 * 3_600_000
  const now = new Date(board.now.getTime() + day)
  const { database, boards } = await createHealthStore(board.prisma, 'server').facts(now)
  expect(database.migrations).toBeGreaterThan(5)
  expect(database.version).toMatch(/^\d+/)
  expect(Math.abs(database.now.getTime() - Date.now())).toBeLessThan(60_000)
  const mine = boards.find(({ slug }) => slug === board.slug)
  // Owen owns 4.9 and has no account; Kate, who has one, is not counted.
  expect(mine).toMatchObject({ administrators: 1, unreachableOwners: 1, remindedThrough: null })
  // Kate alone has an account.
  expect(mine?.administratorOnChat).toBe(false)
  await board.prisma.person.update({
    where: { boardId_id: { boardId: board.id, id: board.people.kate.personId } },
    data: { role: 'administrator' },
    select: { id: true },
  })
  const named = await createHealthStore(board.prisma, 'server').facts(now)
  expect(named.boards.find(({ slug }) => slug === board.slug)?.administratorOnChat).toBe(true)
  expect(mine?.subscriptions).toEqual([
    {
      id: expect.any(String),
      channelName: 'safeguarding',
      nextAt: null,
      paused: null,
      lastSentAt: null,
      reachable: true,
    },
  ])
  // Of the furnished: a digest and a day's message that should have gone. Of an uncertain message to Owen nobody can say
  // more, and the operator is not asked to.
  expect(mine?.deliveries).toMatchObject({ late: 2, stuck: 0, uncertain: 0 })
  const { id } = await board.prisma.delivery.findFirstOrThrow({
    where: { boardId: board.id, kind: 'digest', state: 'pending' },
  })
  const settle = (data: object): Promise<unknown> =>
    board.prisma.delivery.update({ where: { boardId_id: { boardId: board.id, id } }, data })
  await settle({ state: 'sending', leaseUntil: board.now })
  expect(await mineAt()).toMatchObject({ late: 1, stuck: 1 })
  await settle({ state: 'uncertain' })
  expect(await mineAt()).toMatchObject({ uncertain: 1 })
  await settle({ state: 'failed' })
  expect(await mineAt()).toMatchObject({ failed: 1, stuck: 0 })
  await settle({ state: 'sent', settledAt: board.now })
  const after = await createHealthStore(board.prisma, 'server').facts(now)
  expect(after.boards.find(({ slug }) => slug === board.slug)?.subscriptions[0]?.lastSentAt).toEqual(
    board.now,
  )

  async function mineAt(): Promise<object | undefined> {
    const { boards: all } = await createHealthStore(board.prisma, 'server').facts(now)
    return all.find(({ slug }) => slug === board.slug)?.deliveries
  }
})

it('reads where the app is in Teams, and which digest has no way to its channel', async () => {
  const board = await createTestBoard(db)
  const { prisma, id: boardId, people } = board
  const place = { platform: 'teams', workspaceId: `tenant of ${board.slug}` }
  await prisma.chatWorkspace.create({
    data: { boardId, id: randomUUID(), ...place, name: 'tenant ending 0001', connectedAt: board.now },
  })
  const told = async (): Promise<unknown> => {
    const { boards } = await createHealthStore(prisma, 'server').facts(board.now)
    const found = boards.find(({ slug }) => slug === board.slug)
    return [found?.conversations, found?.subscriptions.map(({ reachable }) => reachable)]
  }
  await prisma.subscription.create({
    data: {
      boardId,
      id: randomUUID(),
      ...place,
      channelId: '19:board',
      channelName: 'board',
      weekday: 1,
      minutes: 540,
      createdById: people.lead.personId,
      createdAt: board.now,
    },
  })
  expect(await told()).toEqual([[], [false]])
  for (const [conversationId, kind] of [
    ['19:board', 'channel'],
    ['a:kate', 'personal'],
    ['a:owen', 'personal'],
  ] as const)
    await prisma.chatConversation.create({
      data: {
        boardId,
        id: randomUUID(),
        ...place,
        conversationId,
        kind,
        botId: '28:bot',
        serviceUrl: 'https://smba.example/teams',
        heardAt: board.now,
      },
    })
  expect(await told()).toEqual([
    [
      { ...place, kind: 'channel', count: 1 },
      { ...place, kind: 'personal', count: 2 },
    ],
    [true],
  ])
})
