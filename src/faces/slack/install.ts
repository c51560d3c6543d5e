import { createHmac } from 'node:crypto'
import type { ExpressReceiver, ExpressReceiverOptions, Installation, InstallationStore } from '@slack/bolt'
import type { RequestHandler } from 'express'
import { type Log, newReference } from '../../core/errors.ts'
import type { Arrival, Connected, Door } from '../../core/ports.ts'
import { type Clients, patiently, slackCode } from './clients.ts'
import { failedPage, installedPage, pages, sendPage } from './install-pages.ts'
import { installationKey, NotInstalled } from './installations.ts'
import { paths, scopes } from './manifest.ts'
import { profileOf } from './profile.ts'

/** How many workspaces install the app themselves. */
export type OAuthSettings = { clientId: string; clientSecret: string; publicUrl: string }

export type InstallOptions = {
  oauth: OAuthSettings
  /** Signs the state that goes through the browser, so that nobody can plant an installation of their own. */
  stateSecret: string
  installations: InstallationStore
  door: Pick<Door, 'connect'>
  clients: Clients
  log: Log
}

type InstallerOptions = NonNullable<ExpressReceiverOptions['installerOptions']>

/** What the receiver is told about installing: Bolt's own flow, its answers replaced by ours. */
export function installSettings(
  options: InstallOptions,
  clientOptions: NonNullable<InstallerOptions['clientOptions']>,
  authorizationUrl: string | undefined,
): Partial<ExpressReceiverOptions> {
  const { oauth, stateSecret, installations } = options
  return {
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: createHmac('sha256', stateSecret).update('slack oauth state').digest('base64url'),
    scopes: Object.keys(scopes),
    redirectUri: `${oauth.publicUrl}${paths.redirect}`,
    installationStore: installations,
    installerOptions: {
      directInstall: true,
      installPath: paths.install,
      redirectUriPath: paths.redirect,
      // Exchanging a code is worth waiting for: it cannot be done twice.
      clientOptions: { ...clientOptions, timeout: 15_000 },
      ...(authorizationUrl ? { authorizationUrl } : {}),
      callbackOptions: callbacks(options),
    },
  }
}

/** `/slack/install?code=INVITATION`: to Slack, with the invitation in the signed state. */
export function installRoute(receiver: ExpressReceiver, { oauth }: InstallOptions): RequestHandler {
  return async (request, response) => {
    const invitation = request.query['code']
    if (typeof invitation !== 'string' || !/^[\w-]{16,100}$/.test(invitation))
      return sendPage(response, pages.noCode)
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('cache-control', 'no-store')
    await receiver.installer?.handleInstallPath(request, response, undefined, {
      scopes: Object.keys(scopes),
      redirectUri: `${oauth.publicUrl}${paths.redirect}`,
      metadata: invitation,
    })
  }
}

function callbacks(options: InstallOptions): NonNullable<InstallerOptions['callbackOptions']> {
  const { log } = options
  const boards = new WeakMap<object, string>()
  return {
    // Before the token is kept: only a workspace that a board has invited has a place to keep it.
    async afterInstallation(installation, { metadata }, _request, response) {
      const connected = await connect(options, installation, metadata ?? '')
      if (connected.ok) {
        boards.set(installation, connected.board.name)
        return true
      }
      if (!(await isKept(options, installation))) await revoke(options, installation)
      sendPage(response, connected.reason === 'invitation' ? pages.invitation : pages.otherBoard)
      return false
    },
    success(installation, _options, _request, response) {
      log.info('slack installed', { workspace: installationKey(installation) })
      sendPage(response, installedPage(boards.get(installation) ?? 'your board'))
    },
    failure(error, _options, request, response) {
      if (response.headersSent) return
      if (/[?&]error=access_denied(&|$)/.test(request.url ?? '')) return sendPage(response, pages.cancelled)
      if (/^slack_oauth_(missing|invalid)_/.test(error.code)) return sendPage(response, pages.stale)
      const reference = newReference()
      log.error('slack installation failed', error, { reference, slack: slackCode(error) })
      sendPage(response, failedPage(reference))
    },
  }
}

async function connect(
  { door, clients }: InstallOptions,
  installation: Installation,
  invitation: string,
): Promise<Connected> {
  const workspaceId = installationKey(installation)
  const { team, enterprise, bot, user } = installation
  const name = (installation.isEnterpriseInstall ? enterprise?.name : team?.name) ?? workspaceId
  const client = clients(bot?.token ?? '')
  // Whoever installs it runs the board: without knowing who that is, nothing is connected.
  const answer = await patiently(() => client.users.info({ user: user.id }), 10_000)
  if (!answer.user) throw new Error('Slack answered without a user.')
  const profile = profileOf(answer.user)
  const installer: Arrival = {
    platform: 'slack',
    workspaceId,
    userId: user.id,
    displayName: profile.name,
    email: profile.email,
  }
  return door.connect({ platform: 'slack', workspaceId, name }, invitation, installer)
}

/** Whether we act for this workspace already: Slack hands the same token out again, and it must go on working. */
async function isKept({ installations }: InstallOptions, installation: Installation): Promise<boolean> {
  const { team, enterprise, isEnterpriseInstall = false } = installation
  const query = { isEnterpriseInstall, teamId: team?.id, enterpriseId: enterprise?.id }
  try {
    await installations.fetchInstallation(query)
    return true
  } catch (error) {
    if (error instanceof NotInstalled) return false
    throw error
  }
}

/** A token that nobody may use is not left lying about at Slack either. */
async function revoke({ clients, log }: InstallOptions, { bot }: Installation): Promise<void> {
  if (!bot) return
  await clients(bot.token)
    .auth.revoke()
    .catch((error: unknown) => log.error('slack token not revoked', error, { slack: slackCode(error) }))
}
