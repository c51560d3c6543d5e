import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyWeek, readWhen, writtenWhen } from '../../../src/features/digests/when.ts'

const now = { weekday: 1, minutes: 540 } as const
const read = (text: string): string => {
  const found = readWhen(text, now)
  return found.ok ? writtenWhen(found.when) : found.message
}

describe('when a digest is posted, as people write it', () => {
  it.each([
    ['', 'Monday 09:00'],
    ['mon 9am', 'Monday 09:00'],
    ['friday 16:30', 'Friday 16:30'],
    ['Mondays at 9', 'Monday 09:00'],
    ['every Thursday, at 4', 'Thursday 16:00'],
    ['fri at 4.15pm', 'Friday 16:15'],
    ['16.30 tues', 'Tuesday 16:30'],
    ['1630 wed', 'Wednesday 16:30'],
    ['wed 9 a.m.', 'Wednesday 09:00'],
    ['sun noon', 'Sunday 12:00'],
    ['12am', 'Monday 00:00'],
    ['12pm', 'Monday 12:00'],
    ['00:30', 'Monday 00:30'],
    ['Friday', 'Friday 09:00'],
    ['7', 'Monday 07:00'],
    ['06:00', 'Monday 06:00'],
  ])('%s', (text, said) => {
    expect(read(text)).toBe(said)
  })

  it.each([
    'someday',
    'mon tue',
    '9am 10am',
    'mon 25:00',
    'mon 9:75',
    'mon 13pm',
    'mo 9',
    'tomorrow 9am',
    '-1',
  ])('does not guess at %s', (text) => {
    expect(read(text)).toBe(`'${text}' is not a day and a time. Write it like 'mon 9am' or 'Friday 16:30'.`)
  })

  it('reads back what it writes, for any week’s time', () => {
    const whens = fc.record({
      weekday: fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
      minutes: fc.integer({ min: 0, max: 1439 }),
    } as const)
    fc.assert(
      fc.property(whens, (when) => {
        expect(readWhen(writtenWhen(when), now)).toEqual({ ok: true, when })
        expect(readWhen(everyWeek(when), now)).toEqual({ ok: true, when })
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readWhen(text, now)))
  })
})
