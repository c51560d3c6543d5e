import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { View } from '../../../../src/core/view.ts'
import type { Database } from '../../../../src/db/connect.ts'
import { actionStatuses } from '../../../../src/features/actions/schema.ts'
import { createTestBoard, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { buttonsOf, refsOf, remarksOf, rowsOf, sectionsOf } from '../../../support/shown.ts'
import { type SownBoard, sowBoard } from '../../../support/sown-board.ts'

let db: Database
let small: TestBoard
let sown: SownBoard
beforeAll(async () => {
  db = await openTestDatabase()
  small = await createTestBoard(db)
  sown = await sowBoard(db)
})
afterAll(() => db.close())

const ask = (text: string): Promise<View> => small.tell(small.people.kate, text)
const listed = async (text: string): Promise<string[]> => refsOf(await ask(`actions list ${text}`))

describe('the list of actions', () => {
  it('is what is open, longest overdue first, 4.9 before 4.10, undated last', async () => {
    const told = await ask('actions list')
    expect(told.headline).toBe('8 open actions')
    expect(refsOf(told)).toEqual(['4.1', '4.2.1', '4.5', '4.8', '4.9', '4.10', '4.2.2', '4.7'])
    expect(rowsOf(told)[0]).toMatchObject({
      text: 'Add a mandatory consent field to the assessment template',
      rating: { colour: 'red', word: 'Red' },
      when: '14 days overdue (Mon 9 Nov)',
    })
  })

  it('leaves the key of the ratings to the board and to everybody’s own page', async () => {
    const keyed = async (text: string): Promise<boolean> =>
      remarksOf(await ask(text)).some((text) => text.startsWith('Red = overdue, or declared off track · '))
    for (const text of ['mine', 'list', 'overdue', 'due'])
      expect(await keyed(`actions ${text}`), text).toBe(false)
    for (const text of ['board', 'home']) expect(await keyed(`actions ${text}`), text).toBe(true)
  })

  it.each([
    ['unowned', ['4.1', '4.2.1', '4.5', '4.8', '4.9', '4.10', '4.2.2']],
    ['undated', ['4.7']],
    ['joint', ['4.1']],
    ['owner:owen', ['4.7']],
    ['owner:"k slater"', ['4.1', '4.2.1', '4.2.2']],
    ['owner:me', []],
    ['org:pht', ['4.8']],
    ['org:"northmere and dale"', ['4.1']],
    ['organisation:hospitals due:overdue', ['4.1', '4.2.1']],
    ['due:14d', ['4.5']],
    ['due:"by 20 Dec"', ['4.5', '4.8', '4.9', '4.10']],
    ['status:handed-over', ['4.8']],
    ['status:closed', []],
    ['brag:red', ['4.1', '4.2.1']],
    ['rag:amber,red', ['4.1', '4.2.1', '4.5']],
    ['audit', ['4.2.1', '4.2.2']],
    ['"the first audit"', ['4.2.2']],
    ['consent template', ['4.1']],
    ['UNOWNED report:northmere matrix', ['4.9']],
  ])('%s leaves what fits', async (filters, refs) => {
    expect(await listed(filters)).toEqual(refs)
  })

  it('finds a name and an alias that somebody has confirmed', async () => {
    const own = await createTestBoard(db)
    await own.tell(own.people.kate, 'actions alias K Slater')
    const { kate, viewer } = own.people
    const by = async (filter: string): Promise<string[]> =>
      refsOf(await own.tell(viewer, `actions list ${filter}`))
    expect(await by('owner:kate')).toEqual(['4.1', '4.2.1'])
    // Nobody owns 4.2.2 yet, and the plan gives it to that name among others.
    expect(await by('owner:"k slater"')).toEqual(['4.1', '4.2.1', '4.2.2'])
    expect(refsOf(await own.tell(kate, 'actions list owner:me'))).toEqual(['4.1', '4.2.1', '4.2.2'])
  })

  it('says what is finished when nothing open fits', async () => {
    const own = await createTestBoard(db)
    await own.tell(own.people.owen, 'actions complete 4.7 Minutes')
    const told = await own.tell(own.people.viewer, 'actions list pathway')
    expect(told).toMatchObject({
      headline: 'No open action fits pathway.',
      next: 'actions list status:any pathway',
    })
    expect(remarksOf(told)).toEqual(['1 finished one does.'])
    expect(refsOf(await own.tell(own.people.viewer, told.next ?? ''))).toEqual(['4.7'])
  })

  it.each([
    ['status:done,wrong', "'wrong' is not a status"],
    ['status:,', 'A status is missing'],
    ['brag:purple', "'purple' is not a rating"],
    ['due:whenever', 'whenever'],
    ['staus:open', 'There is no filter staus: here. Did you mean status:?'],
    ['org:', 'org: has nothing after the colon.'],
    ['page:0', 'Pages begin at 1.'],
    ['page:two', 'page: takes a number'],
    ['page:99', 'Page 99 is past the end. 8 open actions.'],
  ])('%s is refused with what would be right', async (filters, reason) => {
    const told = await ask(`actions list ${filters}`)
    expect(told.kind).toBe('refusal')
    expect(told.headline).toContain(reason)
  })
})

/** Presses 'Next page' until there is none, and gives every page. */
async function pagesOf(board: TestBoard, text: string): Promise<View[]> {
  const pages = [await board.tell(board.people.viewer, text)]
  for (let next = buttonsOf(pages[0] as View)['Next page']; next; ) {
    const page = await board.tell(board.people.viewer, next)
    pages.push(page)
    next = buttonsOf(page)['Next page']
  }
  return pages
}

describe('paging', () => {
  it('says where in the whole a page stands, and shows each action once', async () => {
    const { board, actions } = sown
    const pages = await pagesOf(board, 'actions list status:any')
    expect(pages.map((page) => refsOf(page).length)).toEqual([15, 15, 15, 15, 15, 15, 10])
    expect(pages[0]?.headline).toBe('100 actions: status:any (1 to 15)')
    expect(pages[6]?.headline).toBe('100 actions: status:any (91 to 100)')
    expect(Object.keys(buttonsOf(pages[0] as View))).toEqual(['Next page'])
    expect(Object.keys(buttonsOf(pages[6] as View))).toEqual(['Previous page'])
    const all = pages.flatMap(refsOf)
    expect(all.length).toBe(actions.length)
    expect(new Set(all)).toEqual(new Set(actions.map(({ ref }) => ref)))
  })

  it('keeps every filter from page to page, however it was typed', async () => {
    const { board } = sown
    const some = fc.subarray([
      `status:${actionStatuses.join(',')}`,
      'brag:red,amber,green',
      'owner:"K Slater"',
      "org:'northmere hospitals'",
      'report:northmere',
      'due:"by 31 March"',
      'children "of children"',
    ])
    await fc.assert(
      fc.asyncProperty(some, async (filters) => {
        const pages = await pagesOf(board, `actions list ${filters.join(' ')}`)
        const total = pages[0]?.headline.match(/^(\d+) /)?.[1] ?? '0'
        const all = pages.flatMap(refsOf)
        expect(all.length).toBe(Number(total))
        expect(new Set(all).size).toBe(all.length)
      }),
      { numRuns: 12, seed: 3, examples: [[['owner:"K Slater"', 'children "of children"']]] },
    )
  })

  it('goes on in the other lists too', async () => {
    const { board, actions, recommendations } = sown
    const open = actions.filter(({ status }) => !/complete|assured|embedded|withdrawn/.test(status))
    const late = open.filter(({ dueOn }) => dueOn !== null && dueOn < '2026-11-23')
    expect((await pagesOf(board, 'actions overdue')).flatMap(refsOf)).toHaveLength(late.length)
    const soon = open.filter(({ dueOn }) => dueOn !== null && dueOn >= '2026-11-23' && dueOn <= '2026-12-31')
    const due = await pagesOf(board, 'actions due by 31 December')
    expect(due.length).toBeGreaterThan(1)
    expect(due.flatMap(refsOf)).toHaveLength(soon.length)
    const all = (await pagesOf(board, 'recommendations list')).flatMap(refsOf)
    expect(all).toEqual(recommendations.map(({ ref }) => ref))
    const unplanned = await pagesOf(board, 'recommendations list unplanned children')
    expect(unplanned.flatMap(refsOf)).toEqual(['4.6', '4.12', 'DAL-6'])
  })
})

describe('what is due, what is late, and the board at a glance', () => {
  it('stand apart: due begins today, overdue ends yesterday', async () => {
    expect(refsOf(await ask('actions overdue'))).toEqual(['4.1', '4.2.1'])
    expect((await ask('actions overdue')).headline).toBe('2 actions are overdue')
    expect(refsOf(await ask('actions due'))).toEqual(['4.5'])
    expect(refsOf(await ask('actions due by 20 December'))).toEqual(['4.5', '4.8', '4.9', '4.10'])
    expect((await ask('actions due tomorrow')).headline).toMatch(/^Nothing is due tomorrow/)
    expect((await ask('actions due the day after never')).kind).toBe('refusal')
  })

  it('add up', async () => {
    const told = await ask('actions board')
    expect(remarksOf(told)[0]).toBe('8 open: 2 Red, 1 Amber, 5 Green.')
    expect(sectionsOf(told)).toEqual({ 'Overdue (2)': ['4.1', '4.2.1'], 'Due by Mon 7 Dec (1)': ['4.5'] })
    expect(remarksOf(told)).toEqual(
      expect.arrayContaining([
        '7 actions have no owner: /actions list unowned',
        '1 action has no date: /actions list undated',
      ]),
    )
    for (const [filters, number] of [
      ['brag:red', 2],
      ['brag:amber', 1],
      ['brag:green', 5],
      ['unowned', 7],
      ['undated', 1],
    ] as const)
      expect(await listed(filters), filters).toHaveLength(number)
  })

  it('add up for a board of any kind, and as its own scheme says', async () => {
    const { board } = sown
    const scheme = [
      { colour: 'amber', word: 'Late', means: 'past its date', when: [{ kind: 'overdue' }] },
      { colour: 'blue', word: 'Fine', means: 'anything else', when: [{ kind: 'any' }] },
    ]
    await board.prisma.board.update({ where: { id: board.id }, data: { scheme } })
    const told = await board.tell(board.people.viewer, 'actions board')
    const [, open, late, fine] = /^(\d+) open: (\d+) Late, (\d+) Fine\./.exec(remarksOf(told)[0] ?? '') ?? []
    expect(Number(late) + Number(fine)).toBe(Number(open))
    expect(remarksOf(told)).toContain('Late = past its date · Fine = anything else')
    const overdue = await board.tell(board.people.viewer, 'actions list brag:amber')
    expect(overdue.headline).toMatch(new RegExp(`^${late} open actions: brag:amber`))
    expect(rowsOf(overdue)[0]?.rating).toEqual({ colour: 'amber', word: 'Late' })
  })
})

describe('a filter with a name that is nobody’s', () => {
  it.each([
    [
      'owner:Hrat',
      "Nobody on this board or in its plans is called 'Hrat'. Nearest: Owen Hart.",
      'actions list owner:"Owen Hart"',
    ],
    [
      'owner:"Kaet Slater" brag:red',
      "Nobody on this board or in its plans is called 'Kaet Slater'. Nearest: Kate Slater.",
      'actions list brag:red owner:"Kate Slater"',
    ],
    [
      'owner:nobodyatall',
      "Nobody on this board or in its plans is called 'nobodyatall'. There are Adam Brandt, Kate Slater, Leila Morgan, Owen Hart and Vera Ingham.",
      'actions list',
    ],
    [
      'org:cardiff',
      "No organisation on this board is called 'cardiff'. There are Northmere and Dale Council, Northmere Hospitals NHS Trust and PHT.",
      'actions list',
    ],
    [
      'lead:counsil',
      "No organisation on this board is called 'counsil'. Nearest: Northmere and Dale Council.",
      'actions list lead:"Northmere and Dale Council"',
    ],
    [
      'report:nothmere',
      "No report on this board is called 'nothmere'. Nearest: Northmere plan.",
      'actions list report:"Northmere plan"',
    ],
  ])('%s says so, with what is near', async (filters, headline, next) => {
    expect(await ask(`actions list ${filters}`)).toMatchObject({ kind: 'refusal', headline, next })
  })

  it.each([
    'owner:vera',
    'owner:vera status:any',
    'owner:"E Wilson" due:overdue unowned joint',
    'org:council status:closed',
    'lead:pht due:overdue',
    'report:northmere status:closed',
  ])('%s is a true zero', async (filters) => {
    expect(await ask(`actions list ${filters}`)).toMatchObject({
      kind: 'answer',
      headline: expect.stringMatching(/^No (open )?action fits /),
    })
  })
})
