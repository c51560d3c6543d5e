import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, filledIn, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { errorsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  board = await createTestBoard(db)
})
afterAll(() => db.close())

const offered = (form: Awaited<ReturnType<TestBoard['open']>>, name: string): string[] => {
  const field = form.fields.find((one) => one.name === name)
  return field?.type === 'person' ? field.options.map(({ label }) => label) : []
}

describe('adding an action', () => {
  it('in one line takes the recommendation’s date and the next number', async () => {
    const { lead } = board.people
    expect(await board.tell(lead, 'actions new 4.3 Write to the families')).toMatchObject({
      kind: 'done',
      audience: 'public',
      headline: '4.3 is added: no owner, in 26 working days (Thu 31 Dec).',
    })
    expect((await board.tell(lead, 'actions add 4.3 Ring them')).headline).toMatch(/^4\.3\.2 is added/)
    expect((await board.tell(lead, 'actions new 4.2 Train the auditors')).headline).toMatch(
      /^4\.2\.3 is added/,
    )
    expect(await board.action('4.3.2')).toMatchObject({ text: 'Ring them', recommendation: { ref: '4.3' } })
  })

  it('by the reference of an action adds beside it', async () => {
    const told = await board.tell(board.people.lead, 'actions new 4.2.1 Train the auditors')
    expect(told.headline).toMatch(/^4\.2\.3 is added/)
  })

  it('keeps the lines of its text', async () => {
    await board.tell(board.people.lead, 'actions new 4.9 First this\nthen that')
    expect((await board.action('4.9.2')).text).toBe('First this\nthen that')
  })

  it('to what is not there names what is near', async () => {
    expect(await board.tell(board.people.lead, 'actions new 4.4')).toMatchObject({
      kind: 'refusal',
      headline: 'There is no recommendation 4.4 on this board. Nearest: 4.1, 4.2, 4.3.',
      next: 'recommendations list',
    })
  })

  it('through the form takes owner, lead and date; only those who can own it are offered', async () => {
    const { lead, owen } = board.people
    const form = await board.open(lead, 'actions new 4.5')
    expect(offered(form, 'owner')).toEqual(['Adam Brandt', 'Kate Slater', 'Leila Morgan', 'Owen Hart'])
    const told = asView(
      await board.submit(lead, form, {
        text: 'Induct the supervisor',
        due: '1 Feb 2027',
        owner: owen.personId,
        lead: 'PHT',
      }),
    )
    expect(told.headline).toBe('4.5.2 is added: Owen Hart, in 10 weeks (Mon 1 Feb 2027).')
    expect(await board.action('4.5.2')).toMatchObject({
      owner: { name: 'Owen Hart' },
      leadOrganisation: 'PHT',
      dueOn: '2027-02-01',
      originalDueOn: '2027-02-01',
    })
  })

  it('keeps what was typed when something is wrong, and is saved once it is right', async () => {
    const { lead, viewer } = board.people
    const form = await board.open(lead, 'actions new 4.5')
    const typed = { text: 'Induct', due: 'whenever', owner: viewer.personName, lead: '' }
    const again = asForm(await board.submit(lead, form, typed))
    expect(filledIn(again, {})).toEqual({ values: typed, hidden: form.hidden })
    expect(errorsOf(again)).toEqual({
      due: expect.stringContaining('Your text is kept'),
      owner: 'Vera Ingham may only read this board, so cannot own an action.',
    })
    expect(asView(await board.submit(lead, again, { due: '', owner: '' })).kind).toBe('done')
  })

  it('that was too long for one line is added once, however often its form is sent', async () => {
    const { lead } = board.people
    const form = asForm(await board.say(lead, `actions new 4.5 ${'x'.repeat(2001)}`))
    expect(errorsOf(form)['text']).toContain('At most 2,000 characters')
    const values = { text: 'Induct the supervisor' }
    expect(asView(await board.submit(lead, form, values)).kind).toBe('done')
    expect(asView(await board.submit(lead, form, values))).toMatchObject({
      kind: 'refusal',
      headline: '4.5.2 says exactly this already, so it was not added again.',
    })
  })
})
