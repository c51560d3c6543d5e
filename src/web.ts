import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type Application, type ErrorRequestHandler, type Response } from 'express'
import { type Log, newReference } from './core/errors.ts'

export type WebOptions = {
  /** Whether requests can be answered: the database is there, and so are the chat platforms. */
  ready(): Promise<boolean>
  /** Each chat platform puts its own addresses on the server, and reads bodies in its own way. */
  mounts: readonly ((web: Application) => void)[]
  /** Figures for an operator's monitoring, for whoever has the token; without it there is no such address. */
  metrics?: { token: string; contentType: string; text(): Promise<string> }
  log: Log
}

/**
 * The one server: `/healthz` (the process lives), `/readyz` (it can answer), and what the chat platforms put there.
 * Nothing is said of versions, and no body is read that a route has not asked for.
 */
export function createWeb({ ready, mounts, metrics, log }: WebOptions): Application {
  const web = express()
  web.disable('x-powered-by')
  web.disable('etag')
  web.get('/healthz', (_request, response) => send(response, 200, 'alive'))
  web.get('/readyz', async (_request, response) => {
    const fine = await ready().catch(() => false)
    send(
      response,
      fine ? 200 : 503,
      fine ? 'ready' : 'not ready: the database or a chat platform does not answer',
    )
  })
  web.all(['/healthz', '/readyz'], (_request, response) =>
    send(response, 405, 'Only GET and HEAD are answered here.'),
  )
  if (metrics) {
    web.get('/metrics', async (request, response) => {
      if (!isBearer(request.get('authorization'), metrics.token))
        return send(response, 401, 'This needs METRICS_TOKEN as a bearer token.')
      const text = await metrics.text()
      response.status(200).set('cache-control', 'no-store').type(metrics.contentType).send(text)
    })
  }
  for (const mount of mounts) mount(web)
  web.use((_request, response) => send(response, 404, 'There is nothing here.'))
  const failed: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const reference = newReference()
    log.error('web request failed', error, { reference })
    if (response.headersSent) return next(error)
    // A path that is no text, a body that is too large: express says so with a status of its own.
    const status = isClientError(error) ? error.status : 500
    send(
      response,
      status,
      status === 500 ? `Something went wrong on our side. Reference ${reference}.` : 'No.',
    )
  }
  web.use(failed)
  return web
}

/** Compared by their hashes, so that the time it takes tells nothing of how much was right. */
function isBearer(header: string | undefined, token: string): boolean {
  const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashOf(header ?? ''), hashOf(`Bearer ${token}`))
}

function isClientError(error: unknown): error is { status: number } {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  )
}

function send(response: Response, status: number, text: string): void {
  response.status(status).set('cache-control', 'no-store').type('text/plain').send(`${text}\n`)
}
