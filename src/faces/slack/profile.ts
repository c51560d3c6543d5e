import type { UsersInfoResponse } from '@slack/web-api'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import type { Standing } from '../common/standing.ts'
import type { Sender, Tenant } from './payload.ts'

/** What decides whether somebody of a workspace may come in, out of all that Slack tells of them. */
export type Profile = {
  name: string
  email: string | null
  /** Closed accounts, bots and people of whom Slack shows nothing. */
  nobody: boolean
  guest: boolean
  stranger: boolean
  teamId: string | null
  enterpriseId: string | null
  /** The workspaces of an organisation they belong to. */
  teams: readonly string[]
}

type SlackUser = NonNullable<UsersInfoResponse['user']>

export function profileOf(user: SlackUser): Profile {
  const { profile } = user
  const name = [user.real_name, profile?.real_name, profile?.display_name, user.name].find(Boolean)
  return {
    name: name ?? 'Somebody without a name',
    // An address nobody has confirmed proves nothing.
    email: user.is_email_confirmed === false ? null : profile?.email || null,
    nobody:
      user.deleted === true ||
      user.is_bot === true ||
      user.is_workflow_bot === true ||
      user.is_connector_bot === true ||
      user.id === 'USLACKBOT',
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    stranger: user.is_stranger === true,
    teamId: user.team_id ?? null,
    enterpriseId: user.enterprise_user?.enterprise_id ?? user.enterprise_id ?? null,
    teams: user.enterprise_user?.teams ?? user.teams ?? [],
  }
}

/** What somebody is to the workspace the app is installed in. What does not fit together makes an outsider. */
export function standingOf(profile: Profile, sender: Sender, tenant: Tenant): Standing {
  if (profile.nobody) return 'nobody'
  if (profile.stranger || !isAtHome(profile, sender, tenant)) return 'outsider'
  return profile.guest ? 'guest' : 'member'
}

function isAtHome(profile: Profile, sender: Sender, tenant: Tenant): boolean {
  if (tenant.wholeOrganisation) return profile.enterpriseId === tenant.enterpriseId
  const here = tenant.teamId
  const belongs = (team: string | null): boolean =>
    team === here ||
    // Within one organisation somebody may act from another workspace of theirs.
    (team !== null && here !== null && profile.teams.includes(team) && profile.teams.includes(here))
  return belongs(profile.teamId) && (sender.teamId === null || belongs(sender.teamId))
}

/** Who somebody is to Slack now, or was up to five minutes ago. Throws when Slack does not say. */
export type Profiles = Remembered<Profile>

/** How long what Slack said of somebody is believed, in milliseconds. */
const believed = 5 * 60_000
const mostProfiles = 2000

export function createProfiles(now?: () => number): Profiles {
  return createRemembered<Profile>({ forMs: believed, most: mostProfiles }, now)
}
