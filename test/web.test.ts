import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Log } from '../src/core/errors.ts'
import { createWeb, type WebOptions } from '../src/web.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serve(options: Partial<WebOptions> = {}): Promise<{ base: string; logged: unknown[] }> {
  const logged: unknown[] = []
  const log: Log = { info: () => {}, error: (_event, error, fields) => void logged.push(error, fields) }
  const server = createServer(createWeb({ ready: async () => true, mounts: [], log, ...options }))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, logged }
}

const read = async (url: string, init?: RequestInit): Promise<[number, string]> => {
  const response = await fetch(url, init)
  return [response.status, await response.text()]
}

it('says that it lives, whether it is ready, and nothing of what it is made of', async () => {
  const { base } = await serve()
  expect(await read(`${base}/healthz`)).toEqual([200, 'alive\n'])
  expect(await read(`${base}/readyz`)).toEqual([200, 'ready\n'])
  expect(await read(`${base}/healthz`, { method: 'HEAD' })).toEqual([200, ''])
  expect((await read(`${base}/healthz`, { method: 'POST' }))[0]).toBe(405)
  expect(await read(`${base}/elsewhere`)).toEqual([404, 'There is nothing here.\n'])
  expect((await fetch(base)).headers.get('x-powered-by')).toBeNull()
})

it('is not ready when the database is not, or does not say', async () => {
  const down = await serve({ ready: async () => false })
  expect((await read(`${down.base}/readyz`))[0]).toBe(503)
  const broken = await serve({ ready: () => Promise.reject(new Error('gone')) })
  expect((await read(`${broken.base}/readyz`))[0]).toBe(503)
})

it('answers a failure with a reference that the log has too, and a mistake with its own status', async () => {
  const { base, logged } = await serve({
    mounts: [
      (web) => {
        web.get('/fails', async () => {
          throw new Error('secret')
        })
      },
    ],
  })
  const [status, text] = await read(`${base}/fails`)
  const reference = /Reference (\S+)\.\n$/.exec(text)?.[1]
  expect([status, text]).toEqual([500, `Something went wrong on our side. Reference ${reference}.\n`])
  expect(logged[1]).toEqual({ reference })
  expect((await read(`${base}/%E0%A4%A`))[0]).toBeLessThan(500)
})

it('shows figures to whoever has the token, and to nobody else', async () => {
  const token = 'a-token-of-the-monitoring'
  const metrics = { token, contentType: 'text/plain; version=0.0.4', text: async () => 'figures 1\n' }
  const { base } = await serve({ metrics })
  const as = (authorization: string): Promise<[number, string]> =>
    read(`${base}/metrics`, { headers: { authorization } })
  expect(await as(`Bearer ${token}`)).toEqual([200, 'figures 1\n'])
  for (const wrong of ['', 'Bearer ', `Bearer ${token}x`, token, `Basic ${token}`])
    expect(await as(wrong), wrong).toEqual([401, 'This needs METRICS_TOKEN as a bearer token.\n'])
  expect((await read(`${base}/metrics`))[0]).toBe(401)
  const without = await serve()
  expect((await read(`${without.base}/metrics`, { headers: { authorization: `Bearer ${token}` } }))[0]).toBe(
    404,
  )
})
