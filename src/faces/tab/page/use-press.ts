import { useEffect, useRef, useState } from 'react'
import type { Reply } from '../../../core/command.ts'
import type { Form, FormValues } from '../../../core/form.ts'
import type { Button, View } from '../../../core/view.ts'
import { type Api, Problem, withReference } from './api.ts'
import { focusHeading, type Navigation } from './navigation.ts'
import { reloadWhenReached } from './part.tsx'
import { addressOf } from './routes.ts'

/** What is said over the page: a change that was made, a refusal, an answer that has no page, a failure. */
export type Told = { id: number; view: View } | { id: number; failure: string; again: () => void } | null

export type OpenForm = { id: number; form: Form; problem: string | null; saving: boolean }

export type Confirming = { button: Button; yes(): void; no(): void }

export type Pressing = {
  told: Told
  form: OpenForm | null
  confirming: Confirming | null
  busy: boolean
  /** Counts what was changed: the page is asked for again with every change. */
  version: number
  press(button: Button, opener?: HTMLElement | null): void
  submit(values: FormValues): void
  close(): void
  clear(): void
  /** A window that was to be opened cannot be. */
  failed(error: unknown): void
}

/**
 * What a button does: its command's page is opened, or the command is run and its answer shown. A change is sent under
 * a key of its own, and under the same one again where nobody knows whether it arrived.
 */
export function usePress(api: Api, navigation: Navigation): Pressing {
  const [told, setTold] = useState<Told>(null)
  const [form, setForm] = useState<OpenForm | null>(null)
  const [confirming, setConfirming] = useState<Confirming | null>(null)
  const [busy, setBusy] = useState(false)
  const [version, setVersion] = useState(0)
  const ids = useRef(0)
  const opener = useRef<HTMLElement | null>(null)
  /** The form that waits for its answer, until it is given up. */
  const shown = useRef<number | null>(null)
  const pending = useRef<{ what: string; key: string } | null>(null)
  const next = (): number => {
    ids.current += 1
    return ids.current
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said of one page is not said of the next
  useEffect(() => {
    setTold(null)
  }, [navigation.step])

  // A window that is given up gives the focus back. After a change, what is told of it has the focus.
  useEffect(() => {
    if (form || confirming || !opener.current) return
    if (opener.current.isConnected) opener.current.focus()
    else focusHeading()
    opener.current = null
  }, [form, confirming])

  const keyFor = (what: string): string => {
    if (pending.current?.what !== what) pending.current = { what, key: crypto.randomUUID() }
    return pending.current.key
  }
  const take = (reply: Reply): void => {
    pending.current = null
    if (reply.type === 'form') {
      setForm((before) => ({
        id: before?.form.command === reply.command ? before.id : next(),
        form: reply,
        problem: null,
        saving: false,
      }))
      return
    }
    opener.current = null
    setForm(null)
    setTold({ id: next(), view: reply })
    if (reply.kind !== 'answer') setVersion((count) => count + 1)
  }
  /** It was done before, and its answer is lost: what is shown is asked for again, and another attempt is a new one. */
  const settle = (error: unknown): void => {
    if (!(error instanceof Problem && error.status === 409)) return
    pending.current = null
    setVersion((count) => count + 1)
  }
  const run = async (command: string): Promise<void> => {
    setBusy(true)
    try {
      take(await api.ask({ command, key: keyFor(command) }))
    } catch (error) {
      settle(error)
      setTold({ id: next(), failure: words(error), again: () => void run(command) })
    } finally {
      setBusy(false)
    }
  }
  const send = async (form: OpenForm, values: FormValues): Promise<void> => {
    shown.current = form.id
    setForm({ ...form, saving: true, problem: null })
    const { command, hidden } = form.form
    const submission = { values, hidden }
    try {
      take(await api.ask({ command, submission, key: keyFor(command + JSON.stringify(submission)) }))
    } catch (error) {
      settle(error)
      // What was typed stays where it is: the window is not drawn anew. Nor is one opened that was given up meanwhile.
      if (shown.current === form.id) setForm({ ...form, saving: false, problem: words(error) })
      else setTold({ id: next(), failure: words(error), again: () => void send(form, values) })
    }
  }
  return {
    told,
    form,
    confirming,
    busy,
    version,
    press(button, from = focusedElement()) {
      const address = addressOf(button.command)
      if (address) return navigation.go(address)
      if (busy) return
      opener.current = from
      if (!button.confirm) return void run(button.command)
      setConfirming({
        button,
        yes: () => {
          opener.current = null
          setConfirming(null)
          void run(button.command)
        },
        no: () => setConfirming(null),
      })
    },
    submit(values) {
      if (form && !form.saving) void send(form, values)
    },
    close: () => {
      shown.current = null
      setForm(null)
    },
    clear: () => setTold(null),
    failed(error) {
      opener.current = null
      setForm(null)
      setConfirming(null)
      setTold({ id: next(), failure: words(error), again: reloadWhenReached })
    },
  }
}

/** What went wrong, as it is shown. */
export function words(error: unknown): string {
  if (!(error instanceof Problem)) return 'This page had a mishap. Reload it and try again.'
  return withReference(error)
}

function focusedElement(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null
}
