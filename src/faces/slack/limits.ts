/**
 * What Slack takes. One item too long and Slack refuses the whole message, so the renderer stays within all of
 * this. Lengths are of what is sent, `&amp;` counted as five.
 */
export const limits = {
  blocks: { message: 50, view: 100 },
  /**
   * All blocks of one message together, as JSON. Slack documents nothing and refuses (`msg_blocks_too_long`) near
   * 13,200, counting containers too. A view may have 250 kB; nobody reads half of that.
   */
  together: { message: 12_000, view: 100_000 },
  /** The words of a message for notifications and screen readers: chat.update takes 4,000. */
  fallback: 2000,
  text: { section: 3000, header: 150, context: 3000 },
  actions: 25,
  button: { text: 75, value: 2000 },
  /** Older pages of Slack's say 75 for a value too; ordinary commands stay below that. */
  option: { text: 75, value: 150 },
  options: { overflow: 5, radio: 10, select: 100 },
  confirm: { title: 100, text: 300, button: 30 },
  placeholder: 150,
  /** A field's label and its hint. */
  label: 2000,
  input: 3000,
  blockId: 255,
  /** Title and buttons of a modal. */
  title: 24,
  /** Fields of a form; ours have five at the most. */
  formFields: 30,
} as const

/** What this face allows itself, so that a list is read in seconds. */
export const room = {
  headline: 500,
  /** A row's title: a line of a window, two of a phone. */
  title: 90,
  /** A line that is joined with others: the longest section that is still one glance. */
  joined: 2900,
  /** How a row stands, and what else there is to know: one line of a wide window, two of a phone. */
  standing: 120,
  /** Choices that are shown at once and not folded into a menu. */
  radio: { options: 4, label: 40 },
} as const
