import { PUBLIC, withOverrides } from '@microsoft/teams.api'
import { App } from '@microsoft/teams.apps'
import type { Application } from 'express'
import type { Courier } from '../../core/courier.ts'
import { type Log, PlainError } from '../../core/errors.ts'
import type { Office } from '../../core/ports.ts'
import { createSeal } from '../../core/seal.ts'
import { createWork } from '../common/work.ts'
import { mountAbout } from './about-pages.ts'
import { createAdapter } from './adapter.ts'
import { createChannels } from './channel.ts'
import { createWritten } from './conversations.ts'
import { createCourier } from './courier.ts'
import { logFailure } from './errors.ts'
import { createProfiles } from './profile.ts'
import { quietLogger } from './quiet-log.ts'
import { createReceive } from './receive.ts'
import { type Desk, tenantPlace } from './visit.ts'
import { createWires, type HttpClient } from './wire.ts'

/** Where Teams sends what people do, under the server's own address. */
export const paths = { messages: '/api/messages' } as const

export type TeamsSettings = {
  /** How a request proves that it is Microsoft's, and we that we are the bot. */
  proof:
    | {
        kind: 'signed'
        clientId: string
        clientSecret: string
        tenantId: string
        /** Other addresses for the service's keys, and for Microsoft Entra. */
        keysUrl: string | null
        loginUrl: string | null
      }
    /** Nobody signs, and nobody is asked to: a client on this very machine, and a board that nobody else has. */
    | { kind: 'unauthenticated' }
  /** Tenants that are let in, each with the slug of its board. */
  tenants: readonly { id: string; board: string }[]
  /** The first seals; the others still open what they sealed. */
  secrets: readonly [string, ...string[]]
}

export type TeamsOptions = {
  settings: TeamsSettings
  office: Office
  log: Log
  /** Whether a command usually answers with a form: its button asks for a dialog. */
  opensForm(text: string): boolean
  /** How the bot's token is had; only tests say otherwise. */
  token?: () => string
}

/** The Teams face, ready to be reached. */
export type Teams = {
  /** Carries what is said unasked. */
  courier: Courier
  /** Puts its address on the server. Call it once, before anything that answers 'not found'. */
  mount(web: Application): void
  /** Takes nothing more, and waits for what is on its way. */
  stop(): Promise<void>
}

/** How long one call to Teams may take, in milliseconds, and one that nobody waits for: what was cut off may have arrived. */
const timeouts = { answer: 4_000, courier: 15_000 } as const

/** Builds the face. Throws a PlainError when a tenant has another board already. */
export async function createTeams(options: TeamsOptions): Promise<Teams> {
  const { settings, office, log, opensForm } = options
  await connectTenants(options)
  const unsigned = settings.proof.kind === 'unauthenticated'
  const tenants = new Set(settings.tenants.map(({ id }) => id))
  const { adapter, mount: mountMessages } = createAdapter({ tenants, unsigned, log })
  const logger = quietLogger(log)
  const app = new App({
    ...proofOptions(options),
    httpServerAdapter: adapter,
    messagingEndpoint: paths.messages,
    client: { timeout: timeouts.answer, logger },
    logger,
    // Said outright: the library would else ask the environment.
    dangerouslyAllowUnauthenticatedRequests: unsigned,
    oauth: { defaultConnectionName: 'none', fetchUserToken: false },
  })
  const work = createWork((what, error) => logFailure(log, 'teams afterwork failed', error, { what }))
  // One class, told twice: the library's two packages are typed in two module formats.
  const http = app.api.http as unknown as HttpClient
  const desk: Desk = {
    office,
    tenants,
    log,
    seal: createSeal(settings.secrets, 'teams cards'),
    wires: createWires(http),
    profiles: createProfiles(),
    channels: createChannels(),
    written: createWritten(),
    opensForm,
    later: work.later,
  }
  const receive = work.watched(createReceive(desk))
  // Every activity comes this way: the library proves and carries, and what a request is and does is ours to say.
  app.use(({ activity }) => receive(activity))
  await app.initialize()
  if (unsigned) log.info('teams takes unsigned requests from this machine')
  return {
    courier: createCourier({ ...desk, wires: createWires(unhurried(http)) }),
    mount(web) {
      mountMessages(web)
      mountAbout(web)
    },
    stop: () => work.ended(),
  }
}

function unhurried(http: HttpClient): HttpClient {
  return http.clone({ timeout: timeouts.courier })
}

function proofOptions({ settings: { proof }, token }: TeamsOptions) {
  if (proof.kind === 'unauthenticated') {
    // A bot that nobody has registered has no token; what it says goes to this machine only.
    return { clientId: 'nobody', token: () => unsignedToken }
  }
  const { clientId, clientSecret, tenantId, keysUrl, loginUrl } = proof
  const cloud = withOverrides(PUBLIC, {
    ...(keysUrl ? { openIdMetadataUrl: keysUrl } : {}),
    ...(loginUrl ? { loginEndpoint: loginUrl } : {}),
  })
  return token ? { clientId, tenantId, cloud, token } : { clientId, clientSecret, tenantId, cloud }
}

/** The form of a token without anything in it. */
const unsignedToken = 'eyJhbGciOiJub25lIn0.e30.'

/** Teams says of a tenant no more than its id: as much of it as tells two of them apart. */
function tenantName(id: string): string {
  return `tenant ending ${id.slice(-4)}`
}

async function connectTenants({ settings, office }: TeamsOptions): Promise<void> {
  for (const { id, board } of settings.tenants) {
    const connected = await office.door.connectAs({ ...tenantPlace(id), name: tenantName(id) }, board)
    if (!connected.ok) {
      throw new PlainError(
        `The tenant ${id} is connected to another board than '${board}'. followthrough doctor says to which: write that one behind its = in TEAMS_TENANTS.`,
      )
    }
  }
}
