import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { buttonsOf, entriesOf, errorsOf, fieldsOf, refsOf, rowsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  board = await createTestBoard(db)
})
afterAll(() => db.close())

describe('setting the date of an action that has none', () => {
  it('is due from then on, and keeps it as its first date', async () => {
    const { lead, owen } = board.people
    expect(await board.tell(lead, 'actions date 4.7 30 Nov')).toMatchObject({
      kind: 'done',
      audience: 'public',
      headline: '4.7 has its date: in 5 working days (Mon 30 Nov). It is kept as its original date.',
      told: 'Leila Morgan set the date of 4.7: Mon 30 Nov.',
      concerns: expect.arrayContaining([owen.personId]),
    })
    expect(await board.action('4.7')).toMatchObject({
      dueOn: '2026-11-30',
      originalDueOn: '2026-11-30',
      duePrecision: 'day',
      version: 2,
    })
    expect(refsOf(await board.tell(lead, 'actions due 7d'))).toContain('4.7')
    const [, entry] = entriesOf(await board.tell(lead, 'actions history 4.7'))
    expect(entry).toMatchObject({
      who: 'Leila Morgan (console)',
      text: 'Date set',
      detail: ['due: Mon 30 Nov'],
    })
  })

  it('without a date opens a form, which keeps what was typed', async () => {
    const { lead } = board.people
    const form = await board.open(lead, 'actions date 4.7')
    expect(form).toMatchObject({ title: 'Date of 4.7', submit: 'Set date' })
    expect(fieldsOf({ blocks: form.state })['Due in the plan']).toBe("'Meeting planned for 27th September'")
    const again = asForm(await board.submit(lead, form, { due: 'soon' }))
    expect(errorsOf(again)['due']).toContain("'soon' is not a date.")
    expect(again.fields[0]).toMatchObject({ value: 'soon' })
    expect(errorsOf(asForm(await board.submit(lead, form, { due: '' })))['due']).toContain(
      'No date was given.',
    )
    expect(asView(await board.submit(lead, form, { due: '2027-03-31' })).kind).toBe('done')
    expect(await board.action('4.7')).toMatchObject({ dueOn: '2027-03-31' })
  })

  it.each([
    ['4.7 soon', /^'soon' is not a date\. Write it like /],
    ['4.7 31.2.27', /^'31\.2\.27' /],
    ['4.5 30 Nov', /^4\.5 is due Tue 1 Dec; that date is kept\.$/],
    ['4.2.2 30 Nov', /^4\.2\.2 is due end of Jan 2027; that date is kept\.$/],
    ['4.5', /^4\.5 is due Tue 1 Dec; that date is kept\.$/],
    ['4.2 30 Nov', /^4\.2 is a recommendation with 2 actions/],
    ['9.9 30 Nov', /^There is no action 9\.9/],
  ])('refuses %s', async (text, reason) => {
    const told = await board.tell(board.people.lead, `actions date ${text}`)
    expect(told).toMatchObject({ kind: 'refusal', headline: expect.stringMatching(reason) })
    expect(await board.action('4.7')).toMatchObject({ dueOn: null, version: 1 })
  })

  it('is refused once it is finished, and once somebody was faster', async () => {
    const { lead, administrator } = board.people
    const form = await board.open(lead, 'actions date 4.7')
    await board.tell(administrator, 'actions date 4.7 31 Mar 2027')
    expect(asView(await board.submit(lead, form, { due: '2027-06-30' })).headline).toBe(
      '4.7 is due Wed 31 Mar 2027; that date is kept.',
    )
    const other = await createTestBoard(db)
    await other.tell(other.people.owen, 'actions complete 4.7 Signed')
    expect((await other.tell(other.people.lead, 'actions date 4.7 31 Mar 2027')).headline).toMatch(
      /^4\.7 is complete, awaiting sign-off/,
    )
  })

  it('is offered to leads, where there is no date', async () => {
    const { lead, owen } = board.people
    const menuOf = async (person: typeof lead, ref: string): Promise<string[]> =>
      rowsOf(await board.tell(person, `actions list ${ref}`))
        .filter((row) => row.ref === ref)
        .flatMap(({ menu = [] }) => menu.map(({ command }) => command))
    expect(await menuOf(lead, '4.7')).toContain('actions date 4.7')
    expect(await menuOf(owen, '4.7')).not.toContain('actions date 4.7')
    expect(await menuOf(lead, '4.5')).not.toContain('actions date 4.5')
    expect(buttonsOf(await board.tell(lead, 'actions show 4.7'))['Set a date']).toBe('actions date 4.7')
  })
})
