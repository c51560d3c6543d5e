import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { RunningClock } from '../../../src/features/reports/store.ts'
import { clockLines, clockText, namesOf } from '../../../src/features/reports/view.ts'

const today = isoDate('2026-11-23')
const clock = (dueOn: string | null, responseProvisional = false): string =>
  clockText({ responseDueOn: dueOn === null ? null : isoDate(dueOn), responseProvisional }, today)

describe('the clock of the answering plan', () => {
  it.each([
    ['2026-12-01', 'plan due in 6 working days (Tue 1 Dec)'],
    ['2027-03-08', 'plan due in 72 working days (Mon 8 Mar 2027)'],
    ['2026-11-24', 'plan due tomorrow (Tue 24 Nov)'],
    ['2026-11-23', 'plan due today (Mon 23 Nov)'],
    ['2026-11-22', 'plan 1 day overdue (Sun 22 Nov)'],
    ['2013-06-06', 'plan over 13 years overdue (Thu 6 Jun 2013)'],
    [null, 'no plan is asked for by a date'],
  ])('due on %s reads: %s', (dueOn, words) => {
    expect(clock(dueOn)).toBe(words)
  })

  it('says when it is provisional', () => {
    expect(clock('2026-12-01', true)).toBe(
      'plan due in 6 working days (Tue 1 Dec), provisional until the date of receipt is known',
    )
  })
})

const running = (given: Partial<RunningClock>): RunningClock => ({
  id: '00000000-0000-4000-8000-000000000001',
  number: 1,
  title: 'Report on the outcome of the integrated inspection of Northmere and its providers.',
  kind: 'inspection report',
  area: 'Northmere',
  publishedOn: isoDate('2026-11-03'),
  receivedOn: null,
  responseKind: 'ilacs-plan',
  responseDays: 70,
  responseFrom: isoDate('2026-11-03'),
  responseDueOn: isoDate('2027-03-08'),
  responseProvisional: false,
  responseSentOn: null,
  ...given,
})

describe('the clocks of a board or a digest', () => {
  it('are a line each, and where the rest is', () => {
    const all = [running({}), running({ number: 2, area: 'Wearham', responseKind: null }), running({})]
    expect(clockLines(all.slice(0, 2), today)).toEqual([
      {
        type: 'text',
        text: 'Northmere report: action plan due in 72 working days (Mon 8 Mar 2027), not yet recorded as sent.',
      },
      {
        type: 'text',
        text: 'Wearham report: plan due in 72 working days (Mon 8 Mar 2027), not yet recorded as sent.',
      },
    ])
    expect(clockLines(all, today, 1).at(-1)).toEqual({
      type: 'note',
      text: '2 more clocks: /recommendations clock',
    })
  })

  it('call no two reports the same', () => {
    const named = (...all: RunningClock[]): string[] => all.map(namesOf(all, today))
    const older = running({ number: 2, publishedOn: isoDate('2025-03-04') })
    expect(named(running({}), older, running({ area: 'Wearham' }))).toEqual([
      'Northmere report of Tue 3 Nov',
      'Northmere report of Tue 4 Mar 2025',
      'Wearham report',
    ])
    expect(named(running({}), running({ number: 2 }), running({ number: 3, publishedOn: null }))).toEqual([
      'Northmere report (report 1)',
      'Northmere report (report 2)',
      'Northmere report (report 3)',
    ])
    expect(named(running({ area: null, title: 'PCT and providers.' }))).toEqual(['PCT and providers'])
  })
})
