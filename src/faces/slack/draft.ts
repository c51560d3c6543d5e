import type { ActionsBlock, ContextBlock, KnownBlock, SectionBlock } from '@slack/types'
import type { Canvas } from './canvas.ts'
import { limits, room } from './limits.ts'
import { type Line, lineOf, plainObject, textObject } from './literal.ts'

/** A block on its way, and what it is of: some are joined with their neighbours. */
export type Draft = {
  block: KnownBlock
  part: 'heading' | 'row' | 'flat row' | 'entry' | 'text' | 'note' | 'controls' | 'other'
}

/** What a text needs to know of its canvas. */
type Drawn = { detail: Pick<Canvas['detail'], 'text'> }

/** A section; none when there is nothing to say, unless something can be pressed in it. */
export function section(
  lines: readonly Line[],
  { detail }: Drawn,
  { part, accessory }: { part: Draft['part']; accessory?: NonNullable<SectionBlock['accessory']> },
): Draft[] {
  const text = textObject(lines, Math.min(detail.text, limits.text.section))
  if (!text && !accessory) return []
  const shown = text ?? plainObject('–', 1)
  return [{ block: { type: 'section', text: shown, ...(accessory ? { accessory } : {}) }, part }]
}

/** Small print. */
export function context(lines: readonly Line[], { detail }: Drawn): Draft[] {
  const text = textObject(lines, Math.min(detail.text, limits.text.context))
  return text ? [{ block: { type: 'context', elements: [text] }, part: 'note' }] : []
}

/** A title within a page. */
export function header(text: string): Draft[] {
  if (lineOf(text, limits.text.header) === '') return []
  return [{ block: { type: 'header', text: plainObject(text, limits.text.header) }, part: 'other' }]
}

export function actions(block: ActionsBlock): Draft {
  return { block, part: 'controls' }
}

/**
 * Blocks with their neighbours joined where that reads better: lines of small print, short paragraphs, rows of one
 * line. `tightly` joins everything that can be, to save blocks.
 */
export function joined(drafts: readonly Draft[], tightly: boolean): KnownBlock[] {
  const list: Draft[] = []
  for (const draft of drafts) {
    const before = list.at(-1)
    const both = before ? join(before, draft, tightly) : null
    if (both) list[list.length - 1] = both
    else list.push(draft)
  }
  return list.map(({ block }) => block)
}

function join(before: Draft, next: Draft, tightly: boolean): Draft | null {
  if (!belong(before.part, next.part, tightly)) return null
  const [a, b] = [markupOf(before.block), markupOf(next.block)]
  if (a === null || b === null || before.block.type !== next.block.type) return null
  const text = `${a}\n${b}`
  if (text.length > room.joined) return null
  const object = { type: 'mrkdwn' as const, text, verbatim: true }
  const block: SectionBlock | ContextBlock =
    next.block.type === 'context'
      ? { type: 'context', elements: [object] }
      : { type: 'section', text: object }
  // A heading stays one for what follows: its list goes on under it.
  return { block, part: next.part }
}

function belong(before: Draft['part'], next: Draft['part'], tightly: boolean): boolean {
  if (before === next)
    return before === 'flat row' || before === 'text' || before === 'note' || (tightly && isItem(next))
  if (before === 'heading') return next === 'flat row' || next === 'text' || (tightly && isItem(next))
  return tightly && isItem(before) && isItem(next)
}

function isItem(part: Draft['part']): boolean {
  return part === 'row' || part === 'flat row' || part === 'entry'
}

/** The markup of a block that is nothing but that. */
function markupOf(block: KnownBlock): string | null {
  if (block.type === 'section' && !block.accessory && !block.fields && block.text?.type === 'mrkdwn') {
    return block.text.text
  }
  const [only, ...others] = block.type === 'context' ? block.elements : []
  return only?.type === 'mrkdwn' && others.length === 0 ? only.text : null
}
