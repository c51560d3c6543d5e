import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import type { TabOptions } from '../faces/tab/options.ts'

/** Where the page is built to, as seen from the sources and from the build alike. */
export const builtPages = fileURLToPath(new URL('../../dist/tab/', import.meta.url))

/**
 * What the tab is told of the settings; null where there is nothing to sign people on with, or no address that Teams
 * could open.
 */
export function tabSettings(config: Config): Omit<TabOptions, 'office' | 'log' | 'demo'> | null {
  const { TEAMS_CLIENT_ID: clientId, PUBLIC_URL: publicUrl, TEAMS_TENANT_ID: own } = config
  const [first, ...others] = config.ENCRYPTION_SECRETS ?? [config.TEAMS_CLIENT_SECRET]
  if (!clientId || !publicUrl || !first) return null
  return {
    clientId,
    publicUrl,
    tenants: config.TEAMS_TENANTS?.map(({ id }) => id) ?? (own ? [own] : []),
    loginUrl: config.TEAMS_LOGIN_URL ?? null,
    secrets: [first, ...others.filter((secret) => secret !== undefined)],
    hosts: config.TAB_HOSTS ?? [],
    pages: builtPages,
  }
}
