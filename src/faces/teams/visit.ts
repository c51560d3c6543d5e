import type { Log } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import type { Place } from '../../core/place.ts'
import type { ChatAddress, Office } from '../../core/ports.ts'
import type { Seal } from '../../core/seal.ts'
import type { Progress } from '../common/asking.ts'
import type { Remembered } from '../common/remembered.ts'
import type { Incoming } from './activity.ts'
import type { Profiles } from './profile.ts'
import type { Rendering } from './rendering.ts'
import type { ChannelNow, Wire, Wires } from './wire.ts'

/** What the Teams face works with, for as long as the process lives. */
export type Desk = {
  office: Office
  /** The tenants that are let in. */
  tenants: ReadonlySet<string>
  log: Log
  seal: Seal
  wires: Wires
  profiles: Profiles
  /** What a channel is, by tenant and channel. */
  channels: Remembered<ChannelNow | null>
  /** Conversations that were written down lately, so that not every request writes. */
  written: Remembered<string>
  /** Whether a command usually answers with a form: its button asks for a dialog. */
  opensForm(text: string): boolean
  /** Work that goes on after the answer: its failure is logged, and a stop waits for it. */
  later(what: string, work: Promise<unknown>): void
}

/** One request of somebody who was let in. */
export type Visit = Pick<Incoming, 'tenantId' | 'spot' | 'botId' | 'serviceUrl'> & {
  desk: Desk
  wire: Wire
  userId: string
  accountId: string
  actor: Membership
  /** Where it was asked; null in a conversation with the app alone. */
  place: Place | null
  /** Asked out of sight of the others there: what is done is told to the visitor alone. */
  alone: boolean
  /** Teams waits for the answer to a press: what there is to say of it needs nobody else to read it. */
  pressed: boolean
  progress: Progress
}

export function tenantPlace(tenantId: string): { platform: 'teams'; workspaceId: string } {
  return { platform: 'teams', workspaceId: tenantId }
}

export function addressOf(tenantId: string, userId: string): ChatAddress {
  return { ...tenantPlace(tenantId), userId }
}

export function renderingOf(
  { desk, tenantId }: { desk: Pick<Desk, 'seal' | 'opensForm'>; tenantId: string },
  origin: string | null,
  viewers: readonly string[] = [],
): Rendering {
  const { seal, opensForm } = desk
  return { seal, about: tenantId, origin, opensForm, ...(viewers.length > 0 ? { viewers } : {}) }
}
