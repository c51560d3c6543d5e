import type { WebClient } from '@slack/web-api'
import { patiently, slackCode } from './clients.ts'
import type { Incoming } from './payload.ts'
import { isLetIn, type Profile, profileOf, type Standing, standingOf } from './profile.ts'
import { type Desk, placeOf } from './visit.ts'

/** How long Slack may make us wait before we say who somebody is, in milliseconds. */
const patience = 1000

/** What Slack says of somebody now, and whether the board's policy lets such people in; null when it does not say. */
export async function vouchedFor(
  desk: Desk,
  client: WebClient,
  { tenant, sender }: Pick<Incoming, 'tenant' | 'sender'>,
): Promise<{ profile: Profile; standing: Standing; letIn: boolean } | null> {
  const askSlack = async () => {
    const { user } = await patiently(() => client.users.info({ user: sender.userId }), patience)
    if (!user) throw new Error('Slack answered without a user.')
    return profileOf(user)
  }
  const profile = await desk.profiles
    .of(`${tenant.key} ${sender.userId}`, askSlack)
    .catch((error: unknown) => {
      desk.log.error('slack user unknown', error, { slack: slackCode(error) })
      return null
    })
  if (!profile) return null
  const standing = standingOf(profile, sender, tenant)
  const policy = standing === 'member' ? null : await desk.office.door.policy(placeOf(tenant))
  return { profile, standing, letIn: isLetIn(standing, policy) }
}
