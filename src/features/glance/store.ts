import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { BragScheme } from '../boards/schema.ts'

/**
 * How far a board's trail reaches at a moment: its newest line, and who is still writing anywhere in the database. A line
 * has its number before it can be seen, so that the newest alone would not tell of an older one that comes late.
 */
export type Mark = { newest: string; writing: readonly string[] }

/** What can be chosen, and what a chosen name means. Reports as they are listed, the latest first. */
export type BoardNames = {
  /** `key` and `aliases` are what names are compared by. */
  organisations: readonly { id: Id; name: string; key: string; aliases: readonly string[] }[]
  reports: readonly { id: Id; title: string; kind: string; area: string | null }[]
}

/** An organisation as a list of actions finds it: by what it is called in text, and by those that the words mean. */
export type AskedOrganisation = { words: string; ids: readonly Id[] }

/** What is counted. Days rise. */
export type Reckon = {
  scheme: BragScheme
  today: IsoDate
  /** How many days ahead is soon. */
  soonDays: number
  /** Null: every report. */
  reports: readonly Id[] | null
  /** Each is counted for itself. */
  organisations: readonly AskedOrganisation[]
  /** Only what concerns this one is counted at all; null: everything. */
  only: AskedOrganisation | null
  /** The days at whose end overdue actions are counted; the last is today, as things stand. */
  days: readonly IsoDate[]
  due: { from: IsoDate; to: IsoDate }
}

/** How many actions each rule of the scheme rates, by its place in it. */
export type ByRule = readonly { rule: number; count: number; open: number; overdue: number }[]

export type Reckoning = {
  byRule: ByRule
  soon: number
  undated: number
  unowned: number
  complete: number
  /** In the order of the organisations that were asked for. */
  organisations: readonly ByRule[]
  /** Of actions that concern none of those. */
  others: ByRule
  /** In the order of the days that were asked for. */
  overdue: readonly number[]
  due: readonly { day: IsoDate; count: number }[]
}

/**
 * A board is counted in so many parts, so that a change costs the counting of one: a recommendation is in one of them as a
 * whole. A divisor of 256.
 */
export const partsOfBoard = 32

export type GlanceStore = {
  mark(board: BoardId): Promise<Mark>
  /**
   * The parts, from 0 on, whose figures can be others than they were at a mark; null where any can, as after an import.
   * What is written in this moment may be missing: it stands behind the next mark.
   */
  changed(board: BoardId, since: Mark): Promise<readonly number[] | null>
  organisations(board: BoardId): Promise<BoardNames['organisations']>
  reports(board: BoardId): Promise<BoardNames['reports']>
  /**
   * Counts a board, each part by itself; null: all parts. Figures of parts are added up. How many were overdue at the end of an earlier day is told from the date in force and the day of
   * completion as they stand now. So it is not known of an action that was complete for a while and was reopened (it counts
   * as open throughout), of a date that was set or changed after that day (the date in force counts), nor of one that
   * ended without a day of completion (it counts as never overdue). An action counts from its date on, whenever the board
   * took it in: what a plan was late with it was late with before it was imported.
   */
  reckon(
    board: BoardId,
    asked: Reckon,
    parts: readonly number[] | null,
  ): Promise<ReadonlyMap<number, Reckoning>>
}
