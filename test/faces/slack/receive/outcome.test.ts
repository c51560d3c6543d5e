import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOptions } from '../../../../src/faces/slack/clients.ts'
import { outcomeOf } from '../../../../src/faces/slack/outcome.ts'
import { quietLogger } from '../../../../src/faces/slack/quiet-log.ts'

/** What the server does with the next request: an answer, or its end. */
type Doing = { status: number; body?: string; headers?: Record<string, string> } | 'reset' | 'silence'
let doing: Doing = 'silence'
const server = createServer((request, response) => {
  request.resume()
  if (doing === 'reset') request.socket.resetAndDestroy()
  else if (doing !== 'silence')
    response.writeHead(doing.status, doing.headers).end(doing.body ?? '{"ok":false,"error":"x"}')
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** What is made of a call to an address, where such a thing happens. */
async function outcome(what: Doing, { writes = true, url = base } = {}): Promise<unknown> {
  doing = what
  const quiet = quietLogger({ info: () => {}, error: () => {} })
  const client = new WebClient('xoxb-x', { ...clientOptions(url, quiet), timeout: 300 })
  return client.chat.postMessage({ channel: 'C1', text: 'x' }).then(
    () => 'sent',
    (error: unknown) => outcomeOf(error, writes),
  )
}
const said = (error: string, more = {}): Doing => ({
  status: 200,
  body: JSON.stringify({ ok: false, error, ...more }),
})

describe('a message that', () => {
  it.each<[what: string, doing: Doing, outcome: object]>([
    ['is to come later', { status: 429, headers: { 'retry-after': '7' } }, { kind: 'wait', forMs: 7000 }],
    ['is to come later, nobody says when', { status: 429 }, { kind: 'wait', forMs: 30_000 }],
    ['is to come later, with status 200', said('ratelimited'), { kind: 'wait', forMs: 1000 }],
    ['got no answer', 'silence', { kind: 'uncertain', code: 'timeout' }],
    [
      'was cut off',
      'reset',
      { kind: 'uncertain', code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) },
    ],
    ['met a failure', { status: 500 }, { kind: 'uncertain', code: 'http_500' }],
    ['met a failure of a proxy', { status: 502, body: '<html>' }, { kind: 'uncertain', code: 'http_502' }],
    [
      'was answered with no answer',
      { status: 200, body: '<html>' },
      { kind: 'uncertain', code: 'unreadable' },
    ],
    ['met a failure that says so', said('internal_error'), { kind: 'uncertain', code: 'internal_error' }],
    ['met a worse one', said('fatal_error'), { kind: 'uncertain', code: 'fatal_error' }],
    ['was held back by a proxy', { status: 403 }, { kind: 'not sent', code: 'http_403' }],
    ['was turned back', said('request_timeout'), { kind: 'not sent', code: 'request_timeout' }],
    [
      'is for a closed channel',
      said('is_archived'),
      { kind: 'refused', why: 'archived', code: 'is_archived' },
    ],
    [
      'has a token of before',
      said('token_revoked'),
      { kind: 'refused', why: 'not connected', code: 'token_revoked' },
    ],
    [
      'is too long',
      said('msg_blocks_too_long'),
      { kind: 'refused', why: 'too large', code: 'msg_blocks_too_long' },
    ],
    ['is not understood', said('invalid_blocks'), { kind: 'refused', why: 'other', code: 'invalid_blocks' }],
    ['is refused with words', said('Kate Slater!'), { kind: 'uncertain', code: 'unreadable' }],
  ])('%s', async (_what, what, expected) => {
    expect(await outcome(what)).toEqual(expected)
  })

  it('never left, as nobody listens there, or there is no such place', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    expect(await outcome('silence', { url: `http://127.0.0.1:${port}/` })).toEqual({
      kind: 'not sent',
      code: 'ECONNREFUSED',
    })
    expect(await outcome('silence', { url: 'http://nowhere.invalid/' })).toEqual({
      kind: 'not sent',
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    })
  })

  it('was never written, when it was only a question', async () => {
    for (const what of ['silence', 'reset', { status: 500 }, said('internal_error')] as const)
      expect(await outcome(what, { writes: false })).toMatchObject({ kind: 'not sent' })
  })
})
