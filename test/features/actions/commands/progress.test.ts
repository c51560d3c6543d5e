import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { actionStatuses } from '../../../../src/features/actions/schema.ts'
import { asForm, asView, createTestBoard, filledIn, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { errorsOf, fieldsOf } from '../../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
beforeEach(async () => {
  board = await createTestBoard(db)
})
afterAll(() => db.close())

describe('progress in one line', () => {
  it('starts what was not started, and is the last word on it', async () => {
    const { owen } = board.people
    const told = await board.tell(owen, 'actions progress 4.7 Met the service.\nThey agree.')
    expect(told).toMatchObject({
      kind: 'done',
      audience: 'private',
      headline: '4.7 is in progress; no date.',
    })
    expect(await board.action('4.7')).toMatchObject({
      status: 'in_progress',
      lastProgressOn: '2026-11-23',
      lastProgress: { author: 'Owen Hart', narrative: 'Met the service.\nThey agree.' },
      version: 2,
    })
  })

  it('takes colons, quotes and slashes for what they are', async () => {
    const note = 'Said: "page:2" is due, see https://a.example/x?y=1 & <b>unowned</b>'
    await board.tell(board.people.owen, `actions progress 4.7 ${note}`)
    expect((await board.action('4.7')).lastProgress?.narrative).toBe(note)
  })

  it('that is too long opens the form with the whole of it', async () => {
    const { owen } = board.people
    const long = `${'Long. '.repeat(400)}End`
    const form = asForm(await board.say(owen, `actions progress 4.7 ${long}`))
    expect(filledIn(form, {}).values['narrative']).toBe(long)
    expect(errorsOf(form)['narrative']).toContain('This has 2,403 characters; a note holds 2,000')
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('that names a child is refused privately, and stands nowhere', async () => {
    const { owen } = board.people
    const told = await board.tell(owen, 'actions progress 4.7 Seen with 999 000 0018 today')
    expect(told).toMatchObject({ kind: 'refusal', audience: 'private' })
    expect(JSON.stringify(told)).not.toContain('0018')
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('on somebody else’s action is refused with who may', async () => {
    const { kate } = board.people
    const refused =
      'Owen Hart owns 4.7. Only its owner, its contributors, or a lead or an administrator can post on it.'
    expect((await board.tell(kate, 'actions progress 4.7 Mine now')).headline).toBe(refused)
    expect((await board.tell(kate, 'actions progress 4.7')).headline).toBe(refused)
    expect(await board.tell(kate, 'actions progress 4.9 Mine now')).toMatchObject({
      next: 'actions claim 4.9',
    })
  })

  it('may come from a contributor, and from a lead', async () => {
    const { kate, lead } = board.people
    await board.tell(lead, 'actions assign 4.2.2 Owen Hart')
    await board.tell(kate, 'actions alias K Slater')
    expect((await board.action('4.2.2')).contributors).toMatchObject([{ name: 'Kate Slater' }])
    expect((await board.tell(kate, 'actions progress 4.2.2 Audit run')).kind).toBe('done')
    expect((await board.tell(lead, 'actions update 4.2.2 Thank you')).kind).toBe('done')
  })
})

describe('the form for progress', () => {
  it('opens when there is no text, with how things stand', async () => {
    const { owen } = board.people
    await board.tell(owen, 'actions progress 4.7 Met the service')
    const form = await board.open(owen, 'actions progress 4.7')
    expect(form).toMatchObject({
      title: 'Progress on 4.7',
      submit: 'Save progress',
      hidden: { version: '2' },
    })
    expect(fieldsOf({ blocks: form.state })).toEqual({
      Now: 'Green · In progress · no date',
      Owner: 'Owen Hart',
      'Last progress': "Mon 23 Nov, Owen Hart: 'Met the service'",
    })
    expect(filledIn(form, {}).values).toEqual({
      narrative: '',
      status: 'in_progress',
      outlook: 'on_track',
      blockers: '',
      evidence: '',
    })
  })

  it('keeps note, judgement, what is in the way, and evidence in the order it was written', async () => {
    const { owen } = board.people
    const pieces = ['Minutes https://records.example/m-3', 'Zeal', 'Email', 'Yes', 'Audit', 'Xylophone']
    const form = await board.open(owen, 'actions progress 4.7')
    const told = asView(
      await board.submit(owen, form, {
        narrative: 'The provider has not dated the change',
        status: 'blocked',
        outlook: 'off_track',
        blockers: 'A date from the provider',
        evidence: pieces.join('\n'),
      }),
    )
    expect(told.headline).toBe('4.7 is blocked, off track; no date.')
    expect(await board.action('4.7')).toMatchObject({
      status: 'blocked',
      outlook: 'off_track',
      outlookReason: 'A date from the provider',
      blockers: 'A date from the provider',
    })
    const { evidence } = await board.action('4.7')
    expect(evidence.map(({ title }) => title)).toEqual(['Minutes', ...pieces.slice(1)])
    expect(evidence[0]).toMatchObject({ url: 'https://records.example/m-3', addedBy: 'Owen Hart' })
  })

  it('keeps everything typed and says field by field what is wrong', async () => {
    const { owen } = board.people
    const form = await board.open(owen, 'actions progress 4.7')
    const typed = {
      narrative: '',
      blockers: 'y'.repeat(2001),
      evidence: 'http://[nowhere',
      outlook: 'at_risk',
    }
    const again = asForm(await board.submit(owen, form, typed))
    expect(errorsOf(again)).toEqual({
      narrative: 'Say in a sentence what has happened.',
      blockers: expect.stringContaining('2,001 characters'),
      evidence: expect.stringContaining('is not a link that can be kept'),
    })
    expect(filledIn(again, {}).values).toMatchObject(typed)
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('wants to know what is in the way before it takes blocked, at risk or off track', async () => {
    const { owen } = board.people
    const form = await board.open(owen, 'actions progress 4.7')
    for (const choice of [{ status: 'blocked' }, { outlook: 'at_risk' }, { outlook: 'off_track' }]) {
      const again = asForm(await board.submit(owen, form, { narrative: 'Stuck', ...choice }))
      expect(Object.keys(errorsOf(again))).toEqual(['blockers'])
      expect(filledIn(again, {}).values).toMatchObject({ narrative: 'Stuck', ...choice })
    }
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('refuses what names a child in any of its fields', async () => {
    const { owen } = board.people
    const form = await board.open(owen, 'actions progress 4.7')
    for (const field of ['narrative', 'blockers', 'evidence']) {
      const values = { narrative: 'Seen', [field]: 'Born 3 March 2014, NHS number 999 000 0018' }
      expect(Object.keys(errorsOf(asForm(await board.submit(owen, form, values))))).toEqual([field])
    }
    expect((await board.action('4.7')).version).toBe(1)
  })

  it('cannot bring an action where the table has no move to, whatever is sent', async () => {
    const { owen } = board.people
    for (const status of actionStatuses.filter((one) => !['in_progress', 'blocked'].includes(one))) {
      const form = await board.open(owen, 'actions progress 4.7')
      const reply = await board.submit(owen, form, { narrative: 'Trying', status })
      const after = (await board.action('4.7')).status
      // 'Not started' is what it is: a note may leave it so.
      if (status === 'not_started') expect([asView(reply).kind, after]).toEqual(['done', 'not_started'])
      else expect([Object.keys(errorsOf(asForm(reply))), after], status).toEqual([['status'], 'not_started'])
    }
  })
})

describe('from blocked to done and back', () => {
  it('each move has its name, and the way out of complete is to reopen', async () => {
    const { owen, kate, lead } = board.people
    const move = async (values: Record<string, string>): Promise<string> =>
      asView(await board.submit(owen, await board.open(owen, 'actions progress 4.7'), values)).headline
    expect(await move({ narrative: 'Stuck', status: 'blocked', blockers: 'A date' })).toContain('is blocked')
    expect(await move({ narrative: 'Freed', status: 'in_progress' })).toContain('is in progress')
    expect((await board.action('4.7')).blockers).toBeNull()
    await board.tell(owen, 'actions complete 4.7 Signed pathway')
    expect((await board.tell(owen, 'actions progress 4.7 One more thing')).kind).toBe('refusal')
    expect((await board.tell(kate, 'actions progress 4.7')).kind).toBe('refusal')
    expect(await move({ narrative: 'Not so' })).toContain('is in progress')
    expect((await board.action('4.7')).completedOn).toBeNull()
    const history = await board.stores.actions.history(board.id, (await board.action('4.7')).id)
    expect(history.map(({ what }) => what)).toEqual([
      'imported',
      'blocked',
      'unblocked',
      'completed',
      'reopened',
    ])
    expect((await board.tell(lead, 'actions progress 4.8 We lead it after all')).kind).toBe('done')
  })

  it('what another body leads is taken back by a lead only', async () => {
    const { kate, lead } = board.people
    await board.tell(kate, 'actions claim 4.8')
    const take = { narrative: 'We lead it after all', status: 'in_progress' }
    const refused = await board.submit(kate, await board.open(kate, 'actions progress 4.8'), take)
    expect(asView(refused).headline).toBe('Only a lead or an administrator can do that to 4.8.')
    await board.submit(lead, await board.open(lead, 'actions progress 4.8'), take)
    expect((await board.action('4.8')).status).toBe('in_progress')
  })
})
