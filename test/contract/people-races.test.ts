import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/connect.ts'
import type { Person, PersonChange } from '../../src/features/people/store.ts'
import { createTestBoard, operatorAt, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { knock } from './chat-rows.ts'

// On a server these are real races between connections; on the embedded database the same story, one after another.

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const asIs = async (board: TestBoard, { personId }: Person): Promise<PersonChange> => {
  const file = await board.stores.people.get(board.id, personId)
  if (!file) throw new Error('There is no such person.')
  const { version, role, email, aliases, active, organisationId } = file
  return {
    personId,
    version,
    role,
    email,
    aliases,
    active,
    organisation: organisationId ? { id: organisationId } : null,
  }
}

describe('at one moment', () => {
  it('administrators who all put each other down leave one', async () => {
    const board = await createTestBoard(db)
    const all = [board.people.administrator]
    for (let n = 1; n <= 5; n++) all.push(await board.add('administrator', `Admin Number${n}`))
    const changes = await Promise.all(all.map((person) => asIs(board, person)))
    const results = await Promise.all(
      changes.map((change, n) =>
        board.stores.people.change(
          board.id,
          n % 2 === 0 ? { ...change, role: 'lead' } : { ...change, active: false },
          operatorAt(board.now),
        ),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(5)
    expect(results.filter((result) => !result.ok)).toEqual([{ ok: false, reason: 'last administrator' }])
    const left = (await board.stores.people.list(board.id)).filter(({ role }) => role === 'administrator')
    expect(left).toHaveLength(1)
  })

  it('of many forms on one person exactly one is saved', async () => {
    const board = await createTestBoard(db)
    const change = await asIs(board, board.people.owen)
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        board.stores.people.change(
          board.id,
          { ...change, email: `owen${n}@northmere.example`, aliases: [`O Hart${n}`] },
          operatorAt(board.now),
        ),
      ),
    )
    const won = results.filter(({ ok }) => ok)
    expect(won).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.reason !== 'changed')).toEqual([])
    const file = await board.stores.people.get(board.id, board.people.owen.personId)
    expect(file).toMatchObject({ version: 2, aliases: [expect.stringMatching(/^O Hart\d$/)] })
  })

  it('a name goes to one: to who confirms it, or to whom an administrator gives it', async () => {
    for (let round = 0; round < 4; round++) {
      const board = await createTestBoard(db)
      const { kate, owen, lead } = board.people
      const by = operatorAt(board.now)
      const both = ['K Slater', 'E Wilson']
      const results = await Promise.all([
        board.stores.people.change(board.id, { ...(await asIs(board, owen)), aliases: both }, by),
        board.stores.people.change(
          board.id,
          { ...(await asIs(board, lead)), aliases: both.toReversed() },
          by,
        ),
        board.stores.people.confirmName(board.id, kate.personId, 'K Slater', by),
        board.stores.people.confirmName(board.id, kate.personId, 'E Wilson', by),
      ])
      const people = await board.stores.people.list(board.id)
      const held = people.flatMap(({ aliases }) => aliases).toSorted()
      expect(held).toEqual(['E Wilson', 'K Slater'])
      for (const { personId, aliases } of people.filter(({ aliases }) => aliases.length > 0)) {
        const first = aliases.includes('K Slater') ? ['4.1', '4.2.1'] : ['4.2.2']
        for (const ref of first) expect((await board.action(ref)).owner?.id).toBe(personId)
      }
      expect(results.some(({ ok }) => ok)).toBe(true)
      // Nobody holds one name of a change that was refused for the other.
      for (const [index, person] of [owen, lead].entries())
        if (!results[index]?.ok)
          expect(people.find(({ personId }) => personId === person.personId)?.aliases).toEqual([])
    }
  })

  it('a newcomer is let in once, and becomes one person', async () => {
    const board = await createTestBoard(db)
    const id = await knock(board, 'U-race', 'Rae Quick')
    const by = operatorAt(board.now)
    const results = await Promise.all([
      ...Array.from({ length: 4 }, () =>
        board.stores.people.admit(board.id, id, { person: { displayName: 'Rae Quick', role: 'owner' } }, by),
      ),
      board.stores.people.admit(board.id, id, { personId: board.people.kate.personId }, by),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.filter((result) => !result.ok && result.reason !== 'gone')).toEqual([])
    const everybody = await board.stores.people.everybody(board.id, { offset: 0, limit: 50 })
    expect(everybody.filter(({ accounts }) => accounts.length > 0)).toHaveLength(1)
    expect(everybody.length).toBeLessThanOrEqual(6)
  })

  it('of many settings exactly one is saved', async () => {
    const board = await createTestBoard(db)
    const { version } = await board.stores.boards.settings(board.id)
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        board.stores.boards.change(
          board.id,
          {
            version,
            name: `Name ${n}`,
            quiet: { dueWithinDays: n, quietForDays: n },
            escalation: null,
            workspaces: [],
          },
          operatorAt(board.now),
        ),
      ),
    )
    const [won] = results.filter((result) => result.ok)
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(won?.ok && won.settings).toEqual(await board.stores.boards.settings(board.id))
    expect(
      await board.prisma.auditEvent.count({ where: { boardId: board.id, what: 'settings changed' } }),
    ).toBe(1)
  })
})
