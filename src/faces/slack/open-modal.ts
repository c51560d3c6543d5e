import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Reply } from '../../core/command.ts'
import type { Form } from '../../core/form.ts'
import { ask, look, remaking } from '../common/asking.ts'
import { within } from '../common/in-time.ts'
import { patiently, slackCode } from './clients.ts'
import { type Back, formMetadata, nowhere, sealMetadata } from './metadata.ts'
import { renderForm, renderViewModal, renderWaiting } from './modal.ts'
import { type Desk, placeOf, renderingOf, type Visit } from './visit.ts'

/** A window of ours that stands on somebody's screen. */
export type OpenModal = { viewId: string; hash: string | null }

/** When a window that waits is opened, in milliseconds after the request: a trigger dies at 3000. */
const waitUntil = 1200
/** How long Slack may make us wait before a window is opened, in milliseconds: once, since what was pressed dies. */
const openPatience = 1000
/** The same for a window that is there already. */
const changePatience = 3000

/**
 * Runs a command that may answer with a form. When that takes long, a window is opened at once that says so, because
 * what was pressed is good for three seconds only. `startedAt` is in milliseconds.
 */
export async function askForForm(
  visit: Visit,
  text: string,
  { trigger, startedAt }: { trigger: string; startedAt: number },
): Promise<{ reply: Reply; modal: OpenModal | null }> {
  const work = ask(visit, text)
  if (!visit.desk.opensForm(text)) return { reply: await work, modal: null }
  const early = await within(work, startedAt + waitUntil - Date.now())
  if (early) return { reply: early.result, modal: null }
  const waiting = renderWaiting('Followthrough', sealMetadata(visit, { kind: 'shown', back: nowhere }))
  const modal = await openModal(visit.client, trigger, waiting).catch((error: unknown) => {
    visit.desk.log.error('slack window not opened', error, { slack: slackCode(error) })
    return null
  })
  return { reply: await work, modal }
}

export async function openModal(
  client: WebClient,
  trigger: string,
  view: ModalView,
): Promise<OpenModal | null> {
  const opened = await patiently(() => client.views.open({ trigger_id: trigger, view }), openPatience)
  return opened.view?.id ? { viewId: opened.view.id, hash: opened.view.hash ?? null } : null
}

/** Changes a window. One that was closed meanwhile, or has moved on, is left alone. */
export async function changeModal(
  { client, desk }: { client: WebClient; desk: Pick<Desk, 'log'> },
  { viewId, hash }: OpenModal,
  view: ModalView,
): Promise<void> {
  try {
    await patiently(
      () => client.views.update({ view_id: viewId, ...(hash ? { hash } : {}), view }),
      changePatience,
    )
  } catch (error) {
    const slack = slackCode(error)
    if (slack !== 'not_found' && slack !== 'hash_conflict' && slack !== 'view_not_found') throw error
    desk.log.info('slack window gone', { slack })
  }
}

/** Opens a window, or puts what it shows into the one that is open already. */
export async function showModal(
  visit: Visit,
  view: ModalView,
  where: { modal: OpenModal | null; trigger: string },
): Promise<void> {
  if (where.modal) return changeModal(visit, where.modal, view)
  await openModal(visit.client, where.trigger, view)
}

/** A form as a window, with the people of its pickers as Slack knows them. */
export async function formModal(visit: Visit, form: Form, back: Back): Promise<ModalView> {
  const people = form.fields.flatMap((field) =>
    field.type === 'person' ? field.options.map(({ value }) => value) : [],
  )
  const users =
    people.length > 0
      ? await visit.desk.office.door.addresses(placeOf(visit.tenant), people)
      : new Map<string, string>()
  return renderForm(form, { metadata: formMetadata(visit, form, back), users })
}

/** An answer as a window. What was changed is shown as it now stands, when there is something to show. */
export async function replyModal(
  visit: Visit,
  reply: Reply,
  command: string,
  back: Back,
): Promise<ModalView> {
  if (reply.type === 'form') return formModal(visit, reply, back)
  const card = reply.kind === 'done' ? await look(visit, reply.about) : null
  const metadata = sealMetadata(visit, { kind: 'shown', back })
  return renderViewModal(reply, 'Followthrough', renderingOf(visit, remaking(reply, command)), metadata, card)
}
