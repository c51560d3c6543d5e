import { isDeepStrictEqual } from 'node:util'
import type { IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import type { Glance, Glanced, GlanceWish } from '../../core/glance.ts'
import type { BoardId } from '../../core/ids.ts'
import { authoriseMember, type Membership, may } from '../../core/permission.ts'
import { quietOf } from '../boards/rules.ts'
import type { Board } from '../boards/schema.ts'
import type { ReportClock, RunningClock } from '../reports/store.ts'
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
import type { BoardNames, Reckon, Reckoning } from './store.ts'
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

/** An answer, and what it was made from: figures part by part, and what no change to an action changes. */
type Made = { glanced: Glanced; counted: Counted | null }
type Counted = { facts: Facts; asked: Reckon; parts: ReadonlyMap<number, Reckoning> }
type Facts = Pick<Board, 'name' | 'scheme'> & {
  reports: BoardNames['reports']
  clocks: readonly ReportClock[]
}

async function glanceAt(
  stores: Needed,
  { board, wish, today, last }: { board: BoardId; wish: GlanceWish; today: IsoDate; last: Last<Made> | null },
): Promise<Made> {
  const before = last?.answer.counted
  const changed = last && before ? await stores.glance.changed(board, last.mark) : null
  const [facts, organisations] = await Promise.all([
    before && changed ? before.facts : factsOf(stores, board),
    // A new action may be of a new one.
    stores.glance.organisations(board),
  ])
  const { name, scheme, clocks } = facts
  const names = { organisations, reports: facts.reports }
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
  const same = before && changed && isDeepStrictEqual(before.asked, asked) ? before.parts : null
  const parts = await countParts(stores, { board, asked, changed, before: same })
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
  return { glanced: { kind: 'glance', glance }, counted: { facts, asked, parts } }
}

async function factsOf({ boards, glance, reports }: Needed, board: BoardId): Promise<Facts> {
  const [{ name, scheme }, all, clocks] = await Promise.all([
    boards.get(board),
    glance.reports(board),
    reports.clocks(board),
  ])
  return { name, scheme, reports: all, clocks }
}

type Counting = {
  board: BoardId
  asked: Reckon
  changed: readonly number[] | null
  /** What the same question had for an answer; null where another one was asked, or none. */
  before: ReadonlyMap<number, Reckoning> | null
}

/** The parts that may have changed are counted anew; all of them, where that is not known. */
async function countParts(
  { glance }: Needed,
  { board, asked, changed, before }: Counting,
): Promise<ReadonlyMap<number, Reckoning>> {
  if (!before || !changed) return glance.reckon(board, asked, null)
  if (changed.length === 0) return before
  return new Map([...before, ...(await glance.reckon(board, asked, changed))])
}
