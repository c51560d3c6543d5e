import { formatLongDate } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'
import type { Membership } from '../../core/permission.ts'
import type { Aftermath } from '../../core/view.ts'
import { lifecycle } from './lifecycle.ts'
import type { ActionDetail, PersonName } from './schema.ts'

/** What was done to an action. */
export type Deed = 'claimed' | 'assigned' | 'dated' | 'released' | 'completed' | 'added' | 'progressed'

/** What a change to an action carries beside its words: what others read, what shows it, whose pages it alters. */
export function aftermathOf(
  deed: Deed,
  action: ActionDetail,
  actor: Membership,
  ownerBefore: PersonName | null = null,
): Aftermath {
  const people: readonly (Id | undefined)[] = [
    actor.personId,
    action.owner?.id,
    ownerBefore?.id,
    ...action.contributors.map(({ id }) => id),
  ]
  return {
    told: told(deed, action, actor, ownerBefore),
    about: `actions show ${action.ref}`,
    concerns: [...new Set(people.filter((id) => id !== undefined))],
  }
}

function told(deed: Deed, action: ActionDetail, actor: Membership, before: PersonName | null): string {
  const { ref, owner } = action
  const who = actor.personName
  switch (deed) {
    case 'claimed':
      return action.status === 'handed_over'
        ? `${who} will chase ${ref}: ${ledBy(action)}.`
        : `${who} claimed ${ref}.`
    case 'assigned': {
      const to = owner?.id === actor.personId ? 'themselves' : (owner?.name ?? 'nobody')
      return `${who} assigned ${ref} to ${to}${before ? `; it was ${before.name}'s` : ''}.`
    }
    case 'dated':
      return `${who} set the date of ${ref}${action.dueOn ? `: ${formatLongDate(action.dueOn)}` : ''}.`
    case 'released':
      return before && before.id !== actor.personId
        ? `${who} released ${ref}, which was ${before.name}'s; it has no owner now.`
        : `${who} released ${ref}; it has no owner now.`
    case 'completed':
      return `${who} completed ${ref}; it waits for sign-off.`
    case 'added':
      return `${who} added ${ref}${owner ? ` for ${owner.name}` : '; it has no owner yet'}.`
    case 'progressed':
      return `${who} posted progress on ${ref}: ${lifecycle[action.status].word.toLowerCase()}.`
  }
}

/** Who leads an action that was handed over: 'Northmere Council leads it'. */
export function ledBy({ leadOrganisation }: Pick<ActionDetail, 'leadOrganisation'>): string {
  return `${leadOrganisation ?? 'another body'} leads it`
}
