import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import type { Database } from '../../../src/db/connect.ts'
import { remindBoard } from '../../../src/db/daily-round.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { buttonsOf, fieldsOf, refsOf, remarksOf, sectionsOf } from '../../support/shown.ts'
import { daysFrom, giveAccounts, messagesOf, mornings, nine, saidIn, setDue } from './morning.ts'

const day = (text: string): IsoDate => isoDate(text)

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
  const { kate, lead } = board.people
  // Of the small plan: 4.1 is due on 9 November, 4.2.1 on the 20th, 4.5 on 1 December.
  for (const ref of ['4.1', '4.2.1', '4.5']) await board.tell(lead, `actions assign ${ref} Kate Slater`)
  await giveAccounts(board, kate)
})

describe('a week of reminders', () => {
  it('is one message a day at the most, on working days, each milestone once', async () => {
    const { kate } = board.people
    expect(await mornings(board, kate, daysFrom(day('2026-11-16'), 21))).toEqual([
      // 4.1 is a week overdue, 4.5 is due in two weeks, 4.2.1 in three days on Tuesday.
      '2026-11-16 4.1',
      '2026-11-17 4.2.1 4.5',
      '2026-11-20 4.2.1',
      '2026-11-23 4.1',
      '2026-11-27 4.2.1',
      // Saturday's '3 days before' of 4.5 comes on Monday.
      '2026-11-30 4.1 4.5',
      '2026-12-01 4.5',
      '2026-12-04 4.2.1',
    ])
    const sent = await board.prisma.delivery.findMany({
      where: { boardId: board.id, personId: kate.personId },
      orderBy: { period: 'asc' },
      select: { key: true, dueAt: true, expiresAt: true, userId: true, channelId: true },
    })
    expect(sent).toHaveLength(8)
    expect(sent[0]).toEqual({
      key: `daily:${kate.personId}:2026-11-16`,
      dueAt: new Date('2026-11-16T09:00:00Z'),
      expiresAt: new Date('2026-11-16T18:00:00Z'),
      userId: 'U-Kate Slater',
      channelId: null,
    })
  })

  it('leaves out a bank-holiday Monday, and Christmas and New Year', async () => {
    const { kate } = board.people
    await setDue(board, '4.1', day('2026-05-04'))
    await setDue(board, '4.2.1', day('2026-05-05'))
    await setDue(board, '4.5', null)
    // Monday 4 May 2026 is a bank holiday: what fell on it is told on Tuesday.
    expect(await mornings(board, kate, daysFrom(day('2026-05-01'), 8))).toEqual([
      '2026-05-01 4.1',
      '2026-05-05 4.1 4.2.1',
    ])
    await setDue(board, '4.1', day('2026-12-25'))
    await setDue(board, '4.2.1', day('2026-12-26'))
    await setDue(board, '4.5', day('2027-01-01'))
    await mornings(board, kate, [day('2026-12-17')])
    expect(await mornings(board, kate, daysFrom(day('2026-12-18'), 25))).toEqual([
      '2026-12-18 4.5',
      '2026-12-22 4.1',
      '2026-12-23 4.2.1',
      '2026-12-29 4.1 4.2.1 4.5',
      '2027-01-04 4.1 4.2.1 4.5',
      '2027-01-08 4.1 4.5',
      '2027-01-11 4.2.1',
    ])
  })

  it('is told at nine in London on both sides of a change of the clocks', async () => {
    const { kate } = board.people
    for (const [before, after, hours] of [
      ['2026-03-27', '2026-03-30', ['09:00', '08:00']],
      ['2026-10-23', '2026-10-26', ['08:00', '09:00']],
    ] as const) {
      await setDue(board, '4.1', day(before))
      await setDue(board, '4.2.1', day(after))
      expect(await mornings(board, kate, daysFrom(day(before), 5))).toEqual([
        `${before} 4.1 4.2.1`,
        `${after} 4.2.1`,
      ])
      const sent = await board.prisma.delivery.findMany({
        where: { boardId: board.id, period: { in: [new Date(before), new Date(after)] } },
        orderBy: { period: 'asc' },
        select: { dueAt: true },
      })
      expect(sent.map(({ dueAt }) => dueAt.toISOString().slice(11, 16))).toEqual(hours)
    }
  })

  it('tells once, and of everything, what fell into ten days of outage', async () => {
    const { kate } = board.people
    expect(await mornings(board, kate, [day('2026-11-20'), day('2026-12-02')])).toEqual([
      '2026-11-20 4.2.1',
      '2026-12-02 4.1 4.2.1 4.5',
    ])
    const view = saidIn((await messagesOf(board, day('2026-12-02'))).get('Kate Slater'))
    expect(sectionsOf(view)).toEqual({ Overdue: ['4.1', '4.2.1', '4.5'] })
    expect(await mornings(board, kate, [day('2026-12-03'), day('2026-12-04')])).toEqual(['2026-12-04 4.2.1'])
  })

  it('tells with the next day’s what could not be sent', async () => {
    const { kate } = board.people
    expect(await mornings(board, kate, [day('2026-11-16')], 'missed')).toEqual(['2026-11-16 4.1'])
    // Tuesday's are still waiting when its evening comes: they were never sent.
    expect(await mornings(board, kate, [day('2026-11-17')], 'pending')).toEqual(['2026-11-17 4.1 4.2.1 4.5'])
    // Nobody knows whether this one arrived, nor ever will: better twice than not at all.
    expect(await mornings(board, kate, [day('2026-11-18')], 'uncertain')).toEqual([
      '2026-11-18 4.1 4.2.1 4.5',
    ])
    expect(await mornings(board, kate, [day('2026-11-19')])).toEqual(['2026-11-19 4.1 4.2.1 4.5'])
  })

  it('tells with the next day’s what was refused, and what is escalated too, but not for ever', async () => {
    const { kate, lead } = board.people
    await giveAccounts(board, lead)
    const refused = (...days: string[]) => mornings(board, kate, days.map(day), 'failed')
    expect(await refused('2026-11-20')).toEqual(['2026-11-20 4.2.1'])
    const kateRefused =
      'The last message to Kate Slater and Leila Morgan was refused by the chat platform: they were not told.'
    expect(remarksOf(await board.tell(lead, 'actions reminders'))).toContain(kateRefused)
    expect(remarksOf(await board.tell(kate, 'actions reminders'))).not.toContain(kateRefused)
    const told = async (on: string): Promise<string[]> =>
      refsOf(saidIn((await messagesOf(board, day(on))).get('Leila Morgan')))
    const escalated = await told('2026-11-20')
    expect(escalated).not.toEqual([])
    expect(await refused('2026-11-23')).toEqual(['2026-11-23 4.1 4.2.1'])
    expect(await told('2026-11-23')).toEqual(expect.arrayContaining(escalated))
    const week = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01']
    // After a week of it only what falls to the day is tried.
    expect((await refused(...week)).slice(2)).toEqual([
      '2026-11-26 4.1 4.2.1',
      '2026-11-27 4.2.1',
      '2026-11-30 4.1 4.5',
      '2026-12-01 4.5',
    ])
  })

  it('is not made before nine, after six, on a day off, nor twice', async () => {
    for (const moment of [
      '2026-11-23T08:59:00Z',
      '2026-11-23T18:00:00Z',
      '2026-11-22T10:00:00Z',
      '2026-12-25T10:00:00Z',
    ])
      expect(await remindBoard(board.prisma, board.id, new Date(moment))).toBe(0)
    expect(await remindBoard(board.prisma, board.id, new Date('2026-11-23T17:59:00Z'))).toBe(1)
    expect(await remindBoard(board.prisma, board.id, new Date('2026-11-23T17:59:30Z'))).toBe(0)
    // A clock that was put back makes nothing either.
    expect(await remindBoard(board.prisma, board.id, nine(day('2026-11-20')))).toBe(0)
  })
})

describe('who is reminded', () => {
  it('is the owner: nobody else, and nobody without an account or who has left', async () => {
    const { kate, owen, lead, administrator } = board.people
    await board.tell(lead, 'actions assign 4.2.1 Owen Hart')
    await remindBoard(board.prisma, board.id, nine(day('2026-11-20')))
    expect([...(await messagesOf(board, day('2026-11-20'))).keys()]).toEqual([])
    expect((await board.stores.reminders.reach(board.id)).unreachable).toEqual([
      { id: owen.personId, name: 'Owen Hart' },
    ])
    const form = await board.open(administrator, `actions people ${kate.personId}`)
    await board.submit(administrator, form, { active: false })
    await remindBoard(board.prisma, board.id, nine(day('2026-11-23')))
    expect((await messagesOf(board, day('2026-11-23'))).size).toBe(0)
    const { unreachable } = await board.stores.reminders.reach(board.id)
    expect(unreachable.map(({ name }) => name)).toEqual(['Kate Slater', 'Owen Hart'])
    // Those who run the board read it where reminders are set; others do not.
    board.now = nine(day('2026-11-23'))
    expect(remarksOf(await board.tell(lead, 'actions reminders')).join('\n')).toContain(
      '2 owners are not reminded, for want of an account on a connected chat platform: Kate Slater and Owen Hart.',
    )
    expect(remarksOf(await board.tell(owen, 'actions reminders')).join('\n')).not.toContain('not reminded')
  })

  it('leaves the board between the writing and the sending, and hears nothing', async () => {
    const { kate, administrator } = board.people
    await remindBoard(board.prisma, board.id, nine(day('2026-11-23')))
    const form = await board.open(administrator, `actions people ${kate.personId}`)
    await board.submit(administrator, form, { active: false })
    expect((await messagesOf(board, day('2026-11-23'))).get('Kate Slater')).toEqual({
      kind: 'nothing',
      why: 'left the board',
    })
  })
})

describe('the day’s message', () => {
  it('says what is theirs, how far it is, and what can be done about it', async () => {
    const { kate } = board.people
    await mornings(board, kate, [day('2026-11-30')])
    const view = saidIn((await messagesOf(board, day('2026-11-30'))).get('Kate Slater'))
    expect(view.headline).toBe('2 of your actions: 1 overdue and 1 due soon')
    expect(sectionsOf(view)).toEqual({ Overdue: ['4.1'], 'Due soon': ['4.5'] })
    const [row] = view.blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
    expect(row).toMatchObject({ when: '21 days overdue (Mon 9 Nov)' })
    expect(row?.menu?.map(({ label }) => label)).toEqual(['Add progress', 'Complete', 'Snooze'])
    const { id } = await board.prisma.delivery.findFirstOrThrow({ where: { boardId: board.id } })
    expect(buttonsOf(view)).toEqual({
      'Snooze all 1 day': `actions snooze all 1d ${id}`,
      'Snooze all 3 days': `actions snooze all 3d ${id}`,
      'Snooze all to Monday': `actions snooze all monday ${id}`,
      'My actions': 'actions mine',
      'Fewer reminders': 'actions reminder',
    })
  })

  it('is about one action in one line', async () => {
    const { kate } = board.people
    await mornings(board, kate, [day('2026-11-16')])
    const view = saidIn((await messagesOf(board, day('2026-11-16'))).get('Kate Slater'))
    expect(view.headline).toBe('4.1: 7 days overdue (Mon 9 Nov)')
    expect(buttonsOf(view)).toMatchObject({ 'Snooze 1 day': 'actions snooze 4.1 1d' })
  })

  it('leaves out what was finished, given away, put off or moved since; then it says nothing', async () => {
    const { kate, lead } = board.people
    await mornings(board, kate, [day('2026-12-02')].concat(day('2026-12-09')))
    const now = async (): Promise<string[]> => {
      const composed = (await messagesOf(board, day('2026-12-09'))).get('Kate Slater')
      return composed?.kind === 'say' ? refsOf(composed.view) : [composed?.kind ?? 'none']
    }
    expect(await now()).toEqual(['4.1', '4.2.1', '4.5'])
    await board.tell(kate, 'actions complete 4.1 Template https://records.example/template')
    expect(await now()).toEqual(['4.2.1', '4.5'])
    await board.tell(lead, 'actions assign 4.2.1 Owen Hart')
    expect(await now()).toEqual(['4.5'])
    await setDue(board, '4.5', day('2027-02-01'))
    expect(await now()).toEqual(['nothing'])
    await setDue(board, '4.5', day('2026-12-01'))
    expect(await now()).toEqual(['4.5'])
    expect((await board.tell(kate, 'actions snooze 4.5 3d')).headline).toBe(
      'You are reminded of 4.5 again on Mon 14 Dec. Due dates stay as they are.',
    )
    expect(await now()).toEqual(['nothing'])
  })

  it('says when no more weekly ones will come', async () => {
    const { kate } = board.people
    await setDue(board, '4.1', day('2026-09-28'))
    const remarks = async (on: string): Promise<string> => {
      await mornings(board, kate, [day(on)])
      return remarksOf(saidIn((await messagesOf(board, day(on))).get('Kate Slater'))).join('\n')
    }
    expect(await remarks('2026-11-16')).not.toContain('No more weekly reminders')
    expect(await remarks('2026-11-23')).toContain('No more weekly reminders will come of 4.1: /actions mine')
  })
})

describe('asking for less', () => {
  it('leaves what is due and overdue, or Mondays; and never nothing', async () => {
    const { kate } = board.people
    const asked = await board.tell(kate, 'actions reminders')
    expect(asked.headline).toBe(
      'You are reminded: 14 and 3 days before an action is due, on the day, then every week while it is overdue.',
    )
    expect(remarksOf(asked).join('\n')).toContain('Reminders cannot be switched off entirely')
    expect(buttonsOf(asked)).toEqual({
      'Due and overdue': 'actions reminders due',
      'Mondays only': 'actions reminders mondays',
    })
    expect((await board.tell(kate, 'actions reminders off')).headline).toContain(
      "'off' is not a choice. Write every, due or mondays.",
    )
    await board.tell(kate, 'actions reminders due')
    expect(await mornings(board, kate, daysFrom(day('2026-11-16'), 12))).toEqual([
      '2026-11-16 4.1',
      '2026-11-20 4.2.1',
      '2026-11-23 4.1',
      '2026-11-27 4.2.1',
    ])
    await board.tell(kate, 'actions reminders mondays')
    expect(await mornings(board, kate, daysFrom(day('2026-11-28'), 14))).toEqual([
      '2026-11-30 4.1 4.2.1 4.5',
      '2026-12-07 4.1 4.2.1 4.5',
    ])
    await board.tell(kate, 'actions reminders every')
    expect(await board.stores.reminders.pace(board.id, kate.personId)).toBe('every_step')
  })
})

describe('a snooze', () => {
  it('holds one back until its day, and brings it back then', async () => {
    const { kate } = board.people
    await mornings(board, kate, [day('2026-11-16')])
    await board.tell(kate, 'actions snooze 4.1 3d')
    expect(await mornings(board, kate, daysFrom(day('2026-11-17'), 8))).toEqual([
      '2026-11-17 4.2.1 4.5',
      '2026-11-19 4.1',
      '2026-11-20 4.2.1',
      '2026-11-23 4.1',
    ])
    expect(await board.prisma.reminderSnooze.count({ where: { boardId: board.id } })).toBe(0)
  })

  it('is its owner’s alone', async () => {
    const { kate, owen, lead, viewer } = board.people
    expect((await board.tell(owen, 'actions snooze 4.1 1d')).headline).toBe(
      'Kate Slater owns 4.1 and is reminded of it. Only they can put that off.',
    )
    expect((await board.tell(lead, 'actions snooze 4.1 1d')).kind).toBe('refusal')
    expect((await board.tell(viewer, 'actions snooze 4.1 1d')).headline).toContain('Only an owner')
    expect((await board.tell(kate, 'actions snooze 4.9 1d')).headline).toContain('has no owner')
    expect((await board.tell(kate, 'actions snooze 4.1 2w')).headline).toContain('Write 1d, 3d or monday')
    expect((await board.tell(kate, 'actions snooze 4.22 1d')).headline).toContain('Nearest: 4.2')
    expect(await board.prisma.reminderSnooze.count({ where: { boardId: board.id } })).toBe(0)
    // What was given away is not held back for who has it now.
    await board.tell(kate, 'actions snooze 4.2.1 monday')
    await board.tell(lead, 'actions assign 4.2.1 Owen Hart')
    await giveAccounts(board, owen)
    expect(await mornings(board, owen, [day('2026-11-27')])).toEqual(['2026-11-27 4.2.1'])
  })

  it('is written without the id that buttons carry, and refused by its own name', async () => {
    const { kate, viewer } = board.people
    const help = await board.tell(kate, 'actions help snooze')
    expect(fieldsOf(help)).toEqual({ Write: '/actions snooze REF|all [1d|3d|monday]' })
    expect((await board.tell(viewer, 'actions snooze 4.1 1d')).headline).toMatch(
      /^Only an owner, .+ can work on their own actions: .+ put off their reminders\.$/,
    )
  })

  it('asks for how long where nobody said, and is still its owner’s alone', async () => {
    const { kate, lead } = board.people
    board.now = nine(day('2026-11-23'))
    const form = await board.open(kate, 'actions snooze 4.1')
    expect(form.fields).toMatchObject([
      {
        name: 'until',
        options: [
          { value: '1d', label: 'In 1 day (Tue 24 Nov)' },
          { value: '3d', label: 'In 3 days (Thu 26 Nov)' },
          { value: 'monday', label: 'On Monday (Mon 30 Nov)' },
        ],
      },
    ])
    expect(await board.submit(kate, form, { until: '2w' })).toMatchObject({ type: 'form' })
    expect(await board.submit(lead, form, { until: '3d' })).toMatchObject({ kind: 'refusal' })
    expect((await board.tell(lead, 'actions snooze 4.1')).headline).toContain('Kate Slater owns 4.1')
    expect((await board.tell(kate, 'actions snooze all')).headline).toContain('1d, 3d or monday')
    expect(await board.prisma.reminderSnooze.count({ where: { boardId: board.id } })).toBe(0)
    expect(await board.submit(kate, form, { until: '3d' })).toMatchObject({
      headline: 'You are reminded of 4.1 again on Thu 26 Nov. Due dates stay as they are.',
    })
  })

  it('of all is of what is left in one’s own message', async () => {
    const { kate, owen } = board.people
    await mornings(board, kate, [day('2026-11-30')])
    const { id } = await board.prisma.delivery.findFirstOrThrow({ where: { boardId: board.id } })
    const shown = await board.tell(kate, `actions reminders ${id}`)
    expect(refsOf(shown)).toEqual(['4.1', '4.5'])
    for (const line of [`actions reminders ${id}`, `actions snooze all 1d ${id}`])
      expect((await board.tell(owen, line)).headline).toBe('There is no such message to you.')
    expect(await board.tell(owen, 'actions snooze all 1d')).toMatchObject({
      kind: 'refusal',
      headline: 'You have had no reminder to put off.',
    })
    await board.tell(kate, 'actions snooze 4.5 3d')
    expect((await board.tell(kate, `actions snooze all 1d ${id}`)).headline).toBe(
      'You are reminded of 4.1 again on Tue 1 Dec. Due dates stay as they are.',
    )
    expect(await board.tell(kate, `actions reminders ${id}`)).toMatchObject({
      kind: 'answer',
      headline: 'Nothing in this message waits for you any more.',
    })
    expect((await board.tell(kate, 'actions snooze all 1d')).headline).toBe(
      'Nothing in your last reminder waits for you: it is done, or put off already.',
    )
    expect(await mornings(board, kate, daysFrom(day('2026-12-01'), 4))).toEqual([
      '2026-12-01 4.1',
      '2026-12-03 4.5',
      '2026-12-04 4.2.1',
    ])
  })
})
