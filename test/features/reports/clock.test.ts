import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { clockText } from '../../../src/features/reports/view.ts'

const today = isoDate('2026-11-23')
const clock = (dueOn: string | null, responseProvisional = false): string =>
  clockText({ responseDueOn: dueOn === null ? null : isoDate(dueOn), responseProvisional }, today)

describe('the clock of the answering plan', () => {
  it.each([
    ['2026-12-01', 'plan due in 6 working days (Tue 1 Dec)'],
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
