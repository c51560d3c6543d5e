import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import {
  dateTimescale,
  leadingTimescale,
  readHeadingTimescale,
  trailingTimescale,
} from '../../src/features/reports/import/timescales.ts'
import { codesOf } from './read.ts'

const bases = { publishedOn: isoDate('2026-02-10'), inspectedTo: isoDate('2026-01-30'), receivedOn: null }
const dated = (heading: string) => {
  const timescale = readHeadingTimescale(heading)
  return timescale === null ? null : dateTimescale(timescale, bases)
}

describe('a heading that gives a time', () => {
  it.each([
    ['Immediately:', '2026-02-10'],
    ['Within 3 months (from report)', '2026-05-10'],
    ['Within six months', '2026-08-10'],
    ['11.2 Within three months', '2026-05-10'],
    ['Short term (within 3 months)', '2026-05-10'],
    ['Within 6 months of the inspection', '2026-07-30'],
    ['Within 20 working days', '2026-03-10'],
    ['By 31 March 2026', '2026-03-31'],
    ['Long term', null],
    ['As soon as possible', null],
  ])("'%s' comes to %s", (heading, dueOn) => {
    expect(dated(heading)?.dueOn).toBe(dueOn)
  })

  it.each([
    'Within three months the trust had recruited two nurses',
    'Review the pathway for self-harm (within 6 months)',
    'NHS Fen should report within 3 months',
    'Long-term plans are in place',
  ])("'%s' is none", (text) => {
    expect(readHeadingTimescale(text)).toBeNull()
  })

  it('asks for the base that is missing, and for the receipt', () => {
    const heading = readHeadingTimescale('Within 3 months')
    if (heading === null) throw new Error('no timescale')
    expect(
      codesOf(dateTimescale(heading, { publishedOn: null, inspectedTo: null, receivedOn: null })),
    ).toEqual(['timescale-base-missing'])
    expect(dated('Within 3 months of receipt of the report')?.flags.map(({ code }) => code)).toContain(
      'timescale-base-receipt',
    )
  })
})

describe('a time inside a recommendation', () => {
  it('at its start', () => {
    expect(leadingTimescale('Within three months, NHS Fen should act.')?.timescale.months).toBe(3)
    expect(leadingTimescale('Within the trust, staff should act.')).toBeNull()
  })

  it('in brackets at its end', () => {
    expect(trailingTimescale('Review training (within 6 months).')?.months).toBe(6)
    expect(trailingTimescale('Review training (by the board).')).toBeNull()
  })
})
