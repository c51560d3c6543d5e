import type { IRichTextBlock, ITextBlock, ITextRun, Spacing } from '@microsoft/teams.cards'
import { assertNever, type Text } from '../../core/view.ts'
import { cut } from '../common/letters.ts'
import type { Canvas } from './canvas.ts'
import { escapedMarkdown, literal } from './letters.ts'

type Press = NonNullable<ITextRun['selectAction']>

/** Words of one look. */
export type Run = { text: string } & (
  | { look: 'plain' | 'strong' | 'muted' | 'mark' | 'code' | 'wrong' }
  /** Something to press: a link of the web, or a command. */
  | { look: 'link'; press: Press }
  /** A person who is told: `text` is the tag that Teams replaces. */
  | { look: 'mention' }
)

type Look = Exclude<Run['look'], 'link' | 'mention'>

/** A run whose text was made harmless. Every text that reaches a card comes through here or through runsOf. */
export function run(text: string, look: Look = 'plain'): Run {
  return { text: literal(text), look }
}

const webLink = /^https?:\/\/[^\s<>"]+$/i

/** The runs of a text; `base` is the look of what has none of its own. */
export function runsOf(
  text: Text,
  canvas: Pick<Canvas, 'mention'>,
  base: 'plain' | 'muted' = 'plain',
): Run[] {
  if (typeof text === 'string') return [run(text, base)]
  return text.map((span): Run => {
    switch (span.type) {
      case 'plain':
        return run(span.text, base)
      case 'strong':
      case 'muted':
      case 'mark':
      case 'code':
        return run(span.text, span.type)
      case 'link': {
        const url = literal(span.url).trim()
        const label = literal(span.text).trim()
        if (!webLink.test(url)) return run(label === '' || label === url ? url : `${label} (${url})`, base)
        return { text: label === '' ? url : label, look: 'link', press: { type: 'Action.OpenUrl', url } }
      }
      case 'person': {
        const tag = span.account === undefined ? null : canvas.mention(span.account, span.text)
        return tag === null ? run(span.text, base) : { text: tag, look: 'mention' }
      }
      default:
        return assertNever(span)
    }
  })
}

/** The words of runs, bare. */
export function wordsOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

/** The same runs without line ends. */
export function onOneLine(runs: readonly Run[]): Run[] {
  return runs.map((each) => ({ ...each, text: each.text.replace(/\s+/g, ' ') }))
}

/** Parts with a dot between them; empty ones are left out. */
export function dotted(parts: readonly (readonly Run[])[], look: 'plain' | 'muted' = 'plain'): Run[] {
  return parts
    .filter((runs) => wordsOf(runs).trim() !== '')
    .flatMap((runs, at) => (at > 0 ? [run(' · ', look), ...runs] : runs))
}

/** Runs of at most `most` characters together: the one that does not fit is cut, and what follows it left out. */
export function shortened(runs: readonly Run[], most: number): Run[] {
  let left = most
  return runs.flatMap((each) => {
    if (left <= 0) return []
    const { length } = each.text
    const fits = length <= left
    // Half a tag would be no tag, and half an address leads nowhere.
    const kept: Run[] = fits
      ? [each]
      : each.look === 'mention'
        ? []
        : [{ ...each, text: cut(each.text, left) }]
    left = fits ? left - Math.max(length, 1) : 0
    return kept.filter(({ text }) => text !== '')
  })
}

/** How a text stands in its card. */
export type Setting = { spacing?: Spacing; size?: 'Small' | 'Default' | 'Medium'; weight?: 'Bolder' }

/**
 * Runs as an element; none when there is nothing to say. Rich text knows no markup. A mention is only known in Markdown,
 * so a text with one in it is that, and all else in it is escaped.
 */
export function textElement(
  runs: readonly Run[],
  { spacing, size, weight }: Setting = {},
): (IRichTextBlock | ITextBlock)[] {
  if (wordsOf(runs).trim() === '') return []
  const set = { ...(spacing ? { spacing } : {}) }
  if (runs.some(({ look }) => look === 'mention')) {
    const text = runs.map(markdownOf).join('')
    const look = { ...(size ? { size } : {}), ...(weight ? { weight } : {}) }
    return [{ type: 'TextBlock', text, wrap: true, ...look, ...set }]
  }
  const inlines = runs
    .filter(({ text }) => text !== '')
    .map(
      (each): ITextRun => ({
        type: 'TextRun',
        text: each.text,
        ...lookOf(each),
        ...(size ? { size } : {}),
        ...(weight ? { weight } : {}),
      }),
    )
  return [{ type: 'RichTextBlock', inlines, ...set }]
}

function lookOf(each: Run): Partial<ITextRun> {
  switch (each.look) {
    case 'plain':
    case 'mention':
      return {}
    case 'strong':
      return { weight: 'Bolder' }
    case 'muted':
      return { isSubtle: true }
    case 'mark':
      return { weight: 'Bolder', highlight: true }
    case 'code':
      return { fontType: 'Monospace' }
    case 'wrong':
      return { color: 'Attention' }
    case 'link':
      return { selectAction: each.press }
    default:
      return assertNever(each)
  }
}

function markdownOf(each: Run): string {
  if (each.look === 'mention') return each.text
  const text = escapedMarkdown(each.text)
  const whole = each.text !== '' && !/^\s|\s$|\n/.test(each.text)
  if (each.look === 'strong' && whole) return `**${text}**`
  if (each.look === 'link' && each.press.type === 'Action.OpenUrl' && each.text !== each.press.url) {
    return `${text} (${escapedMarkdown(each.press.url ?? '')})`
  }
  return text
}
