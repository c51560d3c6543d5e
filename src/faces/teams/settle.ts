import type { Form } from '../../core/form.ts'
import type { Id } from '../../core/ids.ts'
import { type Block, refusal, type View } from '../../core/view.ts'
import { look, remaking } from '../common/asking.ts'
import { uncarry } from '../common/carry.ts'
import { isOurOwn, keptPrivate } from './channel.ts'
import { logFailure } from './errors.ts'
import { type Back, formMetadata } from './metadata.ts'
import { type CardMessage, renderCard, renderChange, renderForm, renderPublic } from './render.ts'
import { onlyFor, sayAlone, sayAloud, type Told } from './say.ts'
import { addressOf, renderingOf, tenantPlace, type Visit } from './visit.ts'
import { outgoing, patiently } from './wire.ts'

/** How long Teams may make us wait before a card is changed, in milliseconds. */
const patience = 4000
/** A card is drawn anew, as it stands for them, for at most so many: those it concerns. Anybody else presses it. */
const mostViewers = 20

/** Whether a card is read by others too. */
export function isPublic({ spot }: Pick<Visit, 'spot'>, card: NonNullable<Back['card']>): boolean {
  return spot.kind !== 'personal' && !card.targeted
}

/** A card's origin, from what its button carried. */
export function originOf(visit: Visit, carried: string | undefined): string | null {
  return carried === undefined ? null : uncarry(carried, visit.desk.seal, visit.tenantId)
}

export type Settled = {
  /** What the visitor is to see in the place of the card that was clicked; null where none was. */
  shown: CardMessage | null
  /** Whether something in the conversation says what was done, without that. */
  told: boolean
}

/** After a change: the clicked card shows how things now stand, and whoever reads along is told. */
export async function settle(visit: Visit, done: View, back: Back): Promise<Settled> {
  const { card, alone } = back
  if (!card) {
    await sayDone(visit, done, alone)
    return { shown: null, told: true }
  }
  const mine = await look(visit, card.origin ?? done.about)
  const shown = mine
    ? renderChange(
        done.headline,
        mine,
        renderingOf(visit, card.origin ?? done.about ?? null),
        remarksOf(done),
      )
    : renderCard(done, renderingOf(visit, null))
  if (isPublic(visit, card)) return { shown, told: await tellReaders(visit, done, card) }
  const kept = card.targeted ? onlyFor(shown) : shown
  return { shown: kept, told: await changeCard(visit, card, kept) }
}

/** What a change says beside its headline. What it offers is left to the card of what was changed. */
function remarksOf({ blocks }: View): Block[] {
  return blocks.filter(({ type }) => type === 'text' || type === 'note')
}

/**
 * The card that everybody sees is drawn for everybody, and its thread is told; neither where others read along. Whether
 * either was done.
 */
async function tellReaders(visit: Visit, done: View, card: NonNullable<Back['card']>): Promise<boolean> {
  if (!(await isOurOwn(visit))) return false
  const base = await look(visit, card.origin, 'public')
  const { told } = done
  const ways = await Promise.allSettled([
    base
      ? changeCard(visit, card, renderCard(base, renderingOf(visit, card.origin, [visit.accountId])))
      : false,
    told
      ? sayAloud(inThread(visit, card), renderCard(saidOf(told), renderingOf(visit, null))).then(() => true)
      : false,
  ])
  for (const way of ways) {
    if (way.status === 'rejected') logFailure(visit.desk.log, 'teams readers not told', way.reason)
  }
  return ways.some((way) => way.status === 'fulfilled' && way.value)
}

/** The thread of a card: Teams names it with the click, or the card is the first in it. */
function inThread(visit: Visit, { id }: NonNullable<Back['card']>): Visit {
  const { spot } = visit
  const known = spot.thread !== spot.id || spot.kind !== 'channel'
  return known ? visit : { ...visit, spot: { ...spot, thread: `${spot.id};messageid=${id}` } }
}

function saidOf(told: string): View {
  return { type: 'view', kind: 'answer', audience: 'public', headline: told, blocks: [] }
}

/** Puts another content into a message of ours. Whether that could be done; what could not is logged. */
export async function changeCard(
  { wire, spot, desk }: Visit,
  { id, targeted }: NonNullable<Back['card']>,
  message: CardMessage,
): Promise<boolean> {
  try {
    await patiently(
      () =>
        targeted
          ? wire.rewhisper(spot.thread, id, outgoing(message))
          : wire.update(spot.id, id, outgoing(message)),
      patience,
    )
    return true
  } catch (error) {
    logFailure(desk.log, 'teams card not changed', error)
    return false
  }
}

/**
 * Says what was done where it was typed: aloud when others need to know and it is theirs to know, else to the person.
 * `alone`: it was asked out of their sight, and stays there.
 */
export async function sayDone(visit: Visit, done: View, alone: boolean): Promise<void> {
  if (done.audience === 'public' && visit.spot.kind === 'channel' && !alone) {
    if (!(await isOurOwn(visit))) return void (await sayView(visit, keptPrivate(done), done.about ?? null))
    const card = await look(visit, done.about, 'public')
    const viewers = card ? [visit.accountId, ...(await accountsOf(visit, done.concerns ?? []))] : []
    const rendering = renderingOf(visit, card ? (done.about ?? null) : null, viewers)
    return sayAloud(visit, renderPublic(done, card, rendering))
  }
  await sayView(visit, done, done.about ?? null)
}

/** The accounts of people whom a change concerns, as far as they have spoken with the app. */
async function accountsOf({ desk, tenantId, accountId }: Visit, people: readonly Id[]): Promise<string[]> {
  const { door, conversations } = desk.office
  const addresses = await door.addresses(tenantPlace(tenantId), people)
  const known = await Promise.all(
    [...addresses.values()]
      .slice(0, mostViewers)
      .map((userId) => conversations.withPerson(addressOf(tenantId, userId))),
  )
  return known.flatMap((one) => (one?.accountId && one.accountId !== accountId ? [one.accountId] : []))
}

/** Says a view to the visitor alone. `origin` makes the card again. */
export function sayView(visit: Visit, view: View, origin: string | null): Promise<Told> {
  return sayAlone(visit, renderCard(view, renderingOf(visit, origin)))
}

/** Says a reply to the visitor alone: a form comes as a card, to be filled in where it was asked for. */
export function sayReply(visit: Visit, reply: View | Form, command: string): Promise<Told> {
  if (reply.type === 'view') return sayView(visit, reply, remaking(reply, command))
  return sayAlone(visit, formCard(visit, reply, { card: null, alone: visit.alone }))
}

export function formCard(visit: Visit, form: Form, back: Back): CardMessage {
  return renderForm(form, { sealed: formMetadata(visit, form, back), where: 'card' })
}

export const tooOld = refusal(
  'This comes from an older message, and cannot be told any more what it meant. Nothing was changed. Ask for it again.',
  { next: 'actions mine' },
)
