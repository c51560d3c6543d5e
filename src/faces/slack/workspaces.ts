import type { InstallationStore } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Clients } from './clients.ts'
import { NotInstalled } from './installations.ts'
import type { Tenant } from './payload.ts'

/** The workspace of the operator's own token. */
export type OwnWorkspace = { workspaceId: string; token: string }

type Query = Parameters<InstallationStore['fetchInstallation']>[0]

/** A token that is about to expire is exchanged for a fresh one, and that one is kept. */
export type Refresh = (query: Query) => Promise<{ botToken?: string }>

/**
 * With which token we act for where a request came from: the operator's for their own workspace, else the one kept
 * when the app was installed there. Null where it is not installed.
 */
export function createClientFinder(
  clients: Clients,
  own: OwnWorkspace | null,
  installations: InstallationStore | null,
  refresh: Refresh,
): (tenant: Tenant) => Promise<WebClient | null> {
  return async (tenant) => {
    if (own?.workspaceId === tenant.key) return clients(own.token)
    const token = installations && (await tokenOf(queryOf(tenant), installations, refresh))
    return token ? clients(token) : null
  }
}

async function tokenOf(
  query: Query,
  installations: InstallationStore,
  refresh: Refresh,
): Promise<string | null> {
  try {
    const { bot } = await installations.fetchInstallation(query)
    if (bot?.refreshToken) return (await refresh(query)).botToken ?? null
    return bot?.token ?? null
  } catch (error) {
    if (error instanceof NotInstalled) return null
    throw error
  }
}

function queryOf({ teamId, enterpriseId, wholeOrganisation }: Tenant): Query {
  return {
    isEnterpriseInstall: wholeOrganisation,
    teamId: teamId ?? undefined,
    enterpriseId: enterpriseId ?? undefined,
  }
}
