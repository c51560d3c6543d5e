import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { Database } from '../../../src/db/connect.ts'
import { asForm, asView, createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { errorsOf, fieldsOf, remarksOf, rowsOf } from '../../support/shown.ts'
import { daysFrom, giveAccounts, messagesOf, mornings, saidIn } from '../reminders/morning.ts'
import { draftOf } from './draft.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

const trail = (): Promise<unknown[]> =>
  board.prisma.auditEvent.findMany({
    where: { boardId: board.id, what: { in: ['clock changed', 'answer sent'] } },
    orderBy: { seq: 'asc' },
    select: { what: true, actorName: true, subject: true, before: true, after: true },
  })

describe('/recommendations clock', () => {
  it('shows what runs, to everybody', async () => {
    const view = await board.tell(board.people.viewer, 'recommendations clock')
    expect(view.headline).toBe('1 clock is running')
    expect(rowsOf(view)).toMatchObject([
      {
        ref: '1',
        text: 'Northmere plan: plan',
        when: 'in 6 working days (Tue 1 Dec)',
        // On a phone the end is left out, so what must be known comes first.
        detail: 'provisional until the date of receipt is known · 20 working days from the date of receipt',
        menu: [{ label: 'Open report' }],
      },
    ])
    expect((await board.tell(board.people.viewer, 'recommendations clock northmere')).headline).toMatch(
      /: plan due in 6 working days \(Tue 1 Dec\), provisional until the date of receipt is known\.$/,
    )
  })

  it('records when it came and what it is, and counts anew', async () => {
    const { lead } = board.people
    const form = await board.open(lead, 'recommendations clock northmere')
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual([
      ['kind', 'document'],
      ['on', ''],
      ['sent', ''],
    ])
    const saved = asView(await board.submit(lead, form, { kind: 'cqc-plan', on: '2026-11-10' }))
    expect(saved).toMatchObject({
      kind: 'done',
      headline: 'Action plan due in 11 working days (Tue 8 Dec).',
      about: 'recommendations clock',
    })
    expect(saved.told).toContain('Leila Morgan kept the clock')
    expect(await trail()).toEqual([
      {
        what: 'clock changed',
        actorName: 'Leila Morgan',
        subject: 'report',
        before: { kind: null, dueOn: '2026-12-01', runsFrom: '2026-11-03', receivedOn: null },
        after: { kind: 'cqc-plan', dueOn: '2026-12-08', runsFrom: '2026-11-10', receivedOn: '2026-11-10' },
      },
    ])
    const report = await board.tell(lead, 'recommendations report northmere')
    expect(fieldsOf(report)).toMatchObject({
      Received: '10 November 2026',
      Clock: 'action plan due in 11 working days (Tue 8 Dec): 20 working days, Action plan to CQC',
    })
    expect(remarksOf(report).join()).not.toContain('When was the report received?')
    // The form again, saved unchanged: nothing is written.
    const again = await board.open(lead, 'recommendations clock northmere')
    expect(asView(await board.submit(lead, again, {})).kind).toBe('done')
    expect(await trail()).toHaveLength(1)
  })

  it('stops everywhere when the answer was sent', async () => {
    const { lead, viewer } = board.people
    const shown = async (): Promise<string> =>
      JSON.stringify([
        (await board.tell(viewer, 'actions board')).blocks,
        (await board.tell(viewer, 'actions home')).blocks,
      ])
    expect(await shown()).toContain('plan due in 6 working days')
    const sent = await board.tell(lead, 'recommendations sent northmere 20 Nov')
    expect(sent.headline).toBe('Answer sent on Fri 20 Nov, in time.')
    expect(await shown()).not.toContain('plan due')
    expect(fieldsOf(await board.tell(viewer, 'recommendations report northmere'))).toMatchObject({
      'Answer sent on': 'Fri 20 Nov, in time; it was due Tue 1 Dec',
    })
    const clocks = await board.tell(viewer, 'recommendations clock')
    expect(clocks.headline).toBe('No clock is running')
    expect(rowsOf(clocks)).toMatchObject([{ when: 'sent on Fri 20 Nov, in time' }])
    expect(await trail()).toMatchObject([
      { what: 'answer sent', before: { answerSentOn: null }, after: { answerSentOn: '2026-11-20' } },
    ])
    // Taken back, because it had not been sent after all.
    const form = await board.open(lead, 'recommendations clock northmere')
    await board.submit(lead, form, { sent: '' })
    expect(await shown()).toContain('plan due in 6 working days')
    expect((await trail()).at(-1)).toMatchObject({ what: 'clock changed', after: { answerSentOn: null } })
  })

  it('takes one day in one line', async () => {
    const { lead } = board.people
    const received = await board.tell(lead, 'recommendations received 1 12 November')
    expect(received.headline).toBe('Plan due in 13 working days (Thu 10 Dec).')
    expect((await board.tell(lead, 'recommendations received 4.1 today')).headline).toContain('(Mon 21 Dec)')
    const refused = async (line: string): Promise<string> => {
      const { kind, headline } = await board.tell(lead, `recommendations ${line}`)
      expect(kind).toBe('refusal')
      return headline
    }
    expect(await refused('received 1 tomorrow')).toBe('This day is still to come. Enter the day it was.')
    expect(await refused('sent 1 20 Nov')).toContain('before the day the clock runs from')
    expect(await refused('sent 1 soon')).toContain("'soon' is not a date")
    expect(await refused('sent dale today')).toContain("No report on this board is called 'dale'")
    expect(await refused('sent')).toContain('REPORT is missing')
    expect(await refused('sent 1')).toContain('DATE is missing')
    await board.import(draftOf({ report: { title: 'Northmere letter', kind: 'letter' }, file: 'letter.txt' }))
    expect(await refused('sent northmere today')).toMatch(/^'northmere' could be 1 .+ and 2 .+ Say which/)
    expect(await trail()).toHaveLength(2)
  })

  it('numbers reports as every other list does, and prints numbers to type', async () => {
    const { lead, viewer } = board.people
    const other = draftOf({ report: { title: 'Wearham plan', area: 'Wearham' }, file: 'wearham.md' })
    await board.import(other)
    const listed = rowsOf(await board.tell(viewer, 'recommendations report'))
    const numbered = Object.fromEntries(
      listed.map(({ ref, text }) => [String(text).startsWith('Wearham') ? 'wearham' : 'northmere', ref]),
    )
    await board.tell(lead, `recommendations received ${numbered['wearham']} 1 Oct`)
    const wearham = await board.open(lead, `recommendations clock ${numbered['wearham']}`)
    await board.submit(lead, wearham, { kind: 'cqc-plan', on: '2026-10-01' })
    const clocks = await board.tell(lead, 'recommendations clock')
    expect(rowsOf(clocks).map(({ ref, text }) => [ref, text])).toEqual([
      [numbered['wearham'], 'Wearham plan: action plan'],
      [numbered['northmere'], 'Northmere plan: plan'],
    ])
    expect(clocks.next).toBe(`recommendations clock ${numbered['wearham']}`)
    expect((await board.open(lead, clocks.next ?? '')).state).toEqual(
      (await board.open(lead, 'recommendations clock wearham')).state,
    )
    // The number stays when the answer was sent and the rows change places: the same line means the same report.
    const sent = `recommendations sent ${numbered['wearham']} today`
    await board.tell(lead, sent)
    expect((await board.tell(lead, sent)).headline).toContain('Answer sent on')
    expect(rowsOf(await board.tell(lead, 'recommendations clock')).map(({ when }) => when)).toEqual([
      'in 6 working days (Tue 1 Dec)',
      expect.stringContaining('sent on'),
    ])
    expect((await board.tell(viewer, 'recommendations clock northmere')).next).toBe(
      `recommendations report ${numbered['northmere']}`,
    )
    expect((await board.tell(lead, 'recommendations sent northmere tomorrow')).next).toBe(
      `recommendations clock ${numbered['northmere']}`,
    )
  })

  it('is for leads and administrators to keep', async () => {
    const { kate, lead } = board.people
    const form = await board.open(lead, 'recommendations clock northmere')
    for (const line of ['recommendations sent northmere today', 'recommendations received northmere today'])
      expect((await board.tell(kate, line)).headline).toContain(
        'Only a lead or an administrator can record when a report was received or answered.',
      )
    expect(asView(await board.submit(kate, form, { sent: '2026-11-20' })).headline).toBe(
      'Only a lead or an administrator can record the days of a clock. Nothing was changed.',
    )
    expect(await trail()).toEqual([])
  })

  it('says at its field what cannot be, and keeps what was typed', async () => {
    const { lead } = board.people
    const form = await board.open(lead, 'recommendations clock northmere')
    for (const [values, fields] of [
      [{ on: '2026-11-24' }, ['on']],
      [{ sent: '2026-11-24' }, ['sent']],
      [{ on: '2026-11-20', sent: '2026-11-19' }, ['sent']],
      [{ on: 'soon' }, ['on']],
      [{ kind: 'none', sent: '2026-11-20' }, ['kind']],
      [{ kind: 'nonsense' }, ['kind']],
    ] as const) {
      const again = asForm(await board.submit(lead, form, values))
      expect(Object.keys(errorsOf(again))).toEqual(fields)
      expect(again.hidden).toEqual(form.hidden)
    }
    expect(await trail()).toEqual([])
  })

  it('is not overwritten by a second who had it open; the same form twice is one', async () => {
    const { lead, administrator } = board.people
    const one = await board.open(lead, 'recommendations clock northmere')
    const two = await board.open(administrator, 'recommendations clock northmere')
    await board.submit(lead, one, { on: '2026-11-10' })
    expect(asView(await board.submit(lead, one, { on: '2026-11-10' })).headline).toContain('(Tue 8 Dec)')
    const again = asForm(await board.submit(administrator, two, { sent: '2026-11-20' }))
    expect(again.problem).toContain('changed this clock while you were writing: plan due in 11 working days')
    expect(again.fields.find(({ name }) => name === 'sent')?.value).toBe('2026-11-20')
    expect(await trail()).toHaveLength(1)
    const at = (kind: string) => board.submit(administrator, again, { kind, on: '2026-11-11', sent: '' })
    const replies = await Promise.all([at('ilacs-plan'), at('rapid-review')])
    expect(replies.filter(({ type }) => type === 'view').length).toBe(1)
    expect(await trail()).toHaveLength(2)
  })
})

describe('the reminders of a clock', () => {
  it('go to leads and administrators, until the answer is recorded', async () => {
    const { kate, lead, administrator } = board.people
    await giveAccounts(board, kate, lead, administrator)
    await mornings(board, lead, [isoDate('2026-11-16'), isoDate('2026-11-17')])
    const messages = await messagesOf(board, isoDate('2026-11-17'))
    expect([...messages.keys()].toSorted()).toEqual(['Adam Brandt', 'Leila Morgan'])
    const view = saidIn(messages.get('Adam Brandt'))
    expect(view.headline).toBe('1 clock to watch')
    expect(rowsOf(view)).toMatchObject([
      {
        ref: '1',
        when: 'in 10 working days (Tue 1 Dec)',
        menu: [{ label: 'Record dates' }, { label: 'Open report' }],
      },
    ])
    expect(await mornings(board, lead, daysFrom(isoDate('2026-11-18'), 22))).toEqual([
      // What is nobody's and late is told to leads in the same message, or in one of its own.
      '2026-11-23 4.2.1',
      '2026-11-24 1',
      '2026-11-30 1',
      '2026-12-01 1',
      '2026-12-02 4.5',
      '2026-12-08 1',
    ])
    await board.tell(lead, 'recommendations sent northmere today')
    expect((await messagesOf(board, isoDate('2026-12-08'))).get('Adam Brandt')).toEqual({
      kind: 'nothing',
      why: 'overtaken',
    })
    const after = await mornings(board, lead, daysFrom(isoDate('2026-12-09'), 14))
    expect(after.filter((line) => line.split(' ').includes('1'))).toEqual([])
  })
})
