import { isLetIn, type Standing } from '../common/standing.ts'
import { type Profile, profileOf, standingOf } from './profile.ts'
import { type Desk, tenantPlace } from './visit.ts'
import { failureOf, patiently } from './wire.ts'

/** How long Teams may make us wait before we say who somebody is, in milliseconds. */
const patience = 2000

/** Somebody, and a conversation in which the roster can be asked of them. */
export type Who = {
  tenantId: string
  userId: string
  accountId: string
  conversationId: string
  serviceUrl: string
}

export type Vouched = { profile: Profile; standing: Standing; letIn: boolean }

/**
 * What Teams says of somebody now, and whether the board's policy lets such people in. Null when it does not say; 'closed'
 * where it will not, however often it is asked.
 */
export async function vouchedFor(desk: Desk, who: Who): Promise<Vouched | 'closed' | null> {
  try {
    return await vouch(desk, who)
  } catch (error) {
    const { status, code } = failureOf(error)
    desk.log.error('teams user unknown', new Error('the roster did not say'), { status, teams: code })
    return status === 403 ? 'closed' : null
  }
}

/** The same; throws when Teams does not say. */
export async function vouch(desk: Desk, who: Who): Promise<Vouched> {
  const { tenantId, userId, accountId, conversationId, serviceUrl } = who
  const profile = await desk.profiles.of(`${tenantId} ${userId}`, async () =>
    profileOf(await patiently(() => desk.wires(serviceUrl).member(conversationId, accountId), patience)),
  )
  const standing = standingOf(profile, who)
  const policy = standing === 'member' ? null : await desk.office.door.policy(tenantPlace(tenantId))
  return { profile, standing, letIn: isLetIn(standing, policy) }
}
