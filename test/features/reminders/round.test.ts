import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { authoriseOperator } from '../../../src/core/permission.ts'
import { createDirectory } from '../../../src/db/boards.ts'
import { type Database, withAdapter } from '../../../src/db/connect.ts'
import { createDailyRound } from '../../../src/db/daily-round.ts'
import { openInMemory } from '../../../src/db/embedded.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { readMigrations } from '../../../src/db/migrations.ts'
import { openPostgres } from '../../../src/db/postgres.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { createScratchDatabase, type ScratchDatabase } from '../../support/scratch-database.ts'
import { giveAccounts, messagesOf, nine } from './morning.ts'

// A round goes to every board of its database, so that this one is nobody else's.

let scratch: ScratchDatabase | null = null
let db: Database
let boards: TestBoard[]
beforeAll(async () => {
  const server = process.env['TEST_DATABASE_URL']
  if (server) {
    scratch = await createScratchDatabase(server)
    const postgres = await openPostgres({ url: scratch.url, poolSize: 5 })
    await migrate(
      postgres.pool,
      await readMigrations(join(fileURLToPath(new URL('../../..', import.meta.url)), 'prisma/migrations')),
    )
    db = withAdapter(postgres)
  } else {
    db = withAdapter(await openInMemory({ template: readFileSync(inject('databaseTemplate')) }))
  }
  boards = [await createTestBoard(db), await createTestBoard(db), await createTestBoard(db)]
  for (const board of boards) {
    await board.tell(board.people.lead, 'actions assign 4.2.1 Kate Slater')
    await giveAccounts(board, board.people.kate)
  }
})
afterAll(async () => {
  await db.close()
  await scratch?.drop()
})

describe('a day’s round', () => {
  it('goes to every board once, and a board that fails keeps no other from its messages', async () => {
    const [first] = boards as [TestBoard]
    const round = createDailyRound(first.prisma, authoriseOperator)
    const today = isoDate('2026-11-20')
    // Steps of escalation that nobody could have set through a command.
    await first.prisma.board.update({ where: { id: first.id }, data: { escalation: ['nonsense'] } })
    await createDirectory(first.prisma).createBoard(
      `empty-${randomBytes(4).toString('hex')}`,
      'An empty board',
    )
    await expect(round.make(nine(today))).rejects.toThrow('1 board was not reminded.')
    const told = async (): Promise<number[]> =>
      Promise.all(boards.map(async (board) => (await messagesOf(board, today)).size))
    expect(await told()).toEqual([0, 1, 1])
    // What failed is whole again at the next attempt: its day had not moved.
    await first.prisma.board.update({
      where: { id: first.id },
      data: { escalation: [{ code: 'lead', words: 'the leads', afterWorkingDays: 1, to: 'leads' }] },
    })
    expect(await round.make(nine(today))).toBe(1)
    expect(await told()).toEqual([1, 1, 1])
    expect(await round.make(nine(today))).toBe(0)
    expect(await round.make(new Date('2026-11-21T10:00:00Z'))).toBe(0)
  })

  it('asks the process to be let into each board, and makes nothing where it is not', async () => {
    const [first] = boards as [TestBoard]
    const asked: string[] = []
    const round = createDailyRound(first.prisma, (id) => {
      asked.push(id)
      throw new Error('not let in')
    })
    await expect(round.make(nine(isoDate('2026-11-23')))).rejects.toThrow('4 boards were not reminded.')
    expect(asked.toSorted()).toEqual(expect.arrayContaining(boards.map(({ id }) => id).toSorted()))
    expect(await first.prisma.delivery.count({ where: { period: new Date('2026-11-23') } })).toBe(0)
  })
})
