import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { entriesOf, errorsOf, fieldsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  for (const ref of ['4.1', '4.5', '4.9', '4.10'])
    await board.tell(board.people.lead, `actions assign ${ref} Kate Slater`)
})
afterAll(() => db.close())

const versionOf = async (ref: string): Promise<number> => (await board.action(ref)).version

describe('completing', () => {
  it('without evidence opens the form, which insists on it', async () => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions complete 4.1')
    expect(form.fields.map(({ name, label, optional }) => [name, label, optional])).toEqual([
      ['evidence', 'Evidence that it is done', false],
      ['narrative', 'What was done, and what changed because of it', true],
    ])
    const again = asForm(await board.submit(kate, form, { narrative: 'It is in use.' }))
    expect(errorsOf(again)).toEqual({
      evidence: 'Completing needs evidence: a link to where it is kept, or what it is and where.',
    })
    expect(again.fields.find(({ name }) => name === 'narrative')).toMatchObject({ value: 'It is in use.' })
    expect(await board.action('4.1')).toMatchObject({ status: 'not_started', version: 2 })
  })

  it('with nothing but a bullet for evidence opens the form too', async () => {
    const form = asForm(await board.say(board.people.kate, 'actions complete 4.1 -'))
    expect(errorsOf(form)['evidence']).toContain('Completing needs evidence')
    expect(await versionOf('4.1')).toBe(2)
  })

  it('with evidence is done, dated, and waits for somebody else’s sign-off', async () => {
    const { kate } = board.people
    expect(await board.tell(kate, 'actions complete 4.5 Contract https://records.example/c-9')).toMatchObject(
      {
        kind: 'done',
        audience: 'public',
        headline: '4.5 is complete and waits for sign-off by somebody other than its owner.',
      },
    )
    expect(await board.action('4.5')).toMatchObject({
      status: 'complete',
      completedOn: '2026-11-23',
      originalDueOn: '2026-12-01',
      dueOn: '2026-12-01',
      evidence: [{ title: 'Contract', url: 'https://records.example/c-9', addedBy: 'Kate Slater' }],
    })
    expect(await board.tell(kate, 'actions complete 4.5 Again')).toMatchObject({
      kind: 'refusal',
      headline:
        '4.5 is complete, awaiting sign-off. It waits for somebody other than its owner to sign it off.',
    })
  })

  it('shows what the plan says of evidence, which is none yet', async () => {
    const { owen } = board.people
    const form = await board.open(owen, 'actions complete 4.7')
    expect(form.fields[0]).toMatchObject({ label: 'Evidence that it is done', optional: false })
    expect(fieldsOf({ blocks: form.state })).toMatchObject({
      'Evidence in the plan': "'Minutes of the first meeting'",
    })
    const again = asForm(await board.submit(owen, form, { narrative: 'Pathway signed.' }))
    expect(errorsOf(again)['evidence']).toContain('Completing needs evidence')
    expect(await board.action('4.7')).toMatchObject({ completedOn: null, version: 1 })
  })

  it('shows what evidence there is, in the columns of the state, and asks for no more', async () => {
    const { owen } = board.people
    await board.submit(owen, await board.open(owen, 'actions progress 4.7'), {
      narrative: 'Pathway signed.',
      evidence: 'Signed pathway',
    })
    const form = await board.open(owen, 'actions complete 4.7')
    expect(form.fields[0]).toMatchObject({ label: 'More evidence', optional: true })
    expect(form.state.filter(({ type }) => type === 'fields')).toHaveLength(1)
    expect(fieldsOf({ blocks: form.state })).toMatchObject({
      'Evidence in the plan': "'Minutes of the first meeting'",
      'Evidence so far': 'Signed pathway',
    })
    expect(asView(await board.submit(owen, form, {})).kind).toBe('done')
  })

  it('clears what was in the way and the worry about it', async () => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions progress 4.9')
    await board.submit(kate, form, {
      narrative: 'Stuck',
      status: 'blocked',
      outlook: 'at_risk',
      blockers: 'IT',
    })
    await board.tell(kate, 'actions done 4.9 The matrix')
    expect(await board.action('4.9')).toMatchObject({
      status: 'complete',
      outlook: 'on_track',
      outlookReason: null,
      blockers: null,
    })
  })

  it.each([
    ['a broken link', 'http://[nowhere', /is not a link that can be kept/],
    ['a link that is too long', `https://a.example/${'x'.repeat(2000)}`, /is not a link that can be kept/],
    ['a story', 'w'.repeat(201), /too long: at most 200 characters/],
    ['a child’s number', 'Letter about 999 000 0018', /NHS number/],
  ])('refuses %s as evidence, in the form', async (_what, written, reason) => {
    const { kate } = board.people
    const form = await board.open(kate, 'actions complete 4.10')
    const again = asForm(await board.submit(kate, form, { evidence: written }))
    expect(errorsOf(again)['evidence']).toMatch(reason)
    expect(await board.action('4.10')).toMatchObject({ status: 'not_started', evidence: [] })
  })

  it('refuses the same in one line', async () => {
    const { kate } = board.people
    expect(
      errorsOf(asForm(await board.say(kate, 'actions complete 4.10 http://[nowhere')))['evidence'],
    ).toMatch(/is not a link/)
    const told = await board.tell(kate, 'actions complete 4.10 Letter about 999 000 0018')
    expect(told).toMatchObject({ kind: 'refusal', audience: 'private' })
    expect(JSON.stringify(told)).not.toContain('0018')
    expect(await versionOf('4.10')).toBe(2)
  })

  it('is for the accountable owner or a lead, and never of what nobody owns', async () => {
    const { owen, lead } = board.people
    expect((await board.tell(owen, 'actions complete 4.10 Policy')).headline).toBe(
      'Only its owner, or a lead or an administrator, can do that to 4.10.',
    )
    expect(await board.tell(lead, 'actions complete 4.2.2 Audit')).toMatchObject({
      kind: 'refusal',
      headline: '4.2.2 has no owner, and an action is completed by the person accountable for it.',
      next: 'actions claim 4.2.2',
    })
    expect((await board.tell(lead, 'actions complete 4.10 Policy')).kind).toBe('done')
  })
})

describe('the history of an action', () => {
  it('tells everything that happened, in order, by whom, and keeps the first date', async () => {
    const own = await createTestBoard(db)
    const { kate, owen, lead, viewer } = own.people
    const at = (time: string): void => {
      own.now = new Date(`2026-11-${time}:00Z`)
    }
    at('23T09:05')
    await own.tell(owen, 'actions claim 4.1')
    at('23T09:10')
    await own.tell(owen, 'actions release 4.1')
    at('24T10:00')
    await own.tell(lead, 'actions assign 4.1 Kate Slater')
    at('25T10:00')
    const form = await own.open(kate, 'actions progress 4.1')
    await own.submit(kate, form, {
      narrative: 'The supplier is late',
      status: 'blocked',
      outlook: 'at_risk',
      blockers: 'A date from IT',
      evidence: 'Email',
    })
    at('26T10:00')
    await own.tell(kate, 'actions complete 4.1 Template')
    at('27T10:00')
    await own.submit(lead, await own.open(lead, 'actions progress 4.1'), { narrative: 'Not on the wards' })

    const told = await own.tell(viewer, 'actions history 4.1')
    expect(told.headline).toBe('4.1: 7 entries in its history')
    expect(entriesOf(told).map(({ at: when, who, text }) => `${when} ${who}: ${text}`)).toEqual([
      'Mon 23 Nov, 09:00 operator (cli): Imported',
      'Mon 23 Nov, 09:05 Owen Hart (console): Claimed',
      'Mon 23 Nov, 09:10 Owen Hart (console): Released',
      'Tue 24 Nov, 10:00 Leila Morgan (console): Assigned to Kate Slater',
      'Wed 25 Nov, 10:00 Kate Slater (console): Blocked',
      'Thu 26 Nov, 10:00 Kate Slater (console): Completed, awaiting sign-off',
      'Fri 27 Nov, 10:00 Leila Morgan (console): Reopened',
    ])
    expect(entriesOf(told).map(({ detail }) => detail)).toEqual([
      ['due: Mon 9 Nov', "plan's 'assigned to': K Slater"],
      ['owner: Owen Hart'],
      ['owner: none (was Owen Hart)'],
      [],
      [
        "'The supplier is late'",
        'status: blocked (was not started)',
        'outlook: at risk (was on track)',
        'in the way: A date from IT',
        'evidence: Email',
      ],
      [
        'status: complete, awaiting sign-off (was blocked)',
        'outlook: on track (was at risk)',
        'in the way: none (was A date from IT)',
        'completed on: Thu 26 Nov',
        'evidence: Template',
      ],
      [
        "'Not on the wards'",
        'status: in progress (was complete, awaiting sign-off)',
        'completed on: none (was Thu 26 Nov)',
      ],
    ])
    expect(await own.action('4.1')).toMatchObject({
      originalDueOn: '2026-11-09',
      dueOn: '2026-11-09',
      version: 7,
    })
  })

  it('is told to everybody of the board, by any reference form, and refuses what is not there', async () => {
    const { viewer } = board.people
    expect((await board.tell(viewer, 'actions log 4.7')).headline).toMatch(/^4\.7: \d entries/)
    expect((await board.tell(viewer, 'actions history 9.9')).kind).toBe('refusal')
  })
})
