import type { FormField, FormValues, Option } from '../../core/form.ts'
import { listOf, normaliseText, shorten } from '../../core/text.ts'
import { assertNever } from '../../core/view.ts'
import { optionLabel } from './form-lines.ts'
import { limits } from './limits.ts'

export type FieldValue = FormValues[string]

/** A typed answer as the field's value, or what is the matter with it. */
export type ReadField =
  /** `understood` is said when it is not plain from what was typed. */
  | { ok: true; value: FieldValue; understood: string | null }
  /** `kept` stands in the field when the answer is asked for again. */
  | { ok: false; problem: string; kept?: string }

/**
 * Reads what was typed for a field. An empty answer keeps what stands there, '-' clears it. What only the command
 * can judge (a date, a person who is not listed) is passed on as typed.
 */
export function readField(field: FormField, typed: string): ReadField {
  const text = normaliseText(typed).trim()
  if (text === '') return kept(field)
  if (text === '-') return cleared(field)
  switch (field.type) {
    case 'text':
      return withinLength(field, typed.trim())
    case 'date':
      return value(text)
    case 'checkbox':
      return yesOrNo(text)
    case 'choice':
      return chosen(field.options, text)
    case 'person':
      return person(field.options, text)
    default:
      return assertNever(field)
  }
}

function value(read: FieldValue, understood: string | null = null): ReadField {
  return { ok: true, value: read, understood }
}

function kept(field: FormField): ReadField {
  if (field.type === 'checkbox') return value(field.value)
  const empty = field.value === null || field.value.trim() === ''
  if (empty && !field.optional) return needed(field)
  return field.type === 'text' ? withinLength(field, field.value) : value(field.value)
}

function cleared(field: FormField): ReadField {
  if (field.type === 'checkbox') return value(false)
  if (!field.optional) return needed(field)
  return value(field.type === 'choice' ? null : '')
}

function needed(field: FormField): ReadField {
  const how = field.type === 'choice' ? 'Type a number or the words.' : "Type it, or 'cancel' to leave."
  return { ok: false, problem: `This one cannot be left empty. ${how}` }
}

function withinLength(field: FormField & { type: 'text' }, text: string): ReadField {
  if (text.length <= field.max) return value(text)
  const letters = (n: number): string => n.toLocaleString('en-GB')
  const problem = `That is ${letters(text.length)} characters; ${letters(field.max)} is the most. Write it shorter.`
  return { ok: false, problem, kept: text }
}

/** 'y', 'yes', 'n' or 'no', in any case; null when it is neither. */
export function readYesNo(text: string): boolean | null {
  if (/^y(es)?$/i.test(text)) return true
  return /^no?$/i.test(text) ? false : null
}

function yesOrNo(text: string): ReadField {
  const yes = readYesNo(text)
  return yes === null ? { ok: false, problem: 'Type y or n.' } : value(yes)
}

function chosen(options: readonly Option[], text: string): ReadField {
  const exact = numbered(options, text) ?? named(options, text)
  if (exact) return value(exact.value)
  const near = options.filter((option) => optionLabel(option).toLowerCase().includes(text.toLowerCase()))
  const [only] = near
  if (only && near.length === 1) return value(only.value, optionLabel(only))
  const which =
    near.length > 1 && near.length <= 4
      ? `Did you mean ${listOf(near.map(optionLabel), 'or')}?`
      : `Type a number from 1 to ${options.length}, or the words.`
  return { ok: false, problem: `'${shorten(text, 40)}' is not one of these. ${which}` }
}

/** A part of a name is never guessed at: only the command knows everybody on the board. */
function person(options: readonly Option[], text: string): ReadField {
  const listed = options.slice(0, limits.options.people)
  return value((numbered(listed, text) ?? named(options, text))?.value ?? text)
}

function numbered(options: readonly Option[], text: string): Option | undefined {
  return /^\d{1,4}$/.test(text) ? options[Number(text) - 1] : undefined
}

function named(options: readonly Option[], text: string): Option | undefined {
  return options.find((option) => optionLabel(option).toLowerCase() === text.toLowerCase())
}
