import type { IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import { may } from '../../core/permission.ts'
import type { Stores } from '../stores.ts'
import type { Composed, Composer } from './jobs.ts'
import type { Delivery, NoticeCode } from './schema.ts'
import { mostNamed, type NoticeItem, noticeView, type RefusedItem, refusedView } from './view.ts'

/**
 * How far back a notice tells of what was found to be missed, in milliseconds: one is written on each day that something
 * was, however long ago it had been due.
 */
const missedWithin = 14 * 24 * 3_600_000

/** Tells somebody who looks after the board what became of digests, if it is still so and they still do. */
export function composeNotice({ deliveries, people }: Pick<Stores, 'deliveries' | 'people'>): Composer {
  /** Who refused their message of the day that a notice is of, by name, and why. */
  const refusedOn = async ({ board, period, createdAt }: Delivery): Promise<RefusedItem[]> => {
    const since = new Date(createdAt.getTime() - 24 * 3_600_000)
    const refused = (await deliveries.troubled(board, 'daily', 'failed', since)).filter(
      (one) => one.period === period,
    )
    const found = await Promise.all(
      refused.slice(0, mostNamed).map(async ({ target, problem }) => {
        const person = 'personId' in target ? await people.get(board, target.personId) : null
        return { name: person?.active ? person.personName : null, problem }
      }),
    )
    return [...found, ...refused.slice(mostNamed).map(({ problem }) => ({ name: null, problem }))]
  }
  return async (notice, now) => {
    const { board, subject, target } = notice
    if (subject.kind !== 'notice' || !('personId' in target)) throw new Error('This is no notice.')
    const keeper = await people.get(board, target.personId)
    const { what, deliveryId, subscriptionId } = subject
    const theirs =
      subscriptionId && (await deliveries.subscribed(board, [subscriptionId])).get(subscriptionId)
    const setItUp = theirs ? theirs.createdById === target.personId : false
    if (!keeper?.active || !(may(keeper.role, 'manage digests') || setItUp))
      return { kind: 'nothing', why: 'not theirs' }
    if (what === 'refused') return composeRefused(await refusedOn(notice), notice.period, now)
    const about =
      what === 'missed'
        ? await deliveries.troubled(board, 'digest', 'missed', new Date(now.getTime() - missedWithin))
        : [await deliveries.get(board, deliveryId ?? '')].filter((one) => one !== null)
    const ids = about.flatMap((one) => ('subscriptionId' in one.target ? [one.target.subscriptionId] : []))
    const subscribed = await deliveries.subscribed(board, ids)
    const items = about.flatMap((one): NoticeItem[] => {
      const channel = 'subscriptionId' in one.target ? subscribed.get(one.target.subscriptionId) : undefined
      if (!channel || isOver(what, one.state, channel.paused)) return []
      const { id, period, problem } = one
      return [{ id, channelName: channel.channelName, period, problem }]
    })
    if (items.length === 0) return { kind: 'nothing', why: 'over' }
    return { kind: 'say', view: noticeView(what, items, todayInLondon(now)), origin: null, pings: [] }
  }
}

function composeRefused(items: readonly RefusedItem[], period: IsoDate, now: Date): Composed {
  if (items.length === 0) return { kind: 'nothing', why: 'over' }
  const view = refusedView(items, period, todayInLondon(now))
  return { kind: 'say', view, origin: null, pings: [] }
}

/** Whether what a notice was to tell has been put right meanwhile. */
function isOver(
  what: Exclude<NoticeCode, 'refused'>,
  state: Delivery['state'],
  paused: string | null,
): boolean {
  return what === 'paused' ? paused === null : state !== what
}
