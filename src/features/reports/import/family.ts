import type { IsoDate } from '../../../calendar/date.ts'
import type { Block } from './blocks.ts'
import type { Draft } from './schema.ts'

/** What every family reader is given. */
export type FamilyInput = {
  readonly blocks: readonly Block[]
  /** Lines that stand on every page. */
  readonly furniture: ReadonlySet<number>
  readonly receivedOn: IsoDate | null
  /** Why the document was taken for one of this family. */
  readonly reasons: string[]
}

/** What every family reader gives: a draft without its source. */
export type FamilyReading = Omit<Draft, 'source'>
