import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, filledIn, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { buttonsOf, errorsOf, rowsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  board = await createTestBoard(db)
})
afterAll(() => db.close())

describe('claiming an action', () => {
  it('makes it mine, tells everybody, and says what to do next', async () => {
    const { owen } = board.people
    const told = await board.tell(owen, 'actions claim 4.5')
    expect(told).toMatchObject({
      kind: 'done',
      audience: 'public',
      headline: '4.5 is yours, in 6 working days (Tue 1 Dec).',
      next: 'actions progress 4.5',
    })
    expect(await board.action('4.5')).toMatchObject({ owner: { name: 'Owen Hart' }, version: 2 })
    expect(await board.tell(owen, 'actions claim 4.5')).toMatchObject({
      kind: 'refusal',
      headline: '4.5 is already yours.',
    })
  })

  it('of somebody else is refused with their name, and who could give it away', async () => {
    const told = await board.tell(board.people.kate, 'actions claim 4.7')
    expect(told).toMatchObject({
      kind: 'refusal',
      headline: 'Owen Hart owns 4.7. Only a lead or an administrator can give it to someone else.',
      next: 'actions show 4.7',
    })
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('understands the reference however it is typed', async () => {
    for (const typed of ['claim 4.10', '/actions take 4.10.', '<@U1> Claim 4.10,'])
      expect((await board.tell(board.people.kate, typed)).headline).toMatch(/^4\.10 is (already )?yours/)
  })

  it('that is not there names what is near', async () => {
    const told = await board.tell(board.people.owen, 'actions claim 4.11')
    expect(told.kind).toBe('refusal')
    expect(told.headline).toMatch(/^There is no action 4\.11 on this board\. Nearest: 4\.1\b/)
    expect(buttonsOf(told)['Show 4.1']).toBe('actions show 4.1')
  })

  it('by the reference of a recommendation with several asks which', async () => {
    const told = await board.tell(board.people.owen, 'actions claim 4.2')
    expect(told.headline).toBe('4.2 is a recommendation with 2 actions. Which one?')
    expect(rowsOf(told).map(({ ref, text }) => [ref, text])).toEqual([
      ['4.2.1', 'Design the audit tool'],
      ['4.2.2', 'Run the first audit monthly'],
    ])
  })
})

describe('claiming a recommendation that has no action', () => {
  it('opens the form for its first action, and the action is mine', async () => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions claim 4.3')
    expect(form).toMatchObject({ title: 'Claim 4.3', command: 'actions claim 4.3', submit: 'Claim it' })
    expect(form.state).toContainEqual({
      type: 'quote',
      text: 'Offer families alternatives when they leave the assessment framework',
      source: 'Recommendation 4.3',
    })
    expect(filledIn(form, {}).values).toEqual({ text: '', due: '2026-12-31', lead: '' })

    const told = asView(
      await board.submit(kate, form, { text: 'Write to the families', lead: 'northmere and dale council' }),
    )
    expect(told).toMatchObject({ kind: 'done', headline: '4.3 is yours, in 26 working days (Thu 31 Dec).' })
    expect(await board.action('4.3')).toMatchObject({
      text: 'Write to the families',
      owner: { name: 'Kate Slater' },
      leadOrganisation: 'Northmere and Dale Council',
      dueOn: '2026-12-31',
      originalDueOn: '2026-12-31',
      status: 'not_started',
      version: 1,
    })
  })

  it('keeps what was typed and says what is wrong, field by field', async () => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions claim 4.3')
    const typed = { text: 'x'.repeat(2001), due: '31 February', lead: 'y'.repeat(121) }
    const again = asForm(await board.submit(kate, form, typed))
    expect(filledIn(again, {})).toEqual({ values: typed, hidden: form.hidden })
    expect(errorsOf(again)).toEqual({
      text: 'At most 2,000 characters; this has 2,001. Your text is kept.',
      due: expect.stringMatching(/Your text is kept\.$/),
      lead: 'That is too long for the name of an organisation.',
    })
    const empty = asForm(await board.submit(kate, form, { text: ' \n ' }))
    expect(errorsOf(empty)).toEqual({ text: 'Say in a sentence what is to be done.' })
    expect(await board.stores.actions.byRef(board.id, '4.3')).toBeNull()
  })

  it('stores nothing that names a child', async () => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions claim 4.3')
    const again = asForm(await board.submit(kate, form, { text: 'Visit the family of 999 000 0018' }))
    expect(errorsOf(again)['text']).toContain('NHS number')
    expect(await board.stores.actions.byRef(board.id, '4.3')).toBeNull()
  })
})

describe('releasing', () => {
  it('gives back what is mine, for anybody to claim', async () => {
    const { kate, owen } = board.people
    const told = await board.tell(owen, 'actions release 4.7')
    expect(told).toMatchObject({
      kind: 'done',
      audience: 'public',
      headline: "4.7 has no owner now. It will stand under 'No owner' until somebody claims it.",
    })
    expect((await board.action('4.7')).owner).toBeNull()
    expect(await board.tell(owen, 'actions release 4.7')).toMatchObject({
      headline: '4.7 has no owner.',
      next: 'actions claim 4.7',
    })
    expect((await board.tell(kate, 'actions claim 4.7')).kind).toBe('done')
  })

  it('of somebody else’s is for a lead only', async () => {
    const { kate, lead } = board.people
    expect((await board.tell(kate, 'actions release 4.7')).headline).toBe(
      'Owen Hart owns 4.7. Only they, or a lead or an administrator, can release it.',
    )
    expect((await board.tell(lead, 'actions unclaim 4.7')).kind).toBe('done')
  })
})

describe('assigning', () => {
  it('gives an action to somebody by name, and can give it on', async () => {
    const { lead } = board.people
    expect(await board.tell(lead, 'actions assign 4.5 kate')).toMatchObject({
      kind: 'done',
      audience: 'public',
      headline: '4.5 is Kate Slater’s, in 6 working days (Tue 1 Dec).'.replace('’', "'"),
    })
    expect((await board.tell(lead, 'actions give 4.5 Owen Hart')).kind).toBe('done')
    expect((await board.tell(lead, 'actions assign 4.5 me')).headline).toMatch(/^4\.5 is Leila Morgan's/)
    expect((await board.tell(lead, 'actions assign 4.5 Leila')).headline).toBe(
      'Leila Morgan owns 4.5 already.',
    )
    const history = await board.stores.actions.history(board.id, (await board.action('4.5')).id)
    expect(history.slice(1).map(({ before, after }) => [before['owner'], after['owner']])).toEqual([
      [null, 'Kate Slater'],
      ['Kate Slater', 'Owen Hart'],
      ['Owen Hart', 'Leila Morgan'],
    ])
  })

  it('is refused for nobody, for several, and for somebody who may only read', async () => {
    const { lead } = board.people
    await board.add('owner', 'Kate Slattery')
    expect((await board.tell(lead, 'actions assign 4.5 Wilhelmina')).headline).toMatch(
      /^Nobody on this board is called 'Wilhelmina'/,
    )
    expect((await board.tell(lead, 'actions assign 4.5 Kate')).headline).toBe(
      "'Kate' could be Kate Slater or Kate Slattery. Write more of the name.",
    )
    expect((await board.tell(lead, 'actions assign 4.5 Vera')).headline).toBe(
      'Vera Ingham may only read this board, so cannot own 4.5. Choose an owner, a lead or an administrator.',
    )
    expect((await board.action('4.5')).version).toBe(1)
  })

  it('without a name opens a form that offers those who can own it', async () => {
    const { lead, owen, viewer } = board.people
    const form = await board.open(lead, 'actions assign 4.5')
    const [field] = form.fields
    const offered = field?.type === 'person' ? field.options.map(({ label }) => label) : []
    expect(offered).toEqual(['Adam Brandt', 'Kate Slater', 'Leila Morgan', 'Owen Hart'])
    expect(errorsOf(asForm(await board.submit(lead, form, {})))).toEqual({
      person: 'Choose who is accountable for it.',
    })
    const refused = asView(await board.submit(lead, form, { person: viewer.personId }))
    expect(refused.headline).toContain('Vera Ingham may only read this board')
    expect(asView(await board.submit(lead, form, { person: owen.personId })).kind).toBe('done')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
  })
})
