import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Database, withAdapter } from '../../src/db/connect.ts'
import { createPages, createReceipts } from '../../src/db/desk.ts'
import { openInMemory } from '../../src/db/embedded.ts'
import { createTestBoard, type TestBoard } from '../support/board.ts'

let database: Database
let board: TestBoard
beforeAll(async () => {
  // Always one of its own: what it sweeps out, others on a shared server would miss.
  database = withAdapter(await openInMemory({ template: readFileSync(inject('databaseTemplate')) }))
  board = await createTestBoard(database)
})
afterAll(() => database.close())

/** A clock that is moved on by hand. */
function clock(): { now: () => Date; pass(minutes: number): void } {
  let at = new Date('2026-11-23T09:00:00Z').getTime()
  return {
    now: () => new Date(at),
    pass: (minutes) => {
      at += minutes * 60_000
    },
  }
}

describe('receipts', () => {
  it('are kept for ten minutes at least, and gone soon after, however few come in', async () => {
    const { now, pass } = clock()
    const receipts = createReceipts(board.prisma, now)
    const keys = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${letter} ${randomUUID()}`)
    const lying = async (): Promise<number> =>
      board.prisma.chatReceipt.count({ where: { key: { in: keys } } })
    for (const key of keys) {
      expect(await receipts.first(key)).toBe(true)
      pass(9)
      expect(await receipts.first(key), 'nine minutes later').toBe(false)
    }
    expect(await lying()).toBeLessThan(keys.length)
    pass(60)
    await receipts.first(randomUUID())
    expect(await lying()).toBe(0)
  })

  it('that another process left are swept out by the first of this one', async () => {
    const { now, pass } = clock()
    const key = randomUUID()
    await createReceipts(board.prisma, now).first(key)
    pass(20)
    await createReceipts(board.prisma, now).first(randomUUID())
    expect(await board.prisma.chatReceipt.count({ where: { key } })).toBe(0)
  })
})

describe('open pages', () => {
  it('come with the latest opened first', async () => {
    const { now, pass } = clock()
    const pages = createPages(board.prisma, now)
    const workspace = { platform: 'slack' as const, workspaceId: `T-${board.slug}` }
    const { kate, owen, lead } = board.people
    await board.prisma.chatWorkspace.create({
      data: { boardId: board.id, id: randomUUID(), ...workspace, name: 'Northmere', connectedAt: now() },
    })
    for (const [person, userId] of [
      [kate, 'U-kate'],
      [owen, 'U-owen'],
      [lead, 'U-lead'],
    ] as const)
      await board.prisma.chatIdentity.create({
        data: { boardId: board.id, id: randomUUID(), personId: person.personId, ...workspace, userId },
      })
    for (const userId of ['U-owen', 'U-lead', 'U-kate', 'U-owen']) {
      await pages.opened({ ...workspace, userId }, `actions home report:${userId}`)
      pass(1)
    }
    const open = await pages.of(workspace, [kate.personId, owen.personId, lead.personId])
    expect(open.map(({ userId }) => userId)).toEqual(['U-owen', 'U-kate', 'U-lead'])
  })
})
