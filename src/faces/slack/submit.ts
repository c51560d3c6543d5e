import type { ModalView } from '@slack/types'
import type { Reply } from '../../core/command.ts'
import type { Form, FormValues } from '../../core/form.ts'
import { heading, refusal, type View } from '../../core/view.ts'
import { ask, type Progress } from '../common/asking.ts'
import { within } from '../common/in-time.ts'
import { enter } from './actor.ts'
import type { Ack } from './answer.ts'
import { placeIn } from './channel.ts'
import { explainFailure } from './errors.ts'
import { type Metadata, nowhere, openMetadata, sealMetadata, stillReached } from './metadata.ts'
import { fieldBlockId, readState, renderViewModal, renderWaiting } from './modal.ts'
import { changeModal, formModal, replyModal } from './open-modal.ts'
import type { IncomingOf } from './payload.ts'
import { settle } from './settle.ts'
import { tell } from './tell.ts'
import { addressOf, type Desk, renderingOf, type Visit } from './visit.ts'

/** How long saving may be waited for by Slack itself, in milliseconds; it gives up at 3000. */
const saveWithin = 2200

/** What became of a form. `again` says that the same content may come again, because nothing was done with it. */
type Outcome =
  /** `modal` says what was done where no message can. */
  | { kind: 'done'; modal: ModalView | null; late: () => Promise<ModalView>; after: () => Promise<void> }
  | { kind: 'errors'; errors: Record<string, string>; form: () => Promise<ModalView> }
  | { kind: 'window'; modal: ModalView; again: boolean }

/** Forms on their way in this process, so that one pressed twice gets the same answer twice. */
export type Submissions = Map<string, Promise<object | undefined>>

/**
 * A form was filled in. It is written once, however often it comes; what is wrong with it is said at its fields; and
 * whatever happens, what was typed stays on the screen. `startedAt` is in milliseconds.
 */
export async function submitForm(
  desk: Desk,
  incoming: IncomingOf<'submission'>,
  ack: Ack,
  { key, running, startedAt }: { key: string; running: Submissions; startedAt: number },
): Promise<void> {
  const before = running.get(key)
  if (before) return ack(await before)
  const progress: Progress = { changed: false }
  const work = outcomeOf(desk, incoming, key, progress)
  // One clock for what Slack is answered and for what is done afterwards: two might differ by a moment.
  const inTime = within(work, startedAt + saveWithin - Date.now())
  const answer = inTime.then((early) =>
    early ? ackFor(early.result) : { response_action: 'update', view: renderWaiting('Saving', '') },
  )
  running.set(key, answer)
  let said = false
  try {
    const early = await inTime
    await ack(await answer)
    const outcome = early ? early.result : await work
    const late = early || !outcome ? [] : [showLate(desk, incoming, outcome)]
    // What was saved is told and shown, even if the window that waits cannot be changed.
    const after = outcome?.kind === 'done' ? [outcome.after()] : []
    const ways = await Promise.allSettled([...after, ...late])
    said = ways.some(({ status }) => status === 'fulfilled')
    const failed = ways.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  } catch (error) {
    const view = explainFailure(desk.log, error, incoming.kind, progress)
    if (!said) await tell(desk, incoming, view)
  } finally {
    running.delete(key)
  }
}

async function outcomeOf(
  desk: Desk,
  incoming: IncomingOf<'submission'>,
  key: string,
  progress: Progress,
): Promise<Outcome | null> {
  const shown = (view: View, again: boolean): Outcome => ({
    kind: 'window',
    modal: refusalModal(desk, incoming, view),
    again,
  })
  try {
    if (incoming.callback !== 'form' || !(await desk.office.receipts.first(key))) return null
    const outcome = await save(desk, incoming, progress, shown)
    if (outcome.kind === 'errors' || (outcome.kind === 'window' && outcome.again))
      await desk.office.receipts.forget(key)
    return outcome
  } catch (error) {
    return shown(explainFailure(desk.log, error, incoming.kind, progress), false)
  }
}

async function save(
  desk: Desk,
  incoming: IncomingOf<'submission'>,
  progress: Progress,
  shown: (view: View, again: boolean) => Outcome,
): Promise<Outcome> {
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return shown(entry.view, true)
  const metadata = openMetadata(entry.visit, incoming.metadata)
  if (metadata?.kind !== 'form') return shown(tooOldForm, false)
  const visit: Visit = { ...entry.visit, place: placeIn(entry.visit, metadata.back.channel) }
  const { values, users } = readState(incoming.values)
  const picked = await peopleOf(visit, users)
  if (Object.keys(picked.errors).length > 0) {
    return {
      kind: 'errors',
      errors: picked.errors,
      form: async () => refusalModal(desk, incoming, unknownPerson),
    }
  }
  const submission = { values: { ...values, ...picked.values }, hidden: metadata.hidden }
  const reply: Reply = await ask(visit, metadata.command, submission)
  if (reply.type === 'form') return formAgain(visit, reply, metadata.back)
  return reply.kind === 'done' ? saved(visit, reply, metadata) : shown(reply, false)
}

/** Where nothing can be said (a window, a page, a message of half an hour ago) the form makes way for what it did. */
async function saved(
  visit: Visit,
  view: View,
  { command, back }: Extract<Metadata, { kind: 'form' }>,
): Promise<Outcome> {
  const window = (): Promise<ModalView> => replyModal(visit, view, command, nowhere)
  const there = stillReached(back, Date.now())
  const modal = there.url ? null : await window()
  const late = async (): Promise<ModalView> => modal ?? window()
  return { kind: 'done', modal, late, after: () => settle(visit, view, there) }
}

/** Errors at fields are shown in the form as it stands; anything about the whole of it needs the form made anew. */
async function formAgain(visit: Visit, form: Form, back: Parameters<typeof formModal>[2]): Promise<Outcome> {
  const errors = fieldErrors(form)
  const again = (): Promise<ModalView> => formModal(visit, form, back)
  return Object.keys(errors).length > 0 && !form.problem
    ? { kind: 'errors', errors, form: again }
    : { kind: 'window', modal: await again(), again: true }
}

/** The errors of a form's fields, by the block each is answered in. */
export function fieldErrors(form: Form): Record<string, string> {
  return Object.fromEntries(
    form.fields.flatMap(({ name, error }) => (error ? [[fieldBlockId(name), error] as const] : [])),
  )
}

/** People picked from the workspace, as the board knows them. */
async function peopleOf(
  visit: Visit,
  users: Readonly<Record<string, string>>,
): Promise<{ values: FormValues; errors: Record<string, string> }> {
  const values: Record<string, string> = {}
  const errors: Record<string, string> = {}
  for (const [name, userId] of Object.entries(users)) {
    const member = await visit.desk.office.door.member(addressOf(visit, userId))
    if (member?.boardId === visit.actor.boardId) values[name] = member.personId
    else errors[fieldBlockId(name)] = unknownPerson.headline
  }
  return { values, errors }
}

const unknownPerson = refusal(
  'They are not on this board yet. Choose somebody who is, or ask an administrator to let them in.',
)

const tooOldForm = refusal(
  'This form was opened too long ago to be saved, or by somebody else. Nothing was saved. Open it again.',
  { next: 'actions mine' },
)

function ackFor(outcome: Outcome | null): object | undefined {
  switch (outcome?.kind) {
    case 'errors':
      return { response_action: 'errors', errors: outcome.errors }
    case 'window':
      return { response_action: 'update', view: outcome.modal }
    case 'done':
      return outcome.modal ? { response_action: 'update', view: outcome.modal } : undefined
    case undefined:
      return undefined
  }
}

/** Slack has its answer, so the window that waits is changed instead. */
async function showLate(desk: Desk, incoming: IncomingOf<'submission'>, outcome: Outcome): Promise<void> {
  const client = await desk.clientFor(incoming.tenant)
  if (!client) return
  const view =
    outcome.kind === 'done'
      ? await outcome.late()
      : outcome.kind === 'errors'
        ? await outcome.form()
        : outcome.modal
  const change = (): Promise<void> =>
    changeModal({ client, desk }, { viewId: incoming.viewId, hash: null }, view)
  // Nothing else gets somebody out of a window that says 'Saving'; changing it twice does no harm.
  await change().catch(change)
}

/** Why it was not saved, and beneath it what was written, to be copied. */
function refusalModal(desk: Desk, incoming: IncomingOf<'submission'>, view: View): ModalView {
  const written = writtenIn(incoming)
  const blocks =
    written.length === 0
      ? view.blocks
      : [
          ...view.blocks,
          heading('What you had written'),
          ...written.map((text) => ({ type: 'quote' as const, text })),
        ]
  const { tenant, sender } = incoming
  const metadata = sealMetadata({ desk, tenant, userId: sender.userId }, { kind: 'shown', back: nowhere })
  return renderViewModal({ ...view, blocks }, 'Not saved', renderingOf({ desk, tenant }, null), metadata)
}

function writtenIn({ values }: IncomingOf<'submission'>): string[] {
  return Object.values(values)
    .flatMap((answers) => Object.values(answers))
    .flatMap(({ type, value }) => (type === 'plain_text_input' && value !== null ? [value] : []))
    .filter((text) => text.trim() !== '')
}
