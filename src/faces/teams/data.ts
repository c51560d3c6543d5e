import { z } from 'zod'

/** In a card that only one person sees: it is changed for them alone. */
const targeted = { p: z.literal(1).optional().catch(undefined) }

/** The longest command or sealed metadata that is read, in characters. */
const carried = z.string().max(20_000)

/**
 * What a card carries through Teams and back. Anybody who can see a card can send other data in its place: each part is
 * a command that is authorised again by whoever sent it, or sealed. `c` and `o` are carried commands.
 */
export const cardDataSchema = z.discriminatedUnion('do', [
  /** A button: runs the command. `o` makes the card it stands in again. */
  z.object({ do: z.literal('run'), c: carried, o: carried.optional(), ...targeted }),
  /** A button whose command opens a form: asks for a dialog. Where a client knows none, the form comes as a card. */
  z.object({ do: z.literal('open'), c: carried, o: carried.optional(), ...targeted }),
  /** One of several commands, chosen in the input whose id is `from`. */
  z.object({ do: z.literal('pick'), from: z.string().max(40), o: carried.optional(), ...targeted }),
  /** A form that was filled in; `s` is the sealed metadata of it, and what was typed stands beside it under `fieldId`. */
  z.object({ do: z.literal('save'), s: carried, ...targeted }),
  /** The card as it now stands, for whoever looks at it. */
  z.object({ do: z.literal('refresh'), o: carried, ...targeted }),
  /** What was chosen in the message extension's first window: an action, and what to do with it. */
  z.object({ do: z.literal('choose'), s: carried, ...targeted }),
])
export type CardData = z.infer<typeof cardDataSchema>

/** The id of the input that answers a form's field. */
export const fieldId = (name: string): string => `field-${name}`

/** What Teams is to ask us for, with the words that somebody types into a list of actions, where it can. */
export const actionsToChoose = 'actions'

/** What 'none of these' travels as: a choice must have a value. */
export const noChoice = '(none)'

/** What a tick travels as, and none: words that nobody types, since what was typed comes back as a text too. */
export const ticked = '(ticked)'
export const notTicked = '(not ticked)'
