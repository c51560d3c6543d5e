import type { Form, FormField, Option } from '../../core/form.ts'
import { shorten } from '../../core/text.ts'
import { assertNever } from '../../core/view.ts'
import { blockLines } from './blocks.ts'
import { cleanLine } from './clean.ts'
import { limits } from './limits.ts'
import { hang, type Line, padded, paragraphs, type Run, run, runsOf, widthOf, wrap } from './lines.ts'

/** What a form is for, what is wrong with it, and how things stand: what is shown before the first field. */
export function openingLines(form: Form, width: number): Line[] {
  return paragraphs([
    wrap([run(cleanLine(form.title), 'strong')], width),
    form.problem === undefined ? [] : wrap(runsOf(form.problem, 'amber'), width),
    blockLines(form.state, width),
  ])
}

/** A form on paper: its opening, and each field with what stands in it. */
export function formLines(form: Form, width: number): Line[] {
  return paragraphs([openingLines(form, width), form.fields.flatMap((field) => onPaper(field, width))])
}

function onPaper(field: FormField, width: number): Line[] {
  const inner = width - 4
  const present = presentValue(field)
  const now = present === '' ? [] : wrap([run('Now: ', 'muted'), run(present)], inner)
  const below = [...remarkLines(field, inner), ...optionsOnPaper(field, inner), ...now]
  return [...hang([run('  ')], wrap(labelRuns(field), width - 2)), ...hang([run('    ')], below)]
}

/** A field's label; what may be left empty says so. */
export function labelRuns(field: FormField): Run[] {
  const label = run(cleanLine(field.label), 'strong')
  return field.optional && field.type !== 'checkbox' ? [label, run(' (optional)', 'muted')] : [label]
}

/** What is wrong with a field, and the help it has. */
export function remarkLines(field: FormField, width: number): Line[] {
  return [
    ...(field.error === undefined ? [] : wrap([run(cleanLine(field.error), 'amber')], width)),
    ...(field.help === undefined ? [] : wrap([run(cleanLine(field.help), 'muted')], width)),
  ]
}

function optionsOnPaper(field: FormField, width: number): Line[] {
  switch (field.type) {
    case 'choice':
      return wrap([run(field.options.map(optionLabel).join(' · '), 'muted')], width)
    case 'checkbox':
      return wrap([run(cleanLine(field.caption), 'muted')], width)
    case 'text':
    case 'date':
    case 'person':
      return []
    default:
      return assertNever(field)
  }
}

/** Options with their numbers, in as many columns as fit when they are many. */
export function optionLines(options: readonly Option[], width: number): Line[] {
  const digits = String(options.length).length
  const room = Math.max(2, width - digits - 2)
  const items = options.map((option, i): Line[] =>
    hang([run(String(i + 1).padStart(digits), 'code'), run('  ')], wrap([run(optionLabel(option))], room)),
  )
  const widest = items.flat().reduce((most, line) => Math.max(most, widthOf(line)), 0) + 3
  const across = options.length > limits.options.inOneColumn ? Math.floor((width + 3) / widest) : 1
  if (across < 2) return items.flat()
  const down = Math.ceil(items.length / across)
  return Array.from({ length: down }, (_, row) =>
    Array.from({ length: across }, (_, column) => items[column * down + row]?.[0] ?? []).flatMap(
      (line, column) => (column < across - 1 ? padded(line, widest) : line),
    ),
  )
}

export function optionLabel(option: Option): string {
  return cleanLine(option.label)
}

/** What stands in a field, as a person reads it, shortened for a prompt; '' when nothing does. */
export function presentValue(field: FormField): string {
  switch (field.type) {
    case 'text':
      return shorten(cleanLine(field.value), limits.present)
    case 'choice':
    case 'person': {
      const option = field.options.find(({ value }) => value === field.value)
      return shorten(option ? optionLabel(option) : cleanLine(field.value ?? ''), limits.present)
    }
    case 'checkbox':
      return field.value ? 'yes' : 'no'
    case 'date':
      return dateAsRead(cleanLine(field.value))
    default:
      return assertNever(field)
  }
}

const dates = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** '2026-12-01' as 'Tue 1 Dec 2026'; anything else as it was typed. */
function dateAsRead(value: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null
  if (!at || Number.isNaN(at.getTime())) return shorten(value, limits.present)
  return dates.format(at).replace(',', '')
}
