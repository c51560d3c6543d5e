import type { Submission } from '../../core/command.ts'
import type { Form, FormField } from '../../core/form.ts'
import { count } from '../../core/text.ts'
import { assertNever } from '../../core/view.ts'
import { cleanText } from './clean.ts'
import { labelRuns, openingLines, optionLines, presentValue, remarkLines } from './form-lines.ts'
import { limits } from './limits.ts'
import { hang, type Line, paragraphs, run, runsOf, widthOf, wrap } from './lines.ts'
import { type FieldValue, readField } from './read-field.ts'

/**
 * A form that is being filled in, field by field. Plain data, so that it can lie in a session store: what was
 * typed stands in the form's own fields.
 */
export type Filling = {
  form: Form
  /** The names of the fields still to be asked; the first is being asked now. */
  left: readonly string[]
  total: number
  /** A second round: only what was wrong is asked. */
  again: boolean
  /** The lines of a long text typed so far. */
  typed: readonly string[]
}

/** Starts a form; after a submission only what is wrong is asked again. */
export function startFilling(form: Form, submitted: Form | null): Filling {
  const again = submitted?.command === form.command && form.fields.some((field) => field.error !== undefined)
  const asked = form.fields.filter((field) => !again || field.error !== undefined)
  return { form, left: asked.map(({ name }) => name), total: asked.length, again, typed: [] }
}

/** What is shown when a form opens, before its first question. */
export function openLines({ form, total, again }: Filling, width: number): Line[] {
  if (again) {
    const wrong = `Nothing is saved yet: ${count(total, 'answer needs', 'answers need')} putting right.`
    return paragraphs([
      wrap([run(wrong, 'strong')], width),
      form.problem === undefined ? [] : wrap(runsOf(form.problem, 'amber'), width),
    ])
  }
  const guide = [
    "Enter keeps what is in [brackets], or skips what is optional. '-' clears it. 'cancel' leaves, with nothing",
    `saved. After the last answer: ${form.submit}.`,
  ].join(' ')
  return paragraphs([openingLines(form, width), wrap([run(guide, 'muted')], width)])
}

/** The question of the field that is being asked. */
export function questionLines(filling: Filling, width: number): Line[] {
  const field = currentField(filling)
  if (!field) return []
  const { total, left } = filling
  const lead = total > 1 ? [run(`${total - left.length + 1} of ${total}  `, 'muted')] : []
  const indent = total > 1 ? widthOf(lead) : 2
  const inner = width - indent
  const below = [...remarkLines(field, inner), ...kindLines(field, inner)]
  return [...hang(lead, wrap(labelRuns(field), inner), indent), ...hang([run(' '.repeat(indent))], below)]
}

function kindLines(field: FormField, width: number): Line[] {
  switch (field.type) {
    case 'text':
      return field.multiline ? multilineLines(field, width) : []
    case 'choice':
      return optionLines(field.options, width)
    case 'person': {
      const shown = field.options.slice(0, limits.options.people)
      const others = field.options.length - shown.length
      const more = others > 0 ? `${count(others, 'more person', 'more people')}: type the name.` : ''
      return [...optionLines(shown, width), ...(more === '' ? [] : wrap([run(more, 'muted')], width))]
    }
    case 'checkbox':
      return wrap([run(field.caption)], width)
    case 'date':
      return []
    default:
      return assertNever(field)
  }
}

function multilineLines(field: FormField & { type: 'text' }, width: number): Line[] {
  const end = wrap([run('As many lines as you need; an empty line ends it.', 'muted')], width)
  if (field.error === undefined || field.value === '') return end
  // A terminal cannot hand the text back for editing, so it is shown whole, to copy from.
  const kept = wrap(runsOf(field.value), width - 2).map((line): Line => [run('│ ', 'muted'), ...line])
  return [...kept, ...end]
}

/** What stands before the cursor while the field is being asked. */
export function fieldPrompt(filling: Filling): string {
  const field = currentField(filling)
  if (!field || filling.typed.length > 0) return '> '
  if (field.type === 'checkbox') return `y/n [${field.value ? 'y' : 'n'}]> `
  const present = presentValue(field)
  return present === '' ? '> ' : `[${present}]> `
}

/** What came of one typed line. */
export type Filled =
  /** A long text goes on, or the answer has to be given again. */
  | { type: 'same field'; filling: Filling; remark: string | null }
  | { type: 'next field'; filling: Filling; remark: string | null }
  | { type: 'complete'; filling: Filling; remark: string | null }

/** Takes one typed line for the field that is being asked. */
export function fillLine(filling: Filling, line: string): Filled {
  const field = currentField(filling)
  if (!field) return { type: 'complete', filling, remark: null }
  if (filling.typed.length === 0 && /^\/[a-z]/i.test(line))
    return { type: 'same field', filling, remark: notACommand }
  if (field.type === 'text' && field.multiline && line.trim() !== '' && !isClear(filling, line))
    return { type: 'same field', filling: { ...filling, typed: [...filling.typed, line] }, remark: null }
  const answer = filling.typed.length > 0 ? filling.typed.join('\n') : line
  const read = readField(field, answer)
  if (!read.ok) {
    const kept = read.kept === undefined ? filling : put(filling, field.name, read.kept)
    return { type: 'same field', filling: { ...kept, typed: [] }, remark: read.problem }
  }
  const after = put(filling, field.name, read.value)
  const left = filling.left.slice(1)
  const next = { ...after, left, typed: [] }
  const remark = read.understood === null ? null : `= ${read.understood}`
  return { type: left.length > 0 ? 'next field' : 'complete', filling: next, remark }
}

const notACommand =
  "That looks like a command. 'cancel' leaves the form first; to write it as an answer, begin with a space."

function isClear(filling: Filling, line: string): boolean {
  return filling.typed.length === 0 && line.trim() === '-'
}

/** What is submitted: every field with what stands in it, and what the form carried unseen. */
export function submissionOf({ form }: Filling): Submission {
  return {
    values: Object.fromEntries(form.fields.map((field) => [field.name, field.value])),
    hidden: form.hidden,
  }
}

function currentField({ form, left }: Filling): FormField | undefined {
  return form.fields.find(({ name }) => name === left[0])
}

/** The form with another value in one field; what was wrong with the old value is forgotten. */
function put(filling: Filling, name: string, value: FieldValue): Filling {
  const fields = filling.form.fields.map((field): FormField => {
    if (field.name !== name) return field
    const { error: _, ...rest } = field
    if (rest.type === 'checkbox') return { ...rest, value: value === true }
    if (rest.type === 'choice') return { ...rest, value: typeof value === 'string' ? value : null }
    return { ...rest, value: typeof value === 'string' ? cleanText(value) : '' }
  })
  return { ...filling, form: { ...filling.form, fields } }
}
