import type { IAdaptiveCard } from '@microsoft/teams.cards'
import type { Block } from '../../core/view.ts'
import type { Action, Canvas, Element } from './canvas.ts'
import { escapedMarkdown } from './letters.ts'
import { limits, room } from './limits.ts'
import { spoken, summaryOf } from './summary.ts'

/** A message to send: the card, and `summary` for notifications and screen readers. */
export type CardMessage = { summary: string; card: IAdaptiveCard }

/** What a card is in words: its headlines, and what else says how things stand. */
export type Words = { lead: readonly string[]; blocks: readonly Block[] }

export type Frame = { words: Words; wide: boolean; actions?: Action[]; viewers?: readonly string[] }

/** The card around a body. */
export function cardAround(body: Element[], canvas: Canvas, frame: Frame): IAdaptiveCard {
  const { lead, blocks } = frame.words
  const text = JSON.stringify(body)
  // Teams refuses a card that names a mention it does not find.
  const entities = canvas.mentions().filter((each) => text.includes(each.text ?? ''))
  const msteams = {
    ...(frame.wide ? { width: 'full' as const } : {}),
    ...(entities.length > 0 ? { entities } : {}),
  }
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText: escapedMarkdown(summaryOf(lead, [], room.speech)),
    speak: spoken(summaryOf(lead, blocks, room.speech)),
    body,
    ...(frame.actions ? { actions: frame.actions } : {}),
    ...refreshed(canvas.origin, frame.viewers ?? []),
    ...(Object.keys(msteams).length > 0 ? { msteams } : {}),
  }
}

const accountId = /^[\w:.@+-]{3,200}$/

/** What makes the card afresh when one of its viewers looks at it. */
function refreshed(origin: string | null, viewers: readonly string[]): Pick<IAdaptiveCard, 'refresh'> {
  const userIds = [...new Set(viewers)].filter((id) => accountId.test(id)).slice(0, limits.viewers)
  if (origin === null || userIds.length === 0) return {}
  const action = { type: 'Action.Execute' as const, verb: 'refresh', data: { do: 'refresh', o: origin } }
  return { refresh: { action, userIds } }
}
