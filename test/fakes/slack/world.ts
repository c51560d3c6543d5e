import { expect } from 'vitest'
import type { Office } from '../../../src/core/ports.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createInvitation } from '../../../src/db/door.ts'
import type { Person } from '../../../src/features/people/store.ts'
import { createLog } from '../../../src/log.ts'
import { createTestBoard, type TestBoard, type TestBoardOptions } from '../../support/board.ts'
import { createBusy } from './busy.ts'
import { accountOf, type Handle } from './cast.ts'
import { type Checker, createChecker } from './checker.ts'
import { createDriver, type Driver } from './driver.ts'
import { type Face, startFace } from './face.ts'
import { type Installing, install } from './installer.ts'
import { testOffice, type Weather } from './office.ts'
import { type SlackProxy, startProxy } from './proxy.ts'
import { type Responder, startResponder } from './responder.ts'
import { type SlackSocket, socketLine } from './socket.ts'
import { oauthClient, startWebApi, type WebApi, type WebApiOptions } from './web-api.ts'
import { type Answer, signedLine } from './wire.ts'

export const signingSecret = 'a-signing-secret-of-the-tests'
export const appToken = 'xapp-of-the-tests'
export const publicUrl = 'https://followthrough.example'

/** A workspace of Slack, and the people in it. */
export type Workspace = { api: WebApi; slack: Driver }

/** A workspace connected to a board of its own, with the product behind it. */
export type World = Workspace & {
  board: TestBoard
  face: Face
  proxy: SlackProxy
  responder: Responder
  checker: Checker
  office: Office
  weather: Weather
  /** Every line the product has logged. */
  log: string[]
  /** Another workspace that the same app may be installed in. */
  join(options?: WebApiOptions): Promise<Workspace>
  /** Another board of the same database. */
  addBoard(options?: TestBoardOptions): Promise<TestBoard>
  /** The link that connects a workspace to a board, once. */
  invite(board: TestBoard): Promise<string>
  /** Somebody follows a link and installs the app. */
  install(
    workspace: Workspace,
    who: Handle,
    link: string,
    more?: Parameters<typeof install>[2],
  ): Promise<Answer>
  /** Nothing went wrong unseen: no limit broken, no request unanswered, no fault left over, nothing secret in the log. */
  endsWell(): void
  close(): Promise<void>
}

export type WorldOptions = WebApiOptions & {
  board?: TestBoardOptions
  /** Workspaces install the app themselves; none is connected at first. */
  oauth?: boolean
  /** The app opens a socket to Slack, as where no address of its own may be called. */
  socket?: SlackSocket
}

/** Opens a world on a database; several can share one, as every workspace and board has ids of its own. */
export async function openWorld(database: Database, options: WorldOptions = {}): Promise<World> {
  const busy = createBusy()
  const checker = createChecker()
  const [board, proxy, responder] = await Promise.all([
    peopledBoard(database, options.board),
    startProxy(busy, checker),
    startResponder(busy),
  ])
  const first = await startWebApi(options)
  proxy.attach(first)
  const lines: string[] = []
  const log = createLog((line) => void lines.push(line))
  const weather: Weather = { slow: 0 }
  const office = testOffice(board, log, busy, weather)
  const { socket } = options
  if (socket) proxy.takeSockets(appToken, socket.url)
  const face = await startFace({
    office,
    log,
    courierTimeout: 1000,
    board: options.oauth ? null : board.slug,
    settings: {
      apiUrl: proxy.url,
      ...(socket ? { appToken } : { signingSecret }),
      ...(options.oauth
        ? {
            oauth: { clientId: oauthClient.id, clientSecret: oauthClient.secret, publicUrl },
            encryptionSecrets: ['an-encryption-secret-of-the-tests'],
          }
        : { botToken: first.bot.token }),
    },
  })
  const apis: WebApi[] = []
  const enter = (api: WebApi): Workspace => {
    apis.push(api)
    const line = socket ? socketLine(socket) : signedLine(`${face.base}/slack/events`, signingSecret)
    return { api, slack: createDriver({ api, proxy, busy, responder, checker, line }) }
  }
  const workspaces = [enter(first)]
  const [home] = workspaces
  if (!home) throw new Error('A world has a workspace.')
  return {
    ...home,
    board,
    face,
    proxy,
    responder,
    checker,
    office,
    weather,
    log: lines,
    async join(more = {}) {
      const api = await startWebApi(more)
      proxy.attach(api)
      const workspace = enter(api)
      workspaces.push(workspace)
      return workspace
    },
    addBoard: (more) => peopledBoard(database, more),
    invite: async (to) =>
      `${publicUrl}/slack/install?code=${await createInvitation(board.prisma, to.id, board.now)}`,
    install: (workspace, who, link, more) =>
      install({ base: face.base, publicUrl, api: workspace.api, who } satisfies Installing, link, more),
    endsWell() {
      expect(checker.violations, 'what breaks a limit of Slack').toEqual([])
      expect(
        workspaces.flatMap(({ slack }) => slack.failures),
        'what Slack would show as failed',
      ).toEqual([])
      expect(proxy.pending(), 'faults that never happened').toEqual([])
      expectQuietLog(lines, apis)
    },
    async close() {
      await busy.idle()
      await face.close()
      await Promise.all([...apis.map((api) => api.close()), proxy.close(), responder.close()])
    },
  }
}

/** Guests, outsiders and those who left have an address the board knows: it is Slack's word that must keep them out. */
const lookalikes = ['guest', 'singleGuest', 'robot', 'leaver', 'stranger', 'outsider'] as const

/** The test board, whose people are known by the addresses they have in Slack. */
async function peopledBoard(database: Database, options: TestBoardOptions = {}): Promise<TestBoard> {
  const board = await createTestBoard(database, options)
  const known = board.people
  for (const handle of ['owen', 'lead', 'administrator', 'viewer'] as const) {
    await setEmail(board, known[handle], handle)
  }
  for (const handle of lookalikes) {
    await setEmail(board, await board.add('lead', `${accountOf(handle).name} (board)`), handle)
  }
  return board
}

function setEmail(board: TestBoard, person: Person, handle: Handle): Promise<unknown> {
  return board.prisma.person.update({
    where: { boardId_id: { boardId: board.id, id: person.personId } },
    data: { email: accountOf(handle).email },
    select: { id: true },
  })
}

/** Codes and ids only: no token, no secret, no address of a response, no trigger, nothing anybody wrote. */
function expectQuietLog(lines: readonly string[], apis: readonly WebApi[]): void {
  const secrets = [
    ...apis.map(({ bot }) => bot.token),
    'xoxb-',
    'xoxp-',
    'xapp-',
    signingSecret,
    '/actions/',
    'trg',
  ]
  const told = lines.filter((line) => secrets.some((secret) => line.includes(secret)))
  expect(told, 'lines of the log that tell too much').toEqual([])
}
