import type { Config } from '../config.ts'
import type { TeamsSettings } from '../faces/teams/app.ts'
import type { Checked } from '../faces/teams/check.ts'
import { type App, chooseBoard } from '../main.ts'

/**
 * What the Teams face is told of the settings; null when Teams is not switched on. Throws a PlainError when a tenant's
 * board is not there, or not said where there are several.
 */
export async function teamsSettings(
  config: Config,
  directory: App['directory'],
): Promise<TeamsSettings | null> {
  const { TEAMS_CLIENT_ID: clientId, TEAMS_CLIENT_SECRET: clientSecret, TEAMS_TENANT_ID: tenantId } = config
  if (!clientId || !clientSecret || !tenantId) return null
  const named = config.TEAMS_TENANTS ?? [{ id: tenantId, board: null }]
  const tenants: { id: string; board: string }[] = []
  for (const { id, board } of named) {
    const how = `TEAMS_TENANTS=${id}=BOARD`
    tenants.push({ id, board: (await chooseBoard(directory, board ?? config.BOARD, how)).slug })
  }
  const [first = clientSecret, ...others] = config.ENCRYPTION_SECRETS ?? []
  return {
    proof: {
      kind: 'signed',
      clientId,
      clientSecret,
      tenantId,
      keysUrl: config.TEAMS_KEYS_URL ?? null,
      loginUrl: config.TEAMS_LOGIN_URL ?? null,
    },
    tenants,
    secrets: [first, ...others],
  }
}

/** Whether Microsoft takes the credentials that are set; null when Teams is not switched on. */
export async function checkTeams(config: Config): Promise<Checked | null> {
  const { TEAMS_CLIENT_ID: clientId, TEAMS_CLIENT_SECRET: clientSecret, TEAMS_TENANT_ID: tenantId } = config
  if (!clientId || !clientSecret || !tenantId) return null
  const { checkCredentials } = await import('../faces/teams/check.ts')
  return checkCredentials({ clientId, clientSecret, tenantId, loginUrl: config.TEAMS_LOGIN_URL ?? null })
}
