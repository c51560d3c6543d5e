import type { Id } from '../../core/ids.ts'
import type { View } from '../../core/view.ts'
import { ask } from '../common/asking.ts'
import { patiently, slackCode } from './clients.ts'
import type { Incoming } from './payload.ts'
import { renderHome } from './render.ts'
import { addressOf, type Desk, placeOf, renderingOf, type Visit } from './visit.ts'
import { vouchedFor } from './vouch.ts'

/** What a personal page shows when it is opened. */
export const homeCommand = 'actions home'

/** How long Slack may make us wait for a page, in milliseconds: nobody waits for it. */
const patience = 10_000
/** The most pages that one change brings up to date; the others are, when they are next opened. */
const mostPages = 50

/** Shows a page, and remembers what it shows, so that it can be kept current. */
export async function showHome(visit: Visit, command: string): Promise<void> {
  const reply = await ask(visit, command)
  if (reply.type !== 'view') return
  await visit.desk.office.pages.opened(addressOf(visit, visit.userId), command)
  await publish(visit, visit.userId, reply, command)
}

/** The page of somebody who is not let in: only what they are told. */
export async function publishRefusal(desk: Desk, incoming: Incoming, view: View): Promise<void> {
  const client = await desk.clientFor(incoming.tenant)
  if (!client) return
  await publish({ desk, client, tenant: incoming.tenant }, incoming.sender.userId, view, null)
}

function publish(
  { client, desk, tenant }: Pick<Visit, 'client' | 'desk' | 'tenant'>,
  userId: string,
  view: View,
  command: string | null,
): Promise<unknown> {
  const home = renderHome(view, renderingOf({ desk, tenant }, command))
  return patiently(() => client.views.publish({ user_id: userId, view: home }), patience)
}

/**
 * Brings the open pages of these people up to date. Each page is made as its own reader, who is let in anew for it: by
 * Slack too, for whoever left must not go on reading.
 */
export async function refreshHomes(
  visit: Pick<Visit, 'desk' | 'client' | 'tenant'>,
  people: readonly Id[],
): Promise<void> {
  const { office, log } = visit.desk
  const pages = await office.pages.of(placeOf(visit.tenant), people)
  for (const { userId, command } of pages.slice(0, mostPages)) {
    try {
      const sender = { userId, teamId: null }
      const vouched = await vouchedFor(visit.desk, visit.client, { tenant: visit.tenant, sender })
      const actor = await office.door.member(addressOf(visit, userId))
      if (!vouched?.letIn || !actor) continue
      const reader: Visit = { ...visit, userId, actor, place: null, progress: { changed: false } }
      const reply = await ask(reader, command || homeCommand)
      if (reply.type === 'view') await publish(reader, userId, reply, command || homeCommand)
    } catch (error) {
      log.error('slack page not refreshed', error, { slack: slackCode(error) })
    }
  }
}
