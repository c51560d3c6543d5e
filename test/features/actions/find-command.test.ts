import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
})
afterAll(() => db.close())

const refsOf = (view: View): string[] =>
  view.blocks.flatMap((block) => (block.type === 'rows' ? block.rows.map(({ ref }) => ref) : []))
const find = async (words: string, person = board.people.kate): Promise<string[]> =>
  refsOf(await board.tell(person, `actions find ${words}`))

describe('/actions find', () => {
  it('finds a reference by its beginning, the very one first', async () => {
    expect(await find('4.1')).toEqual(['4.1', '4.10'])
    expect(await find('4.2')).toEqual(['4.2.1', '4.2.2'])
    expect(await find('4.2.')).toEqual(['4.2.1', '4.2.2'])
    expect(await find('4')).toHaveLength(8)
    expect(await find('5')).toEqual([])
  })

  it('finds words of an action or of its recommendation, while they are still being typed', async () => {
    for (const typed of ['super', 'supervi', 'supervisi', 'supervision', 'SUPERVISION'])
      expect(await find(typed), typed).toEqual(['4.5'])
    expect(await find('mandatory cons')).toEqual(['4.1'])
    // 'Ensure that consent is recorded' is said by the recommendation only.
    expect(await find('recorded')).toEqual(['4.1'])
    expect(await find('under-18')).toEqual(['4.2.1', '4.2.2'])
    expect(await find('mandatory zebra')).toEqual([])
    expect(await find('upervision')).toEqual([])
  })

  it('shows one’s own first, then what is open, then the rest', async () => {
    const own = await createTestBoard(db)
    const { lead, kate, owen } = own.people
    await own.tell(lead, 'actions assign 4.10 Kate Slater')
    await own.tell(lead, 'actions assign 4.1 Owen Hart')
    await own.tell(owen, 'actions complete 4.1 Template https://records.example/template')
    const refs = refsOf(await own.tell(kate, 'actions find 4'))
    expect(refs).toEqual(['4.10', '4.2.1', '4.2.2', '4.5', '4.7', '4.8', '4.9', '4.1'])
    // What the plans name is theirs only when they contribute.
    await own.tell(kate, 'actions alias K Slater')
    expect(refsOf(await own.tell(kate, 'actions find 4')).slice(0, 4)).toEqual([
      '4.2.1',
      '4.2.2',
      '4.10',
      '4.1',
    ])
    const rows = (await own.tell(kate, 'actions find 4.10')).blocks.flatMap((block) =>
      block.type === 'rows' ? block.rows : [],
    )
    expect(rows[0]).toMatchObject({
      detail: 'yours',
      menu: [
        { command: 'actions show 4.10' },
        { command: 'actions progress 4.10' },
        { command: 'actions complete 4.10' },
        { command: 'actions history 4.10' },
      ],
    })
  })

  it('shows twenty at the most, and says that there are more', async () => {
    const own = await createTestBoard(db)
    for (let n = 0; n < 15; n++) await own.tell(own.people.lead, `actions new 4.3 Draft leaflet number ${n}`)
    const view = await own.tell(own.people.kate, 'actions find 4')
    expect(view.headline).toBe("More than 20 actions fit '4'")
    expect(refsOf(view)).toHaveLength(20)
    expect((await own.tell(own.people.kate, 'actions find leaflet')).headline).toBe(
      "15 actions fit 'leaflet'",
    )
  })

  it('takes nothing that is typed for anything but words', async () => {
    for (const typed of [
      "'",
      "''",
      '\\',
      "a':*",
      '& | !',
      ':*',
      '%',
      '_',
      '(',
      '<->',
      '"',
      'עברית',
      '日本',
      '...',
    ])
      expect((await board.tell(board.people.kate, `actions find ${typed}`)).kind, typed).toBe('answer')
    expect(await find("consent' | 'z")).toEqual([])
    expect((await board.tell(board.people.kate, 'actions find')).headline).toMatch(/^WORDS are missing/)
  })

  it('is no other name of list any more', async () => {
    expect((await board.tell(board.people.kate, 'actions find zebra')).headline).toBe(
      "No action fits 'zebra'.",
    )
  })
})
