import type { Reply } from '../../core/command.ts'
import { assertNever, type View } from '../../core/view.ts'
import { blockLines } from './blocks.ts'
import { type ChoiceLook, choiceLines } from './choices.ts'
import { cleanLine } from './clean.ts'
import { formLines } from './form-lines.ts'
import { limits } from './limits.ts'
import { type Line, paint, paragraphs, type Run, run, wrap } from './lines.ts'

/** How a reply is to look. The caller decides about colour (a terminal, NO_COLOR) and knows the width. */
export type RenderOptions = {
  /** Columns of the terminal. */
  width: number
  colour: boolean
  /** How buttons are offered: with numbers to type (the default), as what to type, or not at all. */
  choices?: ChoiceLook
}

/** Columns to lay out for, from what the terminal says of itself. */
export function usableWidth(columns: number | undefined): number {
  if (columns === undefined || !Number.isFinite(columns) || columns <= 0) return limits.width.usual
  return Math.min(limits.width.most, Math.max(limits.width.least, Math.floor(columns)))
}

/**
 * A reply as text for a terminal: the state first, then detail, then the one thing to do next. No line is longer
 * than the width (24 columns at the least); the text ends without a line feed.
 */
export function renderReply(reply: Reply, options: RenderOptions): string {
  const width = usableWidth(options.width)
  const look = options.choices ?? 'numbers'
  const lines = reply.type === 'form' ? formLines(reply, width) : viewLines(reply, width, look)
  return paint(lines, options.colour)
}

function viewLines(view: View, width: number, look: ChoiceLook): Line[] {
  const next = cleanLine(view.next ?? '')
  return paragraphs([
    wrap([...signOf(view.kind), run(cleanLine(view.headline), 'strong')], width),
    blockLines(view.blocks, width),
    choiceLines(view, look, width),
    next === '' ? [] : wrap([run('Next: ', 'muted'), run(`/${next}`, 'code')], width),
  ])
}

/** A sign beside the words, never instead of them: a refusal needs none, it says what is the matter. */
function signOf(kind: View['kind']): Run[] {
  switch (kind) {
    case 'done':
      return [run('✓', 'green'), run(' ')]
    case 'answer':
    case 'refusal':
      return []
    default:
      return assertNever(kind)
  }
}
