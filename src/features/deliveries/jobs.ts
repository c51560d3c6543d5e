import type { Id } from '../../core/ids.ts'
import type { View } from '../../core/view.ts'
import type { Delivery } from './schema.ts'

/** What a delivery says, made at the moment it is sent. */
export type Composed =
  | {
      kind: 'say'
      view: View
      /** The command that makes the message again, without the slash. */
      origin: string | null
      /** People to be notified where the view names them. */
      pings: readonly Id[]
      /** What is to be remembered of it, for the next one. */
      figures?: unknown
    }
  /** It has nothing to say any more; why, as a code. */
  | { kind: 'nothing'; why: string }

/** Makes the words of one kind of delivery from what is true now. */
export type Composer = (delivery: Delivery, now: Date) => Promise<Composed>
