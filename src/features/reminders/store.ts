import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { ActionSummary, PersonName } from '../actions/schema.ts'
import type { DeliverySubject } from '../deliveries/schema.ts'
import type { EscalationStep, ReminderPace } from './schema.ts'

/** One day's message to one person: what it was made of, by ids. */
export type DailyMessage = {
  id: Id
  personId: Id
  period: IsoDate
  subject: Extract<DeliverySubject, { kind: 'daily' }>
}

/** What is left of a part of a message: all of it by id, the first of it to be shown, most urgent first. */
export type Left = { ids: readonly Id[]; first: readonly ActionSummary[] }

/** How one's own stand, all of them. */
export type Figures = { overdue: number; today: number; soon: number; undated: number }

/** What a message is about now: without what was finished, given away, moved or put off since. */
export type MessageNow = { own: Left & { figures: Figures }; escalated: Left }

/** Who cannot be told, for status. */
export type Reach = {
  /** Owners of open, dated actions who have no account on a connected chat platform, by name. */
  unreachable: readonly PersonName[]
  /** People on the board whose last message of a day was refused, by name. */
  refused: readonly PersonName[]
  /** Steps of escalation that are not taken, because nobody could be told. */
  idleSteps: readonly EscalationStep[]
}

export type ReminderStore = {
  pace(board: BoardId, personId: Id): Promise<ReminderPace>
  setPace(board: BoardId, personId: Id, pace: ReminderPace): Promise<void>
  /**
   * Puts off the reminders of a person's own open actions, of those given; which, by reference. Whose they are is part
   * of the statement that writes: nobody holds back what has been given to somebody else.
   */
  snooze(board: BoardId, personId: Id, actionIds: readonly Id[], until: IsoDate): Promise<string[]>
  /** A person's daily message by its id, or their latest; null when there is none, or it is somebody else's. */
  message(board: BoardId, personId: Id, id: Id | null): Promise<DailyMessage | null>
  /** What a message is about now; so many of each part are read whole. */
  now(board: BoardId, message: DailyMessage, today: IsoDate, most: number): Promise<MessageNow>
  reach(board: BoardId): Promise<Reach>
}

/**
 * The day's reminders and escalations of every board, for the process. Whoever moves a board's day on makes them; of
 * many processes one does, and a second call on the same day finds nothing to do.
 */
export type DailyRound = {
  /** How many messages were written. A board that fails does not keep the others from theirs. */
  make(now: Date): Promise<number>
}
