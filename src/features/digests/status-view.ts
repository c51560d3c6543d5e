import { formatDate, type IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import { may } from '../../core/permission.ts'
import { count, oneLine } from '../../core/text.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  type Field,
  paragraph,
  type Row,
  type View,
} from '../../core/view.ts'
import { type Ctx, todayOf } from '../context.ts'
import { isExpired } from '../deliveries/rules.ts'
import type { Delivery } from '../deliveries/schema.ts'
import { problemWords, refusedWords } from '../deliveries/words.ts'
import { quietWeek } from './rules.ts'
import type { Subscription } from './schema.ts'
import { everyWeek } from './when.ts'
import { aboutWhat, choices, momentOf } from './words.ts'

/** How far back status looks, in deliveries: some ten weeks. */
const lately = 12

/** What can be done with a channel's digest by who may. */
export function manageButtons({ id, paused }: Subscription, shown: 'status' | 'preview' = 'status'): Block {
  const channel = 'Everybody in the channel reads it.'
  return buttons(
    shown === 'status'
      ? button('Preview', `actions digest preview ${id}`)
      : button('Status', `actions digest status ${id}`),
    ...(paused === 'off' ? [] : [button('Settings', `actions digest settings ${id}`)]),
    ...(paused === null
      ? [
          button('Post now', `actions digest now ${id}`, {
            confirm: { title: 'Post the digest now?', text: channel, yes: 'Post it' },
          }),
        ]
      : []),
    ...(paused === 'off'
      ? []
      : [
          button('Stop', `actions digest off ${id}`, {
            emphasis: 'danger',
            confirm: {
              title: 'Stop the digest?',
              text: 'The channel hears nothing more until somebody sets it up again.',
              yes: 'Stop it',
            },
          }),
        ]),
  )
}

/** One channel's digest: when it was last sent, when it is next, what failed and why, what nobody is certain of. */
export async function statusOf(subscription: Subscription, context: Ctx): Promise<View> {
  const { stores, board, actor, now } = context
  const today = todayOf(context)
  const deliveries = await stores.deliveries.ofSubscription(board, subscription.id, lately)
  const manages = may(actor.role, 'manage digests')
  const { paused } = subscription
  return answer(
    `#${subscription.channelName}: ${stateOf(subscription)}`,
    [
      { type: 'fields', fields: statusFields(subscription, deliveries, today) },
      ...(manages && paused !== null && paused !== 'off' ? [paragraph(refusedWords[paused].next)] : []),
      ...(manages ? deliveries.flatMap((delivery) => uncertainBlocks(delivery, subscription, now)) : []),
      manages
        ? manageButtons(subscription)
        : buttons(button('Preview', `actions digest preview ${subscription.id}`)),
    ],
    manages && paused !== null ? 'actions digest here' : undefined,
  )
}

function stateOf(subscription: Subscription): string {
  const { paused } = subscription
  if (paused === null) return `${lowerFirst(everyWeek(subscription))}, ${aboutWhat(subscription)}`
  return paused === 'off' ? 'no digest, it was stopped' : `paused, because ${refusedWords[paused].why}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function statusFields(subscription: Subscription, deliveries: readonly Delivery[], today: IsoDate): Field[] {
  const { nextAt } = subscription
  const onItsWay = deliveries.some(({ state }) => state === 'pending' || state === 'sending')
  const failed = deliveries.filter(({ state }) => state === 'failed' || state === 'missed')
  const quiet = deliveries
    .filter(({ state, problem }) => state === 'dropped' && problem === quietWeek)
    .slice(0, 3)
    .map(({ period }) => formatDate(period, today))
  return [
    { label: 'Last sent', value: lastSent(deliveries, today) },
    ...(nextAt === null ? [] : [{ label: 'Next', value: momentOf(nextAt, today) }]),
    ...(onItsWay ? [{ label: 'On its way', value: 'one is about to be posted' }] : []),
    ...failed.slice(0, 3).map(({ state, period, problem }) => ({
      label: state === 'failed' ? 'Failed' : 'Missed',
      value: `${formatDate(period, today)}: ${problemWords(problem)}`,
    })),
    ...(failed.length > 3 ? [{ label: 'Before that', value: `${failed.length - 3} more` }] : []),
    ...(quiet.length > 0 ? [{ label: 'Quiet week, nothing posted', value: quiet.join(', ') }] : []),
    ...(subscription.paused === 'off' ? [] : [{ label: 'Settings', value: choices(subscription) }]),
  ]
}

function lastSent(deliveries: readonly Delivery[], today: IsoDate): string {
  const sent = deliveries.find(({ state }) => state === 'sent')
  return sent ? momentOf(sent.settledAt ?? sent.dueAt, today) : 'not yet'
}

/** One that may have arrived is settled by somebody who looks. */
function uncertainBlocks(delivery: Delivery, { channelName }: Subscription, now: Date): Block[] {
  if (delivery.state !== 'uncertain') return []
  const which = `the digest of ${formatDate(delivery.period, todayInLondon(now))}`
  return [
    paragraph(
      `It is not certain that ${which} arrived. Look in #${channelName}, and say whether it is there.`,
    ),
    buttons(
      button('It is there', `actions digest there ${delivery.id}`),
      // What is too late is not posted again, whatever was pressed: Post now stands below.
      isExpired(delivery, now)
        ? button('It is not there', `actions digest again ${delivery.id}`)
        : button('Post it again', `actions digest again ${delivery.id}`, {
            confirm: {
              title: 'Post it again?',
              text: 'If it did arrive, the channel reads it twice.',
              yes: 'Post it again',
            },
          }),
    ),
  ]
}

/** Every channel that hears of the board. */
export async function statusOfAll(context: Ctx): Promise<View> {
  const { stores, board, actor, place } = context
  const all = (await stores.digests.list(board)).filter(({ paused }) => paused !== 'off')
  const [only] = all
  if (only && all.length === 1 && !place) return statusOf(only, context)
  const here = place ? 'This channel hears no digest. ' : ''
  const next = place && may(actor.role, 'manage digests') ? 'actions digest here' : undefined
  if (!only)
    return answer(
      `${here}No channel hears of this board yet.`,
      [paragraph('A lead or an administrator sets one up in its channel: /actions digest here mon 9am')],
      next,
    )
  const others = place ? 'Others do:' : `${count(all.length, 'channel hears', 'channels hear')} of this board`
  const rows = all.map((one) => channelRow(one, todayOf(context)))
  return answer(oneLine(`${here}${others}`), [{ type: 'rows', rows }], next)
}

function channelRow(subscription: Subscription, today: IsoDate): Row {
  const { id, channelName, nextAt } = subscription
  return {
    ref: `#${channelName}`,
    text: stateOf(subscription),
    ...(nextAt === null ? {} : { when: `next ${momentOf(nextAt, today)}` }),
    menu: [button('Status', `actions digest status ${id}`)],
  }
}
