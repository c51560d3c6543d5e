import type { WebClient } from '@slack/web-api'
import type { Log } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import type { Place } from '../../core/place.ts'
import type { Office } from '../../core/ports.ts'
import type { Seal } from '../../core/seal.ts'
import type { Progress } from '../common/asking.ts'
import type { Remembered } from '../common/remembered.ts'
import type { Incoming, Tenant } from './payload.ts'
import type { Profiles } from './profile.ts'
import type { Rendering } from './render.ts'

/** What the Slack face works with, for as long as the process lives. */
export type Desk = {
  office: Office
  log: Log
  seal: Seal
  profiles: Profiles
  /** Whether a channel is the workspace's own, by workspace and channel. */
  channels: Remembered<boolean>
  /** The client for where a request came from; null where the app is not installed, or not any more. */
  clientFor(tenant: Tenant): Promise<WebClient | null>
  /** Whether a command may answer with a form. */
  opensForm(text: string): boolean
  /** Work that goes on after the answer: its failure is logged, and a stop waits for it. */
  later(what: string, work: Promise<unknown>): void
}

/** One request of somebody who was let in. */
export type Visit = {
  desk: Desk
  tenant: Tenant
  userId: string
  client: WebClient
  actor: Membership
  /** The channel it was asked in; null in a conversation of one's own, and on a page. */
  place: Place | null
  /** What has become of it, for what is said if something fails afterwards. */
  progress: Progress
}

export function placeOf(tenant: Tenant): { platform: 'slack'; workspaceId: string } {
  return { platform: 'slack', workspaceId: tenant.key }
}

export function addressOf(incoming: Pick<Incoming, 'tenant'>, userId: string) {
  return { ...placeOf(incoming.tenant), userId }
}

export function renderingOf(
  { desk, tenant }: Pick<Visit, 'desk' | 'tenant'>,
  origin: string | null,
): Rendering {
  return { seal: desk.seal, about: tenant.key, origin }
}
