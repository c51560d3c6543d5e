import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Reply, Submission } from '../../../src/core/command.ts'
import type { Glance, Glanced, GlanceWish } from '../../../src/core/glance.ts'
import type { Membership } from '../../../src/core/permission.ts'
import { pagePolicy } from '../../../src/faces/tab/headers.ts'
import { listen } from './listen.ts'

/** The product, as the tab's server is given it. */
export type Backend = {
  answer(actor: Membership, text: string, submission?: Submission): Promise<Reply>
  glance(actor: Membership, wish: GlanceWish): Promise<Glanced>
}

export type TabServer = {
  address: string
  /** Who a sign-on token is, or what somebody with it is told. Tokens nobody put here are refused. */
  people: Map<string, Membership | string>
  demo: Membership | null
  /** Every request for the page's own interface. */
  asked: { path: string; body: unknown }[]
  /** Compressed bytes of everything that was sent. */
  sent: Map<string, number>
  /** Ends all sessions, as an hour does. */
  expire(): void
  /** From now on it answers to commands with this; null: as it should. */
  fault: { status: number; problem: string; reference?: string } | null
  /** Figures as another board would have them. */
  retouch: ((glance: Glance) => Glance) | null
  /** Forms are sent and done, and their answers never arrive. */
  loses: boolean
  /** Another release was put in the place of this one: parts of the page that were not fetched yet are gone. */
  outdated: boolean
  /** No command is answered before this. */
  hold: Promise<void> | null
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

const same = (glance: Glance): Glance => glance

/** The tab's server in little: the page as it is built, and its interface, under the policy that the real one sends. */
export async function startTabServer(
  files: ReadonlyMap<string, Buffer>,
  backend: Backend,
  hosts: readonly string[],
): Promise<TabServer> {
  const sessions = new Map<string, Membership>()
  const server = await listen(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://tab.invalid')
    if (url.pathname.startsWith('/tab/api/')) return answer(request, response, url)
    sendFile(response, url.pathname)
  })
  const tab: TabServer = {
    address: server.address,
    people: new Map(),
    demo: null,
    asked: [],
    sent: new Map(),
    expire: () => sessions.clear(),
    fault: null,
    loses: false,
    outdated: false,
    hold: null,
    retouch: null,
    close: server.close,
  }

  function sendFile(response: ServerResponse, path: string): void {
    const asset = /^\/tab\/(assets\/.+)$/.exec(path)?.[1]
    const file = asset ? files.get(asset) : files.get('index.html')
    if (!file || (asset && tab.outdated) || !/^\/tab(\/|$)/.test(path))
      return void response.writeHead(404).end()
    const nonce = randomBytes(16).toString('base64')
    const body = gzipSync(asset ? file : file.toString('utf8').replaceAll('__NONCE__', nonce))
    tab.sent.set(asset ?? 'index.html', body.length)
    response
      .writeHead(200, {
        'content-type': asset
          ? (types[asset.split('.').at(-1) ?? ''] ?? 'text/plain')
          : 'text/html; charset=utf-8',
        'content-encoding': 'gzip',
        'content-security-policy': pagePolicy(nonce, hosts),
        'x-content-type-options': 'nosniff',
      })
      .end(body)
  }

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const say = (status: number, body: unknown): void => {
      const bytes = gzipSync(JSON.stringify(body))
      tab.sent.set(url.pathname, bytes.length)
      response
        .writeHead(status, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(bytes)
    }
    const body = await bodyOf(request)
    tab.asked.push({ path: url.pathname, body })
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    if (url.pathname === '/tab/api/settings')
      return say(200, { clientId: 'client', hosts, demo: tab.demo !== null })
    if (url.pathname === '/tab/api/session') {
      const person = tab.demo ?? tab.people.get(token) ?? 'Teams did not say who you are.'
      if (typeof person === 'string') return say(403, { problem: person })
      const session = randomBytes(8).toString('hex')
      sessions.set(session, person)
      return say(200, {
        session,
        expiresInSeconds: 3600,
        you: { name: person.personName, role: person.role },
        board: { name: person.boardName, slug: person.boardSlug },
        demo: tab.demo !== null,
      })
    }
    const actor = sessions.get(token)
    if (!actor) return say(401, { problem: 'This session has ended.' })
    if (url.pathname === '/tab/api/glance') {
      const wish = { organisation: url.searchParams.get('org'), report: url.searchParams.get('report') }
      const glanced = await backend.glance(actor, wish)
      if (glanced.kind === 'glance') return say(200, (tab.retouch ?? same)(glanced.glance))
      return say(404, {
        problem: glanced.kind === 'unknown' ? glanced.problem : 'You are not on this board.',
      })
    }
    await tab.hold
    if (tab.fault) return say(tab.fault.status, tab.fault)
    const { command, submission } = body as { command: string; submission?: Submission }
    const reply = await backend.answer(actor, command, submission)
    if (tab.loses && submission) return void request.socket.destroy()
    return say(200, { reply })
  }
  return tab
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  return text === '' ? null : JSON.parse(text)
}
