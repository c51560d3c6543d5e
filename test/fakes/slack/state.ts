import type { Input } from './blocks.ts'
import { inputsOf } from './blocks.ts'
import { at, type Json, listOf, objectOf, stringOf } from './json.ts'

/** What stands in the fields of a modal, by block and action: kept by Slack when a view is updated under it. */
export type Typed = Map<string, Json>

const keyOf = (input: Input): string => `${input.blockId}\n${input.actionId}`

/** What stands in a field at first. */
function initialState(element: Json): Json {
  const type = stringOf(element['type'])
  switch (type) {
    case 'plain_text_input':
    case 'url_text_input':
    case 'email_text_input':
    case 'number_input':
      return { type, value: element['initial_value'] ?? null }
    case 'static_select':
    case 'radio_buttons':
    case 'external_select':
      return { type, selected_option: element['initial_option'] ?? null }
    case 'checkboxes':
      return { type, selected_options: element['initial_options'] ?? [] }
    case 'datepicker':
      return { type, selected_date: element['initial_date'] ?? null }
    case 'users_select':
      return { type, selected_user: element['initial_user'] ?? null }
    default:
      throw new Error(`The driver does not know how to fill in a ${type}.`)
  }
}

/** What somebody puts into a field: words, an option by its text, a date, a person by their id, a tick. */
function filledState(input: Input, value: string | boolean | null): Json {
  const { element, label } = input
  const type = stringOf(element['type'])
  const option = (wanted: unknown): Json => {
    const options = [
      ...listOf(element['options']),
      ...listOf(element['option_groups']).flatMap((group) => listOf(group['options'])),
    ]
    const found = options.find((one) => at(one, 'text', 'text') === wanted)
    if (found) return found
    const texts = options.map((one) => stringOf(at(one, 'text', 'text')))
    throw new Error(`'${label}' offers no '${String(wanted)}', but: ${texts.join(', ')}`)
  }
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: value === null ? null : option(value) }
    case 'checkboxes':
      return { type, selected_options: value === true ? listOf(element['options']).slice(0, 1) : [] }
    case 'datepicker':
      return { type, selected_date: value }
    case 'users_select':
      return { type, selected_user: value }
    default:
      return { type, value: value === '' ? null : value }
  }
}

/** The field with this label; throws with the labels there are. */
export function inputLabelled(view: Json, label: string): Input {
  const inputs = inputsOf(listOf(view['blocks']))
  const found = inputs.find((input) => input.label === label || input.label.startsWith(`${label} (`))
  if (!found)
    throw new Error(`No field is called '${label}'. There are: ${inputs.map((one) => one.label).join(', ')}`)
  return found
}

export function fillIn(typed: Typed, view: Json, label: string, value: string | boolean | null): void {
  const input = inputLabelled(view, label)
  typed.set(keyOf(input), filledState(input, value))
}

/** What stands in a field now. */
export function standing(typed: Typed, input: Input): Json {
  const kept = typed.get(keyOf(input))
  return kept && kept['type'] === input.element['type'] ? kept : initialState(input.element)
}

/** The state a submission carries. */
export function stateOf(typed: Typed, view: Json): Json {
  const values: Record<string, Json> = {}
  for (const input of inputsOf(listOf(view['blocks']))) {
    values[input.blockId] = { ...objectOf(values[input.blockId]), [input.actionId]: standing(typed, input) }
  }
  return { values }
}

/** What stands in a field, in words. */
export function wordsOf(state: Json, names: ReadonlyMap<string, string>): string {
  const options = [
    ...(state['selected_option'] ? [objectOf(state['selected_option'])] : []),
    ...listOf(state['selected_options']),
  ]
  if (options.length > 0) return options.map((one) => stringOf(at(one, 'text', 'text'))).join(', ')
  const user = stringOf(state['selected_user'])
  if (user !== '') return `@${names.get(user) ?? user}`
  return stringOf(state['value']) || stringOf(state['selected_date'])
}

/** What Slack's client would not let anybody send: required fields left empty, texts out of bounds. */
export function heldBack(typed: Typed, view: Json): string[] {
  return inputsOf(listOf(view['blocks'])).flatMap((input) => {
    const state = standing(typed, input)
    const words = wordsOf(state, new Map())
    if (!input.optional && words === '') return [`${input.label}: Please complete this required field.`]
    const most = input.element['max_length']
    if (typeof most === 'number' && words.length > most)
      return [`${input.label}: ${words.length - most} characters too many.`]
    return []
  })
}
