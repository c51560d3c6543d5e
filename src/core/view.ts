import type { Id } from './ids.ts'

/**
 * One neutral answer for every face. Commands say what to tell; a face's renderer says how it looks there.
 * The unions are closed: a renderer ends each switch in `assertNever`, so a new kind cannot be forgotten.
 */

/** A run of text. Faces escape it: nothing a person or a report wrote is ever markup. */
export type Span =
  | { type: 'plain'; text: string }
  | { type: 'strong'; text: string }
  | { type: 'muted'; text: string }
  /** A word that a search found. */
  | { type: 'mark'; text: string }
  /** Something to type. */
  | { type: 'code'; text: string }
  | { type: 'link'; text: string; url: string }
  /** A person of the board, by name. `account` is put in by a courier, where they are to be notified too. */
  | { type: 'person'; text: string; id: Id; account?: string }

/** Text: a plain string, or runs of differing weight. */
export type Text = string | readonly Span[]

/** A rating. The colour is never the only carrier: `word` is always shown with it. */
export type Rating = { colour: 'blue' | 'green' | 'amber' | 'red' | 'grey'; word: string }

/** A button carries a command, so pressing it takes the same way as typing it, permission check included. */
export type Button = {
  label: string
  /** What would be typed, without the slash: 'actions claim 4.2.3'. */
  command: string
  emphasis: 'plain' | 'primary' | 'danger'
  /** Asked before it is done, when undoing it would be a nuisance to others. */
  confirm?: { title: string; text: string; yes: string }
}

/** One thing in a list: a reference people can type, what it is, how it stands. */
export type Row = {
  ref: string
  text: Text
  rating?: Rating
  /** The date and its distance: '12 days overdue (Mon 9 Nov)'. */
  when?: string
  /** A second line at the most. */
  detail?: Text
  /** Of a list read at a glance, without ratings: all of it in one line, where a face has lines and no columns. */
  compact?: boolean
  buttons?: readonly Button[]
  /** What the reader may do with it, the usual thing first; left out where people type references instead. */
  menu?: readonly Button[]
}

/** One of several commands to choose from: a filter, a page of a settings list. */
export type MenuOption = { label: string; command: string; chosen: boolean }

export type Field = { label: string; value: Text }

export type Entry = { at: string; who: string; text: Text; detail?: readonly Text[] }

/** `apart`: it begins a part of its own, and does not belong to what stands above it. */
type Apart = { apart?: boolean }

export type Block =
  | ({ type: 'heading'; text: string } & Apart)
  | { type: 'text'; text: Text }
  | { type: 'rows'; rows: readonly Row[] }
  | { type: 'fields'; fields: readonly Field[] }
  | { type: 'quote'; text: Text; source?: string }
  | { type: 'timeline'; entries: readonly Entry[] }
  | { type: 'buttons'; buttons: readonly Button[] }
  | { type: 'menu'; label: string; options: readonly MenuOption[] }
  /** Small print: a key, a caveat, what was cut. */
  | ({ type: 'note'; text: Text } & Apart)

/** What a change carries beside its words. */
export type Aftermath = Pick<View, 'told' | 'about' | 'concerns'>

export type View = {
  type: 'view'
  /** answer: what was asked for. done: something is now true. refusal: nothing was changed, and what to do instead. */
  kind: 'answer' | 'done' | 'refusal'
  /** Who should see it: queries are private, a change others need to know of is public. */
  audience: 'private' | 'public'
  /** The state in one line: the first thing read, and the whole of it for a screen reader's summary. */
  headline: string
  /** How the one thing the view is about is rated. The headline has the word; a face may set its own sign before it. */
  rating?: Rating
  blocks: readonly Block[]
  /** The one thing to do next, as a command without the slash. */
  next?: string
  /**
   * What others are told, where they read along: the headline speaks to the person who acted. Of an answer for
   * everybody, what was done last.
   */
  told?: string
  /** The command that shows, as it now stands, what was changed. */
  about?: string
  /** The people whose own page a change alters. */
  concerns?: readonly Id[]
}

/** Builders, so that a command reads as what it says. */
export const plain = (text: string): Span => ({ type: 'plain', text })
export const strong = (text: string): Span => ({ type: 'strong', text })
export const muted = (text: string): Span => ({ type: 'muted', text })
export const code = (text: string): Span => ({ type: 'code', text })
export const heading = (text: string, more: Apart = {}): Block => ({ type: 'heading', text, ...more })
export const paragraph = (text: Text): Block => ({ type: 'text', text })
export const note = (text: Text, more: Apart = {}): Block => ({ type: 'note', text, ...more })
export const buttons = (...list: readonly Button[]): Block => ({ type: 'buttons', buttons: list })

/** A button for a command; plain unless said otherwise. */
export function button(
  label: string,
  command: string,
  more: Partial<Omit<Button, 'label' | 'command'>> = {},
): Button {
  return { label, command, emphasis: 'plain', ...more }
}

/** An answer to a question, for the asker alone. */
export function answer(headline: string, blocks: readonly Block[] = [], next?: string): View {
  return { type: 'view', kind: 'answer', audience: 'private', headline, blocks, ...(next ? { next } : {}) }
}

/** A change that was made. */
export function done(
  headline: string,
  {
    blocks = [],
    next,
    audience = 'public',
    ...aftermath
  }: { blocks?: readonly Block[]; next?: string; audience?: View['audience'] } & Aftermath = {},
): View {
  return { type: 'view', kind: 'done', audience, headline, blocks, ...(next ? { next } : {}), ...aftermath }
}

/** A refusal: what is the matter, and the next step. Nothing was changed. */
export function refusal(
  headline: string,
  { blocks = [], next }: { blocks?: readonly Block[]; next?: string } = {},
): View {
  return { type: 'view', kind: 'refusal', audience: 'private', headline, blocks, ...(next ? { next } : {}) }
}

/** The bare words of a text, for summaries, logs of tests, and faces without styles. */
export function textOf(text: Text): string {
  return typeof text === 'string' ? text : text.map((span) => span.text).join('')
}

/** Closes a switch over a union: reaching it is a mistake in the build, not in the input. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
