import type { WebClient } from '@slack/web-api'
import type { Reply, Submission } from '../../core/command.ts'
import type { Log } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import type { Place } from '../../core/place.ts'
import type { Office } from '../../core/ports.ts'
import type { Seal } from '../../core/seal.ts'
import type { View } from '../../core/view.ts'
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

/** Whether something was changed already. */
export type Progress = { changed: boolean }

/** Answers what somebody typed, pressed or filled in. Never throws for what a command does. */
export async function ask(visit: Visit, text: string, submission?: Submission): Promise<Reply> {
  const reply = await visit.desk.office.answer(visit.actor, text, submission, visit.place ?? undefined)
  if (reply.type === 'view' && reply.kind === 'done') visit.progress.changed = true
  return reply
}

/**
 * What a command shows now, to the visitor or to everybody; null when it does not simply show something. For commands
 * that are known to only show.
 */
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

/** The command that makes a message again, when that changes nothing: never one that changed something. */
export function remaking(view: View, command: string): string | null {
  if (view.kind === 'answer') return command
  return view.about ?? null
}
