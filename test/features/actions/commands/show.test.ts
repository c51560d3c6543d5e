import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { createTestBoard, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { fieldsOf, rowsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

const shown = (ref: string) => board.tell(board.people.kate, `actions show ${ref}`)

describe('the card of an action', () => {
  it('says once when it is due, and beside it how the plan puts it', async () => {
    const card = await shown('4.1')
    expect(card.headline).toBe('4.1 · Red · 14 days overdue (Mon 9 Nov)')
    expect(card.rating).toEqual({ colour: 'red', word: 'Red' })
    expect(fieldsOf(card)['Due']).toBe("Mon 9 Nov; the plan says '9.11.26'")
    await board.tell(board.people.lead, 'actions new 4.2 Report the audit')
    expect(fieldsOf(await shown('4.2.3'))).not.toHaveProperty('Due')
  })

  it('says who is accountable, or that nobody is and whom the plan names', async () => {
    expect(fieldsOf(await shown('4.1'))['Owner']).toMatch(/^none yet \(the plan: '/)
    expect(fieldsOf(await shown('4.9'))['Owner']).toMatch(/^none yet/)
    await board.tell(board.people.kate, 'actions claim 4.9')
    expect(fieldsOf(await shown('4.9'))['Owner']).toBe('Kate Slater')
  })

  it('keeps its date when it is complete', async () => {
    const { kate } = board.people
    await board.tell(kate, 'actions claim 4.5')
    await board.tell(kate, 'actions complete 4.5 Contract https://records.example/c')
    const card = await shown('4.5')
    expect(card.headline).toBe('4.5 · Green · complete, awaiting sign-off (Mon 23 Nov)')
    expect(fieldsOf(card)['Due']).toMatch(/^Tue 1 Dec\b/)
  })

  it('names a date as its list and its recommendation do', async () => {
    const { kate } = board.people
    const { when } = rowsOf(await board.tell(kate, 'actions list first audit'))[0] ?? {}
    expect(when).toMatch(/\(end of [A-Z][a-z]{2} \d{4}\)$/)
    expect((await shown('4.2.2')).headline).toContain(when)
    const rows = rowsOf(await board.tell(kate, 'recommendations show 4.2'))
    expect(rows.find(({ ref }) => ref === '4.2.2')?.when).toBe(when)
  })
})
