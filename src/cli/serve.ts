import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../core/errors.ts'
import { type App, openApp } from '../main.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

/** How long open requests may take to end after SIGTERM, in milliseconds. */
const grace = 10_000

/** `followthrough serve`: the server, until it is told to stop. */
export const serveTool: Tool = {
  name: 'serve',
  usage: 'serve',
  summary: 'Run the server: what is configured, and /healthz and /readyz',
  options: {},
  async run({ config, log }) {
    const app = await openApp({ config, log })
    const server = createHealthServer(app)
    try {
      const { port } = await listen(server, config.HOST, config.PORT)
      print(`Listening on http://${config.HOST}:${port} (/healthz, /readyz). No chat platform is configured.`)
      await told()
      log.info('stopping')
      await stop(server, log)
      return 0
    } finally {
      await app.close()
    }
  },
}

/** `/healthz`: the process lives. `/readyz`: the database answers too. Nothing else is here, and nothing is said of versions. */
export function createHealthServer(app: Pick<App, 'ready'>): Server {
  return createServer((request, response) => {
    const send = (status: number, text: string): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return send(405, 'Only GET and HEAD are answered here.')
    const path = request.url?.split('?')[0]
    if (path === '/healthz') return send(200, 'alive')
    if (path !== '/readyz') return send(404, 'There is nothing here.')
    app.ready().then(
      (ready) => send(ready ? 200 : 503, ready ? 'ready' : 'the database does not answer'),
      () => send(503, 'the database does not answer'),
    )
  })
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server.address() as AddressInfo))
  })
}

function told(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
}

function stop(server: Server, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      log.info('cutting open connections')
      server.closeAllConnections()
    }, grace)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
