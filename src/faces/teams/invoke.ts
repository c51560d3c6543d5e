import { lineOf } from './letters.ts'
import type { CardMessage } from './render.ts'

/** What Teams is answered: a status, and for what waits for one, a body. */
export type Answer = { status: number; body?: object }

const cardType = 'application/vnd.microsoft.card.adaptive'

export const received: Answer = { status: 200 }

/** The card that takes the place of the one that was clicked, for whoever clicked. */
export function cardAnswer({ card }: CardMessage): Answer {
  return { status: 200, body: { statusCode: 200, type: cardType, value: card } }
}

/** Words for whoever clicked, where no card takes the place of another. */
export function wordsAnswer(text: string): Answer {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
  }
}

/** What is offered to whoever types into a list. */
export function choicesAnswer(results: readonly object[]): Answer {
  const type = 'application/vnd.microsoft.search.searchResponse'
  return { status: 200, body: { statusCode: 200, type, value: { results } } }
}

/** Nothing takes the place of the card, which stays as it is. `status` is of the kinds of HTTP. */
export function errorAnswer(status: 400 | 500, text: string): Answer {
  const value = { code: String(status), message: text }
  return { status: 200, body: { statusCode: status, type: 'application/vnd.microsoft.error', value } }
}

/** Titles of a dialog are cut by Teams after so many characters. */
const longestTitle = 60

/** A dialog that shows a card: a form, or what there is to say. */
export function dialogAnswer({ card }: CardMessage, title: string): Answer {
  const value = {
    title: lineOf(title, longestTitle, 'Followthrough'),
    height: 'medium',
    width: 'medium',
    card: { contentType: cardType, content: withoutActions(card) },
  }
  return { status: 200, body: { task: { type: 'continue', value } } }
}

/** The dialog's last words. */
export function dialogWords(text: string): Answer {
  return { status: 200, body: { task: { type: 'message', value: text } } }
}

/** Closes the dialog: what was done is to be seen where it was opened. */
export const dialogClosed: Answer = { status: 200 }

/** In a dialog only a form's own button does anything: the others would be pressed in vain. */
function withoutActions(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isIdle(item)).map(withoutActions)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== 'refresh' && !(key === 'selectAction' && isIdle(inner)))
      .map(([key, inner]) => [key, withoutActions(inner)]),
  )
}

/** An action that carries a command, and a row of nothing but such. */
function isIdle(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false
  const { type, data, actions, card } = item as Record<string, unknown>
  if (type === 'ActionSet') return Array.isArray(actions) && actions.every(isIdle)
  if (type === 'Action.ShowCard') return card !== undefined
  const carried = typeof data === 'object' && data !== null && 'do' in data ? data.do : null
  return (
    typeof type === 'string' &&
    type.startsWith('Action.') &&
    carried !== null &&
    carried !== 'save' &&
    carried !== 'choose'
  )
}
