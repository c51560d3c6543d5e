import { addDays, daysBetween, weekday } from '../../../src/calendar/date.ts'
import { describeClock } from '../../../src/calendar/distance.ts'
import { todayInLondon } from '../../../src/calendar/london.ts'
import type { Count, Glance, GlanceWish } from '../../../src/core/glance.ts'
import { authoriseMember, type Membership } from '../../../src/core/permission.ts'
import { upperFirst } from '../../../src/core/text.ts'
import { openStatuses } from '../../../src/features/actions/lifecycle.ts'
import { type ActionSummary, actionStatuses } from '../../../src/features/actions/schema.ts'
import { shortReport } from '../../../src/features/actions/view.ts'
import { isOverdue, rate } from '../../../src/features/boards/rules.ts'
import { answerOf } from '../../../src/features/reports/clocks.ts'
import { namesOf } from '../../../src/features/reports/view.ts'
import type { Stores } from '../../../src/features/stores.ts'

const colours = ['red', 'amber', 'green', 'blue'] as const
const words = { red: 'Red', amber: 'Amber', green: 'Green', blue: 'Blue' } as const
const trendWeeks = 12
const weeks = 6
const soonDays = 14

/** A board in figures, counted one action after the other: slow, plain, and enough for a page to draw. */
export async function glanceOf(
  stores: Stores,
  actor: Membership,
  wish: GlanceWish,
  now: Date,
): Promise<Glance | null> {
  const board = authoriseMember(actor)
  if (!board) return null
  const today = todayInLondon(now)
  const { scheme, name: boardName } = await stores.boards.get(board)
  const everything = { offset: 0, limit: 1000 }
  const { actions } = await stores.actions.page(board, { statuses: actionStatuses }, everything, today)
  const shown = actions.filter(
    (action) =>
      (!wish.organisation || action.leadOrganisation === wish.organisation) &&
      (!wish.report || shortReport(action.report) === wish.report),
  )
  const open = (some: readonly ActionSummary[]) => some.filter(({ status }) => openStatuses.includes(status))
  const overdue = (some: readonly ActionSummary[]) => some.filter((action) => isOverdue(action, today))
  const counts = (some: readonly ActionSummary[]): Count[] =>
    colours.map((colour) => ({
      colour,
      word: words[colour],
      count: some.filter((action) => rate(action, scheme, today).colour === colour).length,
    }))
  const names = [...new Set(actions.flatMap(({ leadOrganisation }) => leadOrganisation ?? []))]
  const days = new Map<string, number>()
  const monday = addDays(today, -((weekday(today) + 6) % 7))
  for (const { dueOn } of open(shown)) {
    const ahead = dueOn ? daysBetween(monday, dueOn) : -1
    if (dueOn && ahead >= 0 && ahead < weeks * 7) days.set(dueOn, (days.get(dueOn) ?? 0) + 1)
  }
  const clocks = await stores.reports.clocks(board)
  const name = namesOf(clocks, today)
  return {
    board: boardName,
    today,
    choices: {
      organisations: names,
      reports: [...new Set(actions.map(({ report }) => shortReport(report)))],
    },
    chosen: wish,
    actions: {
      total: shown.length,
      open: open(shown).length,
      overdue: overdue(shown).length,
      soon: open(shown).filter(({ dueOn }) => dueOn && dueOn >= today && dueOn <= addDays(today, soonDays))
        .length,
      undated: open(shown).filter(({ dueOn }) => dueOn === null).length,
      unowned: open(shown).filter(({ owner }) => owner === null).length,
      complete: shown.filter(({ status }) => status === 'complete').length,
    },
    ratings: counts(shown),
    organisations: names
      .map((organisation) => {
        const its = shown.filter(({ leadOrganisation }) => leadOrganisation === organisation)
        return {
          name: organisation,
          ratings: counts(its),
          open: open(its).length,
          overdue: overdue(its).length,
          command: `actions list org:"${organisation}"`,
        }
      })
      .filter(({ ratings }) => ratings.some(({ count }) => count > 0))
      .toSorted((a, b) => b.overdue - a.overdue || b.open - a.open),
    unnamed: null,
    trend: Array.from({ length: trendWeeks }, (_, at) => {
      const day = at === trendWeeks - 1 ? today : addDays(monday, -1 - 7 * (trendWeeks - 2 - at))
      const late = shown.filter(
        ({ dueOn, completedOn }) => dueOn && dueOn < day && (completedOn === null || completedOn > day),
      )
      return { day, overdue: late.length }
    }),
    due: [...days]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([day, count]) => ({ day, count, command: `actions list due:${day}` })),
    weeks,
    clocks: clocks.flatMap((clock) => {
      const { id, responseKind, responseDueOn, responseSentOn } = clock
      return responseSentOn !== null || responseDueOn === null
        ? []
        : {
            report: name(clock),
            what: upperFirst(answerOf(responseKind)),
            when: describeClock(responseDueOn, today),
            day: responseDueOn,
            rating: { colour: 'green' as const, word: 'In time' },
            command: `recommendations clock ${id}`,
          }
    }),
  }
}
