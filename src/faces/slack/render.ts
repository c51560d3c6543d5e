import type { HomeView, KnownBlock } from '@slack/types'
import type { View } from '../../core/view.ts'
import { headSign, kindSign } from '../common/signs.ts'
import { drawBlocks } from './blocks.ts'
import type { Canvas, Rendering } from './canvas.ts'
import { context, type Draft, header, section } from './draft.ts'
import { cut } from './escape.ts'
import { fitted } from './fit.ts'
import { limits, room } from './limits.ts'
import { onOneLine, run } from './literal.ts'
import { summaryOf } from './summary.ts'

export type { Rendering }

export type Message = { text: string; blocks: KnownBlock[] }

/** A view as a message: the state first, then detail, then the one thing to do next. */
export function renderMessage(view: View, rendering: Rendering): Message {
  const blocks = fitted((canvas) => drawView(view, canvas), { surface: 'message', rendering })
  return { text: summaryOf([`${kindSign(view.kind)}${view.headline}`], view.blocks), blocks }
}

/**
 * A public message: what others are told in front, then, when there is one, the card of what was changed. What to
 * do next is for the person who acted, and left out.
 */
export function renderPublic(view: View, card: View | null, rendering: Rendering): Message {
  if (card) return renderChange(view.told ?? view.headline, card, rendering)
  const { told, next: _next, ...shown } = view
  return renderMessage(told === undefined ? shown : { ...shown, headline: told, blocks: [] }, rendering)
}

/** The card of what was changed, and above it what was done. */
export function renderChange(told: string, card: View, rendering: Rendering): Message {
  const blocks = fitted((canvas) => drawChange(told, card, canvas), { surface: 'message', rendering })
  return { text: summaryOf([`${kindSign('done')}${told}`, card.headline], card.blocks), blocks }
}

/** What was done, and below it the card of what was changed, as it now stands. */
export function drawChange(line: string, card: View, canvas: Canvas): Draft[] {
  return [
    ...headline(`${kindSign('done')}${line}`, canvas, 'plain'),
    ...headline(`${headSign(card)}${card.headline}`, canvas),
    ...drawBlocks(card.blocks, canvas),
  ]
}

/** A person's own page. */
export function renderHome(view: View, rendering: Rendering): HomeView {
  const blocks = fitted((canvas) => drawView(view, canvas), { surface: 'home', rendering })
  return { type: 'home', blocks }
}

/** A view on any surface; an empty one still says something, because Slack refuses no blocks at all. */
export function drawView(view: View, canvas: Canvas): Draft[] {
  const drafts = [
    ...headline(`${headSign(view)}${view.headline}`, canvas),
    ...drawBlocks(view.blocks, canvas),
    // A page has no box to type a command into.
    ...(canvas.surface === 'home' ? [] : nextLine(view.next ?? '', canvas)),
  ]
  return drafts.length > 0 ? drafts : section([{ runs: [run('Nothing to show.')] }], canvas, { part: 'text' })
}

/** On a page of its own the headline is the title; what is too long for a title is a line. */
function headline(text: string, canvas: Canvas, style: 'strong' | 'plain' = 'strong'): Draft[] {
  const line = cut(text.replace(/\s+/g, ' ').trim(), room.headline)
  if (canvas.surface === 'home' && line.length <= limits.text.header) return header(line)
  return section([{ runs: onOneLine([run(line, style)]) }], canvas, { part: 'other' })
}

function nextLine(next: string, canvas: Canvas): Draft[] {
  const command = next.trim()
  if (command === '') return []
  return context([{ runs: onOneLine([run('Next: '), run(`/${command}`, 'code')]) }], canvas)
}
