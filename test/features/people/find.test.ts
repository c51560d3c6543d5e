import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { findPerson } from '../../../src/features/people/find.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db, { draft: null })
})
afterAll(() => db.close())

const find = async (words: string): Promise<string> => {
  const found = await findPerson(board.stores.people, board.id, words)
  return found.ok ? found.person.personName : found.message
}

describe('finding a person of the board', () => {
  it('by name, the beginning of it, an address or an id', async () => {
    expect(await find('kate')).toBe('Kate Slater')
    expect(await find('@Kate Slater')).toBe('Kate Slater')
    expect(await find('KATE@northmere.example')).toBe('Kate Slater')
    expect(await find(board.people.owen.personId)).toBe('Owen Hart')
  })

  it('says who there is when nobody is meant, and asks for more when several may be', async () => {
    expect(await find('Wilhelmina')).toBe(
      "Nobody on this board is called 'Wilhelmina'. There are Adam Brandt, Kate Slater, Leila Morgan, Owen Hart and Vera Ingham.",
    )
    await board.add('owner', 'Kate Slattery')
    expect(await find('kate slat')).toBe(
      "'kate slat' could be Kate Slater or Kate Slattery. Write more of the name.",
    )
    expect(await find('kate slater')).toBe('Kate Slater')
  })

  it('by a name of the plan that they have confirmed', async () => {
    const other = await createTestBoard(db)
    await other.tell(other.people.kate, 'actions alias K Slater')
    const found = await findPerson(other.stores.people, other.id, 'k slater')
    expect(found).toMatchObject({ ok: true, person: { personName: 'Kate Slater', aliases: ['K Slater'] } })
  })

  it('never one who has left', async () => {
    const gone = await board.add('owner', 'Gwen Gone')
    await board.prisma.person.update({
      where: { boardId_id: { boardId: board.id, id: gone.personId } },
      data: { active: false },
    })
    expect(await find('gwen')).toContain('Nobody on this board')
    expect(await find(gone.personId)).toContain('Nobody on this board')
  })
})
