import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import { createClient } from '../../../src/db/client.ts'
import type { Database } from '../../../src/db/connect.ts'
import { remindBoard } from '../../../src/db/daily-round.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { describePostgres, openTestDatabase } from '../../support/database.ts'
import { entriesOf, remarksOf, sectionsOf } from '../../support/shown.ts'
import { giveAccounts, messagesOf, mornings, nine, saidIn, setDue } from './morning.ts'

const day = (text: string): IsoDate => isoDate(text)

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
  const { lead } = board.people
  // Of the small plan: 4.1 is due on Monday 9 November, 4.2.1 on Friday 20th.
  for (const ref of ['4.1', '4.2.1']) await board.tell(lead, `actions assign ${ref} Kate Slater`)
})

const stepsOf = async (ref: string): Promise<string[]> => {
  const { id } = await board.action(ref)
  const rows = await board.prisma.escalation.findMany({
    where: { boardId: board.id, actionId: id },
    orderBy: { at: 'asc' },
  })
  return rows.map(({ step, at }) => `${step} ${at.toISOString().slice(0, 10)}`)
}

async function nameExecutive(personId: string, numbers: Record<string, string> = {}): Promise<void> {
  const { administrator } = board.people
  const form = await board.open(administrator, 'actions settings')
  await board.submit(administrator, form, { executive: personId, ...numbers })
}

describe('escalation', () => {
  it('tells the leads after one working day and the executive lead after ten, each once, in history', async () => {
    const { lead, administrator } = board.people
    await giveAccounts(board, lead, administrator)
    await nameExecutive(administrator.personId)
    await setDue(board, '4.1', null)
    for (let date = 20; date <= 30; date++) await mornings(board, lead, [day(`2026-11-${date}`)])
    for (let date = 1; date <= 9; date++) await mornings(board, lead, [day(`2026-12-0${date}`)])
    // Due on Friday: over by one working day on Monday, by ten on Friday fortnight.
    expect(await stepsOf('4.2.1')).toEqual(['lead 2026-11-23', 'executive 2026-12-04'])
    const told = saidIn((await messagesOf(board, day('2026-11-23'))).get('Leila Morgan'))
    expect(told.headline).toBe('1 overdue action escalated to you')
    expect(sectionsOf(told)).toEqual({ 'Escalated to you (1)': ['4.2.1'] })
    const [row] = told.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
    expect(row).toMatchObject({ when: '3 days overdue (Fri 20 Nov)' })
    expect(row?.detail).toContain('Kate Slater')
    // The administrator keeps clocks too: what was escalated is a part of their one message of the day.
    const executive = saidIn((await messagesOf(board, day('2026-12-04'))).get('Adam Brandt'))
    expect(sectionsOf(executive)).toMatchObject({ 'Escalated to you (1)': ['4.2.1'] })
    const history = entriesOf(await board.tell(lead, 'actions history 4.2.1'))
    expect(history.slice(-2).map(({ who, text }) => `${who}: ${text}`)).toEqual([
      'Followthrough (clock): Escalated to Leila Morgan',
      'Followthrough (clock): Escalated to Adam Brandt',
    ])
  })

  it('begins anew with another date, and tells nobody of what is finished', async () => {
    const { lead, kate } = board.people
    await giveAccounts(board, lead)
    await mornings(board, lead, [day('2026-11-20'), day('2026-11-23')])
    expect(await stepsOf('4.2.1')).toEqual(['lead 2026-11-23'])
    await setDue(board, '4.2.1', day('2026-11-25'))
    await mornings(board, lead, [day('2026-11-25'), day('2026-11-26'), day('2026-11-27')])
    expect(await stepsOf('4.2.1')).toEqual(['lead 2026-11-23', 'lead 2026-11-26'])
    await setDue(board, '4.1', day('2026-11-30'))
    board.now = nine(day('2026-11-30'))
    await board.tell(kate, 'actions complete 4.1 Template https://records.example/template')
    await mornings(board, lead, [day('2026-12-01'), day('2026-12-02')])
    // Of its first date, that had passed long ago, and never of the one it was finished by.
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-20'])
  })

  it('takes no step that could tell nobody, says so, and takes it once somebody is named', async () => {
    const { lead, administrator, owen } = board.people
    await mornings(board, lead, [day('2026-11-23')])
    expect(await stepsOf('4.1')).toEqual([])
    expect((await board.stores.reminders.reach(board.id)).idleSteps.map(({ code }) => code)).toEqual([
      'lead',
      'executive',
    ])
    expect(remarksOf(await board.tell(lead, 'actions reminders'))).toEqual(
      expect.arrayContaining([
        'Nobody is told of what is 1 working day overdue: the leads cannot be reached. It needs a lead with a chat account: /actions people.',
        'Nobody is told of what is 10 working days overdue: the executive lead cannot be reached. An administrator names somebody in /actions settings.',
      ]),
    )
    await giveAccounts(board, lead)
    await mornings(board, lead, [day('2026-11-24')])
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-24'])
    // Named, but not on chat: still nobody.
    await nameExecutive(owen.personId)
    expect(remarksOf(await board.tell(lead, 'actions reminders')).join()).toContain(
      'They need a chat account',
    )
    await mornings(board, lead, [day('2026-11-25')])
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-24'])
    await giveAccounts(board, owen)
    await mornings(board, lead, [day('2026-11-26')])
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-24', 'executive 2026-11-26'])
    expect((await board.stores.reminders.reach(board.id)).idleSteps).toEqual([])
    // Of one's own nobody is told by themselves.
    await nameExecutive(administrator.personId, { 'leads-after': '3' })
    expect((await board.stores.boards.settings(board.id)).escalation).toMatchObject([
      { code: 'lead', afterWorkingDays: 3 },
      { code: 'executive', to: { personId: administrator.personId } },
    ])
  })

  it('does not tell a lead of their own', async () => {
    const { lead } = board.people
    await giveAccounts(board, lead)
    await board.tell(lead, 'actions assign 4.1 me')
    await mornings(board, lead, [day('2026-11-23')])
    expect(await stepsOf('4.1')).toEqual([])
    expect(await stepsOf('4.2.1')).toEqual(['lead 2026-11-23'])
    const second = await board.add('lead', 'Lou Second')
    await giveAccounts(board, second)
    await mornings(board, second, [day('2026-11-24')])
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-24'])
    const messages = await messagesOf(board, day('2026-11-24'))
    const escalatedTo = (name: string) => sectionsOf(saidIn(messages.get(name)))['Escalated to you (1)']
    expect(escalatedTo('Lou Second')).toEqual(['4.1'])
    // Leila reads of the report's clock on that day, and of nothing else.
    expect(escalatedTo('Leila Morgan')).toBeUndefined()
  })

  it('leaves out what was settled between the writing and the reading', async () => {
    const { lead, kate } = board.people
    await giveAccounts(board, lead)
    await mornings(board, lead, [day('2026-11-23')])
    const read = async () => (await messagesOf(board, day('2026-11-23'))).get('Leila Morgan')
    expect(sectionsOf(saidIn(await read()))).toEqual({ 'Escalated to you (2)': ['4.1', '4.2.1'] })
    await setDue(board, '4.2.1', day('2026-12-20'))
    expect(sectionsOf(saidIn(await read()))).toEqual({ 'Escalated to you (1)': ['4.1'] })
    await board.tell(kate, 'actions complete 4.1 Template https://records.example/template')
    expect(await read()).toEqual({ kind: 'nothing', why: 'overtaken' })
  })
})

describePostgres('two processes that make the same day', () => {
  it('write each message and take each step once', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => openTestDatabase()))
    const clients = [board.prisma, ...others.map(({ adapter }) => createClient(adapter))]
    const { lead, kate } = board.people
    await giveAccounts(board, lead, kate)
    for (const date of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map(day)) {
      await setDue(board, '4.1', date === '2026-11-24' ? day('2026-11-20') : day('2026-11-16'))
      const written = await Promise.all(
        clients.flatMap((client) => [0, 1].map(() => remindBoard(client, board.id, nine(date)))),
      )
      expect(written.filter((many) => many > 0).length, date).toBeLessThanOrEqual(1)
      const { id } = await board.action('4.1')
      const keys = await board.prisma.delivery.findMany({
        where: { boardId: board.id },
        select: { key: true },
      })
      expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
      const lines = await board.prisma.auditEvent.count({
        where: { boardId: board.id, subjectId: id, what: 'escalated' },
      })
      expect(lines).toBe((await stepsOf('4.1')).length)
    }
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-23', 'lead 2026-11-24'])
    for (const { close } of others) await close()
  })

  it('leave an action that is being changed for the next day', async () => {
    const other = await openTestDatabase()
    const second = createClient(other.adapter)
    const { lead } = board.people
    await giveAccounts(board, lead)
    const { id } = await board.action('4.1')
    await second.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Action" WHERE "boardId" = ${board.id}::uuid AND "id" = ${id}::uuid FOR UPDATE`
      await remindBoard(board.prisma, board.id, nine(day('2026-11-23')))
    })
    expect(await stepsOf('4.1')).toEqual([])
    expect(await stepsOf('4.2.1')).toEqual(['lead 2026-11-23'])
    await remindBoard(board.prisma, board.id, nine(day('2026-11-24')))
    expect(await stepsOf('4.1')).toEqual(['lead 2026-11-24'])
    await other.close()
  })
})
