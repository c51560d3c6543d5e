import { z } from 'zod'
import { addressOf, type Visit } from './visit.ts'
import { patiently } from './wire.ts'

/** The most people of one line that are looked up. */
const mostMentions = 5
/** How long Teams may make us wait for who was mentioned, in milliseconds. */
const patience = 1500

const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string().max(300),
  mentioned: z.object({ id: z.string().max(500), name: z.string().max(200).nullish() }),
})
export type Mention = { text: string; accountId: string; name: string }

/** The mentions among a message's entities; anything else in them is none of ours. */
export function mentionsOf(entities: readonly unknown[]): Mention[] {
  return entities.flatMap((entity) => {
    const { success, data } = mentionSchema.safeParse(entity)
    return success ? [{ text: data.text, accountId: data.mentioned.id, name: data.mentioned.name ?? '' }] : []
  })
}

/**
 * A line as it was typed, out of what Teams makes of it: the app's own mention is taken out, a member's is their name on
 * the board, and `&amp;` is `&`.
 */
export function typedText(
  text: string,
  mentions: readonly Mention[],
  botId: string,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  let typed = text
  for (const { text: written, accountId, name } of mentions) {
    if (written === '') continue
    // Somebody who is not on this board is not named by a mention: what stands there is what was written.
    const instead = accountId === botId ? ' ' : (names.get(accountId) ?? (name || plainOf(written)))
    typed = typed.replaceAll(written, instead)
  }
  return plainOf(typed).trim()
}

function plainOf(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    nbsp: ' ',
    amp: '&',
  }
  return text
    .replace(/<\/?at\b[^>]*>/gi, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (whole, name: string) => entities[name] ?? whole)
}

/** The people of a line who are on the visitor's board, by the platform's account id. */
export async function namesIn(visit: Visit, mentions: readonly Mention[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  const others = [...new Set(mentions.map(({ accountId }) => accountId))].filter((id) => id !== visit.botId)
  for (const accountId of others.slice(0, mostMentions)) {
    const found = await patiently(() => visit.wire.member(visit.spot.id, accountId), patience).catch(
      () => null,
    )
    const userId = found?.aadObjectId?.toLowerCase()
    const member = userId ? await visit.desk.office.door.member(addressOf(visit.tenantId, userId)) : null
    if (member?.boardId === visit.actor.boardId) names.set(accountId, member.personName)
  }
  return names
}
