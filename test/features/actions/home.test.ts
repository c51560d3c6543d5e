import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { naturalKey } from '../../../src/core/text.ts'
import type { Block, Row, View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { columnDate } from '../../../src/db/dates.ts'
import { furnishChat } from '../../contract/chat-rows.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

const headings = (view: View): string[] =>
  view.blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []))
const rowsOf = (view: View): Row[] =>
  view.blocks.flatMap((block) => (block.type === 'rows' ? [...block.rows] : []))
const notes = (view: View): string =>
  JSON.stringify(view.blocks.filter((block) => block.type === 'note' || block.type === 'buttons'))
const menu = (view: View, label: string): Extract<Block, { type: 'menu' }> | undefined =>
  view.blocks.find(
    (block): block is Extract<Block, { type: 'menu' }> => block.type === 'menu' && block.label === label,
  )

/** The buttons that lead to all of a section. */
function seeAll(view: View): [label: string, command: string][] {
  const buttons = view.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
  return buttons
    .filter(({ label }) => label.startsWith('See all'))
    .map(({ label, command }) => [label, command])
}

/** Gives somebody actions that fall due on these days after the Monday of the test, null for no day. */
async function give(personId: string, days: readonly (number | null)[], more: object = {}): Promise<void> {
  const recommendation = await board.stores.recommendations.byRef(board.id, '4.3')
  const count = await board.prisma.action.count({ where: { boardId: board.id } })
  await board.prisma.action.createMany({
    data: days.map((day, index) => {
      const ref = `9.${count + index}`
      const due =
        day === null
          ? null
          : columnDate(isoDate(new Date(Date.UTC(2026, 10, 23 + day)).toISOString().slice(0, 10)))
      return {
        boardId: board.id,
        id: randomUUID(),
        recommendationId: recommendation?.id ?? '',
        ref,
        refSort: naturalKey(ref),
        text: `Piece of work ${ref}`,
        flags: [],
        ownerId: personId,
        dueOn: due,
        ...(due ? { duePrecision: 'day' as const } : {}),
        ...more,
      }
    }),
  })
}

describe('/actions home', () => {
  it('shows one’s own by urgency, what waits for one, and the board', async () => {
    const { lead, kate } = board.people
    for (const ref of ['4.1', '4.5', '4.9']) await board.tell(lead, `actions assign ${ref} Kate Slater`)
    const view = await board.tell(kate, 'actions home')
    expect(view.headline).toBe('3 actions are yours: 1 overdue, 1 due within 14 days')
    expect(headings(view)).toEqual([
      'Overdue (1)',
      'Due within 14 days (1)',
      'Later (1)',
      'Waiting for you',
      'Northmere safeguarding partnership at a glance',
    ])
    expect(rowsOf(view).map(({ ref }) => ref)).toEqual(['4.1', '4.5', '4.9'])
    expect(JSON.stringify(view.blocks)).toContain("The plans name 'K Slater' on 3 actions. Is this you?")
    expect(JSON.stringify(view.blocks)).toContain('8 open: 2 Red, 1 Amber, 5 Green.')
    expect(JSON.stringify(view.blocks)).toContain('plan due in 6 working days (Tue 1 Dec), provisional')
    expect(view.next).toBe('actions progress 4.1')
  })

  it('leaves out what has nothing in it', async () => {
    const { viewer, owen } = board.people
    expect(headings(await board.tell(viewer, 'actions home'))).toEqual([
      'Northmere safeguarding partnership at a glance',
    ])
    expect(await board.tell(owen, 'actions home')).toMatchObject({
      headline: '1 action is yours: none due soon',
    })
    expect((await board.tell(viewer, 'actions home')).headline).toBe('No open action is yours')
    const empty = await createTestBoard(db, { draft: null })
    const view = await empty.tell(empty.people.kate, 'actions home')
    expect(view.headline).toBe('No open action is yours')
    expect(JSON.stringify(view.blocks)).toContain('Nothing is open.')
  })

  it('shows what nobody has that one’s own organisation leads', async () => {
    const { administrator, kate } = board.people
    await board.submit(administrator, await board.open(administrator, 'actions people Kate'), {
      another: 'Northmere Hospitals NHS Trust',
    })
    const view = await board.tell(kate, 'actions home')
    expect(headings(view)).toContain('No owner, led by Northmere Hospitals NHS Trust (3)')
    expect(rowsOf(view).map(({ ref }) => ref)).toEqual(['4.1', '4.2.1', '4.5'])
    expect(rowsOf(view)[0]?.menu?.map(({ command }) => command)).toEqual([
      'actions show 4.1',
      'actions claim 4.1',
      'actions history 4.1',
    ])
    // The list it leads to has exactly these.
    const list = await board.tell(kate, 'actions list unowned lead:mine')
    expect(rowsOf(list).map(({ ref }) => ref)).toEqual(['4.1', '4.2.1', '4.5'])
    expect((await board.tell(board.people.owen, 'actions list lead:mine')).headline).toBe(
      'No organisation is noted for you. An administrator can set it.',
    )
    expect(rowsOf(await board.tell(kate, 'actions list lead:pht')).map(({ ref }) => ref)).toEqual(['4.8'])
  })

  it('tells administrators who waits to be let in, and nobody else', async () => {
    await furnishChat(board)
    const { administrator, lead } = board.people
    const view = await board.tell(administrator, 'actions home')
    expect(headings(view)).toContain('Waiting to be let in (2)')
    expect(rowsOf(view)[0]?.buttons?.[0]?.command).toMatch(/^actions admit /)
    expect(notes(view)).toContain('actions settings')
    const theirs = await board.tell(lead, 'actions home')
    expect(headings(theirs)).not.toContain('Waiting to be let in (2)')
    expect(notes(theirs)).not.toContain('actions people')
  })

  it('stays short, says what it left out, and turns the pages of the rest', async () => {
    const { kate } = board.people
    await give(kate.personId, [
      ...Array.from({ length: 12 }, (_, n) => -1 - n),
      ...Array.from({ length: 12 }, (_, n) => 1 + n),
      ...Array.from({ length: 23 }, (_, n) => 30 + n),
      null,
      null,
    ])
    const view = await board.tell(kate, 'actions home')
    expect(view.headline).toBe('49 actions are yours: 12 overdue, 12 due within 14 days')
    expect(rowsOf(view)).toHaveLength(30)
    expect(seeAll(view)).toEqual([
      ['See all 12', 'actions list owner:me due:overdue'],
      ['See all 12', 'actions list owner:me due:14d'],
    ])
    for (const [, command] of seeAll(view)) expect(rowsOf(await board.tell(kate, command))).toHaveLength(12)
    expect(notes(view)).toContain('Later: page 1 of 3.')
    expect(notes(view)).toContain('actions home page:2')
    const refs = new Set<string>()
    for (const page of [1, 2, 3]) {
      const turned = await board.tell(kate, `actions home page:${page}`)
      for (const { ref } of rowsOf(turned)) refs.add(ref)
    }
    expect(refs.size, 'the pages together show all but the four that were cut').toBe(45)
    const third = await board.tell(kate, 'actions home page:3')
    expect(rowsOf(third).at(-1)?.when).toBe('no date')
    expect(notes(third)).not.toContain('Later ones')
    expect(notes(await board.tell(kate, 'actions home page:9'))).toContain('Page 9 is past the end.')
  })

  it('shows who may sign off what waits for it, and how to see all of it', async () => {
    const { kate, lead } = board.people
    await give(kate.personId, [1, 2, 3, 4, 5, 6], { status: 'complete' })
    expect(headings(await board.tell(kate, 'actions home'))).not.toContain('Waiting for sign-off (6)')
    const view = await board.tell(lead, 'actions home')
    expect(headings(view)).toContain('Waiting for sign-off (6)')
    expect(rowsOf(view)).toHaveLength(4)
    expect(rowsOf(view)[0]?.menu?.map(({ label }) => label)).toEqual(['Open', 'History'])
    expect(seeAll(view)).toEqual([['See all 6', 'actions list status:complete']])
    expect(rowsOf(await board.tell(lead, 'actions list status:complete'))).toHaveLength(6)
  })

  it('is narrowed by report and rating, through menus whose choices are commands', async () => {
    const { lead, kate } = board.people
    for (const ref of ['4.1', '4.5', '4.9']) await board.tell(lead, `actions assign ${ref} Kate Slater`)
    const view = await board.tell(kate, 'actions home')
    expect(menu(view, 'Report'), 'one report is no choice').toBeUndefined()
    expect(menu(view, 'Rating')?.options).toEqual([
      { label: 'All ratings', command: 'actions home', chosen: true },
      { label: 'Red', command: 'actions home brag:red', chosen: false },
      { label: 'Amber', command: 'actions home brag:amber', chosen: false },
      { label: 'Green', command: 'actions home brag:green', chosen: false },
    ])
    const red = await board.tell(kate, 'actions home brag:red')
    expect(red.headline).toBe('1 action is yours, Red: 1 overdue')
    expect(rowsOf(red).map(({ ref }) => ref)).toEqual(['4.1'])
    expect(menu(red, 'Rating')?.options.find(({ chosen }) => chosen)?.label).toBe('Red')
    expect((await board.tell(kate, 'actions home report:elsewhere')).headline).toBe(
      'No open action is yours in elsewhere',
    )
    expect((await board.tell(kate, 'actions home report:northmere brag:red,amber')).headline).toBe(
      '2 actions are yours in northmere, Red or Amber: 1 overdue, 1 due within 14 days',
    )
  })
})
