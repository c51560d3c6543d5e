import type { Reply, Submission } from '../../core/command.ts'
import type { Membership } from '../../core/permission.ts'
import type { Place } from '../../core/place.ts'
import type { Office } from '../../core/ports.ts'
import type { View } from '../../core/view.ts'

/** Whether something was changed already. */
export type Progress = { changed: boolean }

/** What a request of somebody who was let in asks with, whatever the platform. */
export type Asking = {
  desk: { office: Pick<Office, 'answer' | 'answerAll'> }
  actor: Membership
  place: Place | null
  progress: Progress
}

/** Answers what somebody typed, pressed or filled in. Never throws for what a command does. */
export async function ask(visit: Asking, text: string, submission?: Submission): Promise<Reply> {
  const reply = await visit.desk.office.answer(visit.actor, text, submission, visit.place ?? undefined)
  if (reply.type === 'view' && reply.kind === 'done') visit.progress.changed = true
  return reply
}

/**
 * What a command shows now, to the visitor or to everybody; null when it does not simply show something. For commands
 * that are known to only show.
 */
export async function look(
  { desk, actor, place }: Pick<Asking, 'desk' | 'actor' | 'place'>,
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

/** The command that makes a message again, when that changes nothing: never one that changed something. */
export function remaking(view: View, command: string): string | null {
  if (view.kind === 'answer') return command
  return view.about ?? null
}

/** Another page or filter of the list that is shown: it takes its place. Anything else is a message of its own. */
export function isSameList(command: string, origin: string | null): boolean {
  const verb = (text: string): string => text.trim().split(/\s+/).slice(0, 2).join(' ').toLowerCase()
  return origin !== null && verb(command) === verb(origin)
}
