import type { View } from '../../core/view.ts'
import { respond, slackCode } from './clients.ts'
import { publishRefusal } from './home-tab.ts'
import { renderViewModal } from './modal.ts'
import { changeModal, openModal } from './open-modal.ts'
import type { Incoming } from './payload.ts'
import { reach } from './reach.ts'
import { renderMessage } from './render.ts'
import { onlyForYou } from './settle.ts'
import { type Desk, renderingOf } from './visit.ts'

/**
 * Tells somebody why they get nothing, where they asked for it: they were not let in, or something failed. Never
 * rejects: there is nobody left to tell.
 */
export async function tell(desk: Desk, incoming: Incoming, view: View): Promise<void> {
  try {
    await tellThere(desk, incoming, view)
  } catch (error) {
    desk.log.error('slack person not told', error, { kind: incoming.kind, slack: slackCode(error) })
  }
}

async function tellThere(desk: Desk, incoming: Incoming, view: View): Promise<void> {
  const rendering = renderingOf({ desk, tenant: incoming.tenant }, null)
  const modal = () => renderViewModal(view, 'Followthrough', rendering, '')
  const message = () => onlyForYou(renderMessage(view, rendering))
  switch (incoming.kind) {
    case 'command':
      return respond(incoming.url, message())
    case 'press': {
      const { surface, url, trigger } = incoming
      if (surface.kind === 'message') return url ? respond(url, message()) : undefined
      const client = await desk.clientFor(incoming.tenant)
      if (!client) return
      if (surface.kind === 'modal') return changeModal({ client, desk }, surface, modal())
      await openModal(client, trigger, modal())
      return
    }
    case 'message shortcut':
      if (incoming.url) return respond(incoming.url, message())
      return openThere(desk, incoming, modal())
    case 'shortcut':
      return openThere(desk, incoming, modal())
    case 'home opened':
      return publishRefusal(desk, incoming, view)
    // A form is gone when its acknowledgement was taken: nothing of it can be changed any more.
    case 'submission': {
      const { tenant, sender } = incoming
      return reach({ desk, tenant, userId: sender.userId }, null, renderMessage(view, rendering))
    }
    // Suggestions and events have nobody who waits for words.
    case 'suggestion':
    case 'thrown out':
    case 'other':
      return
  }
}

async function openThere(
  desk: Desk,
  { tenant, trigger }: Extract<Incoming, { trigger: string }>,
  modal: ReturnType<typeof renderViewModal>,
): Promise<void> {
  const client = await desk.clientFor(tenant)
  if (client) await openModal(client, trigger, modal)
}
