import type { IHttpServerAdapter } from '@microsoft/teams.apps'
import express, { type Application, type RequestHandler } from 'express'
import type { Log } from '../../core/errors.ts'
import { tenantsOf } from './activity.ts'

/** The largest body that is read, in bytes: a message of Teams' has 80 kB at the most, and a quoted one may come with it. */
const bodyLimit = 512 * 1024

export type Guard = {
  /** Tenants that are let in, by id in small letters. */
  tenants: ReadonlySet<string>
  /** Takes requests that nobody has signed: from this very machine only. */
  unsigned: boolean
  log: Log
}

type Route = Parameters<IHttpServerAdapter['registerRoute']>

/** Keeps the library's routes until there is a server to put them on. */
export function createAdapter(guard: Guard): { adapter: IHttpServerAdapter; mount(web: Application): void } {
  const routes: Route[] = []
  return {
    adapter: { registerRoute: (...route) => void routes.push(route) },
    mount(web) {
      for (const [, path, handler] of routes) {
        // Only this address reads JSON: Slack's signature is of the bytes, which a reader for all would have taken away.
        web.post(path, express.json({ limit: bodyLimit }), guarded(guard), (request, response, next) => {
          handler({ body: request.body, headers: headersOf(request.headers) })
            .then(({ status, body }) => {
              response.status(status).set('cache-control', 'no-store')
              if (body === undefined) response.end()
              else response.json(body)
            })
            .catch(next)
        })
      }
    },
  }
}

/**
 * What the library lets through: a body that does not say where it comes from, and one of a tenant nobody has let in.
 * It then proves the rest: that the bot service signed the request, for us, now, and for that very address.
 */
function guarded({ tenants, unsigned, log }: Guard): RequestHandler {
  return (request, response, next) => {
    const refuse = (status: number, error: string): void => {
      // What is wrong, and nothing of what came: nobody has proved yet whose it is.
      log.info('teams request refused', { status, why: error })
      response.status(status).set('cache-control', 'no-store').json({ error })
    }
    const { body } = request as { body: unknown }
    if (typeof body !== 'object' || body === null) return refuse(400, 'This is no activity.')
    if (!unsigned && !/^Bearer \S+$/.test(request.get('authorization') ?? ''))
      return refuse(401, 'This is not signed.')
    const { serviceUrl } = body as { serviceUrl?: unknown }
    if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl))
      return refuse(403, 'This does not say where it comes from.')
    if (unsigned && !isOwnMachine(request.get('host'), serviceUrl, request.get('origin')))
      return refuse(403, 'This does not come from this machine.')
    const said = tenantsOf(body)
    if (!said) return refuse(403, 'This is nothing that Teams sends.')
    if (!said.every((tenant) => tenants.has(tenant))) return refuse(403, 'This organisation is not let in.')
    next()
  }
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** A page in a browser could reach an address of this machine too: it says what page it is. */
function isOwnMachine(host: string | undefined, serviceUrl: string, origin: string | undefined): boolean {
  return origin === undefined && loopback.test(host ?? '') && loopback.test(new URL(serviceUrl).host)
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
