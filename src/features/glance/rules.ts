import { addDays, compareDates, type IsoDate, weekday } from '../../calendar/date.ts'
import { describeClock } from '../../calendar/distance.ts'
import { countWorkingDays } from '../../calendar/working-days.ts'
import type { Count, Glance, GlanceWish } from '../../core/glance.ts'
import { upperFirst } from '../../core/text.ts'
import type { Rating } from '../../core/view.ts'
import { writtenFilters } from '../actions/list-filters.ts'
import { colourWord, worstFirst } from '../boards/rules.ts'
import type { BragScheme } from '../boards/schema.ts'
import { answerOf, baseWords, clockKind } from '../reports/clocks.ts'
import type { RunningClock } from '../reports/store.ts'
import { namesOf } from '../reports/view.ts'
import { filterWords } from './names.ts'
import type { ByRule, Reckoning } from './store.ts'

/** How many weeks back the trend goes, and how many the days that are due look ahead. */
export const trendWeeks = 12
export const dueWeeks = 6

/** A clock with no more working days than this is soon. */
const soonWorkingDays = 5

/** The ends of the last weeks, Sundays, and today in the place of this week's. */
export function trendDays(today: IsoDate): IsoDate[] {
  const monday = mondayOf(today)
  return Array.from({ length: trendWeeks }, (_, at) => {
    const weeksAgo = trendWeeks - 1 - at
    return weeksAgo === 0 ? today : addDays(monday, -1 - 7 * (weeksAgo - 1))
  })
}

/** From this week's Monday, so many weeks. */
export function dueSpan(today: IsoDate): { from: IsoDate; to: IsoDate } {
  const from = mondayOf(today)
  return { from, to: addDays(from, 7 * dueWeeks - 1) }
}

function mondayOf(day: IsoDate): IsoDate {
  return addDays(day, -((weekday(day) + 6) % 7))
}

/** How many there are of each colour that the scheme knows, the worst first. */
export function ratingsOf(byRule: ByRule, scheme: BragScheme): Count[] {
  return worstFirst
    .filter((colour) => scheme.some((rule) => rule.colour === colour))
    .map((colour) => ({
      colour,
      word: colourWord(colour, scheme),
      count: sum(byRule.filter(({ rule }) => scheme[rule]?.colour === colour).map(({ count }) => count)),
    }))
}

/** The figures of all actions together. */
export function totalsOf({ byRule, ...reckoned }: Reckoning): Glance['actions'] {
  return {
    total: sum(byRule.map(({ count }) => count)),
    open: sum(byRule.map(({ open }) => open)),
    overdue: sum(byRule.map(({ overdue }) => overdue)),
    soon: reckoned.soon,
    undated: reckoned.undated,
    unowned: reckoned.unowned,
    complete: reckoned.complete,
  }
}

/** A line for each organisation that has actions, the most overdue first. */
export function organisationsOf(
  names: readonly string[],
  { organisations }: Pick<Reckoning, 'organisations'>,
  { scheme, report }: { scheme: BragScheme } & Pick<GlanceWish, 'report'>,
): Glance['organisations'] {
  return names
    .map((name, at) => ({
      name,
      ...figuresOf(organisations[at] ?? [], scheme),
      command: listCommand({ organisation: name, report }),
    }))
    .filter(({ ratings }) => ratings.some(({ count }) => count > 0))
    .toSorted((a, b) => b.overdue - a.overdue || b.open - a.open)
}

/** What the plans give to no organisation: without it the organisations would seem to be all there is. */
export function unnamedOf(
  { others }: Pick<Reckoning, 'others'>,
  scheme: BragScheme,
  { organisation }: Pick<GlanceWish, 'organisation'>,
): Glance['unnamed'] {
  const figures = figuresOf(others, scheme)
  return organisation === null && figures.ratings.some(({ count }) => count > 0) ? figures : null
}

function figuresOf(byRule: ByRule, scheme: BragScheme) {
  return {
    ratings: ratingsOf(byRule, scheme),
    open: sum(byRule.map(({ open }) => open)),
    overdue: sum(byRule.map(({ overdue }) => overdue)),
  }
}

/** The list of open actions that a part of the board is, on one day where one is given. */
export function listCommand({ organisation, report }: GlanceWish, day?: IsoDate): string {
  const filters = writtenFilters({
    org: organisation === null ? undefined : filterWords(organisation),
    report: report === null ? undefined : filterWords(report),
    due: day,
  })
  return `actions list ${filters}`.trim()
}

/** The clocks that run, as a list of them would say it. */
export function clocksOf(clocks: readonly RunningClock[], today: IsoDate): Glance['clocks'] {
  const name = namesOf(clocks, today)
  return clocks.map((clock) => {
    const { id, responseDueOn, responseKind, responseProvisional } = clock
    const base = baseWords[clockKind(responseKind)?.base ?? 'receipt']
    return {
      report: name(clock),
      what: `${upperFirst(answerOf(responseKind))}${responseProvisional ? `, provisional until ${base} is known` : ''}`,
      when: describeClock(responseDueOn, today),
      day: responseDueOn,
      rating: clockRating(responseDueOn, today),
      command: `recommendations clock ${id}`,
    }
  })
}

function clockRating(dueOn: IsoDate, today: IsoDate): Rating {
  if (compareDates(dueOn, today) < 0) return { colour: 'red', word: 'Overdue' }
  return countWorkingDays(today, dueOn) <= soonWorkingDays
    ? { colour: 'amber', word: 'Due soon' }
    : { colour: 'green', word: 'In time' }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
