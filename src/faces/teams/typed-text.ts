import { z } from 'zod'

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
 * the board, a message that it answers is taken out too, and `&amp;` is `&`.
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
    // A function, since a name may hold what a replacement has a meaning for: '$&'.
    typed = typed.replaceAll(written, () => instead)
  }
  // What people write between the app's name and what they ask of it.
  return plainOf(typed)
    .trim()
    .replace(/^[,:]\s*/, '')
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
    .replace(/<quoted\b[^>]*>/gi, ' ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (whole, name: string) => entities[name] ?? whole)
}
