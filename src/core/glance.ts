import type { Rating } from './view.ts'

/** What part of a board is looked at; all of it where nothing is said. Names as the board writes them. */
export type GlanceWish = { organisation: string | null; report: string | null }

export type Count = { colour: Rating['colour']; word: string; count: number }

/** A board in figures, for a page that shows it at a glance. Days are YYYY-MM-DD, London's. */
export type Glance = {
  board: string
  today: string
  /** What can be chosen, by name. */
  choices: { organisations: readonly string[]; reports: readonly string[] }
  chosen: GlanceWish
  /**
   * Actions. `open` still want work; `soon` fall due within the board's own warning time; `complete` are complete, assured
   * or embedded. What was withdrawn is neither open nor complete, but part of `total`.
   */
  actions: {
    total: number
    open: number
    overdue: number
    soon: number
    undated: number
    unowned: number
    complete: number
  }
  /**
   * All actions by rating, in the order Red, Amber, Green, Blue, grey: every colour that the board's scheme knows, with how
   * many it has, be it none. Together they are `actions.total`.
   */
  ratings: readonly Count[]
  /**
   * The same for each organisation that has actions, the most overdue first; for the chosen one alone, when one is chosen.
   * An action of two organisations counts for each. `open` is what `command` lists.
   */
  organisations: readonly {
    name: string
    ratings: readonly Count[]
    open: number
    overdue: number
    command: string
  }[]
  /** The same for actions that name no organisation at all; null where there are none, or one organisation is chosen. */
  unnamed: { ratings: readonly Count[]; open: number; overdue: number } | null
  /** How many actions were overdue at the end of each of the last weeks, the oldest first; the last is today. */
  trend: readonly { day: string; overdue: number }[]
  /** Days with actions that are not complete and fall due within the next weeks, in order. */
  due: readonly { day: string; count: number; command: string }[]
  /** How many weeks `due` looks ahead, from this week's Monday. */
  weeks: number
  /** Statutory clocks, the most urgent first. `when` is the date and its distance, as commands write it. */
  clocks: readonly {
    report: string
    what: string
    when: string
    day: string | null
    rating: Rating
    /** The command that shows it, without the slash. */
    command: string
  }[]
}

/** What is answered: the figures; a name that nothing on the board bears, in words; or nothing, to who is not on it. */
export type Glanced =
  | { kind: 'glance'; glance: Glance }
  | { kind: 'unknown'; problem: string }
  | { kind: 'not let in' }
