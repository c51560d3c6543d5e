import { enter } from './actor.ts'
import { homeCommand, showHome } from './home-tab.ts'
import type { IncomingOf } from './payload.ts'
import { tell } from './tell.ts'
import { type Desk, type Progress, placeOf } from './visit.ts'

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

/** The workspace has thrown the app out: its token is forgotten; the board and its history stay. */
export async function thrownOut(desk: Desk, { tenant }: IncomingOf<'thrown out'>): Promise<void> {
  await desk.office.door.disconnect(placeOf(tenant))
  desk.log.info('slack disconnected', { workspace: tenant.key })
}
