import type { IChoice, IChoiceSetInput, ISubmitAction, ITextInput } from '@microsoft/teams.cards'
import type { Found } from '../common/found.ts'
import { type Element, newCanvas } from './canvas.ts'
import { type CardMessage, cardAround } from './card.ts'
import { actionsToChoose, fieldId } from './data.ts'
import { details, fits } from './fit.ts'
import { problemElements } from './form-card.ts'
import { choicesOf } from './inputs.ts'
import { lineOf } from './letters.ts'
import { room } from './limits.ts'

export type Choosing = {
  sealed: string
  /** Offered before anything is typed; none on a board that has none. */
  actions: readonly Found[]
  wishes: readonly { value: string; label: string }[]
  problem?: string
  typed?: { ref: string; wish: string }
}

/** How many actions are offered at once; what is typed finds any other, and a reference can be typed in full. */
const offers = [200, 80, 30, 10, 3, 0] as const

/** The first window of the message extension: which action, and what to do with it. */
export function drawChooser(choosing: Choosing): CardMessage {
  const heading = 'Choose an action, and what to do with it.'
  const words = { lead: [heading], blocks: [] }
  const canvas = newCanvas(null, null, details[0])
  const data = { do: 'choose', s: choosing.sealed }
  const goesOn: ISubmitAction = { type: 'Action.Submit', title: 'Continue', data, style: 'positive' }
  const at = (most: number) =>
    cardAround(
      [...problemElements(choosing.problem, canvas), ...actionInputs(choosing, most), ...wishInput(choosing)],
      canvas,
      { words, wide: false, actions: [goesOn] },
    )
  const card = offers.map((most) => at(most)).find(fits) ?? at(0)
  return { summary: heading, card }
}

function actionInputs({ actions, typed }: Choosing, most: number): Element[] {
  const choices = choicesFrom(actions, typed?.ref ?? '', most)
  const chosen = choices.find(({ value }) => value === typed?.ref)
  const other = typed && !chosen ? lineOf(typed.ref, room.label) : ''
  const reference: ITextInput = {
    type: 'Input.Text',
    id: fieldId('ref'),
    label: choices.length > 0 ? 'Or type its reference' : 'Reference of the action',
    placeholder: '4.2.3',
    maxLength: 40,
    ...(other === '' ? {} : { value: other.slice(0, 40).toWellFormed() }),
    ...(choices.length > 0 ? {} : { isRequired: true, errorMessage: 'Which action is it?' }),
  }
  if (choices.length === 0) return [reference]
  const finder: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: fieldId('action'),
    label: 'Action',
    style: 'filtered',
    placeholder: 'Type a word of it',
    choices,
    'choices.data': { type: 'Data.Query', dataset: actionsToChoose },
    ...(chosen?.value === undefined ? {} : { value: chosen.value }),
  }
  return [finder, reference]
}

/** Actions as choices, each once; the one that is `chosen` is among them however many there are. */
export function choicesFrom(actions: readonly Found[], chosen: string, most: number): IChoice[] {
  return choicesOf(
    actions.map(({ ref, title }) => ({ value: ref, label: `${ref} · ${title}` })),
    chosen,
    most,
  )
}

function wishInput({ wishes, typed }: Choosing): Element[] {
  const choices = choicesOf(wishes, typed?.wish ?? '', 20)
  const [first] = choices
  if (!first) return []
  const chosen = choices.find(({ value }) => value === typed?.wish) ?? first
  return [
    {
      type: 'Input.ChoiceSet',
      id: fieldId('wish'),
      label: 'What to do with it',
      style: choices.length <= 5 ? 'expanded' : 'compact',
      choices,
      isRequired: true,
      errorMessage: 'What is to be done with it?',
      ...(chosen.value === undefined ? {} : { value: chosen.value }),
    },
  ]
}
