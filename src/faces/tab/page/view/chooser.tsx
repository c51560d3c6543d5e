import { Field, Select } from '@fluentui/react-components'

export type Choice = { value: string; label: string }

/** One of several; what the address asks for is among them, whoever wrote it. */
export function Chooser({
  label,
  value = '',
  set,
  choices,
}: {
  label: string
  value: string | undefined
  set(value: string): void
  choices: readonly Choice[]
}) {
  const known = choices.some((choice) => choice.value === value)
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, chosen) => set(chosen.value)}>
        {!known && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </Field>
  )
}
