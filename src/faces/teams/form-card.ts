import type { IAdaptiveCard } from '@microsoft/teams.cards'
import type { Form, FormField } from '../../core/form.ts'
import { execute } from './actions.ts'
import { drawBlocks, title } from './blocks.ts'
import { type Action, type Canvas, type Detail, type Element, newCanvas } from './canvas.ts'
import { type CardMessage, cardAround } from './card.ts'
import { details, fits } from './fit.ts'
import { inputFor, type Space } from './inputs.ts'
import { lineOf } from './letters.ts'
import { room } from './limits.ts'
import { run, runsOf, shortened, textElement } from './runs.ts'
import { summaryOf } from './summary.ts'

/** Where a form stands: in a window of its own, which has its title, or in a message. */
export type Where = 'dialog' | 'card'

/** From everything to less: the state gives way before what is asked, and that before what was typed. */
const spaces: readonly Space[] = [
  { value: 4000, options: 150 },
  { value: 4000, options: 40 },
  { value: 1500, options: 20 },
  { value: 300, options: 8 },
  { value: 60, options: 3 },
]

/** A form: what is wrong with it, the present state, then what it asks, with everything that was typed before. */
export function drawForm(form: Form, { sealed, where }: { sealed: string; where: Where }): CardMessage {
  const lead = [...(form.problem === undefined ? [] : ['Not saved.']), form.title]
  const words = { lead, blocks: form.state }
  const saves = [submitAction(lineOf(form.submit, room.button, 'Save'), sealed, where)]
  const at = (space: Space, detail: Detail | null, most: number): IAdaptiveCard => {
    const canvas = newCanvas(null, null, detail ?? details[0])
    const body = [
      ...(where === 'card' ? title(form.title, { size: 'Medium', weight: 'Bolder' }) : []),
      ...problemElements(form.problem, canvas),
      ...(detail ? drawBlocks(form.state, canvas) : []),
      ...fieldsOf(form)
        .slice(0, most)
        .flatMap((field) => fieldElements(field, space)),
    ]
    return cardAround(body, canvas, { words, wide: false, actions: saves })
  }
  const card = firstThatFits(
    spaces.flatMap((space) => [
      ...details.map((detail) => () => at(space, detail, room.fields)),
      () => at(space, null, room.fields),
    ]),
    () => at({ value: 0, options: 1 }, null, 5),
  )
  return { summary: summaryOf(words.lead, words.blocks, room.summary), card }
}

function firstThatFits(
  cards: readonly (() => IAdaptiveCard)[],
  otherwise: () => IAdaptiveCard,
): IAdaptiveCard {
  for (const drawn of cards) {
    const card = drawn()
    if (fits(card)) return card
  }
  return otherwise()
}

/** Two inputs of one name would be one answer. */
function fieldsOf({ fields }: Form): FormField[] {
  return [...new Map(fields.map((field) => [field.name, field])).values()]
}

/** What submits a form: in a window the platform wants `Action.Submit`, in a message the card is replaced. */
function submitAction(label: string, sealed: string, where: Where): Action {
  const data = { do: 'save' as const, s: sealed }
  if (where === 'card') return execute(label, data, { style: 'positive' })
  return { type: 'Action.Submit', title: label, data, style: 'positive' }
}

/** What is wrong with the whole of it, on top and not in colour alone. */
export function problemElements(problem: Form['problem'], canvas: Canvas): Element[] {
  if (problem === undefined) return []
  const said = textElement([run('⚠️ '), ...shortened(runsOf(problem, canvas), 1000)])
  return said.length > 0 ? [{ type: 'Container', style: 'attention', items: said }] : []
}

function fieldElements(field: FormField, space: Space): Element[] {
  const { input, hint } = inputFor(field, space)
  const help = lineOf(hint, room.help)
  const error = lineOf(field.error ?? '', room.help)
  const name = lineOf(field.label, room.label, lineOf(field.name, room.label, 'Answer'))
  return [
    ...(input ? [input] : textElement([run(name, 'strong')])),
    ...(error === '' ? [] : textElement([run(`⚠️ ${error}`, 'wrong')], { spacing: 'Small' })),
    ...textElement([run(help, 'muted')], { size: 'Small', spacing: 'Small' }),
  ]
}
