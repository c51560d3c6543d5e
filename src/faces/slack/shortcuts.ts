import { referencePattern } from '../../core/dispatch.ts'
import type { Form } from '../../core/form.ts'
import { ask, type Progress } from '../common/asking.ts'
import { enter } from './actor.ts'
import { patiently, slackCode } from './clients.ts'
import { shortcuts } from './manifest.ts'
import { fitting, type Metadata, nowhere, openMetadata, sealMetadata } from './metadata.ts'
import { renderFinder } from './modal.ts'
import { changeModal, formModal, openModal, replyModal } from './open-modal.ts'
import type { IncomingOf } from './payload.ts'
import { tooOld } from './settle.ts'
import { tell } from './tell.ts'
import { plainText } from './typed-text.ts'
import type { Desk, Visit } from './visit.ts'

/** Opens the window in which an action is found, from anywhere or for a message. */
export async function openFinder(
  desk: Desk,
  incoming: IncomingOf<'shortcut'> | IncomingOf<'message shortcut'>,
  progress: Progress,
): Promise<void> {
  const known = Object.values(shortcuts).find(({ callback_id }) => callback_id === incoming.callback)
  if (!known) return
  const entry = await enter(desk, incoming, '', progress)
  if (!entry.ok) return tell(desk, incoming, entry.view)
  const { visit } = entry
  const metadata: Metadata =
    incoming.kind === 'shortcut'
      ? { kind: 'find', back: nowhere }
      : {
          kind: 'add',
          back: { ...nowhere, url: incoming.url, at: Date.now() },
          channel: incoming.channel,
          ts: incoming.ts,
          domain: incoming.domain,
          text: fitting(plainText(incoming.text)),
        }
  await openModal(visit.client, incoming.trigger, renderFinder(known.name, sealMetadata(visit, metadata)))
}

/** What was found takes the place of the finder: the action's card, or its form with the message put in. */
export async function chooseFound(visit: Visit, incoming: IncomingOf<'press'>): Promise<void> {
  const { surface, value: ref } = incoming
  if (surface.kind !== 'modal') return
  const metadata = openMetadata(visit, surface.metadata)
  if (!metadata || !referencePattern.test(ref)) return tell(visit.desk, incoming, tooOld)
  const command = metadata.kind === 'add' ? `actions progress ${ref}` : `actions show ${ref}`
  const reply = await ask(visit, command)
  const modal =
    metadata.kind === 'add' && reply.type === 'form'
      ? await formModal(visit, await filledFrom(visit, reply, metadata), metadata.back)
      : await replyModal(visit, reply, command, metadata.back)
  await changeModal(visit, surface, modal)
}

type Message = Extract<Metadata, { kind: 'add' }>

/** The message's words and its link, where the form takes them. They are saved only when the person says so. */
async function filledFrom(visit: Visit, form: Form, message: Message): Promise<Form> {
  const link = form.fields.some(({ takes }) => takes === 'link') ? await linkTo(visit, message) : ''
  return {
    ...form,
    fields: form.fields.map((field) => {
      if (field.type !== 'text' || field.value !== '') return field
      if (field.takes === 'message') return { ...field, value: message.text.slice(0, field.max) }
      return field.takes === 'link' ? { ...field, value: link } : field
    }),
  }
}

/** The address of a message, as Slack says it; where the bot may not see its channel, as Slack would. */
async function linkTo({ client, desk }: Visit, { channel, ts, domain }: Message): Promise<string> {
  try {
    const found = await patiently(() => client.chat.getPermalink({ channel, message_ts: ts }), 1000)
    if (found.permalink) return found.permalink
  } catch (error) {
    desk.log.info('slack does not say a link', { slack: slackCode(error) })
  }
  return domain === null ? '' : `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`
}
