import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { amended, refusedBySlack } from './amends.ts'
import type { Busy } from './busy.ts'
import type { Checker } from './checker.ts'
import { type Json, objectOf, parseJson, stringOf } from './json.ts'
import { emulatedTeam, type WebApi } from './web-api.ts'

/** What goes wrong with one call. */
export type Fault =
  /** HTTP 429: not done, to be asked again later. */
  | { kind: 'rate limit'; retryAfter: number }
  | { kind: 'status'; status: number }
  /** `ok: false` on HTTP 200. */
  | { kind: 'error'; error: string }
  /** Never reaches Slack, and nobody says so. */
  | { kind: 'lost request' }
  /** Slack does it, but its answer never comes. */
  | { kind: 'lost answer' }
  | { kind: 'slow'; ms: number }

/** One call of the app to Slack. `answer` is what Slack knows, even when the app was never told. */
export type Call = {
  method: string
  body: Json
  token: string
  /** The workspace whose token it came with; null when the token is none of ours. */
  api: WebApi | null
  answer: Json | null
  fault: Fault | null
}

export type SlackProxy = {
  /** For SLACK_API_URL. */
  url: string
  calls: readonly Call[]
  attach(api: WebApi): void
  /** The next calls of a method, or of all ('*'), go wrong in this way, one after the other. */
  fail(method: string, fault: Fault, times?: number): void
  /** Takes back the faults that have not happened. */
  calm(): void
  /** Faults that were ordered and have not happened. */
  pending(): readonly string[]
  /** Told of each call that Slack carried out. */
  onCall(listener: (call: Call) => void): void
  /** Where Slack takes sockets, for an app that opens one with this token. */
  takeSockets(token: string, url: string): void
  /** Tokens that Slack takes no more: one, or all of a workspace that has thrown the app out. */
  revoke(which: string | WebApi): void
  close(): Promise<void>
}

/** Stands between the app and the emulator: records, amends, and lets go wrong what a test wants to go wrong. */
export async function startProxy(busy: Busy, checker: Checker): Promise<SlackProxy> {
  const calls: Call[] = []
  const apis: WebApi[] = []
  const tokens = new Map<string, WebApi>()
  const faults: { method: string; fault: Fault; left: number }[] = []
  const listeners: ((call: Call) => void)[] = []
  const held = new Set<ServerResponse>()
  const socketUrls = new Map<string, string>()

  const nextFault = (method: string): Fault | null => {
    const planned = faults.find((one) => one.left > 0 && (one.method === method || one.method === '*'))
    if (!planned) return null
    planned.left -= 1
    return planned.fault
  }

  /** Lets Slack do it; a token that Slack gives out is one it takes. */
  const carryOut = async (call: Call, headers: IncomingMessage['headers']): Promise<Json> => {
    const socketUrl = call.method === 'apps.connections.open' ? socketUrls.get(call.token) : undefined
    if (socketUrl) return { ok: true, url: socketUrl }
    const api = call.method === 'oauth.v2.access' ? apiOfCode(apis, call.body) : call.api
    if (!api) return { ok: false, error: 'invalid_auth' }
    const refused = refusedBySlack(api, call.method, call.body)
    if (refused) return { ok: false, error: refused }
    if (call.method === 'auth.revoke') return { ok: true, revoked: tokens.delete(call.token) }
    const answer = amended(api, call.method, call.body, await passOn(api, call, headers))
    const given = stringOf(answer['access_token'])
    if (given !== '') tokens.set(given, api)
    return answer
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = readCall(request, await textOf(request), tokens)
    calls.push(call)
    checkCall(checker, call)
    const fault = nextFault(call.method)
    call.fault = fault
    if (fault?.kind === 'lost request') return hold(response, held)
    if (fault?.kind === 'rate limit') {
      const body = { ok: false, error: 'ratelimited' }
      return send(response, 429, body, { 'retry-after': String(fault.retryAfter) })
    }
    if (fault?.kind === 'status') return send(response, fault.status, { ok: false, error: 'internal_error' })
    if (fault?.kind === 'error') return send(response, 200, { ok: false, error: fault.error })
    call.answer = await carryOut(call, request.headers)
    if (call.answer['ok'] === true) for (const listener of listeners) listener(call)
    if (fault?.kind === 'lost answer') return hold(response, held)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    send(response, 200, call.answer)
  }

  const server = createServer((request, response) => {
    void busy.during(
      handle(request, response).catch(() => {
        if (!response.headersSent) send(response, 500, { ok: false, error: 'the proxy failed' })
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    attach(api) {
      apis.push(api)
      tokens.set(api.bot.token, api)
    },
    fail: (method, fault, times = 1) => void faults.push({ method, fault, left: times }),
    calm: () => void faults.splice(0),
    pending: () =>
      faults.filter(({ left }) => left > 0).map(({ method, fault }) => `${method}: ${fault.kind}`),
    onCall: (listener) => void listeners.push(listener),
    takeSockets: (token, url) => void socketUrls.set(token, url),
    revoke: (which) => {
      for (const [token, api] of tokens) if (token === which || api === which) tokens.delete(token)
    },
    close: () =>
      new Promise((resolve) => {
        for (const response of held) response.destroy()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Whatever Slack answers: what the app sends must keep to the limits. */
function checkCall(checker: Checker, { method, body }: Call): void {
  if (/^chat\.(postMessage|postEphemeral|update)$/.test(method)) checker.check(body, method)
  if (method.startsWith('views.')) checker.check(objectOf(body['view']), method)
}

function readCall(request: IncomingMessage, text: string, tokens: ReadonlyMap<string, WebApi>): Call {
  const method = (request.url ?? '').replace(/^\/api\//, '').replace(/\?.*$/, '')
  const json = (request.headers['content-type'] ?? '').includes('application/json')
  const body = json ? objectOf(parseJson(text)) : formBody(text)
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '') || stringOf(body['token'])
  return { method, body, token, api: tokens.get(token) ?? null, answer: null, fault: null }
}

/** A form body, with what Slack takes as JSON or as true and false inside it opened. */
function formBody(text: string): Json {
  const opened = new Set(['blocks', 'view', 'attachments', 'metadata'])
  const open = (key: string, value: string): unknown =>
    opened.has(key) || value === 'true' || value === 'false' ? parseJson(value) : value
  return Object.fromEntries([...new URLSearchParams(text)].map(([key, value]) => [key, open(key, value)]))
}

/** Codes carry the workspace that gave them, as no emulator knows of the others. */
function apiOfCode(apis: readonly WebApi[], body: Json): WebApi | null {
  const [team] = stringOf(body['code']).split('.')
  return apis.find(({ teamId }) => teamId === team) ?? null
}

async function passOn(api: WebApi, call: Call, headers: IncomingMessage['headers']): Promise<Json> {
  const code = stringOf(call.body['code'])
  const body = { ...call.body, ...(code === '' ? {} : { code: code.split('.').at(-1) }) }
  const response = await fetch(`${api.url}/api/${call.method}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(headers.authorization ? { authorization: headers.authorization } : {}),
    },
    body: JSON.stringify(body).replaceAll(api.teamId, emulatedTeam),
  })
  return objectOf(parseJson((await response.text()).replaceAll(emulatedTeam, api.teamId)))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Says nothing until the caller gives up, or the test ends. */
function hold(response: ServerResponse, held: Set<ServerResponse>): Promise<void> {
  // A caller that was killed has gone already, and will not go again.
  if (response.destroyed) return Promise.resolve()
  held.add(response)
  return new Promise((resolve) =>
    response.once('close', () => {
      held.delete(response)
      resolve()
    }),
  )
}

function send(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
