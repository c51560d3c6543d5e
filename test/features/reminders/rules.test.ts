import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, type IsoDate, isoDate, weekday } from '../../../src/calendar/date.ts'
import { addWorkingDays, isWorkingDay, nextWorkingDay } from '../../../src/calendar/working-days.ts'
import type { DailyReason } from '../../../src/features/deliveries/schema.ts'
import {
  backOn,
  clockReasonToday,
  couldTell,
  dayToRemind,
  dueDatesIn,
  isLastWeekly,
  lateSince,
  milestonesOf,
  type Reachable,
  reasonToday,
  snoozes,
  spanOf,
  toldBy,
} from '../../../src/features/reminders/rules.ts'
import type { ReminderPace } from '../../../src/features/reminders/schema.ts'

const day = (text: string): IsoDate => isoDate(text)

/** A day of some years with everything in them: Easter, royal occasions, Christmas on each weekday. */
const anyDay = fc.integer({ min: 0, max: 4000 }).map((n) => addDays(day('2020-01-01'), n))
const aWorkingDay = anyDay.map(nextWorkingDay)

/** The working days on which rounds are made: all of them, or what outages left of them; at least one. */
const rounds = (start: IsoDate, many: number, works: (n: number) => boolean): IsoDate[] => {
  const all = Array.from({ length: many }, (_, n) => addWorkingDays(start, n))
  return all.filter((_, n) => n === 0 || works(n))
}

type Told = { today: IsoDate; reason: DailyReason }

/** What somebody is told of one action, round after round. */
function tell(
  dueOn: IsoDate | null,
  days: readonly IsoDate[],
  { pace = 'every_step', snoozedUntil = null }: { pace?: ReminderPace; snoozedUntil?: IsoDate | null } = {},
): Told[] {
  return days.flatMap((today, n) => {
    const reason = reasonToday({ dueOn, snoozedUntil, pace }, spanOf(days[n - 1] ?? null, today))
    return reason === null ? [] : [{ today, reason }]
  })
}

describe('the days on which an action is spoken of', () => {
  it('are 14 and 3 days before, the day, and eight weeks', () => {
    expect(milestonesOf(day('2026-12-01')).map(({ on, reason }) => `${on} ${reason}`)).toEqual([
      '2026-11-17 14 days',
      '2026-11-28 3 days',
      '2026-12-01 today',
      '2026-12-08 overdue',
      '2026-12-15 overdue',
      '2026-12-22 overdue',
      '2026-12-29 overdue',
      '2027-01-05 overdue',
      '2027-01-12 overdue',
      '2027-01-19 overdue',
      '2027-01-26 overdue',
    ])
  })

  it('come on the next working day when they fall on a day off: Christmas and New Year', () => {
    const days = rounds(day('2026-12-18'), 9, () => true)
    // Saturday 26 December is Boxing Day, kept on Monday 28th; Friday 1 January is New Year's Day.
    expect(tell(day('2026-12-26'), days)).toEqual([
      { today: '2026-12-23', reason: '3 days' },
      { today: '2026-12-29', reason: 'today' },
      { today: '2027-01-04', reason: 'overdue' },
    ])
    // Two of them in one long week-end are one telling, of the later.
    expect(tell(day('2026-12-28'), days)).toEqual([
      { today: '2026-12-29', reason: 'today' },
      { today: '2027-01-04', reason: 'overdue' },
    ])
  })

  it('are each told exactly once, on a working day, when every day is made', () => {
    fc.assert(
      fc.property(aWorkingDay, fc.integer({ min: 0, max: 30 }), (start, ahead) => {
        const dueOn = addDays(start, 15 + ahead)
        const told = tell(
          dueOn,
          rounds(start, 90, () => true),
        )
        const latest = new Map(milestonesOf(dueOn).map(({ on, reason }) => [nextWorkingDay(on), reason]))
        const last = addWorkingDays(start, 89)
        expect(told.map(({ today, reason }) => [today, reason])).toEqual(
          [...latest].filter(([on]) => on <= last),
        )
        expect(told.every(({ today }) => isWorkingDay(today))).toBe(true)
      }),
    )
  })

  it('are told once after a time when nothing ran, and never twice', () => {
    fc.assert(
      fc.property(
        aWorkingDay,
        fc.integer({ min: -30, max: 60 }),
        fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
        (start, ahead, works) => {
          const dueOn = addDays(start, ahead)
          const days = rounds(start, 80, (n) => works[n] === true)
          const told = tell(dueOn, days)
          expect(new Set(told.map(({ today }) => today)).size).toBe(told.length)
          for (const { today, reason } of told) {
            const before = days[days.indexOf(today) - 1] ?? addWorkingDays(start, -1)
            const fallen = milestonesOf(dueOn).filter(({ on }) => on > before && on <= today)
            expect(fallen.at(-1)?.reason).toBe(reason)
          }
          // Whatever fell into a span is told in it: nothing is lost either.
          const spans = days.map((today, n) => ({ through: days[n - 1] ?? addWorkingDays(start, -1), today }))
          const full = spans.filter(({ through, today }) =>
            milestonesOf(dueOn).some(({ on }) => on > through && on <= today),
          )
          expect(told.map(({ today }) => today)).toEqual(full.map(({ today }) => today))
        },
      ),
    )
  })

  it('are told in one message each after ten days of outage', () => {
    const days = [day('2026-11-20'), day('2026-12-02')]
    for (const [dueOn, reason] of [
      ['2026-11-21', 'overdue'],
      ['2026-11-25', 'overdue'],
      ['2026-11-26', 'today'],
      ['2026-12-01', 'today'],
      ['2026-12-04', '3 days'],
      ['2026-12-06', '14 days'],
    ] as const)
      expect(tell(day(dueOn), days).at(-1), dueOn).toEqual({ today: '2026-12-02', reason })
  })

  it('end after the eighth week, which is known to be the last', () => {
    fc.assert(
      fc.property(aWorkingDay, (dueOn) => {
        const told = tell(
          dueOn,
          rounds(dueOn, 80, () => true),
        ).filter(({ reason }) => reason === 'overdue')
        expect(told.length).toBe(8)
        expect(told.map(({ today }) => isLastWeekly(dueOn, today))).toEqual([...Array(7).fill(false), true])
      }),
    )
  })

  it('are found by due date exactly', () => {
    fc.assert(
      fc.property(
        aWorkingDay,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -80, max: 30 }),
        (through, n, off) => {
          const span = { through, today: addWorkingDays(through, n) }
          const dueOn = addDays(span.today, off)
          const found = dueDatesIn(span).includes(dueOn)
          const reason = reasonToday({ dueOn, snoozedUntil: null, pace: 'every_step' }, span)
          expect(found).toBe(reason !== null)
        },
      ),
    )
  })
})

describe('fewer reminders', () => {
  it('leave out what comes before the day', () => {
    fc.assert(
      fc.property(aWorkingDay, fc.integer({ min: 0, max: 40 }), (start, ahead) => {
        const dueOn = addDays(start, ahead)
        const told = tell(
          dueOn,
          rounds(start, 70, () => true),
          { pace: 'due_and_overdue' },
        )
        expect(told[0]).toEqual({ today: nextWorkingDay(dueOn), reason: 'today' })
        expect(told.every(({ reason }) => reason === 'today' || reason === 'overdue')).toBe(true)
      }),
    )
  })

  it('come on Mondays, or the working day after, of all that is near or late', () => {
    fc.assert(
      fc.property(aWorkingDay, fc.integer({ min: -40, max: 40 }), (start, ahead) => {
        const dueOn = addDays(start, ahead)
        const days = rounds(start, 40, () => true)
        const told = tell(dueOn, days, { pace: 'mondays' })
        const wanted = days.filter((today, n) => {
          const before = days[n - 1] ?? addWorkingDays(start, -1)
          const monday = addDays(today, -((weekday(today) + 6) % 7))
          return monday > before && monday <= today && daysBetween(today, dueOn) <= 14
        })
        expect(told.map(({ today }) => today)).toEqual(wanted)
      }),
    )
    // The Early May bank holiday of 2026 is a Monday.
    expect(
      tell(
        day('2026-05-01'),
        rounds(day('2026-05-01'), 3, () => true),
        { pace: 'mondays' },
      ),
    ).toEqual([{ today: '2026-05-05', reason: 'overdue' }])
  })
})

describe('a snooze', () => {
  it('holds an action back until its day, and brings it back that day, once', () => {
    fc.assert(
      fc.property(
        aWorkingDay,
        fc.option(fc.integer({ min: -40, max: 40 })),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom<ReminderPace>('every_step', 'due_and_overdue', 'mondays'),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
        (start, ahead, held, pace, works) => {
          const dueOn = ahead === null ? null : addDays(start, ahead)
          const snoozedUntil = addDays(start, held)
          const days = rounds(start, 40, (n) => works[n] === true)
          const told = tell(dueOn, days, { pace, snoozedUntil })
          const back = days.find((today) => today >= snoozedUntil)
          expect(told.filter(({ today }) => today < snoozedUntil)).toEqual([])
          expect(told[0]?.today).toBe(back)
          // Then it is told as if it had never been put off.
          const free = tell(dueOn, days, { pace }).filter(({ today }) => back !== undefined && today > back)
          expect(told.slice(1)).toEqual(free)
        },
      ),
    )
  })

  it('ends on a working day', () => {
    const friday = day('2026-11-27')
    expect(backOn('1d', friday)).toBe('2026-11-30')
    expect(backOn('3d', friday)).toBe('2026-11-30')
    expect(backOn('monday', friday)).toBe('2026-11-30')
    expect(backOn('monday', day('2026-11-30'))).toBe('2026-12-07')
    expect(backOn('monday', day('2026-11-29'))).toBe('2026-11-30')
    expect(backOn('1d', day('2026-12-24'))).toBe('2026-12-29')
    expect(backOn('monday', day('2026-04-02'))).toBe('2026-04-07')
    fc.assert(
      fc.property(
        anyDay,
        fc.constantFrom(...(Object.keys(snoozes) as (keyof typeof snoozes)[])),
        (today, how) => {
          expect(isWorkingDay(backOn(how, today)) && backOn(how, today) > today).toBe(true)
        },
      ),
    )
  })
})

describe('the hours', () => {
  it.each([
    ['2026-11-23T08:59:59Z', null],
    ['2026-11-23T09:00:00Z', '2026-11-23'],
    ['2026-11-23T17:59:59Z', '2026-11-23'],
    ['2026-11-23T18:00:00Z', null],
    // Summer time: nine in London is eight in Greenwich; on both sides of each change.
    ['2026-03-27T08:30:00Z', null],
    ['2026-03-30T08:00:00Z', '2026-03-30'],
    ['2026-10-23T08:00:00Z', '2026-10-23'],
    ['2026-10-26T08:59:00Z', null],
    ['2026-10-26T09:00:00Z', '2026-10-26'],
    // A Saturday, Christmas Day, a bank-holiday Monday.
    ['2026-11-21T10:00:00Z', null],
    ['2026-12-25T10:00:00Z', null],
    ['2026-08-31T10:00:00Z', null],
  ])('%s: %s', (now, today) => {
    expect(dayToRemind(new Date(now))).toBe(today)
  })
})

describe('a step of escalation', () => {
  it('has come for what was due until a day, and for nothing later', () => {
    fc.assert(
      fc.property(
        aWorkingDay,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: -90, max: 3 }),
        (today, n, off) => {
          const dueOn = addDays(today, off)
          expect(dueOn <= lateSince(today, n)).toBe(addWorkingDays(dueOn, n) <= today)
        },
      ),
    )
  })

  const person = (
    personId: string,
    role: Reachable['role'],
    organisationId: string | null = null,
  ): Reachable => ({
    personId,
    name: personId,
    role,
    organisationId,
  })
  const people = [
    person('ann', 'lead', 'trust'),
    person('ben', 'lead', 'council'),
    person('cal', 'administrator'),
    person('dot', 'owner', 'trust'),
  ]
  const told = (ownerId: string | null, leadOrganisationId: string | null, some = people): string[] =>
    toldBy({ to: 'leads' }, { ownerId, leadOrganisationId }, some).map(({ personId }) => personId)

  it('tells the leads of the lead organisation, else of the board, else its administrators; never the owner', () => {
    expect(told('dot', 'trust')).toEqual(['ann'])
    expect(told(null, 'police')).toEqual(['ann', 'ben'])
    expect(told('dot', null)).toEqual(['ann', 'ben'])
    expect(told('ann', 'trust')).toEqual(['ben'])
    expect(told('ann', 'trust', [person('ann', 'lead', 'trust'), person('cal', 'administrator')])).toEqual([
      'cal',
    ])
    expect(told('ann', 'trust', [person('ann', 'lead', 'trust'), person('dot', 'owner')])).toEqual([])
  })

  it('tells the one it names, while they can be told', () => {
    const action = { ownerId: 'dot', leadOrganisationId: null }
    expect(toldBy({ to: { personId: 'cal' } }, action, people).map(({ name }) => name)).toEqual(['cal'])
    expect(toldBy({ to: { personId: 'dot' } }, action, people)).toEqual([])
    expect(toldBy({ to: { personId: 'gone' } }, action, people)).toEqual([])
    expect(toldBy({ to: { personId: null } }, action, people)).toEqual([])
  })

  it('tells somebody of every action but those of its only reader', () => {
    const anybody = fc.record({
      personId: fc.constantFrom('a', 'b', 'c', 'd'),
      role: fc.constantFrom('viewer', 'owner', 'lead', 'administrator'),
      organisationId: fc.constantFrom(null, 'trust', 'council'),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(anybody, { selector: ({ personId }) => personId }),
        fc.constantFrom(null, 'a', 'b', 'c', 'd'),
        fc.constantFrom(null, 'trust', 'council', 'police'),
        fc.constantFrom('leads', { personId: 'a' }, { personId: null }),
        (some, ownerId, leadOrganisationId, to) => {
          const reachable = some.map((one) => ({ ...one, name: one.personId })) as Reachable[]
          const step = { to: to as 'leads' | { personId: string | null } }
          const could = couldTell(step, reachable)
          const does = toldBy(step, { ownerId, leadOrganisationId }, reachable)
          expect(does.length > 0).toBe(could.some(({ personId }) => personId !== ownerId))
          expect(could).toEqual(expect.arrayContaining(does))
        },
      ),
    )
  })
})

describe('a clock', () => {
  const clockTold = (dueOn: IsoDate, days: readonly IsoDate[], pace: ReminderPace = 'every_step'): string[] =>
    days.flatMap((today, n) => {
      const reason = clockReasonToday(dueOn, pace, spanOf(days[n - 1] ?? null, today))
      return reason === null ? [] : [`${today} ${reason}`]
    })

  it('is told 10, 5 and 1 working days before, on the day, then every week', () => {
    const days = rounds(day('2026-11-02'), 40, () => true)
    expect(clockTold(day('2026-12-01'), days)).toEqual([
      '2026-11-17 14 days',
      '2026-11-24 14 days',
      '2026-11-30 3 days',
      '2026-12-01 today',
      '2026-12-08 overdue',
      '2026-12-15 overdue',
      '2026-12-22 overdue',
      '2026-12-29 overdue',
    ])
    expect(clockTold(day('2026-12-01'), days, 'due_and_overdue')[0]).toBe('2026-12-01 today')
    expect(clockTold(day('2026-12-01'), days, 'mondays').slice(0, 3)).toEqual([
      '2026-11-23 14 days',
      '2026-11-30 3 days',
      '2026-12-07 overdue',
    ])
  })

  it('does not stop: in every eight days after its day it is told', () => {
    fc.assert(
      fc.property(aWorkingDay, fc.integer({ min: 1, max: 400 }), (dueOn, weeks) => {
        const from = addDays(dueOn, weeks * 7 - 6)
        const days = Array.from({ length: 14 }, (_, n) => addDays(from, n)).filter(isWorkingDay)
        const spans = days.slice(1).map((today, n) => ({ through: days[n] as IsoDate, today }))
        expect(spans.some((span) => clockReasonToday(dueOn, 'every_step', span) === 'overdue')).toBe(true)
      }),
    )
  })
})
