import type { BoardId, Id } from '../../core/ids.ts'
import type { Membership, Role } from '../../core/permission.ts'
import type { By } from '../actions/store.ts'

export type Person = Membership & {
  email: string | null
  organisation: string | null
  aliases: readonly string[]
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

export type PersonStore = {
  /** Everybody active on the board, by name. */
  list(board: BoardId): Promise<Person[]>
  /** Names in the plans that resemble one of these keys and belong to nobody yet. */
  likenesses(board: BoardId, keys: readonly string[]): Promise<Likeness[]>
  /**
   * Records that a name is a person's, and gives them what bears it: ownership where the name stands first and
   * nobody owns the action, contribution elsewhere. One transaction, audited action by action.
   */
  confirmName(board: BoardId, personId: Id, asWritten: string, by: By): Promise<Confirmed>
  add(board: BoardId, person: NewPerson, by: By): Promise<Person>
}
