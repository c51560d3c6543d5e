import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect } from 'vitest'
import { commands } from '../../../src/commands.ts'
import { formsOf } from '../../../src/core/dispatch.ts'
import type { Office } from '../../../src/core/ports.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createTeams, paths, type Teams } from '../../../src/faces/teams/app.ts'
import { createLog } from '../../../src/log.ts'
import { createTestBoard, type TestBoard, type TestBoardOptions } from '../../support/board.ts'
import { createBusy } from '../slack/busy.ts'
import { testOffice, type Weather } from '../slack/office.ts'
import { accountOf, type Handle } from './cast.ts'
import { type Connector, startConnector } from './connector.ts'
import { createDriver, type Driver } from './driver.ts'
import { clientId, type Keys, startKeys } from './keys.ts'

/** A tenant connected to a board of its own, with the product behind it. */
export type TeamsWorld = {
  tenantId: string
  board: TestBoard
  connector: Connector
  keys: Keys
  teams: Driver
  face: Teams
  office: Office
  weather: Weather
  /** 'http://127.0.0.1:4711/api/messages' */
  url: string
  /** Every line the product has logged. */
  log: string[]
  /** Nothing went wrong unseen: no fault left over, nothing secret in the log. */
  endsWell(): void
  close(): Promise<void>
}

const registry = createRegistry(commands)
/** What cards are sealed with. */
export const sealSecret = 'a secret of the tests, long enough for it'

const opensForm = (text: string): boolean => formsOf(registry, text).expected

/** Opens a world on a database; several can share one, as every tenant and board has ids of its own. */
export async function openTeamsWorld(
  database: Database,
  options: { board?: TestBoardOptions } = {},
): Promise<TeamsWorld> {
  const board = await createTestBoard(database, options.board)
  for (const handle of ['owen', 'lead', 'administrator', 'viewer'] as const) await setEmail(board, handle)
  for (const handle of ['guest', 'outsider'] as const) {
    const { personId } = await board.add('lead', `${accountOf(handle).name} (board)`)
    await setEmailOf(board, personId, accountOf(handle).email)
  }
  // A tenant serves one board, and a database is shared by many.
  const tenantId = randomUUID()
  const connector = await startConnector(tenantId)
  const keys = await startKeys(connector.serviceUrl)
  const lines: string[] = []
  const log = createLog((line) => void lines.push(line))
  const weather: Weather = { slow: 0 }
  const busy = createBusy()
  const office = testOffice(board, log, busy, weather, 'teams')
  const face = await createTeams({
    office,
    log,
    opensForm,
    token: () => unsigned,
    settings: {
      proof: {
        kind: 'signed',
        clientId,
        clientSecret: '',
        tenantId,
        keysUrl: keys.metadataUrl,
        loginUrl: null,
      },
      tenants: [{ id: tenantId, board: board.slug }],
      secrets: [sealSecret],
    },
  })
  const web = express()
  face.mount(web)
  const server = createServer(web)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}${paths.messages}`
  return {
    tenantId,
    board,
    connector,
    keys,
    face,
    office,
    weather,
    url,
    log: lines,
    teams: createDriver(connector, { tenantId, url, token: () => keys.token() }, () => busy.idle()),
    endsWell() {
      expect(connector.pending(), 'faults that never happened').toEqual([])
      const told = lines.filter((line) => /Bearer|eyJ|@northmere|<at>|field-/.test(line))
      expect(told, 'lines of the log that tell too much').toEqual([])
    },
    async close() {
      await face.stop()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      await Promise.all([connector.close(), keys.close()])
    },
  }
}

/** The form of a token: what the service asks of it is not what is tried here. */
const unsigned = 'eyJhbGciOiJub25lIn0.e30.'

function setEmail(board: TestBoard, handle: Handle & keyof TestBoard['people']): Promise<unknown> {
  return setEmailOf(board, board.people[handle].personId, accountOf(handle).email)
}

function setEmailOf(board: TestBoard, id: string, email: string): Promise<unknown> {
  return board.prisma.person.update({
    where: { boardId_id: { boardId: board.id, id } },
    data: { email },
    select: { id: true },
  })
}
