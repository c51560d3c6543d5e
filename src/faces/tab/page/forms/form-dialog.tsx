import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import type { FormField, FormValues } from '../../../../core/form.ts'
import { cleanText } from '../../../common/letters.ts'
import type { OpenForm } from '../use-press.ts'
import { Blocks } from '../view/blocks.tsx'
import { Words } from '../view/spans.tsx'
import { FieldOf } from './field-of.tsx'

type Props = OpenForm & { submit(values: FormValues): void; close(): void }

/**
 * A form over the page. What was typed is kept here for as long as the window is open; what comes back from the server
 * brings what is wrong, and the first such field takes the focus.
 */
export function FormDialog({ form, problem, saving, submit, close }: Props) {
  const [first] = useState<FormValues>(() => valuesOf(form.fields))
  const [values, setValues] = useState<FormValues>(first)
  const [warned, setWarned] = useState(false)
  const body = useRef<HTMLFormElement>(null)
  const typed = Object.keys(values).some((name) => (values[name] || null) !== (first[name] || null))
  useEffect(() => {
    if (form.fields.some(({ error }) => error !== undefined))
      body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form])
  const said = useRef<HTMLDivElement>(null)
  const says = warned || problem !== null || form.problem !== undefined
  useEffect(() => {
    if (says) said.current?.scrollIntoView({ block: 'nearest' })
  }, [says])
  return (
    <Dialog
      open
      modalType="alert"
      onOpenChange={(_, { open }) => {
        if (open) return
        // Escape is pressed by mistake, or for something else; what was typed would be gone.
        if (typed && !warned) setWarned(true)
        else close()
      }}
    >
      <DialogSurface className="form">
        <form
          ref={body}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            submit(values)
          }}
        >
          <DialogBody>
            <DialogTitle>{cleanText(form.title)}</DialogTitle>
            <DialogContent>
              <div className="state">
                <Blocks blocks={form.state} level={3} />
              </div>
              <div className="said" role="alert" ref={said}>
                {form.problem && (
                  <MessageBar intent="error" layout="multiline">
                    <MessageBarBody>
                      <Words text={form.problem} />
                    </MessageBarBody>
                  </MessageBar>
                )}
                {warned && (
                  <MessageBar intent="warning" layout="multiline">
                    <MessageBarBody>
                      Nothing is saved yet. Press Escape again to leave without saving.
                    </MessageBarBody>
                  </MessageBar>
                )}
                {problem && (
                  <MessageBar intent="error" layout="multiline">
                    <MessageBarBody>{problem} Your text is kept.</MessageBarBody>
                  </MessageBar>
                )}
              </div>
              <div className="asked">
                {form.fields.map((field) => (
                  <FieldOf
                    key={field.name}
                    field={field}
                    value={values[field.name] ?? null}
                    set={(value) => {
                      setWarned(false)
                      setValues((before) => ({ ...before, [field.name]: value }))
                    }}
                  />
                ))}
              </div>
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>Cancel</Button>
              <Button type="submit" appearance="primary" disabledFocusable={saving}>
                {saving ? 'Saving…' : cleanText(form.submit)}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

function valuesOf(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}
