import type { View } from '../../core/view.ts'
import { ask, isSameList, look, type Progress, remaking } from '../common/asking.ts'
import { uncarry } from '../common/carry.ts'
import type { IncomingOf, Inputs } from './activity.ts'
import { enter } from './actor.ts'
import type { CardData } from './data.ts'
import { type Answer, cardAnswer, errorAnswer, received, wordsAnswer } from './invoke.ts'
import type { Back } from './metadata.ts'
import { type CardMessage, readFields, renderCard } from './render.ts'
import { listenerOf, onlyFor, sayAlone, saysBeside, type Told, wordsOf } from './say.ts'
import {
  changeCard,
  formCard,
  isPublic,
  originOf,
  sayDone,
  sayReply,
  sayView,
  settle,
  tooOld,
} from './settle.ts'
import { type Saved, type Submissions, submitForm, withWritten } from './submit.ts'
import { type Desk, renderingOf, type Visit } from './visit.ts'

type Press = IncomingOf<'press'>
type Card = NonNullable<Back['card']>

/**
 * A button, a choice or a form in a card: each carries a command, which goes the way of a typed one, by whoever pressed
 * it. The answer is the card in its place, as they are to see it now.
 */
export async function press(
  desk: Desk,
  incoming: Press,
  progress: Progress,
  running: Submissions,
): Promise<Answer> {
  const { data, inputs, tenantId } = incoming
  // The welcome's button for help is there for whoever installs the app, too.
  const asked = data.do === 'run' ? uncarry(data.c, desk.seal, tenantId) : null
  const entry = await enter(desk, incoming, asked ?? '', progress)
  if (!entry.ok) return turnedAway(desk, incoming, entry.view)
  const { visit } = entry
  if (data.do === 'save') {
    const card = cardOf(incoming, null)
    return submitForm(visit, { s: data.s, inputs }, running, async (saved) =>
      answerTo(incoming, await afterSaving(visit, saved, card)),
    )
  }
  const origin = originOf(visit, 'o' in data ? data.o : undefined)
  const shown = await run(visit, data, inputs, cardOf(incoming, origin))
  if (!shown && data.do === 'refresh') return errorAnswer(400, 'This cannot be shown anew.')
  return answerTo(incoming, shown)
}

function answerTo(incoming: Press, shown: Shown): Answer {
  if (!incoming.waits) return received
  if (!shown || typeof shown === 'string') return wordsAnswer(wordsOf(shown ?? 'here'))
  return inItsPlace(incoming, shown)
}

/** What takes the place of the card: what one person alone saw stays for them alone. */
function inItsPlace({ targeted }: Press, message: CardMessage): Answer {
  return cardAnswer(targeted ? onlyFor(message) : message)
}

/** What was clicked a second time, or again by Teams itself: the card as it now stands, and nothing is done. */
export async function pressedBefore(desk: Desk, incoming: Press): Promise<Answer> {
  if (!incoming.waits) return received
  const entry = await enter(desk, incoming, '', { changed: false })
  if (!entry.ok) return turnedAway(desk, incoming, entry.view)
  const { data } = incoming
  const card = cardOf(incoming, originOf(entry.visit, 'o' in data ? data.o : undefined))
  const shown = card && (await asItStands(entry.visit, card))
  return shown ? inItsPlace(incoming, shown) : wordsAnswer('That was pressed a moment ago already.')
}

function cardOf({ cardId, targeted }: Press, origin: string | null): Card | null {
  return cardId === null ? null : { id: cardId, origin, targeted }
}

/**
 * Why a press came to nothing. The card stays as it is, with what was typed into it, to be pressed again; where Teams
 * says nothing beside it, the words take its place for whoever pressed.
 */
export async function turnedAway(desk: Desk, incoming: Press, view: View): Promise<Answer> {
  // A card that draws itself anew was not pressed by anybody: it shows what it showed.
  if (incoming.data.do === 'refresh') return errorAnswer(400, view.headline)
  const listener = listenerOf(desk, incoming)
  const message = renderCard(view, renderingOf(listener, null))
  if (!incoming.waits) {
    await sayAlone(listener, message)
    return received
  }
  if (await saysBeside(listener, message)) return wordsAnswer(view.headline)
  const { data, inputs } = incoming
  const kept = data.do === 'save' ? withWritten(view, readFields(inputs)) : view
  return inItsPlace(incoming, renderCard(kept, renderingOf(listener, null)))
}

/** What the visitor sees in the place of the card; where else they were told, or not; null when neither. */
type Shown = CardMessage | Exclude<Told, 'here'> | null

async function run(
  visit: Visit,
  data: Exclude<CardData, { do: 'save' }>,
  inputs: Inputs,
  card: Card | null,
): Promise<Shown> {
  if (data.do === 'refresh') return card && asItStands(visit, card)
  /** What was said elsewhere is told by the answer; beside what was said here, the card shows how things stand. */
  const beside = async (told: Told): Promise<Shown> =>
    told === 'here' ? card && (await asItStands(visit, card)) : told
  const command = commandOf(visit, data, inputs)
  if (command === null) return beside(await sayView(visit, tooOld, null))
  const reply = await ask(visit, command)
  if (reply.type === 'form') return beside(await sayReply(visit, reply, command))
  switch (reply.kind) {
    case 'done':
      return (await settle(visit, reply, { card, alone: visit.alone })).shown
    case 'refusal':
      return beside(await sayView(visit, reply, null))
    case 'answer': {
      if (card && isSameList(command, card.origin) && !isPublic(visit, card)) {
        const next = renderCard(reply, renderingOf(visit, command))
        await changeCard(visit, card, card.targeted ? onlyFor(next) : next)
        return next
      }
      return beside(await sayView(visit, reply, remaking(reply, command)))
    }
  }
}

function commandOf(
  visit: Visit,
  data: Exclude<CardData, { do: 'save' | 'refresh' }>,
  inputs: Inputs,
): string | null {
  const { seal } = visit.desk
  switch (data.do) {
    case 'run':
    case 'open':
      return uncarry(data.c, seal, visit.tenantId)
    case 'pick': {
      const chosen = inputs[data.from]
      return typeof chosen === 'string' ? uncarry(chosen, seal, visit.tenantId) : null
    }
    case 'choose':
      return null
  }
}

/** The card as it now stands for the visitor; null when nothing makes it again. */
async function asItStands(visit: Visit, { origin }: Card): Promise<CardMessage | null> {
  const view = await look(visit, origin)
  return view && renderCard(view, renderingOf(visit, origin))
}

/** A form that stood in a card: it comes again with what is wrong, or makes way for what it did. */
async function afterSaving(visit: Visit, saved: Saved, card: Card | null): Promise<CardMessage | null> {
  switch (saved.kind) {
    case 'again': {
      const again = formCard(visit, saved.form, saved.back)
      if (card) await changeCard(visit, card, card.targeted ? onlyFor(again) : again)
      return again
    }
    case 'refused':
      return renderCard(saved.view, renderingOf(visit, null))
    case 'done': {
      const { view, back } = saved
      // In a channel the form was for one person, and what it did may be for all.
      if (visit.spot.kind === 'channel' && !back.alone) {
        await sayDone(visit, view, false)
        return renderCard(view, renderingOf(visit, view.about ?? null))
      }
      return (await settle(visit, view, { ...back, card: card && { ...card, origin: view.about ?? null } }))
        .shown
    }
  }
}
