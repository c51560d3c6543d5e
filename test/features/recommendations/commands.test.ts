import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf, type View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { buttonsOf, fieldsOf, refsOf, remarksOf, rowsOf } from '../../support/shown.ts'
import { draftOf } from '../reports/draft.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
})
afterAll(() => db.close())

const ask = (text: string): Promise<View> => board.tell(board.people.viewer, text)

describe('the list of recommendations', () => {
  it('is in the order people count, each with how far it is', async () => {
    const told = await ask('recommendations')
    expect(told.headline).toBe('8 recommendations')
    expect(refsOf(told)).toEqual(['4.1', '4.2', '4.3', '4.5', '4.7', '4.8', '4.9', '4.10'])
    expect(rowsOf(told).map(({ detail }) => textOf(detail ?? '').split(' · ')[0])).toEqual([
      '1 open action',
      '2 open actions',
      'no action yet',
      ...Array(5).fill('1 open action'),
    ])
  })

  it.each([
    ['joint', ['4.1']],
    ['unplanned', ['4.3']],
    ['org:council', ['4.1', '4.3']],
    ['org:hospitals joint', ['4.1']],
    ['due:"by 31 Dec"', ['4.3']],
    ['100% health_visiting', ['4.7']],
    ['report:northmere 4.10', ['4.10']],
  ])('%s leaves what fits', async (filters, refs) => {
    expect(refsOf(await ask(`recommendations list ${filters}`))).toEqual(refs)
  })

  it('says what was asked when nothing fits', async () => {
    expect(await ask('recommendations list org:council joint supervision')).toMatchObject({
      kind: 'answer',
      headline: 'No recommendation fits org:council joint supervision.',
      next: 'recommendations list',
    })
  })

  it('says that nothing is called so, rather than that nothing fits', async () => {
    expect(await ask('recommendations list org:police joint')).toMatchObject({
      kind: 'refusal',
      headline:
        "No organisation on this board is called 'police'. There are Northmere and Dale Council, Northmere Hospitals NHS Trust and PHT.",
      next: 'recommendations list',
    })
    expect(await ask('recommendations list org:hospitls unplanned')).toMatchObject({
      headline: "No organisation on this board is called 'hospitls'. Nearest: Northmere Hospitals NHS Trust.",
      next: 'recommendations list org:"Northmere Hospitals NHS Trust" unplanned',
    })
    expect((await ask('recommendations list report:nothmere')).headline).toBe(
      "No report on this board is called 'nothmere'. Nearest: Northmere plan.",
    )
  })
})

describe('a recommendation', () => {
  it('is shown as written, with whom it binds, its date and what is uncertain', async () => {
    const told = await ask('recommendations show 4.1')
    expect(told.headline).toBe('4.1 · 1 action')
    expect(fieldsOf(told)).toMatchObject({
      'Addressed to': 'Northmere Hospitals NHS Trust and Northmere and Dale Council',
      Joint: "joint: tagged '(Joint)'",
      Source: 'northmere.md, line 10',
    })
    expect(fieldsOf(told)['Report']).toContain('(PRIVATE AND CONFIDENTIAL)')
    expect(fieldsOf(await ask('recommendations 4.3'))['Joint']).toBe(
      'not to be told from the document: the italics were lost',
    )
  })

  it('shows the dates of its actions as the lists do', async () => {
    const refs = refsOf(await ask('actions list'))
    for (const ref of refs) {
      const [listed] = rowsOf(await ask(`actions list ${ref}`)).filter((row) => row.ref === ref)
      const shown = rowsOf(await ask(`recommendations show ${ref}`)).find((row) => row.ref === ref)
      expect(shown?.when, ref).toBe(listed?.when)
    }
    expect(refs.length).toBeGreaterThan(5)
  })

  it('offers what its reader may do', async () => {
    const { viewer, kate, lead } = board.people
    const offered = async (person: typeof kate): Promise<string[]> =>
      Object.keys(buttonsOf(await board.tell(person, 'recommendations show 4.3')))
    expect(await offered(viewer)).toEqual(['Report'])
    expect(await offered(kate)).toEqual(['Claim', 'Report'])
    expect(await offered(lead)).toEqual(['Claim', 'Add an action', 'Report'])
  })

  it('is found by the reference of its action, and named when it is not there', async () => {
    expect((await ask('recommendations show 4.2.2')).headline).toBe('4.2 · 2 actions')
    expect((await ask('recommendations show 4.11')).headline).toMatch(
      /^There is no recommendation 4\.11 on this board\. Nearest: 4\.1\b/,
    )
  })
})

describe('a report', () => {
  it('is shown whole when it is the only one: dates, judgements, clock, what to check', async () => {
    const told = await ask('recommendations report')
    expect(fieldsOf(told)).toMatchObject({
      Marking: 'PRIVATE AND CONFIDENTIAL',
      Regulator: 'Care Quality Commission',
      Clock:
        'plan due in 6 working days (Tue 1 Dec), provisional until the date of receipt is known: 20 working days',
      Holds: '8 recommendations, 8 open actions, 1 finding',
      Adequate: 'Overall effectiveness (Safeguarding)',
    })
    expect(remarksOf(told)).toContain('To check: When was the report received?')
    expect(refsOf(await ask(told.next ?? ''))).toHaveLength(8)
  })

  it('is chosen by number, words or a reference among several, latest first', async () => {
    const own = await createTestBoard(db)
    await own.import(
      draftOf({
        report: { title: 'Letter to Dale', area: 'Dale', kind: 'letter', publishedOn: null },
        recommendations: [{ ref: null, text: 'Reply' }],
      }),
    )
    const tell = (text: string): Promise<View> =>
      own.tell(own.people.viewer, `recommendations report ${text}`)
    expect(rowsOf(await tell('')).map(({ ref, text }) => `${ref} ${textOf(text).slice(0, 14)}`)).toEqual([
      '1 Northmere revi',
      '2 Letter to Dale',
    ])
    for (const which of ['2', 'dale', 'LETTER', 'dal-1'])
      expect((await tell(which)).headline, which).toBe('Letter to Dale')
    expect(await tell('Kent')).toMatchObject({
      kind: 'refusal',
      headline: "No report on this board is called 'Kent'. There are Northmere plan, Dale letter.",
    })
  })
})
