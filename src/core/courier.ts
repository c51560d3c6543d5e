import type { Id } from './ids.ts'
import type { View } from './view.ts'

/** Who is told: a channel, or a person in a conversation of their own, by the platform's ids. */
export type Recipient =
  | { kind: 'channel'; workspaceId: string; channelId: string }
  | { kind: 'person'; workspaceId: string; userId: string }

/** Something to say that nobody has asked for at this moment. */
export type Parcel = {
  /** The delivery's id. It stands in the message, so that it can be found again when nobody knows whether it arrived. */
  id: Id
  to: Recipient
  view: View
  /** The command that makes the message again, without the slash. */
  origin: string | null
  /** People who are to be notified where the view names them: the platform's user id by person. Nobody else is. */
  pings: ReadonlyMap<Id, string>
}

/** Where a message stands: the platform's own id of it, and the conversation. */
export type Posted = { messageId: string; channelId: string }

/** Why a recipient will not be told however often it is tried. */
export type Refused =
  | 'shared'
  | 'archived'
  | 'not a member'
  | 'gone'
  | 'not let in'
  | 'not connected'
  | 'too large'
  | 'other'

/** What became of a parcel. Only 'sent' says that it is there, and only 'uncertain' that it may be. */
export type Sent =
  | ({ kind: 'sent' } & Posted)
  /** The platform asks for patience, for so many milliseconds; nothing was written. */
  | { kind: 'wait'; forMs: number }
  /** It never left, or was turned back before anything was written: it may be tried again. */
  | { kind: 'not sent'; code: string }
  /** It left, and no answer says whether it was written. Never to be repeated blindly. */
  | { kind: 'uncertain'; code: string }
  | { kind: 'refused'; why: Refused; code: string }

export type Found =
  | ({ kind: 'there' } & Posted)
  | { kind: 'absent' }
  /** The platform did not answer; or, for good, it does not let us look. */
  | { kind: 'cannot look'; code: string; forGood: boolean }

/** Carries parcels to one platform. No call rejects: what went wrong is in the answer, as a code without anybody's words. */
export type Courier = {
  platform: 'slack' | 'teams'
  /** Whether a channel may be told is asked at this moment, whatever was true when it subscribed. */
  send(parcel: Parcel): Promise<Sent>
  /** Changes a message that was sent. */
  update(parcel: Parcel, posted: Posted): Promise<Sent>
  /** Looks for a parcel that may have arrived, among what was written since then. */
  look(parcel: Pick<Parcel, 'id' | 'to'>, since: Date): Promise<Found>
}
