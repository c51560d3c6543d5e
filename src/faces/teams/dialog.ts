import { referencePattern } from '../../core/dispatch.ts'
import type { Form } from '../../core/form.ts'
import { oneLine } from '../../core/text.ts'
import type { View } from '../../core/view.ts'
import { ask, type Progress } from '../common/asking.ts'
import { uncarry } from '../common/carry.ts'
import { usual } from '../common/found.ts'
import { within } from '../common/in-time.ts'
import type { IncomingOf, Inputs } from './activity.ts'
import { enter } from './actor.ts'
import { type Answer, dialogAnswer, dialogClosed, dialogWords } from './invoke.ts'
import { type Back, formMetadata, nowhere, openMetadata, sealMetadata } from './metadata.ts'
import type { Quoted } from './quoted.ts'
import { readFields, renderCard, renderChooser, renderForm } from './render.ts'
import { originOf, settle, tooOld } from './settle.ts'
import { type Submissions, submitForm, withWritten } from './submit.ts'
import { type Desk, renderingOf, type Visit } from './visit.ts'

const product = 'Followthrough'

/** A button asks for a dialog: the form its command opens, or what the command has to say instead. */
export async function openDialog(
  desk: Desk,
  incoming: IncomingOf<'dialog opened'>,
  progress: Progress,
): Promise<Answer> {
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return dialogView(desk, incoming, entry.view)
  const { visit } = entry
  const { data, cardId, targeted } = incoming
  const command = data.do === 'open' || data.do === 'run' ? uncarry(data.c, desk.seal, visit.tenantId) : null
  if (command === null) return dialogView(desk, incoming, tooOld)
  const origin = originOf(visit, 'o' in data ? data.o : undefined)
  const back: Back = { card: cardId === null ? null : { id: cardId, origin, targeted }, alone: visit.alone }
  const reply = await ask(visit, command)
  if (reply.type === 'form') return formDialog(visit, reply, back)
  // What was asked for has to open, whatever came of it: Teams shows a fault where nothing does.
  if (reply.kind === 'done') await behind(visit, reply, back)
  return dialogView(desk, incoming, reply)
}

/** The form of a dialog was filled in; or a window of the message extension was. */
export async function submitDialog(
  desk: Desk,
  incoming: IncomingOf<'dialog submitted'> | IncomingOf<'extension submitted'>,
  progress: Progress,
  running: Submissions,
): Promise<Answer> {
  const { data, inputs } = incoming
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return dialogView(desk, incoming, withWritten(entry.view, readFields(inputs)))
  const { visit } = entry
  if (data.do === 'choose') return chosen(visit, data.s, inputs)
  if (data.do !== 'save') return dialogView(desk, incoming, tooOld)
  return submitForm(visit, { s: data.s, inputs }, running, async (saved) => {
    switch (saved.kind) {
      case 'again':
        return formDialog(visit, saved.form, saved.back)
      case 'refused':
        return dialogView(desk, incoming, saved.view, 'Not saved')
      case 'done':
        // An extension's window is not told to say mere words: Microsoft documents another window, or none at all.
        return incoming.kind === 'extension submitted'
          ? dialogView(desk, incoming, saved.view)
          : doneDialog(visit, saved.view, saved.back)
    }
  })
}

/** The extension's first window: which action, and what to do with it. */
export async function openExtension(
  desk: Desk,
  incoming: IncomingOf<'extension opened'>,
  progress: Progress,
): Promise<Answer> {
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return dialogView(desk, incoming, entry.view)
  const { message } = incoming
  return chooser(entry.visit, { text: message?.text ?? '', link: message?.link ?? null })
}

const wishes = [
  { value: 'progress', label: 'Add progress' },
  { value: 'complete', label: 'Complete it, with evidence' },
  { value: 'show', label: 'Look at it' },
] as const

type Typed = { ref: string; wish: string }

async function chooser(
  visit: Visit,
  message: Quoted,
  again?: { problem: string; typed: Typed },
): Promise<Answer> {
  const sealed = sealMetadata(visit, { kind: 'chooser', ...message })
  const actions = await usual(visit)
  return dialogAnswer(renderChooser({ sealed, actions, wishes, ...(again ?? {}) }), 'Add to an action')
}

async function chosen(visit: Visit, s: string, inputs: Inputs): Promise<Answer> {
  const metadata = openMetadata(visit, s)
  if (metadata?.kind !== 'chooser') return dialogView(visit.desk, visit, tooOld)
  const typed = {
    ref: oneLine(text(inputs['field-ref'])).trim() || text(inputs['field-action']),
    wish: text(inputs['field-wish']) || 'progress',
  }
  const wish = wishes.find(({ value }) => value === typed.wish)
  if (!wish || !referencePattern.test(typed.ref)) {
    const problem = 'Choose an action, or write its reference, such as 4.2.'
    return chooser(visit, metadata, { problem, typed })
  }
  const reply = await ask(visit, `actions ${wish.value} ${typed.ref}`)
  if (reply.type === 'form') return formDialog(visit, filledFrom(reply, metadata), nowhere)
  if (reply.kind === 'refusal') return chooser(visit, metadata, { problem: reply.headline, typed })
  return dialogView(visit.desk, visit, reply)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : ''
}

/** A message's words and its link, where the form takes them. They are saved only when the person says so. */
function filledFrom(form: Form, message: Quoted): Form {
  return {
    ...form,
    fields: form.fields.map((field) => {
      if (field.type !== 'text' || field.value !== '') return field
      if (field.takes === 'message') return { ...field, value: message.text.slice(0, field.max) }
      return field.takes === 'link' ? { ...field, value: message.link ?? '' } : field
    }),
  }
}

function formDialog(visit: Visit, form: Form, back: Back): Answer {
  const sealed = formMetadata(visit, form, back)
  return dialogAnswer(renderForm(form, { sealed, where: 'dialog' }), form.title)
}

/** How long a dialog waits for what is behind it, in milliseconds: Teams gives up after five seconds in all. */
const closeWithin = 2_000

/** Where what is behind it shows what was done, the dialog closes; where nothing does, or not yet, it says so itself. */
async function doneDialog(visit: Visit, done: View, back: Back): Promise<Answer> {
  if (!back.card) return dialogWords(done.headline)
  return (await behind(visit, done, back)) ? dialogClosed : dialogWords(done.headline)
}

/** Brings what is behind a dialog up to date. Whether it says by now what was done. */
async function behind(visit: Visit, done: View, back: Back): Promise<boolean> {
  const settled = settle(visit, done, back)
  const early = await within(settled, closeWithin)
  if (!early) visit.desk.later('card behind a dialog', settled)
  return early?.result.told ?? false
}

function dialogView(
  desk: Pick<Desk, 'seal' | 'opensForm'>,
  { tenantId }: { tenantId: string },
  view: View,
  title: string = product,
): Answer {
  return dialogAnswer(renderCard(view, renderingOf({ desk, tenantId }, null)), title)
}
