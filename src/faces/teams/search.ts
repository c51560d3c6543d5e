import { type Found, find, usual } from '../common/found.ts'
import { within } from '../common/in-time.ts'
import type { IncomingOf } from './activity.ts'
import { enter } from './actor.ts'
import { actionsToChoose } from './data.ts'
import { type Answer, choicesAnswer } from './invoke.ts'
import { renderChoices } from './render.ts'
import type { Desk } from './visit.ts'

/** How long words are looked for, in milliseconds: whoever types has typed on by then. */
const findWithin = 2300
/** Teams shows no more than so many. */
const mostChoices = 15

/**
 * What is offered while somebody types into a list of actions, and before they have typed anything. Nobody who is not let in
 * is offered anything, and a failure offers nothing: a reference can be typed all the same.
 */
export async function offerFound(desk: Desk, incoming: IncomingOf<'searched'>): Promise<Answer> {
  const found = await within(findFor(desk, incoming), findWithin)
  return choicesAnswer(renderChoices(found?.result ?? [], mostChoices))
}

async function findFor(desk: Desk, incoming: IncomingOf<'searched'>): Promise<Found[]> {
  if (incoming.dataset !== actionsToChoose) return []
  try {
    const entry = await enter(desk, incoming, '', { changed: false })
    if (!entry.ok) return []
    return incoming.words.trim() === '' ? await usual(entry.visit) : await find(entry.visit, incoming.words)
  } catch (error) {
    desk.log.error('teams search failed', error)
    return []
  }
}
