import type { Form } from '../../core/form.ts'
import { type Block, refusal, type View } from '../../core/view.ts'
import { uncarry } from '../common/carry.ts'
import { isOurOwn, keptPrivate } from './channel.ts'
import { logFailure } from './errors.ts'
import { type Back, formMetadata } from './metadata.ts'
import { type CardMessage, renderCard, renderChange, renderForm, renderPublic } from './render.ts'
import { onlyFor, sayAlone, sayAloud } from './say.ts'
import { look, remaking, renderingOf, type Visit } from './visit.ts'
import { outgoing, patiently } from './wire.ts'

/** How long Teams may make us wait before a card is changed, in milliseconds. */
const patience = 4000
/** A card is drawn anew for at most so many, by themselves. */
const mostViewers = 60

/** Whether a card is read by others too. */
export function isPublic({ spot }: Pick<Visit, 'spot'>, card: NonNullable<Back['card']>): boolean {
  return spot.kind !== 'personal' && !card.targeted
}

/** A card's origin, from what its button carried. */
export function originOf(visit: Visit, carried: string | undefined): string | null {
  return carried === undefined ? null : uncarry(carried, visit.desk.seal, visit.tenantId)
}

/**
 * After a change: the clicked card shows how things now stand, and whoever reads along is told. What the visitor sees in
 * its place is returned: what they did, and the card; null where no card was clicked, and something was said instead.
 */
export async function settle(visit: Visit, done: View, back: Back): Promise<CardMessage | null> {
  const { card } = back
  if (!card) {
    await sayDone(visit, done)
    return null
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
  if (isPublic(visit, card)) {
    await tellReaders(visit, done, card)
    return shown
  }
  const kept = card.targeted ? onlyFor(shown) : shown
  await changeCard(visit, card, kept)
  return kept
}

/** What a change says beside its headline. What it offers is left to the card of what was changed. */
function remarksOf({ blocks }: View): Block[] {
  return blocks.filter(({ type }) => type === 'text' || type === 'note')
}

/** The card that everybody sees is drawn for everybody, and its thread is told; neither where others read along. */
async function tellReaders(visit: Visit, done: View, card: NonNullable<Back['card']>): Promise<void> {
  if (!(await isOurOwn(visit))) return
  const base = await look(visit, card.origin, 'public')
  const { told } = done
  const ways = await Promise.allSettled([
    base
      ? changeCard(visit, card, renderCard(base, renderingOf(visit, card.origin, [visit.accountId])))
      : Promise.resolve(),
    told ? sayAloud(visit, renderCard(saidOf(told), renderingOf(visit, null))) : Promise.resolve(),
  ])
  for (const way of ways) {
    if (way.status === 'rejected') logFailure(visit.desk.log, 'teams readers not told', way.reason)
  }
}

function saidOf(told: string): View {
  return { type: 'view', kind: 'answer', audience: 'public', headline: told, blocks: [] }
}

/** Puts another content into a message of ours. What cannot be changed is logged: the answer to the click shows it. */
export async function changeCard(
  { wire, spot, accountId, desk }: Visit,
  { id, targeted }: NonNullable<Back['card']>,
  message: CardMessage,
): Promise<void> {
  try {
    await patiently(
      () =>
        targeted
          ? wire.rewhisper(spot.id, id, accountId, outgoing(message))
          : wire.update(spot.id, id, outgoing(message)),
      patience,
    )
  } catch (error) {
    logFailure(desk.log, 'teams card not changed', error)
  }
}

/** Says what was done where it was typed: aloud when others need to know and it is theirs to know, else to the person. */
export async function sayDone(visit: Visit, done: View): Promise<void> {
  if (done.audience === 'public' && visit.spot.kind === 'channel') {
    if (!(await isOurOwn(visit))) return sayView(visit, keptPrivate(done), done.about ?? null)
    const card = await look(visit, done.about, 'public')
    const viewers = card ? [visit.accountId].slice(0, mostViewers) : []
    const rendering = renderingOf(visit, card ? (done.about ?? null) : null, viewers)
    return sayAloud(visit, renderPublic(done, card, rendering))
  }
  return sayView(visit, done, done.about ?? null)
}

/** Says a view to the visitor alone. `origin` makes the card again. */
export function sayView(visit: Visit, view: View, origin: string | null): Promise<void> {
  return sayAlone(visit, renderCard(view, renderingOf(visit, origin)))
}

/** Says a reply to the visitor alone: a form comes as a card, to be filled in where it was asked for. */
export function sayReply(visit: Visit, reply: View | Form, command: string): Promise<void> {
  if (reply.type === 'view') return sayView(visit, reply, remaking(reply, command))
  return sayAlone(visit, formCard(visit, reply, { card: null }))
}

export function formCard(visit: Visit, form: Form, back: Back): CardMessage {
  return renderForm(form, { sealed: formMetadata(visit, form, back), where: 'card' })
}

export const tooOld = refusal(
  'This comes from an older message, and cannot be told any more what it meant. Nothing was changed. Ask for it again.',
  { next: 'actions mine' },
)
