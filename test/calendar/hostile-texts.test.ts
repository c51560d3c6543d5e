import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { readPeriod } from '../../src/calendar/period.ts'
import { quote, tidyText } from '../../src/calendar/tidy-text.ts'
import { readBareTimescale, readTimescale } from '../../src/calendar/timescale.ts'
import { readTypedDate } from '../../src/calendar/typed-date.ts'
import { findMonthOrDate, readDateRange, readWrittenDate } from '../../src/calendar/written-date.ts'
import { begin, computedSince } from '../support/cpu-time.ts'

const today = isoDate('2026-11-23')

const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['readWrittenDate', readWrittenDate],
  ['readDateRange', readDateRange],
  ['findMonthOrDate', findMonthOrDate],
  ['readTimescale', readTimescale],
  ['readBareTimescale', readBareTimescale],
  ['readTypedDate', (text) => readTypedDate(text, today)],
  ['readPeriod', (text) => readPeriod(text, today)],
]

/** Pieces of dates in any order get deeper into the readers than random letters do. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'1 31 2017 17 . / - – , & to and by within in next end of the th <sup>th</sup> Sept March may Friday months working days week Immediately from report Q3 +7d ? ( ) " 999 0 a'.split(
      ' ',
    ),
  ),
  fc.constantFrom('\u00a0', '\u200f', '\u202e', '\0', '😀', 'שלום', '\ud800', '١٢', 'ﷺ', '\n'),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const shuffled = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ')), { maxLength: 12 })
  .map((all) => all.flat().join(''))

const repeated = (text: string) => text.repeat(Math.ceil(10_000 / text.length))
const LONG = [
  '1',
  ' ',
  '1.',
  '1/1/',
  '1-',
  '<',
  '<a',
  '<br ',
  '</',
  '&nbsp',
  '"\'',
  '.,;',
  'a',
  '😀',
  '\u202e',
  'ﷺ',
  '1 March ',
  '1 and ',
  'September ',
  'within 3 ',
  'months (',
  'of the report ',
  'Mon ',
  '-',
  'next ',
  '+',
  'by ',
].flatMap((text) => [repeated(text), `${repeated(text)}!`, `Within 3 months ${repeated(text)}`])

describe.each(READERS)('%s', (_name, read) => {
  it('answers any text', () => {
    fc.assert(
      fc.property(fc.oneof(shuffled, fc.string({ unit: 'binary' }), fc.string()), (text) => {
        read(text)
      }),
      { numRuns: 1000 },
    )
  })

  it('answers long texts quickly', () => {
    for (const text of LONG) {
      const started = begin()
      read(text)
      // Far above what a linear reader takes even on a busy machine, far below what a runaway pattern would.
      expect(computedSince(started), text.slice(0, 30)).toBeLessThan(1000)
    }
  })
})

describe('a tidy text', () => {
  it.each([
    ['9<sup>th</sup> July', '9th July'],
    ['9<br/>July', '9 July'],
    ['28\u00a0Nov&nbsp;– 9\u2009Dec', '28 Nov - 9 Dec'],
    ['\u202e**bold**\u202c', 'bold'],
    ['‘a’ “b”', `'a' "b"`],
    ['5 < 6', '5 < 6'],
    ['  a\r\n\tb ', 'a b'],
  ])("'%s'", (text, tidy) => {
    expect(tidyText(text)).toBe(tidy)
  })

  it('is quoted short, in one line, and cannot carry markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const quoted = quote(text)
        expect(Array.from(quoted).length).toBeLessThanOrEqual(42)
        expect(quoted).not.toMatch(/[<>\n\r]/)
      }),
    )
  })
})
