import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { type Json, nodesOf } from '../../../fakes/adaptive-card.ts'

/** Reads cards as a person sees them, and as a click sends them. */

/** The words of a card from top to bottom, a text a line. */
export function shownWords(card: unknown): string {
  return nodesOf(card)
    .flatMap((node) => {
      if (node['type'] === 'RichTextBlock')
        return [(node['inlines'] as Json[]).map(({ text }) => text).join('')]
      if (node['type'] === 'TextBlock') return [unescaped(String(node['text']))]
      if (node['type'] === 'Badge') return [String(node['text'])]
      return []
    })
    .join('\n')
}

/** What Markdown shows of an escaped text. */
export function unescaped(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** The Markdown of a card. */
export function markdownOf(card: unknown): string[] {
  return nodesOf(card).flatMap(({ type, text }) => (type === 'TextBlock' ? [String(text)] : []))
}

/** All that can be pressed, in order; fallbacks are the same again and left out. */
export function actionsOf(card: unknown): Json[] {
  const fallbacks = new Set(nodesOf(card).map(({ fallback }) => fallback))
  return nodesOf(card).filter((node) => String(node['type']).startsWith('Action.') && !fallbacks.has(node))
}

/** The titles of what can be pressed, with a mark of where each is: '…' for the menu behind the dots. */
export function titlesOf(card: unknown): string[] {
  return actionsOf(card).map(({ title, mode }) => `${mode === 'secondary' ? '… ' : ''}${String(title)}`)
}

/** The inputs of a card. */
export function inputsOf(card: IAdaptiveCard): Json[] {
  return nodesOf(card).filter(({ type }) => String(type).startsWith('Input.'))
}
