import type { IsoDate } from '../../calendar/date.ts'
import type { FaceName } from '../../core/command.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { BragScheme, RatingRule } from '../boards/schema.ts'
import type { ActionDetail, ActionStatus, ActionSummary, EvidenceItem, Outlook } from './schema.ts'

/** Filters of a list; they combine with 'and'. An absent one does not filter. */
export type ActionQuery = {
  statuses?: readonly ActionStatus[]
  /** Owned by any of these people, or unowned and assigned by the plan to a name with these words. */
  ownerNamed?: { ids: readonly Id[]; asWritten: string }
  /** Owned by, or contributed to by, this person. */
  involves?: Id
  /** Words of an organisation's name, alias or abbreviation: lead, shared with, or named by the recommendation. */
  organisation?: string
  /** The lead organisation alone: by its id, or by words of its name, alias or abbreviation. */
  ledBy?: { organisationId: Id } | { words: string }
  /** Words of a report's title or area. */
  report?: string
  rating?: { colours: readonly RatingRule['colour'][]; scheme: BragScheme }
  due?: { from: IsoDate | null; to: IsoDate | null }
  unowned?: boolean
  undated?: boolean
  joint?: boolean
  /** Every one of these words stands in the action's or its recommendation's text. */
  words?: readonly string[]
}

/** What somebody has typed so far of the action they mean. */
export type Typed = {
  /** The beginning of a reference; null when it cannot be one. */
  reference: string | null
  /** Beginnings of words: every one of them stands in the action's text, or in its recommendation's. */
  words: readonly string[]
  /** Whose own come first. */
  personId: Id
}

/** An action as somebody sees it who is still typing. */
export type Likely = Pick<
  ActionSummary,
  | 'ref'
  | 'text'
  | 'status'
  | 'outlook'
  | 'dueOn'
  | 'duePrecision'
  | 'lastProgressOn'
  | 'completedOn'
  | 'owner'
  | 'ownerAsWritten'
> & {
  /** Whether the person who types owns it or contributes to it. */
  theirs: boolean
}

/** Which rows of a list: from the offset on, so many. */
export type Slice = { offset: number; limit: number }

export type HistoryWhat =
  | 'imported'
  | 'added'
  | 'claimed'
  | 'released'
  | 'assigned'
  | 'dated'
  | 'started'
  | 'progressed'
  | 'blocked'
  | 'unblocked'
  | 'completed'
  | 'reopened'
  | 'taken back'
  | 'name confirmed'
  | 'escalated'

/** One change to an action, decided by rules.ts, made whole or not at all. */
export type ActionChange = {
  actionId: Id
  what: HistoryWhat
  /** What must still be true at the moment of writing. */
  guard: { version: number } | { unowned: true } | { undated: true }
  set: Partial<{
    status: ActionStatus
    ownerId: Id | null
    outlook: Outlook
    outlookReason: string | null
    blockers: string | null
    lastProgressOn: IsoDate
    completedOn: IsoDate | null
    /** The first date of an action that had none: a day, and kept as its original date. */
    firstDueOn: IsoDate
  }>
  progress?: { narrative: string; status: ActionStatus; outlook: Outlook; blockers: string | null }
  evidence?: readonly EvidenceItem[]
}

/** Who makes a change, through what, and when. 'clock': Followthrough itself, because a day has come. */
export type By = { personId: Id | null; name: string; face: FaceName | 'clock'; at: Date }

export type Applied =
  | { ok: true; action: ActionDetail }
  /** Somebody was faster. `action` is how it stands now; nothing was written. */
  | { ok: false; reason: 'changed'; action: ActionDetail }
  | { ok: false; reason: 'gone' }

export type NewAction = {
  recommendationId: Id
  text: string
  ownerId: Id | null
  leadOrganisation: string | null
  dueOn: IsoDate | null
  what: 'added' | 'claimed'
  /** Refuse when the recommendation has an action already: two people may claim it at one moment. */
  onlyIfFirst: boolean
  /** Refuse unless the recommendation has this many: a form may be sent twice. */
  onlyIfActions?: number
}

export type HistoryEntry = {
  at: Date
  who: string
  face: string
  what: HistoryWhat
  version: number | null
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
  narrative: string | null
}

export type ActionStore = {
  /** Open actions by urgency (longest overdue first, undated last), then finished ones, latest first. */
  list(board: BoardId, query: ActionQuery, slice: Slice, today: IsoDate): Promise<ActionSummary[]>
  count(board: BoardId, query: ActionQuery, today: IsoDate): Promise<number>
  /** Both at once. */
  page(
    board: BoardId,
    query: ActionQuery,
    slice: Slice,
    today: IsoDate,
  ): Promise<{ total: number; actions: ActionSummary[] }>
  byRef(board: BoardId, ref: string): Promise<ActionDetail | null>
  /**
   * What somebody may mean who is still typing: the reference itself, then their own, then open before finished.
   * Answers at once, however many fit; of beginnings that very many texts share, some of those.
   */
  find(board: BoardId, typed: Typed, limit: number): Promise<Likely[]>
  /** References that begin alike, in natural order, for 'Nearest: 4.2'. */
  refsLike(board: BoardId, ref: string): Promise<string[]>
  /** Makes a change, its progress note, its evidence and its audit event in one transaction. */
  apply(board: BoardId, change: ActionChange, by: By): Promise<Applied>
  /** Adds an action to a recommendation. Null when it was to be the first, or the next, and somebody was faster. */
  add(board: BoardId, action: NewAction, by: By): Promise<ActionDetail | null>
  /** What happened to an action, oldest first; after a version when one is given. */
  history(board: BoardId, actionId: Id, sinceVersion?: number): Promise<HistoryEntry[]>
}
