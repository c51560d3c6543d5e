import { describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import {
  dueFromTimescale,
  readBareTimescale,
  readTimescale,
  type Timescale,
} from '../../src/calendar/timescale.ts'

type Said = Partial<Omit<Timescale, 'raw'>>

describe('a timescale heading', () => {
  it.each<[string, Said]>([
    ['Immediately', { immediate: true, months: 0 }],
    ['Immediately:', { immediate: true, months: 0 }],
    ['**Immediately:**', { immediate: true, months: 0 }],
    ['IMMEDIATE', { immediate: true, months: 0 }],
    ['With immediate effect', { immediate: true, months: 0 }],
    ['For immediate action', { immediate: true, months: 0 }],
    ['Within 3 months', { months: 3 }],
    ['Within three months', { months: 3 }],
    ['Within three (3) months:', { months: 3 }],
    ['## Within six months', { months: 6 }],
    ['11.1 Within\u00a03\u00a0months', { months: 3 }],
    ['<b>Within 3 months’ time</b>', { months: 3 }],
    ['Within the next 12 months', { months: 12 }],
    ['within a year', { months: 12 }],
    ['Timescale: 3 months', { months: 3 }],
    ['Within 3 months (from report)', { months: 3, baseStated: true, baseWords: 'from report' }],
    ['Within one month of the inspection', { months: 1, baseStated: true, baseWords: 'of the inspection' }],
    ['Within 6 weeks', { days: 42 }],
    ['Within a fortnight', { days: 14 }],
    ['Within 28 days of publication', { days: 28, baseStated: true, baseWords: 'of publication' }],
    ['Within 48 hours', { days: 2 }],
    ['Within 20 working days', { workingDays: 20 }],
    [
      'Within twenty working days of receipt of this report',
      { workingDays: 20, baseStated: true, baseWords: 'of receipt of this report' },
    ],
    ['By 31 March 2013', { onDate: isoDate('2013-03-31') }],
    ['By end of March 2013:', { onDate: isoDate('2013-03-31') }],
    ['As soon as possible', {}],
  ])('%s', (heading, said) => {
    expect(readTimescale(heading)).toEqual({
      raw: heading,
      months: null,
      days: null,
      workingDays: null,
      onDate: null,
      immediate: false,
      ambiguous: false,
      baseStated: false,
      baseWords: null,
      ...said,
    })
  })

  it.each<[string, Said]>([
    ['Within 3-6 months', { months: 6 }],
    ['Within 3 – 6 months', { months: 6 }],
    ['Within three to six months', { months: 6 }],
    ['Within 36 hours', { days: 2 }],
    ['By March 2013', { onDate: isoDate('2013-03-31') }],
    ['Before 31 March 2013', { onDate: isoDate('2013-03-31') }],
  ])('%s is ambiguous: the outer bound is taken, and said to be', (heading, said) => {
    expect(readTimescale(heading)).toMatchObject({ ...said, ambiguous: true })
  })

  it.each([
    'Immediately after the inspection the trust acted',
    'Immediately available staff',
    'Immediate Actions complete in Childrens',
    'Within 3 months the trust had recruited two nurses',
    'Within three months of the inspection the trust had recruited two nurses',
    'within 28 days of children coming into care',
    'By 31 March 2013 the trust had recruited two nurses',
    'An action plan is required from the commissioning PCT within 20 working days of receipt of this report.',
    'Assessment appointments are given immediately and therapy sessions usually commence within fourteen days.',
    'Within the trust',
    'Within 0 months',
    'Within several months',
    'In 2012 months',
    'In March 2012',
    '31 March 2013',
    '3 months',
    'Recommendations',
    '',
  ])('is not: %s', (text) => {
    expect(readTimescale(text)).toBeNull()
  })
})

describe('a heading known to stand over a list', () => {
  it.each<[string, Said]>([
    ['Within 3 months', { months: 3, ambiguous: false }],
    ['3 months', { months: 3, ambiguous: false }],
    ['**Three months:**', { months: 3 }],
    ['## 12 weeks', { days: 84 }],
    ['2. 90 days', { days: 90 }],
    ['11.2 3 months', { months: 3 }],
    ['One year', { months: 12 }],
    ['Up to 3 months', { months: 3 }],
    ['Over the next six months', { months: 6 }],
    ['3 month actions', { months: 3 }],
    ['3 months from publication', { months: 3, baseStated: true }],
    ['Within one quarter', { months: 3, ambiguous: false }],
    ['0-3 months', { months: 3, ambiguous: true }],
    ['3 – 6 months', { months: 6, ambiguous: true }],
    ['Months 1 to 3', { months: 3, ambiguous: true }],
    ['Within 3/12', { months: 3, ambiguous: true }],
    ['Within 6/52', { days: 42, ambiguous: true }],
    ['June 2011', { onDate: isoDate('2011-06-30'), ambiguous: true }],
    ['30 June 2011', { onDate: isoDate('2011-06-30'), ambiguous: true }],
  ])('%s', (heading, said) => {
    expect(readBareTimescale(heading)).toMatchObject(said)
  })

  it.each([
    '3 months after the visit staff had left',
    'Six months of records',
    'Children aged 3 months',
    'Records of June 2011',
    '0 months',
    '3/12',
    'Over the next hill',
    '16-17 year olds',
    '',
  ])('is not: %s', (text) => {
    expect(readBareTimescale(text)).toBeNull()
  })
})

describe('the date a timescale comes to', () => {
  const due = (heading: string, base: string) => {
    const timescale = readTimescale(heading)
    return timescale && dueFromTimescale(timescale, isoDate(base))
  }

  it.each([
    ['Leicester', 'Within 3 months', '2012-01-25', '2012-04-25', 'working day'],
    ['Bexley', 'Within 3 months (from report)', '2012-08-24', '2012-11-24', 'weekend'],
    ['Bexley', 'Within 6 months (from report)', '2012-08-24', '2013-02-24', 'weekend'],
    ['Kent', 'Immediately:', '2010-12-02', '2010-12-02', 'working day'],
    ['Kent', 'Within three months', '2010-12-02', '2011-03-02', 'working day'],
    ['Kent', 'Within six months', '2010-12-02', '2011-06-02', 'working day'],
    ['a clamped month', 'Within one month', '2026-01-31', '2026-02-28', 'weekend'],
    ['a bank holiday', 'Within 6 weeks', '2026-02-23', '2026-04-06', 'bank holiday'],
    ['Christmas on a Saturday', 'Within 3 months', '2021-09-25', '2021-12-25', 'weekend'],
    ['its substitute', 'Within 3 months', '2021-09-27', '2021-12-27', 'bank holiday'],
    ['working days', 'Within 20 working days', '2010-12-02', '2011-01-04', 'working day'],
    ['a stated day', 'By 31 March 2013', '2012-08-24', '2013-03-31', 'weekend'],
  ])('%s: %s from %s is %s, a %s', (_where, heading, base, dueOn, fallsOn) => {
    expect(due(heading, base)).toEqual({ dueOn, base, fallsOn })
  })

  it('is none when the heading gives none', () => {
    expect(due('As soon as possible', '2026-11-23')).toBeNull()
  })
})
