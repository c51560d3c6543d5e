/** What Teams takes. One card too large and Teams refuses the whole message, so the renderer stays within all of this. */
export const limits = {
  /**
   * A whole card as JSON, in bytes of UTF-8. Microsoft documents about 28 KB, counts what it adds itself, and answers
   * with 'message size too large'; a little is left for that.
   */
  card: 27_000,
  /** Buttons side by side: Teams draws six, and a phone puts the fifth below the fourth. The rest fold into '…'. */
  buttons: 4,
  /** One action's carried command. Ordinary ones have less than 300; a card of ten such buttons would be full. */
  carried: 2000,
  /** People a card is made afresh for when they look at it. */
  viewers: 60,
  /** A text box, where a field says nothing less. */
  input: 4000,
  /** The longest answer that is read from a card. Longer than any box, so that the command can say what is too long. */
  answer: 10_000,
} as const

/** What this face allows itself, so that a card is read in seconds. */
export const room = {
  headline: 500,
  /** The words of a notification. Teams cuts them after one or two lines, a screen reader reads them all. */
  summary: 600,
  /** What a card says where it is read aloud. */
  speech: 400,
  button: 40,
  /** What a line of buttons has room for on a phone, in characters, and what stands around each label. */
  line: 38,
  aroundLabel: 5,
  label: 200,
  option: 100,
  help: 500,
  /** A row of a list read at a glance, in characters: a line of a window of the usual width, alone and beside a button. */
  compact: { alone: 98, beside: 84 },
  /** Choices that are shown at once and not folded into a menu. */
  atOnce: { options: 4, label: 30 },
  /** Fields of a form; ours have five at the most. */
  fields: 30,
} as const
