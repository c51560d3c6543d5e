import type { Mention } from './typed-text.ts'
import { addressOf, type Visit } from './visit.ts'
import { patiently } from './wire.ts'

/** The most people of one line that are looked up. */
const mostMentions = 5
/** How long Teams may make us wait for who was mentioned, in milliseconds. */
const patience = 1500

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
