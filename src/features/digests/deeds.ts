import { formatDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Reply } from '../../core/command.ts'
import { isId } from '../../core/ids.ts'
import { may } from '../../core/permission.ts'
import { button, buttons, done, note, refusal } from '../../core/view.ts'
import { unknownName } from '../actions/unknown-names.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import type { Delivery } from '../deliveries/schema.ts'
import { mayNotManage, noDigest, subscriptionOf } from './asking.ts'
import { type DigestFilters, filtersAfter, writtenFiltersOf } from './filters.ts'
import { firstDigest, gatherDigest } from './gather.ts'
import { saysNothing } from './jobs.ts'
import { defaultSettings, figures } from './schema.ts'
import { manageButtons } from './status-view.ts'
import { digestView } from './view.ts'

type Which = string | undefined

/** The channel's digest as it would be posted now, or one of the whole board, for the asker alone. */
export async function preview(
  which: Which,
  { all, ...said }: DigestFilters & { all?: boolean },
  context: Ctx,
): Promise<Reply> {
  const { stores, board, now } = context
  const there = await subscriptionOf(which, context)
  if (which !== undefined && !there) return noDigest(context)
  const unknown = await unknownName(said, context)
  if (unknown) {
    const instead = unknown.instead ? writtenFiltersOf({ ...said, ...unknown.instead }) : ''
    return refusal(unknown.message, { next: `actions digest preview ${instead}`.trim() })
  }
  const today = todayOf(context)
  const written = writtenFiltersOf(said)
  const settings = there && there.paused !== 'off' ? there : defaultSettings
  const filters = filtersAfter(settings.filters, written, all)
  const asked = firstDigest({ filters, lookAheadDays: settings.lookAheadDays }, today)
  const past = there ? await stores.digests.before(board, there.id, now) : asked.past
  const digest = await gatherDigest(stores, board, { ...asked, past })
  const silent = settings.whenQuiet === 'silent' && saysNothing(digest)
  const view = digestView(digest)
  const quiet = note('This week is quiet, so nothing would be posted: that is how it is set.')
  const manages = there !== null && may(context.actor.role, 'manage digests')
  return {
    ...view,
    audience: 'private',
    blocks: [
      ...(silent ? [quiet] : []),
      ...view.blocks,
      ...(manages ? [manageButtons(there, 'preview')] : []),
    ],
    next: 'actions mine',
  }
}

/** The digest of a delivery, as things now stand: what a posted message is brought up to date with. */
export async function showDelivery(id: string, context: Ctx): Promise<Reply> {
  const { stores, board } = context
  const delivery = await digestOf(id, context)
  if (!delivery) return refusal('That digest is not on this board.', { next: 'actions digest preview' })
  const { subscription, dueAt } = delivery
  const today = todayOf(context)
  const past = await stores.digests.before(board, subscription.id, dueAt)
  // What it was posted of, whatever the channel hears by now.
  const counted = figures.safeParse(delivery.figures)
  const filters = counted.success ? counted.data.filters : subscription.filters
  const { lookAheadDays } = subscription
  const about = { filters, lookAheadDays, period: londonDateOf(dueAt), today, past }
  const view = digestView(await gatherDigest(stores, board, about))
  return counted.success && counted.data.on !== today
    ? { ...view, blocks: [note(`As it stands on ${formatDate(today, today)}.`), ...view.blocks] }
    : view
}

async function digestOf(id: string, { stores, board }: Ctx) {
  const delivery: Delivery | null = isId(id) ? await stores.deliveries.get(board, id) : null
  if (delivery?.subject.kind !== 'digest' || !('channelId' in delivery.target)) return null
  const subscription = await stores.digests.get(board, delivery.target.subscriptionId)
  return subscription && { ...delivery, subscription }
}

/** Stops a channel's digest. */
export async function stop(which: Which, context: Ctx): Promise<Reply> {
  const refused = mayNotManage(context)
  if (refused) return refused
  const there = await subscriptionOf(which, context)
  if (!there || there.paused === 'off') return noDigest(context)
  await context.stores.digests.pause(context.board, there.id, 'off', byOf(context))
  return done(`#${there.channelName} hears no digest any more.`, {
    audience: 'private',
    blocks: [note('To begin again, type it in the channel: /actions digest here')],
    about: `actions digest status ${there.id}`,
  })
}

/** Has it posted now, once. */
export async function postNow(which: Which, context: Ctx): Promise<Reply> {
  const refused = mayNotManage(context)
  if (refused) return refused
  const { stores, board } = context
  const there = await subscriptionOf(which, context)
  if (!there || there.paused === 'off') return noDigest(context)
  const next = `actions digest status ${there.id}`
  switch (await stores.digests.postNow(board, there.id, byOf(context))) {
    case 'to be posted':
      return done(`The digest is on its way to #${there.channelName}.`, {
        audience: 'private',
        blocks: [buttons(button('Status', next))],
      })
    case 'just posted':
      return refusal(`One was posted to #${there.channelName} a moment ago, or is on its way.`, { next })
    case 'gone':
      return refusal(`The digest of #${there.channelName} is paused, so nothing is posted.`, { next })
  }
}

/** A person says whether one that is uncertain is there. */
export async function settleDelivery(arrived: boolean, id: Which, context: Ctx): Promise<Reply> {
  const refused = mayNotManage(context)
  if (refused) return refused
  const { stores, board } = context
  const delivery = await digestOf(id ?? '', context)
  const state = delivery && (await stores.deliveries.resolve(board, delivery.id, arrived, byOf(context)))
  if (!state) {
    return refusal('That digest is not uncertain any more. Nothing was changed.', {
      next: 'actions digest status',
    })
  }
  const { subscription, period } = delivery
  const which = `The digest of ${formatDate(period, todayOf(context))}`
  const about = `actions digest status ${subscription.id}`
  if (state === 'missed')
    return done(`${which} is noted as not posted: that week is too late to be posted again.`, {
      audience: 'private',
      blocks: [note('For one of today, type /actions digest now in the channel.')],
      about,
    })
  return done(
    arrived
      ? `${which} is noted as posted.`
      : `${which} will be posted again in #${subscription.channelName}.`,
    { audience: 'private', about },
  )
}
