import type { Reply, Submission } from '../../core/command.ts'
import type { Log } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import type { Place } from '../../core/place.ts'
import type { ChatAddress, Office } from '../../core/ports.ts'
import type { Seal } from '../../core/seal.ts'
import type { View } from '../../core/view.ts'
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
  written: Remembered<void>
  /** Whether a command usually answers with a form: its button asks for a dialog. */
  opensForm(text: string): boolean
  /** Work that goes on after the answer: its failure is logged, and a stop waits for it. */
  later(what: string, work: Promise<unknown>): void
}

/** Whether something was changed already. */
export type Progress = { changed: boolean }

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

/** Answers what somebody typed, pressed or filled in. Never throws for what a command does. */
export async function ask(visit: Visit, text: string, submission?: Submission): Promise<Reply> {
  const reply = await visit.desk.office.answer(visit.actor, text, submission, visit.place ?? undefined)
  if (reply.type === 'view' && reply.kind === 'done') visit.progress.changed = true
  return reply
}

/** What a command shows now, to the visitor or to everybody; null when it does not simply show something. */
export async function look(
  { desk, actor, place }: Visit,
  command: string | null | undefined,
  audience: View['audience'] = 'private',
): Promise<View | null> {
  if (!command) return null
  const { office } = desk
  const reply = await (audience === 'public'
    ? office.answerAll(actor, command)
    : office.answer(actor, command, undefined, place ?? undefined))
  return reply.type === 'view' && reply.kind === 'answer' ? reply : null
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

/** The command that makes a message again, when that changes nothing: never one that changed something. */
export function remaking(view: View, command: string): string | null {
  if (view.kind === 'answer') return command
  return view.about ?? null
}
