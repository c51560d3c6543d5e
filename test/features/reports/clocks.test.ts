import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import { addWorkingDays, isWorkingDay } from '../../../src/calendar/working-days.ts'
import {
  type ClockInput,
  clockKinds,
  clockStamp,
  decideClock,
  inputOf,
  noClock,
  ownClock,
} from '../../../src/features/reports/clocks.ts'
import { readPastDate } from '../../../src/features/reports/keep-clock.ts'
import type { Clock } from '../../../src/features/reports/store.ts'
import { clockText } from '../../../src/features/reports/view.ts'

const day = (text: string): IsoDate => isoDate(text)
const today = day('2026-11-23')

type Subject = Clock & { publishedOn: IsoDate | null; inspectedTo: IsoDate | null }

const report = (more: Partial<Subject> = {}): Subject => ({
  responseKind: null,
  responseDays: 20,
  responseFrom: day('2026-11-03'),
  responseDueOn: day('2026-12-01'),
  responseProvisional: true,
  responseSentOn: null,
  receivedOn: null,
  publishedOn: day('2026-11-02'),
  inspectedTo: day('2026-10-16'),
  ...more,
})

const decided = (input: Partial<ClockInput>, on = report(), now = today): Clock => {
  const decision = decideClock(on, { ...inputOf(on), ...input }, now)
  if (!decision.ok) throw new Error(JSON.stringify(decision.errors))
  return decision.clock
}

describe('the kinds', () => {
  it('are data', () => {
    expect(clockKinds.map(({ code, workingDays, base }) => `${code}: ${workingDays} from ${base}`)).toEqual([
      'cqc-plan: 20 from receipt',
      'ilacs-plan: 70 from receipt',
      'focused-visit: 20 from inspection',
      'serious-incident: 5 from event',
      'rapid-review: 15 from event',
    ])
  })
})

describe('a clock', () => {
  it('runs from the day of receipt once that is known', () => {
    expect(decided({ on: day('2026-11-10') })).toMatchObject({
      responseKind: null,
      responseFrom: '2026-11-10',
      responseDueOn: '2026-12-08',
      responseProvisional: false,
      receivedOn: '2026-11-10',
    })
    // The real reports, received on their own dates.
    for (const [on, dueOn] of [
      ['2012-01-25', '2012-02-22'],
      ['2012-08-24', '2012-09-24'],
    ] as const)
      expect(decided({ kind: 'cqc-plan', on: day(on) }).responseDueOn).toBe(dueOn)
  })

  it('of a focused visit runs from the visit, of an event from its day', () => {
    expect(decided({ kind: 'focused-visit', on: day('2026-11-10') })).toMatchObject({
      responseFrom: '2026-10-16',
      responseDueOn: '2026-11-13',
      receivedOn: '2026-11-10',
    })
    const event = decided({ kind: 'serious-incident', on: day('2026-11-20') })
    expect(event).toMatchObject({
      responseFrom: '2026-11-20',
      responseDueOn: '2026-11-27',
      receivedOn: null,
    })
    expect(inputOf(event)).toEqual({ kind: 'serious-incident', on: '2026-11-20', sentOn: null })
    expect(clockText(event, today)).toBe('notification due in 4 working days (Fri 27 Nov)')
    const unknown = decided({ kind: 'rapid-review', on: null })
    expect(clockText(unknown, today)).toBe(
      'rapid review due today (Mon 23 Nov), provisional until the day of the event is known',
    )
    expect(inputOf(unknown).on).toBeNull()
  })

  it('is counted by the calendar, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clockKinds.filter(({ base }) => base !== 'inspection')),
        fc.integer({ min: 0, max: 3000 }),
        (kind, ago) => {
          const on = addDays(today, -ago)
          const { responseDueOn, responseProvisional } = decided({ kind: kind.code, on })
          expect(responseDueOn).toBe(addWorkingDays(on, kind.workingDays))
          expect(responseDueOn && isWorkingDay(responseDueOn)).toBe(true)
          expect(responseProvisional).toBe(false)
        },
      ),
    )
  })

  it('stays as it is when nothing is changed, whatever it is', () => {
    const clocks = [
      report(),
      report({ responseProvisional: false, receivedOn: day('2026-11-03') }),
      ...clockKinds.map(({ code }) => ({ ...report(), ...decided({ kind: code, on: day('2026-11-12') }) })),
      { ...report(), ...decided({ kind: noClock }) },
    ]
    for (const clock of clocks) {
      const same = decided({}, clock)
      expect(clockStamp(same)).toBe(clockStamp(clock))
      expect(same).toEqual(decided(inputOf(same), { ...clock, ...same }))
    }
  })

  it('stops when the answer was sent, and says whether that was in time', () => {
    const received = { ...report(), ...decided({ on: day('2026-11-03') }) }
    const now = day('2026-12-10')
    expect(clockText(decided({ sentOn: day('2026-12-01') }, received, now), now)).toBe(
      'answer sent on Tue 1 Dec, in time',
    )
    expect(clockText(decided({ sentOn: day('2026-12-04') }, received, now), now)).toBe(
      'answer sent on Fri 4 Dec, 3 working days late',
    )
    expect(clockText(decided({ kind: noClock }, received, now), now)).toBe('no plan is asked for by a date')
  })

  it('says at its field what cannot be', () => {
    const errors = (input: Partial<ClockInput>, on = report()): string[] => {
      const decision = decideClock(on, { ...inputOf(on), ...input }, today)
      return decision.ok ? [] : Object.keys(decision.errors)
    }
    expect(errors({ on: today, sentOn: today })).toEqual([])
    expect(errors({ on: addDays(today, 1) })).toEqual(['on'])
    expect(errors({ sentOn: addDays(today, 1) })).toEqual(['sent'])
    expect(errors({ on: day('2026-11-12'), sentOn: day('2026-11-11') })).toEqual(['sent'])
    expect(errors({ on: addDays(today, 1), sentOn: addDays(today, 2) })).toEqual(['on', 'sent'])
    expect(errors({ kind: 'no such kind' })).toEqual(['kind'])
    expect(errors({ kind: noClock, sentOn: today })).toEqual(['kind'])
    expect(errors({ kind: ownClock }, report({ responseDays: null }))).toEqual(['kind'])
  })
})

describe('a day that is behind us', () => {
  it.each([
    ['today', '2026-11-23'],
    ['yesterday', '2026-11-22'],
    ['20 Nov', '2026-11-20'],
    ['28 Feb', '2026-02-28'],
    ['24 Nov', '2025-11-24'],
    ['26.1.26', '2026-01-26'],
    ['2026-11-12', '2026-11-12'],
    ['tomorrow', '2026-11-24'],
    ['26.11.27', '2027-11-26'],
  ])('%s: %s', (text, on) => {
    expect(readPastDate(text, today)).toEqual({ ok: true, on })
  })

  it.each(['soon', '', '31.2.26', 'November'])('%s: refused', (text) => {
    expect(readPastDate(text, today).ok).toBe(false)
  })
})
