import { formatDate, type IsoDate } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'
import { may } from '../../core/permission.ts'
import type { Aftermath } from '../../core/view.ts'
import { type Ctx, todayOf } from '../context.ts'
import { lifecycle } from './lifecycle.ts'
import type { ActionDetail, PersonName } from './schema.ts'
import type { HistoryEntry } from './store.ts'

/** What was done to an action. */
export type Deed =
  | 'claimed'
  | 'assigned'
  | 'dated'
  | 'released'
  | 'completed'
  | 'added'
  | 'progressed'
  | 'reopened'

/** What a change to an action carries beside its words: what others read, what shows it, whose pages it alters. */
export async function aftermathOf(
  deed: Deed,
  action: ActionDetail,
  context: Ctx,
  ownerBefore: PersonName | null = null,
): Promise<Aftermath> {
  const { actor } = context
  const people: readonly (Id | undefined)[] = [
    actor.personId,
    action.owner?.id,
    ownerBefore?.id,
    ...action.contributors.map(({ id }) => id),
    ...(await othersWhoseListsChange(deed, action, context)),
  ]
  return {
    told: told(
      { deed, who: actor.personName, ownerBefore: ownerBefore?.name ?? null },
      action,
      todayOf(context),
    ),
    about: `actions show ${action.ref}`,
    concerns: [...new Set(people.filter((id) => id !== undefined))],
  }
}

/** What nobody has stands on the pages of who leads it; what waits for sign-off, on those of who may give it. */
async function othersWhoseListsChange(
  deed: Deed,
  { leadOrganisation }: ActionDetail,
  { stores, board }: Ctx,
): Promise<Id[]> {
  if (deed === 'progressed') return []
  const signOff = deed === 'completed' || deed === 'reopened'
  const people = await stores.people.list(board)
  return people
    .filter(({ role, organisation }) =>
      signOff ? may(role, 'work on any action') : organisation !== null && organisation === leadOrganisation,
    )
    .map(({ personId }) => personId)
}

const deeds: Partial<Record<HistoryEntry['what'], Deed>> = {
  claimed: 'claimed',
  assigned: 'assigned',
  dated: 'dated',
  released: 'released',
  completed: 'completed',
  added: 'added',
  started: 'progressed',
  progressed: 'progressed',
  blocked: 'progressed',
  unblocked: 'progressed',
  reopened: 'reopened',
  'taken back': 'progressed',
}

/** What the latest entry of an action's history tells others; undefined where it tells them nothing. */
export function toldLast(
  action: ActionDetail,
  entry: HistoryEntry | undefined,
  today: IsoDate,
): string | undefined {
  const deed = entry && deeds[entry.what]
  if (!deed) return undefined
  const before = entry.before['owner']
  return told(
    { deed, who: entry.who, ownerBefore: typeof before === 'string' ? before : null },
    action,
    today,
  )
}

type Told = { deed: Deed; who: string; ownerBefore: string | null }

function told({ deed, who, ownerBefore: before }: Told, action: ActionDetail, today: IsoDate): string {
  const { ref, owner } = action
  switch (deed) {
    case 'claimed':
      return action.status === 'handed_over'
        ? `${who} will chase ${ref}: ${ledBy(action)}.`
        : `${who} claimed ${ref}.`
    case 'assigned': {
      const to = owner?.name === who ? 'themselves' : (owner?.name ?? 'nobody')
      return `${who} assigned ${ref} to ${to}${before ? `; it was ${before}'s` : ''}.`
    }
    case 'dated':
      return `${who} set the date of ${ref}${action.dueOn ? `: ${formatDate(action.dueOn, today)}` : ''}.`
    case 'released':
      return before && before !== who
        ? `${who} released ${ref}, which was ${before}'s; it has no owner now.`
        : `${who} released ${ref}; it has no owner now.`
    case 'completed':
      return `${who} completed ${ref}; it waits for sign-off.`
    case 'added':
      return `${who} added ${ref}${owner ? ` for ${owner.name}` : '; it has no owner yet'}.`
    case 'reopened':
      return `${who} reopened ${ref}: ${lifecycle[action.status].word.toLowerCase()}.`
    case 'progressed':
      return `${who} posted progress on ${ref}: ${lifecycle[action.status].word.toLowerCase()}.`
  }
}

/** Who leads an action that was handed over: 'Northmere Council leads it'. */
export function ledBy({ leadOrganisation }: Pick<ActionDetail, 'leadOrganisation'>): string {
  return `${leadOrganisation ?? 'another body'} leads it`
}
