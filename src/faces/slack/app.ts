import { type App, ExpressReceiver, type Receiver } from '@slack/bolt'
import type { Application, RequestHandler } from 'express'
import type { Courier } from '../../core/courier.ts'
import { type Log, PlainError } from '../../core/errors.ts'
import type { Office } from '../../core/ports.ts'
import { createSeal } from '../../core/seal.ts'
import { createWork } from '../common/work.ts'
import { createChannels } from './channel.ts'
import { clientOptions, createClients, slackCode, whoseToken } from './clients.ts'
import { createCourier } from './courier.ts'
import { innermost } from './errors.ts'
import { type InstallOptions, installRoute, installSettings, type OAuthSettings } from './install.ts'
import { createInstallations } from './installations.ts'
import { paths } from './manifest.ts'
import { createProfiles } from './profile.ts'
import { quietLogger } from './quiet-log.ts'
import { isFromTheFuture } from './receipt.ts'
import { createReceive, type Receive } from './receive.ts'
import { createSocket } from './socket.ts'
import type { Desk } from './visit.ts'
import { createClientFinder, type OwnWorkspace } from './workspaces.ts'

export type SlackSettings = {
  /** The operator's own workspace. */
  botToken: string | null
  /** Set, a socket is opened to Slack; else Slack calls us, and signs with `signingSecret`. */
  appToken: string | null
  signingSecret: string | null
  /** Set, workspaces install the app themselves. */
  oauth: OAuthSettings | null
  /** The first seals; the others still open what they sealed. */
  encryptionSecrets: readonly string[]
  /** Another address for Slack's Web API. */
  apiUrl: string | null
}

export type SlackOptions = {
  settings: SlackSettings
  office: Office
  log: Log
  /** Whether a command may answer with a form. */
  opensForm(text: string): boolean
  /** The slug of the board that the operator's own workspace belongs to. */
  board: string | null
  /** How long a message that nobody waits for may take, in milliseconds; only tests say otherwise. */
  courierTimeout?: number
}

/** The Slack face, ready to be reached. */
export type Slack = {
  /** Carries what is said unasked. */
  courier: Courier
  /** Puts its addresses on the server. Call it once, before anything that answers 'not found'. */
  mount(web: Application): void
  /** Opens the socket, where there is one. */
  start(): Promise<void>
  /** Whether Slack can reach us, as far as we know. */
  ready(): boolean
  /** Takes nothing more, and waits for what is on its way. */
  stop(): Promise<void>
}

/**
 * How long one call of the courier may take, in milliseconds. Longer than an answer to a click, as nobody waits: what
 * was cut off may have been written, and has to be looked for.
 */
const courierTimeout = 10_000

/** The largest body that is read, in bytes: Slack's own are far smaller. */
const bodyLimit = 256 * 1024

/** Builds the face. Throws a PlainError when Slack does not know the token, or the workspace has another board. */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const { settings, office, log } = options
  const web = clientOptions(settings.apiUrl ?? undefined, quietLogger(log))
  const clients = createClients(web)
  const own = settings.botToken ? await ownWorkspace(options, settings.botToken, clients) : null
  const secrets = secretsOf(settings)
  const installations = settings.oauth
    ? createInstallations(office, createSeal(secrets, 'slack tokens'), log)
    : null
  const work = createWork((what, error) =>
    log.error('slack afterwork failed', error, { what, slack: slackCode(error) }),
  )
  let installer: ExpressReceiver['installer']
  const finderOf = (known: ReturnType<typeof createClients>) =>
    createClientFinder(known, own, installations, async (query) => {
      return (await installer?.authorize(query)) ?? {}
    })
  const desk: Desk = {
    office,
    log,
    seal: createSeal(secrets, 'slack messages'),
    profiles: createProfiles(),
    channels: createChannels(),
    clientFor: finderOf(clients),
    opensForm: options.opensForm,
    later: work.later,
  }
  const receive = work.watched(createReceive(desk))
  const socket = settings.appToken ? createSocket(settings.appToken, web, log) : null
  if (socket) attach(socket.receiver, receive)
  const unhurried = createClients({ ...web, timeout: options.courierTimeout ?? courierTimeout })
  return {
    courier: createCourier({ ...desk, clientFor: finderOf(unhurried) }),
    mount(server) {
      if (settings.oauth && installations) {
        const install = {
          oauth: settings.oauth,
          stateSecret: secrets[0],
          installations,
          door: office.door,
          clients,
          log,
        }
        installer = mountInstaller(server, install, web, settings.apiUrl)
      }
      if (!socket) attach(mountEvents(server, settings.signingSecret ?? '', web, log), receive)
    },
    async start() {
      await socket?.receiver.start().catch((error: unknown) => {
        throw new PlainError(
          `Slack does not open a socket for SLACK_APP_TOKEN (${slackCode(error) ?? 'no answer'}). Make one on the app's page, under Basic Information, with the scope connections:write.`,
        )
      })
    },
    ready: () => socket?.connected() ?? true,
    async stop() {
      await work.ended()
      await socket?.stop()
      await work.ended()
    },
  }
}

/**
 * Without secrets of its own, an installation for one workspace seals with what only it and Slack know. What lies in
 * messages is then told no more when that is changed.
 */
function secretsOf({ encryptionSecrets, signingSecret, botToken }: SlackSettings): [string, ...string[]] {
  const [first, ...others] = encryptionSecrets
  return first ? [first, ...others] : [signingSecret ?? botToken ?? '']
}

async function ownWorkspace(
  { office, board }: SlackOptions,
  token: string,
  clients: ReturnType<typeof createClients>,
): Promise<OwnWorkspace> {
  const whose = await whoseToken(clients(token)).catch((error: unknown) => {
    const code = slackCode(error)
    throw new PlainError(
      code
        ? `Slack does not take SLACK_BOT_TOKEN (${code}). Copy it again from the app's page, under Install App.`
        : 'Slack could not be reached. Is this machine online, and may it call slack.com?',
    )
  })
  const { workspaceId, name } = whose
  if (board !== null) {
    const connected = await office.door.connectAs({ platform: 'slack', workspaceId, name }, board)
    if (!connected.ok) {
      throw new PlainError(
        `The workspace ${name} belongs to another board than '${board}'. Set BOARD to that one, or use another database.`,
      )
    }
  }
  return { workspaceId, token }
}

type Web = ReturnType<typeof clientOptions>

/**
 * Bolt verifies and carries; what a request is, whose it is and what is done is ours to say. Its own App would have no
 * answer to a body it does not know, and keep the sender waiting until it gave up.
 */
function attach(receiver: Receiver, receive: Receive): void {
  const processEvent: App['processEvent'] = async ({ body, ack, customProperties }) => {
    const signature: unknown = customProperties?.['signature']
    await receive({ body, ack, signature: typeof signature === 'string' ? signature : null })
  }
  // A receiver asks nothing else of an App.
  receiver.init({ processEvent } satisfies Pick<App, 'processEvent'> as App)
}

function mountEvents(server: Application, signingSecret: string, web: Web, log: Log): ExpressReceiver {
  const refuseFuture: RequestHandler = (request, response, next) => {
    if (isFromTheFuture(request.get('x-slack-request-timestamp'), Date.now())) response.status(401).end()
    else next()
  }
  server.post(paths.events, refuseFuture)
  return new ExpressReceiver({
    signingSecret,
    app: server,
    endpoints: paths.events,
    bodyLimit,
    ...(web.logger ? { logger: web.logger } : {}),
    customPropertiesExtractor: (request) => ({ signature: request.get('x-slack-signature') }),
    // What arrives here is a body nobody could make sense of; what we do ourselves is explained to the person.
    processEventErrorHandler: async ({ error, response }) => {
      log.error('slack payload not understood', innermost(error))
      if (!response.headersSent) response.writeHead(400).end()
      return true
    },
  })
}

/** The addresses at which workspaces install the app. Its receiver takes nothing else. */
function mountInstaller(
  server: Application,
  install: InstallOptions,
  web: Web,
  apiUrl: string | null,
): ExpressReceiver['installer'] {
  const settings = installSettings(
    install,
    web,
    apiUrl ? new URL('/oauth/v2/authorize', apiUrl).href : undefined,
  )
  // Ours comes first: Bolt's own would let anybody in without an invitation.
  server.get(paths.install, (request, response, next) =>
    installRoute(receiver, install)(request, response, next),
  )
  const receiver: ExpressReceiver = new ExpressReceiver({
    signingSecret: 'not used: nothing signed comes here',
    endpoints: {},
    app: server,
    ...(web.logger ? { logger: web.logger } : {}),
    ...settings,
  })
  return receiver.installer
}
