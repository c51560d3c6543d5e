import { addressOf, type Visit } from './visit.ts'

/** The most people of one line that are looked up. */
const mostMentions = 5

/**
 * A line as it was typed, out of what Slack makes of it: `<@U123|name>` is the member's own name, links and channels
 * are what they were, and `&amp;` is `&`.
 */
export async function readTyped(text: string, visit: Visit): Promise<string> {
  const ids = [...text.matchAll(/<@([UW][A-Z0-9]{2,30})(?:\|[^>]*)?>/g)].map(([, id = '']) => id)
  const names = new Map<string, string>()
  for (const id of [...new Set(ids)].slice(0, mostMentions)) {
    const member = await visit.desk.office.door.member(addressOf(visit, id))
    // Somebody who is not on this board is not named by it.
    if (member?.boardId === visit.actor.boardId) names.set(id, member.personName)
  }
  return plainText(text, names)
}

/** Slack's markup as the words a reader sees. `names` are people by their Slack id. */
export function plainText(text: string, names: ReadonlyMap<string, string> = new Map()): string {
  return text
    .replace(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_whole, sign: string, target: string, label = '') => {
      if (sign === '@') return names.get(target) ?? `@${label || 'somebody'}`
      if (sign === '#') return `#${label || 'a channel'}`
      if (sign === '!') return label || `@${target.split('^')[0]}`
      return target.startsWith('mailto:') || target.startsWith('tel:') ? label || target : target
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
