import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId } from '../../core/ids.ts'
import type { Membership } from '../../core/permission.ts'
import type { Board, RatingRule } from './schema.ts'

export type BoardStore = {
  get(board: BoardId): Promise<Board>
  /** How many open actions have each rating today, and how many stand in need of something. */
  standing(board: BoardId, today: IsoDate): Promise<Standing>
}

export type Standing = {
  open: number
  /** Of the open ones alone, so that they add up: a scheme may well rate finished ones amber. */
  byColour: Readonly<Record<RatingRule['colour'], number>>
  overdue: number
  unowned: number
  undated: number
  awaitingSignOff: number
  /** Reports whose answering plan has not been recorded as sent, soonest first. */
  clocks: readonly {
    reportId: string
    title: string
    dueOn: IsoDate
    provisional: boolean
    workingDays: number | null
  }[]
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
