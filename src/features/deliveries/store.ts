import type { Courier, Posted } from '../../core/courier.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { By } from '../actions/store.ts'
import type { Delivery, DeliveryKind, DeliveryState } from './schema.ts'

/** A delivery that this process alone may send or look for, for as long as its lease lasts. */
export type Claimed = Delivery & {
  lease: Id
  /** When it was last about to be sent: now, for one that is to be sent. */
  triedAt: Date
  /** How often it was looked for since then, and was not there. */
  absences: number
}

/** What became of an attempt; decided by rules.ts. */
export type Settlement =
  | { state: 'sent'; posted: Posted; figures?: unknown }
  | { state: 'pending'; notBefore: Date; problem: string | null; countsAsAttempt: boolean }
  /** Looked for at that time; null when only a person can say. */
  | { state: 'uncertain'; lookAt: Date | null; absences: number; problem: string; figures?: unknown }
  /** `pauses`: it would fail every week, so that its subscription stops until somebody sets it up again. */
  | { state: 'failed'; problem: string; pauses: boolean }
  | { state: 'missed'; problem: string }
  | { state: 'dropped'; problem: string }

/** How deliveries stand, for status, doctor and metrics. */
export type DeliveryFigures = {
  byState: Readonly<Record<DeliveryState, number>>
  /** When the oldest that is waiting was to go; null when none waits. */
  oldestPendingDueAt: Date | null
}

/**
 * The outbox. Its worker serves every board of the process, so that claiming takes no BoardId: each delivery that it
 * hands out carries its own, which was authorised when the delivery was written.
 */
export type Outbox = {
  /**
   * Takes up to so many that are due, of these platforms, for `leaseMs`; no two processes get the same one. None is
   * taken of a workspace that has asked for patience, nor of a channel that was told within the last second.
   */
  claim(platforms: readonly Courier['platform'][], most: number, leaseMs: number): Promise<Claimed[]>
  /** Uncertain ones whose time has come to be looked for. Claimed in the same way. */
  claimUncertain(platforms: readonly Courier['platform'][], most: number, leaseMs: number): Promise<Claimed[]>
  /**
   * Writes what became of it, and, where a digest did not arrive, what the administrators are to be told. False when
   * somebody else has taken it or settled it meanwhile: nothing was written.
   */
  settle(delivery: Claimed, settlement: Settlement): Promise<boolean>
  /** Nothing is sent to a workspace before then. */
  quiet(workspace: { platform: string; workspaceId: string }, until: Date): Promise<void>
  /** Those whose sender died with them: they may have arrived, so they are looked for then. How many there were. */
  reclaim(lookAt: Date): Promise<number>
  /**
   * Settles what stayed uncertain until it was too late, and that nobody can look for: a day's message as missed, so
   * that the next carries it over; a notice as dropped. A digest waits for a person. How many there were.
   */
  letGo(): Promise<number>
  figures(): Promise<DeliveryFigures>
}

/** How a delivery can stand that did not arrive, or perhaps did not. */
export type Trouble = Extract<DeliveryState, 'failed' | 'missed' | 'uncertain'>

/** How one stands that a person has looked for. */
export type Resolved = Extract<DeliveryState, 'sent' | 'pending' | 'missed'>

/** What a subscription is called when one of its deliveries is spoken of. */
export type Subscribed = { channelName: string; paused: string | null; createdById: Id }

export type DeliveryStore = {
  get(board: BoardId, id: Id): Promise<Delivery | null>
  /** The latest of a subscription, newest first. */
  ofSubscription(board: BoardId, subscriptionId: Id, most: number): Promise<Delivery[]>
  /** Those of one kind that were settled so since a moment, the newest first, by when they were due. */
  troubled(board: BoardId, kind: DeliveryKind, state: Trouble, since: Date): Promise<Delivery[]>
  /** The subscriptions of deliveries, by their ids. */
  subscribed(board: BoardId, subscriptionIds: readonly Id[]): Promise<ReadonlyMap<Id, Subscribed>>
  /**
   * A person says whether an uncertain one arrived; one that did not is sent again while it may be, and is missed after
   * that. How it stands then; null when it is not uncertain (any more).
   */
  resolve(board: BoardId, id: Id, arrived: boolean, by: By): Promise<Resolved | null>
}
