import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { Membership } from '../../core/permission.ts'
import type { By } from '../actions/store.ts'
import type { Escalating, EscalationStep } from '../reminders/schema.ts'
import type { RunningClock } from '../reports/store.ts'
import type { Quiet } from './rules.ts'
import type { Board, BragScheme, RatingRule } from './schema.ts'

export type BoardStore = {
  get(board: BoardId): Promise<Board>
  /** How many open actions have each rating today, and how many stand in need of something. */
  standing(board: BoardId, today: IsoDate): Promise<Standing>
  /** The board's reports for a filter, the latest first. */
  reportNames(
    board: BoardId,
    limit: number,
  ): Promise<{ id: Id; title: string; kind: string; area: string | null }[]>
  settings(board: BoardId): Promise<Settings>
  change(board: BoardId, change: SettingsChange, by: By): Promise<SettingsChanged>
}

/** What an administrator may set. */
export type Settings = {
  name: string
  scheme: BragScheme
  /** Who is told of an overdue action, and when. */
  escalation: readonly EscalationStep[]
  /** Counts changes, so that two administrators do not overwrite each other. */
  version: number
  /** Chat workspaces the board is connected to, and whom they may let in besides their own full members. */
  workspaces: readonly { id: Id; platform: string; name: string; guests: boolean; outsiders: boolean }[]
}

export type SettingsChange = {
  version: number
  name: string
  /** Null leaves the scheme as it is. */
  quiet: Quiet | null
  /** Null leaves the steps of escalation as they are. */
  escalation: Escalating | null
  workspaces: readonly { id: Id; guests: boolean; outsiders: boolean }[]
}

export type SettingsChanged =
  | { ok: true; changed: boolean; settings: Settings }
  /** Somebody was faster; who, where the trail says. Nothing was written. */
  | { ok: false; reason: 'changed'; by: string | null }

export type Standing = {
  open: number
  /** Of the open ones alone, so that they add up: a scheme may well rate finished ones amber. */
  byColour: Readonly<Record<RatingRule['colour'], number>>
  overdue: number
  unowned: number
  undated: number
  awaitingSignOff: number
  /** Reports whose answering plan has not been recorded as sent, soonest first. */
  clocks: readonly RunningClock[]
}

/**
 * Finds boards and memberships before anybody has been let in: for faces and the operator, never for commands.
 * The only store whose calls take no BoardId.
 */
export type Directory = {
  boards(): Promise<{ id: string; slug: string; name: string }[]>
  createBoard(slug: string, name: string): Promise<{ id: string; slug: string; name: string }>
  /** The members of a board, active or not. */
  members(boardSlug: string): Promise<Membership[]>
}
