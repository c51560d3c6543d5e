import type { IChoice, IChoiceSetInput, IDateInput, ITextInput, IToggleInput } from '@microsoft/teams.cards'
import type { FormField, Option } from '../../core/form.ts'
import { assertNever } from '../../core/view.ts'
import { controlText } from '../common/letters.ts'
import { isShort } from './controls.ts'
import { fieldId, noChoice, notTicked, ticked } from './data.ts'
import { lineOf } from './letters.ts'
import { limits, room } from './limits.ts'

export type Input = IChoiceSetInput | IDateInput | ITextInput | IToggleInput
type FieldOf<T extends FormField['type']> = Extract<FormField, { type: T }>

/** What asks for a field, and what is said below it; no input where there is nothing to choose from. */
type Asked = { input: Input | null; hint: string }

/** How much a form may hold: what was typed and is kept, in characters, and how many can be chosen from. */
export type Space = { value: number; options: number }

/** The input that asks for a field, with what stands in it. */
export function inputFor(field: FormField, space: Space): Asked {
  const { help = '' } = field
  switch (field.type) {
    case 'text':
      return textInput(field, field.value, { multiline: field.multiline, max: field.max }, space)
    case 'choice':
      return choice(field, space)
    case 'checkbox':
      return { input: toggle(field), hint: help }
    case 'date':
      return date(field, space)
    case 'person':
      return person(field, space)
    default:
      return assertNever(field)
  }
}

/** What every input has: its name, its label, and what is said where it is left empty. */
function named(
  { name, label, optional }: Pick<FormField, 'name' | 'label' | 'optional'>,
  required = !optional,
) {
  const shown = lineOf(label, room.label, lineOf(name, room.label, 'Answer'))
  return {
    id: fieldId(name),
    label: shown,
    ...(required ? { isRequired: true, errorMessage: `'${shown}' is needed.` } : {}),
  }
}

/** What was typed stays, though it may be longer than it should: the command says so, not the box. */
function textInput(
  field: FormField,
  value: string,
  { multiline, max }: { multiline: boolean; max: number },
  space: Space,
): Asked {
  const { help = '' } = field
  const kept = controlText(value, multiline)
  const shown = kept.slice(0, space.value).toWellFormed()
  const lost = kept.length - shown.length
  const input: ITextInput = {
    type: 'Input.Text',
    ...named(field),
    isMultiline: multiline,
    maxLength: Math.max(1, Math.min(max, limits.input), shown.length),
    ...(shown === '' ? {} : { value: shown }),
  }
  return {
    input,
    hint: lost > 0 ? said(help, `The last ${lost} characters did not fit into this box.`) : help,
  }
}

function choice(field: FieldOf<'choice'>, space: Space): Asked {
  const { help = '', value, optional } = field
  const none = optional && !field.options.some((option) => option.value === '')
  const all = none ? [{ value: '', label: 'None' }, ...field.options] : field.options
  const choices = choicesOf(all, value ?? '', space.options)
  if (choices.length === 0) return { input: null, hint: said(help, 'There is nothing to choose from.') }
  const chosen = choices.find((each) => value !== null && each.value === sent(value))
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    ...named(field),
    choices,
    style: isShort(choices) ? 'expanded' : 'compact',
    ...(chosen?.value === undefined ? {} : { value: chosen.value }),
  }
  return { input, hint: chosen ? help : said(help, written(value ?? '')) }
}

/** A person is looked for by name among those who may be meant. */
function person(field: FieldOf<'person'>, space: Space): Asked {
  const { help = '', value } = field
  const choices = choicesOf(field.options, value, space.options)
  if (choices.length === 0) return textInput(field, value, { multiline: false, max: 200 }, space)
  const chosen = choices.find((each) => value !== '' && each.value === sent(value))
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    ...named(field),
    choices,
    style: 'filtered',
    placeholder: 'Type a name',
    ...(chosen?.value === undefined ? {} : { value: chosen.value }),
  }
  const more =
    choices.length < field.options.length
      ? 'Not everybody fits into this list: for somebody else, type the command with their name.'
      : ''
  return { input, hint: said(help, chosen ? '' : written(value), more) }
}

/** Leaving a box empty is an answer too, so it is never required. */
function toggle(field: FieldOf<'checkbox'>): IToggleInput {
  return {
    type: 'Input.Toggle',
    ...named({ ...field, optional: false }, false),
    title: lineOf(field.caption, room.label, 'Yes'),
    value: field.value ? ticked : notTicked,
    valueOn: ticked,
    valueOff: notTicked,
    wrap: true,
  }
}

/** A picker holds a date only: what is none is kept as text, to be put right. */
function date(field: FieldOf<'date'>, space: Space): Asked {
  const { help = '', value } = field
  if (value.trim() !== '' && !isDate(value)) {
    return textInput(field, value, { multiline: false, max: 100 }, space)
  }
  const input: IDateInput = { type: 'Input.Date', ...named(field), ...(isDate(value) ? { value } : {}) }
  return { input, hint: help }
}

function isDate(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** A choice is refused without a value, so 'none' travels as a word of its own. */
function sent(value: string): string {
  return value === '' ? noChoice : value
}

const longestValue = 200

/** Options as choices, each once; the one that is `chosen` is among them however many there are. */
export function choicesOf(options: readonly Option[], chosen: string, most: number): IChoice[] {
  const byValue = new Map<string, IChoice>()
  for (const { value, label } of options) {
    const key = sent(value).toWellFormed()
    if (key.length > longestValue || byValue.has(key)) continue
    byValue.set(key, { title: lineOf(label, room.option, lineOf(value, room.option, '…')), value: key })
  }
  const all = [...byValue.values()]
  const now = byValue.get(sent(chosen))
  const kept = new Set([...(now ? [now] : []), ...all].slice(0, most))
  return all.filter((each) => kept.has(each))
}

function written(typed: string): string {
  const words = lineOf(typed, room.label)
  return words === '' ? '' : `You wrote '${words}'.`
}

function said(...parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ')
}
