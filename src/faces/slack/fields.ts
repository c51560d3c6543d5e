import type {
  Datepicker,
  InputBlock,
  PlainTextInput,
  PlainTextOption,
  RadioButtons,
  StaticSelect,
  UsersSelect,
} from '@slack/types'
import type { FormField, Option } from '../../core/form.ts'
import { assertNever } from '../../core/view.ts'
import { controlText } from '../common/letters.ts'
import { cut, weigh } from './escape.ts'
import { limits, room } from './limits.ts'
import { plainObject } from './literal.ts'

/** What a field's element is called: how its value is to be read when it comes back. */
export const asks = {
  text: 'text',
  choice: 'choice',
  tick: 'tick',
  date: 'date',
  /** A person picked from the workspace, and one picked by name; `kept`: it stood there when the form opened. */
  user: 'user',
  userKept: 'user:kept',
  person: 'person',
  personKept: 'person:kept',
} as const

type FieldOf<T extends FormField['type']> = Extract<FormField, { type: T }>

/** A question of a form: a block to answer it in, or only words when there is nothing to choose from. */
export type Question = {
  element: InputBlock['element'] | null
  hint: string
  optional: boolean
  label?: string
}

/** The questions that ask for a field: one, or two for a person who may be in the workspace or not. */
export function questionsFor(field: FormField, users: ReadonlyMap<string, string>): Question[] {
  const { optional, help = '' } = field
  switch (field.type) {
    case 'text':
      return [{ ...textInput(field.value, field.multiline, field.max, help), optional }]
    case 'choice':
      return [{ ...choice(field, help), optional }]
    case 'checkbox':
      // Slack wants a box that is not optional ticked: leaving it empty is an answer too.
      return [{ element: tick(field), hint: help, optional: true }]
    case 'date':
      return [{ ...date(field.value, help), optional }]
    case 'person':
      return person(field, users)
    default:
      return assertNever(field)
  }
}

/** What was typed stays, though it may be longer than it should: the command says so, not the field. */
function textInput(
  value: string,
  multiline: boolean,
  most: number,
  help: string,
): Omit<Question, 'optional'> {
  const kept = controlText(value, multiline)
  const initial = kept.slice(0, limits.input).toWellFormed()
  const max = Math.min(limits.input, Math.max(1, most, weigh(initial)))
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: asks.text,
    multiline,
    max_length: max,
    ...(initial === '' ? {} : { initial_value: initial }),
  }
  const lost = kept.length - initial.length
  return {
    element,
    hint: lost > 0 ? said(help, `The last ${lost} characters did not fit into this box.`) : help,
  }
}

function choice(field: FieldOf<'choice'>, help: string): Omit<Question, 'optional'> {
  const options = slackOptions(field.options)
  if (options.length === 0) return { element: null, hint: said(help, 'There is nothing to choose from.') }
  const initial = options.find(({ value }) => value === optionValue(field.value ?? ''))
  const hint = initial ? help : said(help, unknown(field.value ?? ''))
  const picked = field.value === null || !initial ? {} : { initial_option: initial }
  // What is optional can be left empty again in a menu, but not among radio buttons.
  const atOnce =
    !field.optional &&
    options.length <= room.radio.options &&
    options.every(({ text }) => text.text.length <= room.radio.label)
  const element: RadioButtons | StaticSelect = atOnce
    ? { type: 'radio_buttons', action_id: asks.choice, options, ...picked }
    : { ...select(asks.choice, options), ...picked }
  return { element, hint }
}

function tick(field: FieldOf<'checkbox'>): InputBlock['element'] {
  const option = { text: plainObject(field.caption, limits.option.text, 'Yes'), value: 'yes' }
  return {
    type: 'checkboxes',
    action_id: asks.tick,
    options: [option],
    ...(field.value ? { initial_options: [option] } : {}),
  }
}

/** A picker holds a date only: what is none is kept as text, to be put right. */
function date(value: string, help: string): Omit<Question, 'optional'> {
  if (value.trim() !== '' && !isDate(value)) return textInput(value, false, 100, help)
  const element: Datepicker = {
    type: 'datepicker',
    action_id: asks.date,
    ...(isDate(value) ? { initial_date: value } : {}),
  }
  return { element, hint: help }
}

function isDate(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

const userId = /^[UW][A-Z0-9]{2,20}$/

/**
 * People are picked as Slack shows them where Slack knows most of them. Those it does not know are in a second
 * menu: then either may be left empty, and which one counts is decided when they come back.
 */
function person(field: FieldOf<'person'>, users: ReadonlyMap<string, string>): Question[] {
  const { options, value, optional, help = '' } = field
  const known = (id: string): boolean => userId.test(users.get(id) ?? '')
  const here = options.filter((option) => known(option.value))
  const others = options.filter((option) => !known(option.value))
  const stranger = options.some((option) => option.value === value) || known(value) ? '' : value
  const hint = said(help, unknown(stranger))
  if (!known(value) && here.length * 2 <= options.length) {
    if (slackOptions(options).length === 0) return [{ ...textInput(value, false, 200, help), optional }]
    return [{ element: people(options, value), hint, optional }]
  }
  const user = users.get(value) ?? ''
  const picker: UsersSelect = {
    type: 'users_select',
    action_id: known(value) ? asks.userKept : asks.user,
    placeholder: plainObject('Choose a person', limits.placeholder),
    ...(known(value) ? { initial_user: user } : {}),
  }
  if (slackOptions(others).length === 0) return [{ element: picker, hint, optional }]
  return [
    { element: picker, hint, optional: true },
    {
      element: people(others, value),
      hint: optional ? '' : 'One of the two is needed.',
      optional: true,
      label: 'Someone who is not in this workspace',
    },
  ]
}

function people(options: readonly Option[], value: string): StaticSelect {
  const choices = slackOptions(options)
  const initial = choices.find((each) => value !== '' && each.value === optionValue(value))
  return {
    ...select(initial ? asks.personKept : asks.person, choices),
    ...(initial ? { initial_option: initial } : {}),
  }
}

/** A menu: a hundred options at once, more in groups of a hundred. */
function select(action_id: string, options: PlainTextOption[]): StaticSelect {
  const placeholder = plainObject('Choose', limits.placeholder)
  const most = limits.options.select
  if (options.length <= most) return { type: 'static_select', action_id, placeholder, options }
  const groups = Array.from({ length: Math.min(most, Math.ceil(options.length / most)) }, (_, at) => {
    const some = options.slice(at * most, (at + 1) * most)
    const label = `${some[0]?.text.text.slice(0, 30)} to ${some.at(-1)?.text.text.slice(0, 30)}`
    return { label: plainObject(label, limits.option.text), options: some }
  })
  return { type: 'static_select', action_id, placeholder, option_groups: groups }
}

/** Slack wants a value in every option, so 'none' travels as '='. One that is too long cannot be offered. */
function optionValue(value: string): string {
  return value === '' || value.startsWith('=') ? `=${value}` : value
}

function slackOptions(options: readonly Option[]): PlainTextOption[] {
  const seen = new Set<string>()
  return options.flatMap(({ value, label }) => {
    const sent = optionValue(value)
    if (weigh(sent) > limits.option.value || seen.has(sent)) return []
    seen.add(sent)
    return [{ text: plainObject(label, limits.option.text, cut(sent, limits.option.text)), value: sent }]
  })
}

function unknown(typed: string): string {
  const words = typed.trim()
  return words === '' ? '' : `You wrote '${words}'.`
}

function said(help: string, more: string): string {
  return [help.trim(), more].filter(Boolean).join(' ')
}
