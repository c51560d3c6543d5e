import type { IChoice } from '@microsoft/teams.cards'
import type { Form, FormValues } from '../../core/form.ts'
import type { Block, View } from '../../core/view.ts'
import type { Found } from '../common/found.ts'
import { headSign, kindSign } from '../common/signs.ts'
import { wordAction } from './actions.ts'
import { drawBlocks, title } from './blocks.ts'
import type { Canvas, Element } from './canvas.ts'
import { type CardMessage, cardAround, type Words } from './card.ts'
import { type Choosing, choicesFrom, drawChooser } from './chooser.ts'
import { fieldId, noChoice, notTicked, ticked } from './data.ts'
import { fitted } from './fit.ts'
import { drawForm, type Where } from './form-card.ts'
import { lineOf, literal } from './letters.ts'
import { limits, room } from './limits.ts'
import type { Rendering } from './rendering.ts'
import { type Run, run, textElement } from './runs.ts'
import { summaryOf } from './summary.ts'

export type { CardMessage, Rendering }

/** A view as a card: the state first, then detail, then the one thing to do next. */
export function renderCard(view: View, rendering: Rendering): CardMessage {
  const words = { lead: [`${kindSign(view.kind)}${view.headline}`], blocks: view.blocks }
  return message((canvas) => drawView(view, canvas), words, rendering)
}

/**
 * A public message: what others are told in front, then, when there is one, the card of what was changed. What to
 * do next is for the person who acted, and left out.
 */
export function renderPublic(view: View, card: View | null, rendering: Rendering): CardMessage {
  if (card) return renderChange(view.told ?? view.headline, card, rendering)
  const { told, next: _next, ...shown } = view
  return renderCard(told === undefined ? shown : { ...shown, headline: told, blocks: [] }, rendering)
}

/** The card of what was changed, and above it what was done, and what else is to be said of that. */
export function renderChange(
  told: string,
  card: View,
  rendering: Rendering,
  more: readonly Block[] = [],
): CardMessage {
  const words = { lead: [`${kindSign('done')}${told}`, card.headline], blocks: [...more, ...card.blocks] }
  return message(
    (canvas) => [
      ...outcome('done', told),
      ...drawBlocks(more, canvas),
      ...title(`${headSign(card)}${card.headline}`, headline),
      ...drawBlocks(card.blocks, canvas),
    ],
    words,
    rendering,
  )
}

function message(draw: (canvas: Canvas) => Element[], words: Words, rendering: Rendering): CardMessage {
  const wide = words.blocks.some(({ type }) => type === 'rows' || type === 'timeline')
  const { viewers = [] } = rendering
  const card = fitted(draw, {
    rendering,
    around: (body, canvas) => cardAround(body, canvas, { words, wide, viewers }),
  })
  return { summary: summaryOf(words.lead, words.blocks, room.summary), card }
}

const headline = { size: 'Medium', weight: 'Bolder' } as const

/** An empty view still says something: Teams shows a card without a body as a bar of nothing. */
function drawView(view: View, canvas: Canvas): Element[] {
  const head =
    view.kind === 'answer'
      ? title(`${headSign(view)}${view.headline}`, headline)
      : outcome(view.kind, view.headline)
  const drawn = [...head, ...drawBlocks(view.blocks, canvas), ...nextLine(view.next ?? '', canvas)]
  return drawn.length > 0 ? drawn : textElement([run('Nothing to show.')])
}

/** What came of a request, in the colour and with the sign of it. */
function outcome(kind: 'done' | 'refusal', text: string): Element[] {
  const line = lineOf(text, room.headline)
  const items = textElement([run(`${kindSign(kind)}${line}`, 'strong')])
  return line === '' ? [] : [{ type: 'Container', style: kind === 'done' ? 'good' : 'warning', items }]
}

/** What to do next: to be read, typed or pressed. */
function nextLine(next: string, canvas: Canvas): Element[] {
  const command = lineOf(next, room.label)
  if (command === '') return []
  const press = command === literal(next) ? wordAction(next, `Next: ${command}`, canvas) : null
  const shown: Run = press ? { text: command, look: 'link', press } : run(command, 'code')
  return textElement([run('Next: ', 'muted'), shown], { size: 'Small' })
}

/**
 * A form: in a dialog it is submitted, in a message the card is replaced by what comes of it. `sealed` is what the form
 * must find again.
 */
export function renderForm(form: Form, o: { sealed: string; where: Where }): CardMessage {
  return drawForm(form, o)
}

/** The first window of the message extension: which action, and what to do with it. */
export function renderChooser(o: Choosing): CardMessage {
  return drawChooser(o)
}

/** Actions as a list to choose from shows them, at most so many. */
export function renderChoices(found: readonly Found[], most: number): IChoice[] {
  return choicesFrom(found, '', most)
}

const prefix = fieldId('')

/**
 * A form's answers out of what came back with a card, by field name. Nobody vouches for any of it: what is neither a text
 * nor a tick is left out, and a text is cut where no box of ours ends.
 */
export function readFields(data: unknown): FormValues {
  if (typeof data !== 'object' || data === null) return {}
  const answers = Object.entries(data)
    .filter(([key]) => key.startsWith(prefix))
    .slice(0, room.fields)
    .flatMap(([key, value]): [string, string | boolean][] => {
      const answer = answerOf(value)
      return answer === null ? [] : [[key.slice(prefix.length), answer]]
    })
  return Object.fromEntries(answers)
}

function answerOf(value: unknown): string | boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  if (value === ticked || value === notTicked) return value === ticked
  return value === noChoice ? '' : value.slice(0, limits.answer).toWellFormed()
}
