import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../../../src/commands.ts'
import { dispatch } from '../../../src/core/dispatch.ts'
import type { Log } from '../../../src/core/errors.ts'
import type { PageOffice } from '../../../src/core/ports.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { createReceipts } from '../../../src/db/desk.ts'
import { createDoor } from '../../../src/db/door.ts'
import { createTab } from '../../../src/faces/tab/app.ts'
import type { TabOptions } from '../../../src/faces/tab/options.ts'
import { createGlance } from '../../../src/features/glance/glance.ts'
import { createWeb } from '../../../src/web.ts'
import type { TestBoard } from '../../support/board.ts'
import { clientId, publicUrl, tenant } from './entra.ts'

export const secrets = ['a-secret-of-the-tab-that-nobody-guesses', 'an-older-one'] as const satisfies [
  string,
  ...string[],
]

/** The tab on a server of its own, over a real board. */
export type TabServer = {
  base: string
  /** What the log holds: events, and what was said of them. */
  logged: { event: string; fields: unknown }[]
  /** Sends what a page sends; the body, where it is JSON, is read. */
  send(path: string, init?: RequestInit): Promise<Answer>
  /** A page's request with a session, or with any other bearer token. */
  get(path: string, bearer: string | null): Promise<Answer>
  ask(bearer: string | null, body: unknown): Promise<Answer>
  close(): Promise<void>
}

export type Answer = { status: number; headers: Headers; text: string; json: Record<string, unknown> }

/** What the product gives a page, put together as main.ts does; the clock is the board's. */
export function pageOfficeOf(board: TestBoard, log: Log): PageOffice {
  const registry = createRegistry(commands)
  const glance = createGlance(board.stores)
  const { stores, prisma } = board
  return {
    answer: (actor, text, submission) =>
      dispatch(
        registry,
        { text, actor, face: 'tab', now: board.now, ...(submission ? { submission } : {}) },
        stores,
        log,
      ),
    glance: (actor, wish) => glance(actor, wish, board.now),
    door: createDoor(prisma, () => board.now),
    receipts: createReceipts(prisma, () => board.now),
  }
}

/** The folder of a page that was built: enough of one. */
export function builtPage(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'followthrough-tab-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script type="module" src="/tab/assets/index-a1.js"></script>',
  )
  writeFileSync(join(folder, 'assets/index-a1.js'), `globalThis.started = true;${' '.repeat(4_000)}`)
  writeFileSync(join(folder, 'secret.txt'), 'not for anybody')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function startTab(
  board: TestBoard,
  options: Pick<TabOptions, 'pages'> & Partial<TabOptions>,
): Promise<TabServer> {
  const logged: TabServer['logged'] = []
  const log: Log = {
    info: (event, fields) => void logged.push({ event, fields }),
    error: (event, error, fields) => void logged.push({ event, fields: { ...fields, error } }),
  }
  const tab = await createTab({
    office: pageOfficeOf(board, log),
    log,
    tenants: [tenant],
    clientId,
    publicUrl,
    loginUrl: null,
    secrets,
    hosts: [],
    ...options,
  })
  const server = createServer(createWeb({ ready: async () => true, mounts: [tab.mount], log }))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const send: TabServer['send'] = async (path, init) => {
    const response = await fetch(`${base}${path}`, init)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} }
  }
  const bearer = (token: string | null): Record<string, string> =>
    token === null ? {} : { authorization: `Bearer ${token}` }
  return {
    base,
    logged,
    send,
    get: (path, token) => send(path, { headers: bearer(token) }),
    ask: (token, body) =>
      send('/tab/api/ask', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify(body),
      }),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Connects the tenant to a board, and gives some of its people accounts there. */
export async function connectTenant(
  { prisma, id, people }: TestBoard,
  tenantId = tenant,
): Promise<Record<keyof TestBoard['people'], string>> {
  await prisma.chatWorkspace.create({
    data: {
      boardId: id,
      id: randomUUID(),
      platform: 'teams',
      workspaceId: tenantId,
      name: 'Northmere',
      connectedAt: new Date(),
    },
  })
  const accounts = Object.entries(people).map(([name, person]) => ({ name, person, oid: randomUUID() }))
  await prisma.chatIdentity.createMany({
    data: accounts.map(({ person, oid }) => ({
      boardId: id,
      id: randomUUID(),
      personId: person.personId,
      platform: 'teams',
      workspaceId: tenantId,
      userId: oid,
    })),
  })
  return Object.fromEntries(accounts.map(({ name, oid }) => [name, oid])) as Record<
    keyof TestBoard['people'],
    string
  >
}
