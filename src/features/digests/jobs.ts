import { londonDateOf } from '../../calendar/london.ts'
import type { Composer } from '../deliveries/jobs.ts'
import type { Stores } from '../stores.ts'
import { type Digest, figuresOf, gatherDigest, isQuiet } from './gather.ts'
import { askedForKey, quietWeek } from './rules.ts'
import { digestView } from './view.ts'

/** Makes the words of a week's digest, at the moment it is sent. */
export function composeDigest(stores: Pick<Stores, 'actions' | 'boards' | 'digests'>): Composer {
  return async ({ board, id, key, target, dueAt }, now) => {
    const subscription = 'channelId' in target ? await stores.digests.get(board, target.subscriptionId) : null
    if (!subscription) return { kind: 'nothing', why: 'gone' }
    if (subscription.paused !== null) return { kind: 'nothing', why: 'paused' }
    const { filters, lookAheadDays, whenQuiet, pings } = subscription
    const past = await stores.digests.before(board, subscription.id, dueAt)
    const about = { filters, lookAheadDays, period: londonDateOf(dueAt), today: londonDateOf(now), past }
    const digest = await gatherDigest(stores, board, about)
    // Whoever asked for one waits for it.
    const asked = key.startsWith(askedForKey(subscription.id))
    if (whenQuiet === 'silent' && !asked && saysNothing(digest)) return { kind: 'nothing', why: quietWeek }
    return {
      kind: 'say',
      view: digestView(digest),
      origin: `actions digest ${id}`,
      pings: pings ? digest.lists.overdue.flatMap(({ owner }) => (owner ? [owner.id] : [])) : [],
      figures: figuresOf(digest),
    }
  }
}

/** Whether a quiet week may pass in silence: not when a digest before it never came. */
export function saysNothing(digest: Digest): boolean {
  return isQuiet(digest) && digest.past.missed.length === 0
}
