import type { Seal } from '../../core/seal.ts'

/** What drawing a card needs beside the view. */
export type Rendering = {
  seal: Seal
  /** What sealed commands are bound to: the tenant. */
  about: string
  /** The command that makes this card again, without the slash; null when nothing does. */
  origin: string | null
  /** Whether it is a form that a command asks for: its button opens a dialog. */
  opensForm(command: string): boolean
  /** Who is shown the card as it stands for them, by the platform's account ids; at most sixty. */
  viewers?: readonly string[]
}
