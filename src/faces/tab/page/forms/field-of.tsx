import { Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { FormField, Option } from '../../../../core/form.ts'
import { assertNever } from '../../../../core/view.ts'
import { cleanText, controlText } from '../../../common/letters.ts'

type Value = string | boolean | null
type Props = { field: FormField; value: Value; set(value: Value): void }

/** One thing a form asks, with what is wrong with what was typed. */
export function FieldOf({ field, value, set }: Props) {
  return (
    <Field
      label={`${cleanText(field.label)}${field.optional && field.type !== 'checkbox' ? ' (optional)' : ''}`}
      {...(field.help ? { hint: cleanText(field.help) } : {})}
      {...(field.error
        ? { validationMessage: cleanText(field.error), validationState: 'error' as const }
        : {})}
    >
      {control(field, value, set)}
    </Field>
  )
}

function control(field: FormField, value: Value, set: (value: Value) => void): ReactElement {
  const text = typeof value === 'string' ? value : ''
  switch (field.type) {
    case 'text':
      return field.multiline ? (
        <Textarea
          value={controlText(text, true)}
          rows={4}
          resize="vertical"
          onChange={(_, typed) => set(typed.value)}
        />
      ) : (
        <Input value={controlText(text, false)} onChange={(_, typed) => set(typed.value)} />
      )
    case 'date':
      return <Input type="date" value={text} onChange={(_, typed) => set(typed.value)} />
    case 'checkbox':
      return (
        <Checkbox
          label={cleanText(field.caption)}
          checked={value === true}
          onChange={(_, ticked) => set(ticked.checked === true)}
        />
      )
    case 'choice':
      return choose(field.options, text, field.optional || field.value === null, (chosen) =>
        set(chosen || null),
      )
    case 'person':
      return choose(field.options, text, field.optional || field.value === '', set)
    default:
      return assertNever(field)
  }
}

/** What was typed elsewhere and is none of the options is among them for as long as it is chosen: it is not lost unseen. */
function choose(
  options: readonly Option[],
  value: string,
  none: boolean,
  set: (value: string) => void,
): ReactElement {
  const known = value === '' || options.some((option) => option.value === value)
  return (
    <Select value={value} onChange={(_, chosen) => set(chosen.value)}>
      {none && <option value="">Nothing chosen</option>}
      {!known && <option value={value}>{cleanText(value)}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {cleanText(option.label)}
        </option>
      ))}
    </Select>
  )
}
