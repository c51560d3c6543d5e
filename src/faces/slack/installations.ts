import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../core/errors.ts'
import type { Door, TokenShelf } from '../../core/ports.ts'
import type { Seal } from '../../core/seal.ts'

/** What of an installation is needed to act for it later; its codes and the installer's own tokens are not kept. */
const kept = z.object({
  key: z.string(),
  teamId: z.string().nullable(),
  enterpriseId: z.string().nullable(),
  wholeOrganisation: z.boolean(),
  installer: z.string(),
  appId: z.string().nullable(),
  bot: z.object({
    token: z.string(),
    refreshToken: z.string().optional(),
    expiresAt: z.number().optional(),
    scopes: z.array(z.string()),
    id: z.string(),
    userId: z.string(),
  }),
})

type Kept = z.infer<typeof kept>

/** The key of what the app was installed in: the whole organisation when it was, else the workspace. */
export function installationKey(
  installation: Pick<Installation, 'isEnterpriseInstall' | 'team' | 'enterprise'>,
): string {
  const { isEnterpriseInstall, team, enterprise } = installation
  const key = isEnterpriseInstall ? enterprise?.id : team?.id
  if (!key) throw new Error('Slack installed the app without saying where.')
  return key
}

function queryKey({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>): string | null {
  return (isEnterpriseInstall ? enterpriseId : teamId) ?? null
}

/**
 * Bolt's installations on our shelf: sealed before they leave this process, and bound to their workspace, so that
 * one board's token cannot be put in another's place.
 */
export function createInstallations(
  { shelf, door }: { shelf: TokenShelf; door: Pick<Door, 'disconnect'> },
  seal: Seal,
  log: Log,
): Required<InstallationStore> {
  const place = (workspaceId: string) => ({ platform: 'slack' as const, workspaceId })
  return {
    async storeInstallation(installation) {
      const key = installationKey(installation)
      await shelf.put(place(key), seal.close(JSON.stringify(keep(installation, key)), aboutOf(key)))
    },
    async fetchInstallation(query) {
      const key = queryKey(query)
      const sealed = key && (await shelf.get(place(key)))
      if (!key || !sealed) throw new NotInstalled()
      const opened = seal.open(sealed, aboutOf(key))
      const found = opened === null ? null : kept.safeParse(JSON.parse(opened))
      if (!found?.success || found.data.key !== key) {
        log.error('slack token unreadable', new NotInstalled(), { workspace: key })
        throw new NotInstalled()
      }
      return restore(found.data)
    },
    async deleteInstallation(query) {
      const key = queryKey(query)
      if (key) await door.disconnect(place(key))
    },
  }
}

/** The app is not installed there, or its token was sealed with a secret that is gone: it must be installed again. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
}

function aboutOf(key: string): string {
  return `slack ${key}`
}

function keep(installation: Installation, key: string): Kept {
  const { bot, team, enterprise, user, appId } = installation
  if (!bot) throw new Error('Slack installed the app without a bot.')
  return kept.parse({
    key,
    teamId: team?.id ?? null,
    enterpriseId: enterprise?.id ?? null,
    wholeOrganisation: installation.isEnterpriseInstall === true,
    installer: user.id,
    appId: appId ?? null,
    bot,
  })
}

function restore(found: Kept): Installation<'v2', boolean> {
  const { refreshToken, expiresAt, ...bot } = found.bot
  return {
    team: found.teamId === null ? undefined : { id: found.teamId },
    enterprise: found.enterpriseId === null ? undefined : { id: found.enterpriseId },
    user: { token: undefined, scopes: undefined, id: found.installer },
    bot: {
      ...bot,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    ...(found.appId === null ? {} : { appId: found.appId }),
    tokenType: 'bot',
    isEnterpriseInstall: found.wholeOrganisation,
    authVersion: 'v2',
  }
}
