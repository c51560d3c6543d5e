import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { ActionQuery, By } from '../actions/store.ts'
import type { BragScheme } from '../boards/schema.ts'
import type { Standing } from '../boards/store.ts'
import type { ChannelKey, DigestSettings, Figures, PauseCode, Subscription } from './schema.ts'

/** The subscriptions of a board's channels, and what their digests count. */
export type DigestStore = {
  /** Every channel's, in the order of their names, those that are off at the end. */
  list(board: BoardId): Promise<Subscription[]>
  get(board: BoardId, id: Id): Promise<Subscription | null>
  byChannel(board: BoardId, channel: ChannelKey): Promise<Subscription | null>
  /**
   * Sets up a channel's, or replaces what was there; it runs from then on, whatever it was paused for. Null when the
   * channel hears another board.
   */
  set(
    board: BoardId,
    channel: ChannelKey & { channelName: string },
    settings: DigestSettings,
    by: By,
  ): Promise<Subscription | null>
  /** Changes one that nobody else has changed since `version`; one that is paused stays so. */
  change(
    board: BoardId,
    id: Id,
    version: number,
    settings: DigestSettings,
    by: By,
  ): Promise<SubscriptionChanged>
  /** Stops one, for the reason given. False when it is not there, or was paused before. */
  pause(board: BoardId, id: Id, why: PauseCode, by: By): Promise<boolean>
  /** Has one posted out of turn, once however often it is asked for within some minutes. */
  postNow(board: BoardId, id: Id, by: By): Promise<'to be posted' | 'just posted' | 'gone'>
  /** What was posted before a moment. */
  before(board: BoardId, id: Id, moment: Date): Promise<Past>
  /** Counts, in as many statements however much there is. */
  reckon(board: BoardId, asked: Reckon): Promise<Reckoning>
}

export type SubscriptionChanged =
  | { ok: true; changed: boolean; subscription: Subscription }
  /** Somebody was faster; who, where the trail says. Nothing was written. */
  | { ok: false; reason: 'changed'; by: string | null; subscription: Subscription }
  | { ok: false; reason: 'gone' }

/** The digest before one, and those between them that never arrived. */
export type Past = {
  last: { on: IsoDate; figures: Figures | null } | null
  /** Their days, oldest first. */
  missed: readonly IsoDate[]
}

/** What is to be counted. */
export type Reckon = {
  query: ActionQuery
  scheme: BragScheme
  today: IsoDate
  /** From this day on, an action that is finished counts as closed. */
  since: IsoDate
  lookAheadDays: number
}

export type Reckoning = {
  /** Of the open ones. */
  byColour: Figures['byColour']
  overdue: number
  /** From today on: within 7 days, and after those as far as the digest looks. */
  dueWithin7: number
  dueLater: number
  unowned: number
  undated: number
  awaitingSignOff: number
  /** When the one that has waited longest was completed. */
  oldestWaiting: IsoDate | null
  /** Finished since, and of those today. */
  closed: number
  closedToday: number
  /** Reports whose answer is not recorded as sent, soonest first. */
  clocks: Standing['clocks']
}

/**
 * The process's clock. It serves every board of the process, so that it takes no BoardId: each subscription is of a
 * board whose member set it up.
 */
export type DigestSlots = {
  /**
   * Writes a delivery for every slot that has come, and moves each subscription on, in one transaction each: any number
   * of processes write it once. Those that come too late are written as missed. How many there were.
   */
  open(now: Date): Promise<number>
}
