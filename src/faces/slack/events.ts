import type { Progress } from '../common/asking.ts'
import { enter } from './actor.ts'
import { whoseToken } from './clients.ts'
import { homeCommand, showHome } from './home-tab.ts'
import type { IncomingOf, Tenant } from './payload.ts'
import { tell } from './tell.ts'
import { type Desk, placeOf } from './visit.ts'

/** Somebody opens their page: it shows how things stand now. */
export async function openedHome(
  desk: Desk,
  incoming: IncomingOf<'home opened'>,
  progress: Progress,
): Promise<void> {
  const entry = await enter(desk, incoming, homeCommand, progress)
  if (!entry.ok) return tell(desk, incoming, entry.view)
  return showHome(entry.visit, homeCommand)
}

/**
 * The workspace has thrown the app out: its token is forgotten; the board and its history stay. Such news may come late,
 * when the app has been installed again: a token that works is not the one that was revoked.
 */
export async function thrownOut(desk: Desk, { tenant }: IncomingOf<'thrown out'>): Promise<void> {
  if (await isTaken(desk, tenant)) return desk.log.info('slack still connected', { workspace: tenant.key })
  await desk.office.door.disconnect(placeOf(tenant))
  desk.log.info('slack disconnected', { workspace: tenant.key })
}

/** Whether Slack takes the token we have for a workspace. Where it does not say, the news is believed. */
async function isTaken(desk: Desk, tenant: Tenant): Promise<boolean> {
  try {
    const client = await desk.clientFor(tenant)
    if (!client) return false
    await whoseToken(client)
    return true
  } catch {
    return false
  }
}
