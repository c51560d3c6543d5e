import { isDeepStrictEqual } from 'node:util'
import type { IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import type { Glance, Glanced, GlanceWish } from '../../core/glance.ts'
import type { BoardId } from '../../core/ids.ts'
import { authoriseMember, type Membership, may } from '../../core/permission.ts'
import { quietOf } from '../boards/rules.ts'
import type { RunningClock } from '../reports/store.ts'
import type { Stores } from '../stores.ts'
import { askedFor, choicesOf, chosenOf, reportsNamed } from './names.ts'
import { createRemember, type Last } from './remember.ts'
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
import type { Reckon, Reckoning } from './store.ts'
import { sumOf } from './sum.ts'

/** How many boards and parts of boards are remembered by one process. */
const mostKept = 200
/** What 'soon' is to a board whose scheme has no warning time. */
const usuallySoon = 14

type Needed = Pick<Stores, 'boards' | 'glance' | 'reports'>

export type AskGlance = (actor: Membership, wish: GlanceWish, now: Date) => Promise<Glanced>

/**
 * Answers with a board in figures. Counting a large board takes a while, so figures are kept until anybody, in any
 * process, has changed anything on the board: each answer first asks how far the board's trail reaches. Then those parts
 * of the board are counted anew that the trail names.
 */
export function createGlance(stores: Needed): AskGlance {
  const remember = createRemember<Made>(mostKept)
  return async (actor, wish, now) => {
    const board = authoriseMember(actor)
    if (!board || !may(actor.role, 'read board')) return { kind: 'not let in' }
    const today = todayInLondon(now)
    const key = JSON.stringify([board, today, wish.organisation, wish.report])
    // The mark is older than what is counted: what is written between the two is counted twice, and never missed.
    const mark = await stores.glance.mark(board)
    const { glanced } = await remember.of(key, mark, (last) => glanceAt(stores, { board, wish, today, last }))
    return glanced
  }
}

/** An answer, and what it was counted from, part by part. */
type Made = { glanced: Glanced; counted: Counted | null }
type Counted = { asked: Reckon; parts: ReadonlyMap<number, Reckoning> }

async function glanceAt(
  stores: Needed,
  { board, wish, today, last }: { board: BoardId; wish: GlanceWish; today: IsoDate; last: Last<Made> | null },
): Promise<Made> {
  const [{ name, scheme }, names, clocks] = await Promise.all([
    stores.boards.get(board),
    stores.glance.names(board),
    stores.reports.clocks(board),
  ])
  const found = chosenOf(names, wish)
  if (!found.ok) return { glanced: { kind: 'unknown', problem: found.problem }, counted: null }
  const { chosen } = found
  const choices = choicesOf(names)
  const shown = chosen.organisation === null ? choices.organisations : [chosen.organisation]
  const reports = chosen.report === null ? null : reportsNamed(chosen.report, names)
  const days = trendDays(today)
  const asked: Reckon = {
    scheme,
    today,
    soonDays: quietOf(scheme)?.dueWithinDays ?? usuallySoon,
    reports,
    organisations: shown.map((organisation) => askedFor(organisation, names)),
    only: chosen.organisation === null ? null : askedFor(chosen.organisation, names),
    days,
    due: dueSpan(today),
  }
  const parts = await countParts(stores, board, asked, last)
  const reckoned = sumOf([...parts.values()], asked)
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
  return { glanced: { kind: 'glance', glance }, counted: { asked, parts } }
}

/** The parts that may have changed are counted anew; all of them, where another question was asked before, or none. */
async function countParts(
  { glance }: Needed,
  board: BoardId,
  asked: Reckon,
  last: Last<Made> | null,
): Promise<ReadonlyMap<number, Reckoning>> {
  const before = last?.answer.counted
  if (!before || !isDeepStrictEqual(before.asked, asked)) return glance.reckon(board, asked, null)
  const changed = await glance.changed(board, last.mark)
  if (changed === null) return glance.reckon(board, asked, null)
  if (changed.length === 0) return before.parts
  return new Map([...before.parts, ...(await glance.reckon(board, asked, changed))])
}
