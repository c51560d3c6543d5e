import type { BoardId, Id } from '../../core/ids.ts'
import type { Membership, Role } from '../../core/permission.ts'
import type { By, Slice } from '../actions/store.ts'

export type Person = Membership & {
  email: string | null
  organisation: string | null
  aliases: readonly string[]
}

/** A person as administrators see them: those who have left too. */
export type PersonEntry = Person & {
  organisationId: Id | null
  /** Counts changes to the person and to the names they go by. */
  version: number
  /** Where they are known on chat. */
  accounts: readonly { platform: string; workspaceId: string }[]
}

/** A person and what hangs on them. */
export type PersonFile = PersonEntry & {
  /** Open actions that are theirs to account for. */
  openActions: number
}

/** A name in the plans that may be this person's, and how many actions bear it. */
export type Likeness = { asWritten: string; actions: number }

export type NewPerson = {
  displayName: string
  role: Role
  email?: string
  jobTitle?: string
  organisation?: string
}

export type Confirmed =
  /** `owned` and `contributed` list the references that are now theirs. */
  | { ok: true; owned: readonly string[]; contributed: readonly string[] }
  | { ok: false; reason: 'taken'; by: string }
  | { ok: false; reason: 'yours already' | 'no such name' }

/** How a person is to be from now on; what an administrator's form says of them, whole. */
export type PersonChange = {
  personId: Id
  /** The version the form was opened at. */
  version: number
  role: Role
  /** One the board has, a name it may not have yet, or none. */
  organisation: { id: Id } | { name: string } | null
  email: string | null
  /** Every name they go by in plans. One that is new is confirmed by who makes the change. */
  aliases: readonly string[]
  active: boolean
}

export type PersonChanged =
  | {
      ok: true
      before: PersonEntry
      person: PersonFile
      /** What the new names brought: references that are now theirs. */
      owned: readonly string[]
      contributed: readonly string[]
    }
  /** Somebody was faster; who, where the trail says. Nothing was written. */
  | { ok: false; reason: 'changed'; by: string | null }
  | { ok: false; reason: 'gone' | 'last administrator' }
  | { ok: false; reason: 'e-mail taken'; by: string | null }
  | { ok: false; reason: 'name taken'; name: string; by: string }

/** Somebody who knocked on chat and whom the board does not know. */
export type Newcomer = {
  id: Id
  platform: string
  workspaceId: string
  /** As the platform showed it: anybody can choose theirs. */
  displayName: string
  seenAt: Date
}

/** The same, with whom their account stood for when it is one of somebody who has left the board. */
export type KnownNewcomer = Newcomer & { formerly: { id: Id; name: string } | null }

export type Admitted =
  | { ok: true; person: PersonEntry }
  /** Somebody else has let them in or turned them away. */
  | { ok: false; reason: 'gone' }
  | { ok: false; reason: 'no such person' }
  /** The person chosen has another account there. */
  | { ok: false; reason: 'has account'; name: string }
  /** Their account is that of somebody who has left, and of nobody else. */
  | { ok: false; reason: 'was somebody'; name: string }

export type PersonStore = {
  /** Everybody active on the board, by name. */
  list(board: BoardId): Promise<Person[]>
  /** Everybody who ever was on the board, those who still are first, by name. */
  everybody(board: BoardId, slice: Slice): Promise<PersonEntry[]>
  count(board: BoardId): Promise<{ active: number; left: number }>
  get(board: BoardId, personId: Id): Promise<PersonFile | null>
  /** Names in the plans that resemble one of these keys and belong to nobody yet. */
  likenesses(board: BoardId, keys: readonly string[]): Promise<Likeness[]>
  /**
   * Records that a name is a person's, and gives them what bears it: ownership where the name stands first and
   * nobody owns the action, contribution elsewhere. One transaction, audited action by action.
   */
  confirmName(board: BoardId, personId: Id, asWritten: string, by: By): Promise<Confirmed>
  add(board: BoardId, person: NewPerson, by: By): Promise<Person>
  /** Changes a person whole or not at all. A board is never left without an active administrator. */
  change(board: BoardId, change: PersonChange, by: By): Promise<PersonChanged>
  /** The organisations of the board by name, so many at most. */
  organisations(board: BoardId, limit: number): Promise<{ id: Id; name: string }[]>
  /** Who waits to be let in, the latest first, and how many there are. */
  newcomers(board: BoardId, limit: number): Promise<{ total: number; newest: Newcomer[] }>
  newcomer(board: BoardId, id: Id): Promise<KnownNewcomer | null>
  /** Lets a newcomer in, as somebody the board knows or as a new person. */
  admit(board: BoardId, id: Id, as: { personId: Id } | { person: NewPerson }, by: By): Promise<Admitted>
  /** Takes a newcomer off the list without letting them in. False when they were not on it any more. */
  turnAway(board: BoardId, id: Id, by: By): Promise<boolean>
}
