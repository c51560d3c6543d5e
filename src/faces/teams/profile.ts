import type { TeamsChannelAccount } from '@microsoft/teams.api'
import { createRemembered, type Remembered } from '../common/remembered.ts'
import type { Standing } from '../common/standing.ts'

/** What decides whether somebody may come in, out of all that the roster tells of them. */
export type Profile = {
  name: string
  /** Their work address, as their tenant's directory has it. */
  email: string | null
  /** Their own tenant, where the roster says it. */
  tenantId: string | null
  userId: string | null
  guest: boolean
  /** Somebody who has not signed in. */
  anonymous: boolean
}

export function profileOf(account: TeamsChannelAccount): Profile {
  const principal = account.userPrincipalName ?? ''
  const role = (account.userRole ?? '').toLowerCase()
  return {
    name: account.name || 'Somebody without a name',
    email: account.email || (principal.includes('@') && !isInvited(principal) ? principal : null),
    tenantId: account.tenantId?.toLowerCase() ?? null,
    userId: account.aadObjectId?.toLowerCase() ?? null,
    // The roster's own word, and the form that a directory gives to the name of an invited account.
    guest: role === 'guest' || isInvited(principal),
    anonymous: role === 'anonymous',
  }
}

function isInvited(principal: string): boolean {
  return /#ext#/i.test(principal)
}

/** What somebody is to the tenant that their request is of. What does not fit together makes a nobody. */
export function standingOf(
  profile: Profile,
  { userId, tenantId }: { userId: string; tenantId: string },
): Standing {
  if (profile.anonymous || profile.userId !== userId) return 'nobody'
  if (profile.tenantId !== null && profile.tenantId !== tenantId) return 'outsider'
  return profile.guest ? 'guest' : 'member'
}

/** Who somebody is to Teams now, or was up to five minutes ago. Throws when Teams does not say. */
export type Profiles = Remembered<Profile>

const believed = 5 * 60_000
const mostProfiles = 2000

export function createProfiles(now?: () => number): Profiles {
  return createRemembered<Profile>({ forMs: believed, most: mostProfiles }, now)
}
