import type { Block, Text } from './view.ts'

/** One thing a form asks. `value` is what stands in it at first: the present state, or what was typed before. */
export type FormField = {
  name: string
  label: string
  optional: boolean
  /** Only where the field has been misread before. */
  help?: string
  /** What is wrong with what was typed; the typed value is kept. */
  error?: string
  /** What a face may put in when the form is opened from a message: its words, or the link to it. */
  takes?: 'message' | 'link'
} & (
  | { type: 'text'; value: string; multiline: boolean; max: number }
  | { type: 'choice'; value: string | null; options: readonly Option[] }
  | { type: 'checkbox'; value: boolean; caption: string }
  /** A calendar date, YYYY-MM-DD; faces without a picker take it as people write it. */
  | { type: 'date'; value: string }
  /** A person of the board: `value` is an id or what was typed. */
  | { type: 'person'; value: string; options: readonly Option[] }
)

export type Option = { value: string; label: string }

/**
 * A neutral form. Submitting it runs `command` again with the values, so a form and a command share one handler
 * and one permission check.
 */
export type Form = {
  type: 'form'
  /** What submitting runs, without the slash: 'actions progress 4.2.3'. */
  command: string
  /** What for: 'Progress on 4.2.3'. */
  title: string
  /** The present state, shown before the first field. */
  state: readonly Block[]
  fields: readonly FormField[]
  /** What the button does: 'Save progress'. */
  submit: string
  /** Carried unseen and given back: opaque ids and the version the form was opened at. Never trusted as authority. */
  hidden: Readonly<Record<string, string>>
  /** What is wrong with the form as a whole. */
  problem?: Text
}

/** What comes back from a form: a text, a tick, or nothing, by field name. */
export type FormValues = Readonly<Record<string, string | boolean | null>>

/** The same form with its errors and everything that was typed. */
export function withErrors(form: Form, values: FormValues, errors: Readonly<Record<string, string>>): Form {
  return {
    ...form,
    fields: form.fields.map((field) => {
      const kept = keepValue(field, values[field.name])
      const error = errors[field.name]
      return error ? { ...kept, error } : kept
    }),
  }
}

function keepValue(field: FormField, typed: string | boolean | null | undefined): FormField {
  if (typed === undefined) return field
  if (field.type === 'checkbox') return { ...field, value: typed === true }
  if (field.type === 'choice') return { ...field, value: typeof typed === 'string' ? typed : null }
  return { ...field, value: typeof typed === 'string' ? typed : '' }
}
