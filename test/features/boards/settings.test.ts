import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { createDoor } from '../../../src/db/door.ts'
import { openColours, quietOf, schemeKey, withQuiet } from '../../../src/features/boards/rules.ts'
import { type BragScheme, bragScheme, defaultScheme } from '../../../src/features/boards/schema.ts'
import { furnishChat, workspaceOf } from '../../contract/chat-rows.ts'
import { asForm, asView, createTestBoard, operatorAt, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { errorsOf, remarksOf } from '../../support/shown.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

describe('/actions settings', () => {
  it('is for administrators', async () => {
    for (const person of [board.people.viewer, board.people.kate, board.people.lead])
      expect((await board.tell(person, 'actions settings')).headline).toMatch(/^Only an administrator can/)
  })

  it('calls the tenants of Teams by a name people know, and tells two of them apart', async () => {
    const { administrator } = board.people
    const door = createDoor(board.prisma, () => board.now)
    const connect = (end: string): Promise<unknown> =>
      door.connectAs(
        { platform: 'teams', workspaceId: `${board.slug}-${end}`, name: `tenant ending ${end}` },
        board.slug,
      )
    const doors = async (): Promise<string[]> => {
      const { fields } = await board.open(administrator, 'actions settings')
      return fields.filter(({ name }) => /^(guests|outsiders)/.test(name)).map(({ label }) => label)
    }
    await connect('0001')
    expect(await doors()).toEqual([
      'Guests in Microsoft Teams',
      'People of other organisations in Microsoft Teams',
    ])
    const form = await board.open(administrator, 'actions settings')
    const saved = asView(await board.submit(administrator, form, { 'outsiders-0': true }))
    expect(JSON.stringify(saved.blocks)).toContain(
      'From Microsoft Teams: full members, people of other organisations.',
    )
    await connect('0002')
    expect((await doors()).filter((label) => label.startsWith('Guests'))).toEqual([
      'Guests in Microsoft Teams (tenant ending 0001)',
      'Guests in Microsoft Teams (tenant ending 0002)',
    ])
  })

  it('changes name, ratings and who may join, from now on', async () => {
    const { administrator, kate } = board.people
    await furnishChat(board)
    expect((await board.tell(kate, 'actions show 4.5')).headline).toContain('Amber')
    const form = await board.open(administrator, 'actions settings')
    expect(form.fields.map(({ name, label }) => `${name}: ${label}`)).toEqual([
      'name: Name of the board',
      'due: Amber when due within so many days',
      'quiet: and with no progress for so many days',
      'leads-after: Leads are told when overdue for so many working days',
      'executive: Executive lead',
      'executive-after: and is told when overdue for so many working days',
      'guests-0: Guests of Northmere NHS',
      'outsiders-0: People of other workspaces in channels shared with Northmere NHS',
    ])
    const view = asView(
      await board.submit(administrator, form, {
        name: 'Northmere board',
        due: '7',
        quiet: '21',
        'guests-0': true,
      }),
    )
    expect(view).toMatchObject({
      kind: 'done',
      audience: 'private',
      headline: 'The settings are saved and hold from now on.',
      told: "Adam Brandt changed the board's settings.",
    })
    expect(JSON.stringify(view.blocks)).toContain('From Northmere NHS: full members, guests.')
    expect((await board.tell(kate, 'actions show 4.5')).headline).toContain('Green')
    expect(JSON.stringify((await board.tell(kate, 'actions board')).blocks)).toContain(
      'Amber = declared at risk, or due within 7 days with no progress for 21',
    )
    const door = createDoor(board.prisma, () => board.now)
    expect(await door.policy({ platform: 'slack', workspaceId: workspaceOf(board) })).toEqual({
      guests: true,
      outsiders: false,
    })
    const event = await board.prisma.auditEvent.findFirst({
      where: { boardId: board.id, what: 'settings changed' },
    })
    expect(event).toMatchObject({
      actorName: 'Adam Brandt',
      subject: 'board',
      before: { name: 'Northmere safeguarding partnership', 'guests of Northmere NHS': false },
      after: { name: 'Northmere board', 'guests of Northmere NHS': true },
    })
    expect(Object.keys(event?.after ?? {}).toSorted()).toEqual(['amber', 'guests of Northmere NHS', 'name'])
  })

  it('stores no scheme while its numbers are as they were', async () => {
    const { administrator } = board.people
    const form = await board.open(administrator, 'actions settings')
    expect(asView(await board.submit(administrator, form, {})).headline).toBe(
      'Nothing was different, so nothing was changed.',
    )
    expect(await board.prisma.board.findUnique({ where: { id: board.id } })).toMatchObject({ scheme: null })
    expect(
      await board.prisma.auditEvent.count({ where: { boardId: board.id, what: 'settings changed' } }),
    ).toBe(0)
  })

  it('refuses what is no number of days, and a board without a name', async () => {
    const { administrator } = board.people
    const form = await board.open(administrator, 'actions settings')
    for (const [values, field] of [
      [{ due: 'soon' }, 'due'],
      [{ quiet: '367' }, 'quiet'],
      [{ quiet: '-1' }, 'quiet'],
      [{ name: ' . ' }, 'name'],
    ] as const) {
      const again = asForm(await board.submit(administrator, form, values))
      expect(again.fields.filter(({ error }) => error).map(({ name }) => name)).toEqual([field])
    }
  })

  it('names the executive lead, and says after how many working days who is told', async () => {
    const { administrator, lead } = board.people
    const form = await board.open(administrator, 'actions settings')
    const view = asView(
      await board.submit(administrator, form, {
        'leads-after': '2',
        'executive-after': '5',
        executive: lead.personId,
      }),
    )
    expect(remarksOf(view)).toEqual(
      expect.arrayContaining([
        'Overdue for 2 working days: the leads are told.',
        'Overdue for 5 working days: Leila Morgan is told.',
      ]),
    )
    const event = await board.prisma.auditEvent.findFirst({
      where: { boardId: board.id, what: 'settings changed' },
    })
    expect(event).toMatchObject({
      before: { 'executive lead': '', 'leads are told after': '1 working day' },
      after: { 'executive lead': 'Leila Morgan', 'executive lead is told after': '5 working days' },
    })
    const again = await board.open(administrator, 'actions settings')
    expect(again.fields.find(({ name }) => name === 'executive')?.value).toBe(lead.personId)
    const elsewhere = await createTestBoard(db)
    const errors = [
      [{ 'leads-after': '0' }, 'leads-after'],
      [{ 'executive-after': '261' }, 'executive-after'],
      [{ executive: elsewhere.people.lead.personId }, 'executive'],
    ] as const
    for (const [values, field] of errors)
      expect(Object.keys(errorsOf(asForm(await board.submit(administrator, again, values))))).toEqual([field])
    const { version } = await board.stores.boards.settings(board.id)
    const escalation = { leadsAfter: 1, executiveAfter: 2, executive: elsewhere.people.lead.personId }
    await expect(
      board.stores.boards.change(
        board.id,
        { version, name: 'Board', quiet: null, escalation, workspaces: [] },
        operatorAt(board.now),
      ),
    ).rejects.toThrow('nobody of this board')
  })

  it('is not overwritten by a second administrator who had it open', async () => {
    const { administrator } = board.people
    const second = await board.add('administrator', 'Bea Second')
    const one = await board.open(administrator, 'actions settings')
    const two = await board.open(second, 'actions settings')
    await board.submit(administrator, one, { due: '7' })
    const again = asForm(await board.submit(second, two, { name: 'Another' }))
    expect(again.problem).toMatch(/^Adam Brandt changed the settings while you were writing/)
    expect(again.fields.find(({ name }) => name === 'name')?.value).toBe('Another')
    expect(again.fields.find(({ name }) => name === 'due')?.value).toBe('14')
    expect((await board.stores.boards.settings(board.id)).name).toBe('Northmere safeguarding partnership')
  })
})

describe('a scheme with other numbers', () => {
  it('says them, and keeps every other rule', () => {
    const changed = withQuiet(defaultScheme, { dueWithinDays: 1, quietForDays: 5 })
    expect(bragScheme.parse(changed)).toEqual(changed)
    expect(quietOf(changed)).toEqual({ dueWithinDays: 1, quietForDays: 5 })
    expect(schemeKey(changed)).toContain('due within 1 day with no progress for 5')
    expect(changed.filter((_, at) => at !== 4)).toEqual(defaultScheme.filter((_, at) => at !== 4))
    expect(withQuiet(changed, { dueWithinDays: 14, quietForDays: 30 })).toEqual(defaultScheme)
  })

  it('leaves a board’s own words and a scheme without the rule alone', () => {
    const own: BragScheme = [
      {
        colour: 'amber',
        word: 'Slipping',
        means: 'needs a look',
        when: [{ kind: 'due soon and quiet', dueWithinDays: 3, quietForDays: 3 }],
      },
      { colour: 'green', word: 'Fine', means: 'everything else', when: [{ kind: 'any' }] },
    ]
    expect(withQuiet(own, { dueWithinDays: 9, quietForDays: 8 })[0]).toMatchObject({
      means: 'needs a look',
      when: [{ dueWithinDays: 9, quietForDays: 8 }],
    })
    const without: BragScheme = own.slice(1)
    expect(quietOf(without)).toBeNull()
    expect(withQuiet(without, { dueWithinDays: 9, quietForDays: 8 })).toEqual(without)
  })

  it('names the colours an open action can have', () => {
    expect(openColours(defaultScheme)).toEqual(['red', 'amber', 'green'])
  })
})
