import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../src/db/connect.ts'
import { createTestBoard, type TestBoard } from '../../../support/board.ts'
import { openTestDatabase } from '../../../support/database.ts'
import { buttonsOf, refsOf, remarksOf, sectionsOf } from '../../../support/shown.ts'
import { draftOf } from '../../reports/draft.ts'

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

const offer = (board: TestBoard): Promise<string | undefined> =>
  board
    .tell(board.people.kate, 'actions mine')
    .then((view) => remarksOf(view).find((text) => text.startsWith('The plans name')))

describe('mine', () => {
  it('is empty for somebody the plan only resembles: the likeness is offered and never assumed', async () => {
    const board = await createTestBoard(db)
    const { kate } = board.people
    const told = await board.tell(kate, 'actions')
    expect(told.headline).toBe('No open action is yours.')
    expect(refsOf(told)).toEqual([])
    expect(remarksOf(told)[0]).toBe("The plans name 'K Slater' on 3 actions. Is this you?")
    expect(buttonsOf(told)).toEqual({
      'Yes, K Slater is me': 'actions alias K Slater',
      'Unowned actions': 'actions list unowned',
    })
    expect(refsOf(await board.tell(kate, 'actions list status:any owner:me'))).toEqual([])
  })

  it('is what I own and contribute to once I have said that the name is mine', async () => {
    const board = await createTestBoard(db)
    const { kate } = board.people
    expect(await board.tell(kate, 'actions alias k. slater')).toMatchObject({
      kind: 'done',
      audience: 'private',
      headline: "'k. slater' is you: you own 4.1 and 4.2.1, you contribute to 4.2.2.",
    })
    const told = await board.tell(kate, 'actions mine')
    expect(told.headline).toBe('3 actions are yours: 2 overdue')
    expect(sectionsOf(told)).toEqual({ Overdue: ['4.1', '4.2.1'], Later: ['4.2.2'] })
    expect(told.next).toBe('actions progress 4.1')
    expect(await offer(board)).toBeUndefined()
    expect(refsOf(await board.tell(kate, 'actions list owner:me'))).toEqual(['4.1', '4.2.1', '4.2.2'])
    // A contribution is not ownership: nobody accountable is made out of the second name in a cell.
    expect((await board.action('4.2.2')).owner).toBeNull()
  })

  it('knows a confirmed name in the next plan', async () => {
    const board = await createTestBoard(db)
    const { kate } = board.people
    await board.tell(kate, 'actions alias K Slater')
    await board.import(
      draftOf({
        file: 'next.md',
        recommendations: [{ ref: '7.1', text: 'Next year' }],
        actions: [
          { recommendation: '7.1', text: 'One', owners: ['K. SLATER'], ownerAsWritten: 'K. SLATER' },
          {
            recommendation: '7.1',
            text: 'Two',
            owners: ['E Wilson', 'K Slater'],
            ownerAsWritten: 'E Wilson/K Slater',
          },
        ],
      }),
    )
    expect((await board.action('7.1.1')).owner?.name).toBe('Kate Slater')
    expect((await board.action('7.1.2')).contributors.map(({ name }) => name)).toEqual(['Kate Slater'])
    expect((await board.action('7.1.2')).unconfirmedNames).toEqual(['E Wilson'])
  })

  it('leaves out what is finished, and what I gave back', async () => {
    const board = await createTestBoard(db)
    const { owen } = board.people
    await board.tell(owen, 'actions claim 4.5')
    await board.tell(owen, 'actions claim 4.9')
    expect(sectionsOf(await board.tell(owen, 'actions mine'))).toEqual({
      'Due within 14 days': ['4.5'],
      Later: ['4.9', '4.7'],
    })
    await board.tell(owen, 'actions release 4.9')
    await board.tell(owen, 'actions complete 4.5 Contract')
    expect(sectionsOf(await board.tell(owen, 'actions my'))).toEqual({ Later: ['4.7'] })
  })

  it.each([
    { late: 3, soon: 0, later: 11, told: '14 actions are yours: 3 overdue', shown: [3, 0, 5] },
    { late: 0, soon: 0, later: 3, told: '3 actions are yours, none due soon', shown: [0, 0, 3] },
    {
      late: 20,
      soon: 9,
      later: 11,
      told: '40 actions are yours: 20 overdue, 9 due within 14 days',
      shown: [20, 5, 0],
    },
    {
      late: 27,
      soon: 5,
      later: 8,
      told: '40 actions are yours: 27 overdue, 5 due within 14 days',
      shown: [25, 0, 0],
    },
  ])(
    '$told: the most urgent are shown, and how many more there are',
    async ({ late, soon, later, told, shown }) => {
      const board = await createTestBoard(db, { draft: null })
      const dates = [
        ...Array(late).fill('2026-11-10'),
        ...Array(soon).fill('2026-12-07'),
        ...Array(later).fill(null),
      ]
      await board.import(
        draftOf({
          recommendations: [{ ref: '1', text: 'Much to do' }],
          actions: dates.map((dueOn) => ({
            recommendation: '1',
            text: 'Do it',
            owners: ['Owen Hart'],
            dueOn,
          })),
        }),
      )
      const view = await board.tell(board.people.owen, 'actions mine')
      const sections = sectionsOf(view)
      const lengths = ['Overdue', 'Due within 14 days', 'Later'].map((title) => sections[title]?.length ?? 0)
      expect(view.headline).toBe(told)
      expect(lengths).toEqual(shown)
      const rest = dates.length - refsOf(view).length
      expect(remarksOf(view).filter((text) => text.includes('more:'))).toEqual(
        rest > 0 ? [`${rest} more: /actions list owner:me`] : [],
      )
    },
  )
})

describe('confirming a name', () => {
  it('is refused for a name that is not like one’s own', async () => {
    const board = await createTestBoard(db)
    expect(await board.tell(board.people.kate, 'actions alias E Wilson')).toMatchObject({
      kind: 'refusal',
      headline: "'E Wilson' is not like Kate Slater. A lead can assign those actions to you instead.",
      next: 'actions list owner:"E Wilson"',
    })
    expect((await board.action('4.2.2')).unconfirmedNames).toEqual(['E Wilson', 'K Slater'])
  })

  it('takes nothing from who owns it already, and says what is not there', async () => {
    const board = await createTestBoard(db)
    const { kate, owen } = board.people
    await board.tell(owen, 'actions claim 4.1')
    expect((await board.tell(kate, 'actions alias K Slater')).headline).toBe(
      "'K Slater' is you: you own 4.2.1, you contribute to 4.1 and 4.2.2.",
    )
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
    expect((await board.tell(kate, 'actions alias Slater K')).headline).toBe(
      "No action names 'Slater K'; there was nothing to confirm.",
    )
    const karl = await board.add('owner', 'Karl Slater')
    expect((await board.tell(karl, 'actions alias K Slater')).headline).toBe(
      "Kate Slater has confirmed 'K Slater' already.",
    )
  })

  it('is offered to both whom it may be, until one says so', async () => {
    const board = await createTestBoard(db)
    const karl = await board.add('owner', 'Karl Slater')
    expect(await offer(board)).toBe("The plans name 'K Slater' on 3 actions. Is this you?")
    expect(buttonsOf(await board.tell(karl, 'actions mine'))).toHaveProperty(['Yes, K Slater is me'])
    await board.tell(karl, 'actions alias K Slater')
    expect(await offer(board)).toBeUndefined()
  })
})
