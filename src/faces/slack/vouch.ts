import type { WebClient } from '@slack/web-api'
import { isLetIn, type Standing } from '../common/standing.ts'
import { patiently, slackCode } from './clients.ts'
import type { Incoming } from './payload.ts'
import { type Profile, profileOf, standingOf } from './profile.ts'
import { type Desk, placeOf } from './visit.ts'

/** How long Slack may make us wait before we say who somebody is, in milliseconds. */
const patience = 1000

type Who = Pick<Incoming, 'tenant' | 'sender'>
type Vouched = { profile: Profile; standing: Standing; letIn: boolean }

/** What Slack says of somebody now, and whether the board's policy lets such people in; null when it does not say. */
export async function vouchedFor(desk: Desk, client: WebClient, who: Who): Promise<Vouched | null> {
  const profile = await profileNow(desk, client, who).catch((error: unknown) => {
    desk.log.error('slack user unknown', error, { slack: slackCode(error) })
    return null
  })
  return profile && judged(desk, profile, who)
}

/** The same for somebody who is to be told something: whether they would be let in. Throws when Slack does not say. */
export async function isLetInNow(desk: Desk, client: WebClient, who: Who): Promise<boolean> {
  return (await judged(desk, await profileNow(desk, client, who), who)).letIn
}

/** What Slack says of somebody now. Throws when it does not say. */
function profileNow(desk: Desk, client: WebClient, { tenant, sender }: Who): Promise<Profile> {
  return desk.profiles.of(`${tenant.key} ${sender.userId}`, async () => {
    const { user } = await patiently(() => client.users.info({ user: sender.userId }), patience)
    if (!user) throw new Error('Slack answered without a user.')
    return profileOf(user)
  })
}

async function judged(desk: Desk, profile: Profile, { tenant, sender }: Who): Promise<Vouched> {
  const standing = standingOf(profile, sender, tenant)
  const policy = standing === 'member' ? null : await desk.office.door.policy(placeOf(tenant))
  return { profile, standing, letIn: isLetIn(standing, policy) }
}
