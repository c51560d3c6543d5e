import { addDays, compareDates, fromParts, type IsoDate, isoDate, parts, weekday } from './date.ts'

const SUBSTITUTE = ' (substitute day)'
const EARLY_MAY = 'Early May bank holiday'
const SPRING = 'Spring bank holiday'

type OneOff = {
  /** The regular holiday that this year did without, because it moved. */
  readonly without?: typeof EARLY_MAY | typeof SPRING
  readonly added: readonly (readonly [monthAndDay: string, name: string])[]
}

/** Holidays given or moved by royal proclamation. A new one is one line here. */
const ONE_OFFS: Readonly<Record<number, OneOff>> = {
  1981: { added: [['07-29', 'Royal wedding']] },
  1995: { without: EARLY_MAY, added: [['05-08', `${EARLY_MAY} (VE day)`]] },
  1999: { added: [['12-31', 'Millennium bank holiday']] },
  2002: {
    without: SPRING,
    added: [
      ['06-03', "Queen's Golden Jubilee"],
      ['06-04', SPRING],
    ],
  },
  2011: { added: [['04-29', 'Royal wedding']] },
  2012: {
    without: SPRING,
    added: [
      ['06-04', SPRING],
      ['06-05', "Queen's Diamond Jubilee"],
    ],
  },
  2020: { without: EARLY_MAY, added: [['05-08', `${EARLY_MAY} (VE day)`]] },
  2022: {
    without: SPRING,
    added: [
      ['06-02', SPRING],
      ['06-03', "Queen's Platinum Jubilee"],
      ['09-19', 'State funeral of Queen Elizabeth II'],
    ],
  },
  2023: { added: [['05-08', 'Coronation of King Charles III']] },
}

const byYear = new Map<number, ReadonlyMap<IsoDate, string>>()

/**
 * The bank holidays of a year in England and Wales, in date order, with the names gov.uk gives them.
 *
 * As on gov.uk's list, a holiday on a weekend is given on its substitute weekday only: 25 December 2021, a
 * Saturday, is not a key and Monday 27 December is. Right from 1978, when Early May began; a future one-off is
 * unknown until it is proclaimed.
 *
 * Source: Banking and Financial Dealings Act 1971 with the royal proclamations made under it, as published on
 * gov.uk/bank-holidays; Good Friday and Christmas Day by common law; Easter by the Gregorian computus.
 * @throws RangeError when the year is not a whole number from 1 to 9999
 */
export function bankHolidays(year: number): ReadonlyMap<IsoDate, string> {
  const known = byYear.get(year)
  if (known) return known
  const oneOff = ONE_OFFS[year]
  const regular = regularHolidays(year).filter(([, name]) => name !== oneOff?.without)
  const added = (oneOff?.added ?? []).map(
    ([monthAndDay, name]) => [isoDate(`${year}-${monthAndDay}`), name] as const,
  )
  const holidays = new Map([...regular, ...added].sort(([a], [b]) => compareDates(a, b)))
  byYear.set(year, holidays)
  return holidays
}

/** True for the days `bankHolidays` lists, Good Friday and a weekday Christmas among them. */
export function isBankHoliday(d: IsoDate): boolean {
  return bankHolidays(parts(d).year).has(d)
}

/** Easter Sunday of a year, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): IsoDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  return dateIn(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
}

function regularHolidays(year: number): (readonly [IsoDate, string])[] {
  const easter = easterSunday(year)
  return [
    newYear(year),
    [addDays(easter, -2), 'Good Friday'],
    [addDays(easter, 1), 'Easter Monday'],
    [mondayOnOrAfter(dateIn(year, 5, 1)), EARLY_MAY],
    [mondayOnOrAfter(dateIn(year, 5, 25)), SPRING],
    [mondayOnOrAfter(dateIn(year, 8, 25)), 'Summer bank holiday'],
    ...christmas(year),
  ]
}

function newYear(year: number): readonly [IsoDate, string] {
  const first = dateIn(year, 1, 1)
  const name = "New Year's Day"
  return isWeekend(first) ? [mondayOnOrAfter(first), name + SUBSTITUTE] : [first, name]
}

/** Christmas Day on a Sunday is given on Tuesday 27, because Monday 26 is already Boxing Day. */
function christmas(year: number): (readonly [IsoDate, string])[] {
  const on = (day: number) => dateIn(year, 12, day)
  const christmasDay = isWeekend(on(25))
    ? ([on(27), `Christmas Day${SUBSTITUTE}`] as const)
    : ([on(25), 'Christmas Day'] as const)
  const boxingDay = isWeekend(on(26))
    ? ([on(28), `Boxing Day${SUBSTITUTE}`] as const)
    : ([on(26), 'Boxing Day'] as const)
  return [christmasDay, boxingDay]
}

function isWeekend(d: IsoDate): boolean {
  return weekday(d) === 0 || weekday(d) === 6
}

function mondayOnOrAfter(d: IsoDate): IsoDate {
  return addDays(d, (8 - weekday(d)) % 7)
}

function dateIn(year: number, month: number, day: number): IsoDate {
  const date = fromParts(year, month, day)
  if (!date) throw new RangeError(`There is no ${day}.${month}.${year}`)
  return date
}
