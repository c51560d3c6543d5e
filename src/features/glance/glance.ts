import type { IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import type { Glance, Glanced, GlanceWish } from '../../core/glance.ts'
import type { BoardId } from '../../core/ids.ts'
import { authoriseMember, type Membership, may } from '../../core/permission.ts'
import { quietOf } from '../boards/rules.ts'
import type { RunningClock } from '../reports/store.ts'
import type { Stores } from '../stores.ts'
import { askedFor, choicesOf, chosenOf, reportsNamed } from './names.ts'
import { createRemember } from './remember.ts'
import {
  clocksOf,
  dueSpan,
  dueWeeks,
  listCommand,
  organisationsOf,
  ratingsOf,
  totalsOf,
  trendDays,
  unnamedOf,
} from './rules.ts'

/** How many boards and parts of boards are remembered by one process. */
const mostKept = 200
/** What 'soon' is to a board whose scheme has no warning time. */
const usuallySoon = 14

type Needed = Pick<Stores, 'boards' | 'glance' | 'reports'>

export type AskGlance = (actor: Membership, wish: GlanceWish, now: Date) => Promise<Glanced>

/**
 * Answers with a board in figures. Counting a large board takes a while, so figures are kept until anybody, in any
 * process, has changed anything on the board: each answer first asks how far the board's trail reaches.
 */
export function createGlance(stores: Needed): AskGlance {
  const remember = createRemember<Glanced>(mostKept)
  return async (actor, wish, now) => {
    const board = authoriseMember(actor)
    if (!board || !may(actor.role, 'read board')) return { kind: 'not let in' }
    const today = todayInLondon(now)
    const key = JSON.stringify([board, today, wish.organisation, wish.report])
    // The mark is older than what is counted: what is written between the two is counted twice, and never missed.
    const mark = await stores.glance.mark(board)
    return remember.of(key, mark, () => glanceAt(stores, board, wish, today))
  }
}

async function glanceAt(stores: Needed, board: BoardId, wish: GlanceWish, today: IsoDate): Promise<Glanced> {
  const [{ name, scheme }, names, clocks] = await Promise.all([
    stores.boards.get(board),
    stores.glance.names(board),
    stores.reports.clocks(board),
  ])
  const found = chosenOf(names, wish)
  if (!found.ok) return { kind: 'unknown', problem: found.problem }
  const { chosen } = found
  const choices = choicesOf(names)
  const shown = chosen.organisation === null ? choices.organisations : [chosen.organisation]
  const reports = chosen.report === null ? null : reportsNamed(chosen.report, names)
  const days = trendDays(today)
  const reckoned = await stores.glance.reckon(board, {
    scheme,
    today,
    soonDays: quietOf(scheme)?.dueWithinDays ?? usuallySoon,
    reports,
    organisations: shown.map((organisation) => askedFor(organisation, names)),
    only: chosen.organisation === null ? null : askedFor(chosen.organisation, names),
    days,
    due: dueSpan(today),
  })
  const running = clocks.flatMap((clock): RunningClock[] =>
    clock.responseDueOn !== null &&
    clock.responseSentOn === null &&
    (reports === null || reports.includes(clock.id))
      ? [{ ...clock, responseDueOn: clock.responseDueOn }]
      : [],
  )
  const glance: Glance = {
    board: name,
    today,
    choices,
    chosen,
    actions: totalsOf(reckoned),
    ratings: ratingsOf(reckoned.byRule, scheme),
    organisations: organisationsOf(shown, reckoned, { scheme, report: chosen.report }),
    unnamed: unnamedOf(reckoned, scheme, chosen),
    trend: days.map((day, at) => ({ day, overdue: reckoned.overdue[at] ?? 0 })),
    due: reckoned.due.map(({ day, count }) => ({ day, count, command: listCommand(chosen, day) })),
    weeks: dueWeeks,
    clocks: clocksOf(running, today),
  }
  return { kind: 'glance', glance }
}
