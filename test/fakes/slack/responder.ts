import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Busy } from './busy.ts'
import { type Json, objectOf, parseJson } from './json.ts'

/** How often a response_url may be used, and for how long, in milliseconds. */
const usesAtMost = 5
const livesFor = 30 * 60_000

export type Responder = {
  /** A new response_url; what is posted to it is given to `take`. */
  mint(take: (body: Json) => Promise<void> | void): string
  /** Everything that was posted, in order. */
  posted: readonly { url: string; body: Json; status: number }[]
  /** The next posts are answered with this status, and not taken. */
  fail(status: number, times?: number): void
  close(): Promise<void>
}

/** Where response_urls lead. */
export async function startResponder(busy: Busy): Promise<Responder> {
  const urls = new Map<string, { take: (body: Json) => Promise<void> | void; uses: number; minted: number }>()
  const posted: { url: string; body: Json; status: number }[] = []
  let failing = { status: 0, left: 0 }

  const taken = async (path: string, body: Json): Promise<number> => {
    const known = urls.get(path)
    if (!known || known.uses >= usesAtMost || Date.now() - known.minted > livesFor) return 404
    if (failing.left > 0) {
      failing.left -= 1
      return failing.status
    }
    known.uses += 1
    await known.take(body)
    return 200
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = objectOf(parseJson(Buffer.concat(chunks).toString('utf8')))
    const path = request.url ?? ''
    const status = await taken(path, body)
    posted.push({ url: path, body, status })
    response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' })
    response.end(status === 200 ? 'ok' : status === 404 ? 'used_url' : 'error')
  }
  const server = createServer((request, response) => void busy.during(handle(request, response)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    mint(take) {
      const path = `/actions/${randomBytes(9).toString('hex')}`
      urls.set(path, { take, uses: 0, minted: Date.now() })
      return `http://127.0.0.1:${port}${path}`
    },
    posted,
    fail: (status, times = 1) => {
      failing = { status, left: times }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
