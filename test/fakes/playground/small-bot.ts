import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, ExpressAdapter } from '@microsoft/teams.apps'
import express from 'express'

type Json = Record<string, unknown>

/** As much of an activity as the small bot looks at. */
export type Activity = {
  type: string
  name?: string
  action?: string
  text?: string
  value?: Json
  serviceUrl: string
  from: { id: string; name?: string; aadObjectId: string }
  recipient: { id: string }
  conversation: { id: string; conversationType: string; tenantId: string }
  channelData: { team?: { id: string } }
}

type Message = {
  type: 'message'
  id?: string
  text?: string
  attachments?: readonly object[]
  recipient?: object
}

/** What the small bot is given to answer with. */
export type Turn = {
  activity: Activity
  send(message: Message): Promise<{ id: string }>
  /** Asks the connector. */
  get(path: string): Promise<{ status: number; body: unknown }>
}

export type SmallBot = {
  endpoint: string
  /** Everything that came in. */
  heard: Activity[]
  stop(): Promise<void>
}

/** A bot on Microsoft's own library, to see what the Playground does by itself. `answer` gives what an invoke is answered with. */
export async function startSmallBot(answer: (turn: Turn) => Promise<object | undefined>): Promise<SmallBot> {
  const web = express()
  const server = createServer(web)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const heard: Activity[] = []
  const app = new App({
    httpServerAdapter: new ExpressAdapter(web, { logger: silent }),
    dangerouslyAllowUnauthenticatedRequests: true,
    logger: silent,
    oauth: { defaultConnectionName: 'none', fetchUserToken: false },
  })
  app.use(async (context) => {
    // The library types what arrives as what Teams may send; here it is looked at as it is.
    const activity = context.activity as unknown as Activity
    heard.push(activity)
    const body = await answer({
      activity,
      send: (message) => context.send(message as never) as Promise<{ id: string }>,
      async get(path) {
        const response = await fetch(`${activity.serviceUrl}/${path}`)
        return { status: response.status, body: await response.json() }
      },
    })
    return { status: 200, ...(body ? { body } : {}) }
  })
  await app.initialize()
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    heard,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const nothing = (): void => {}
type Logger = NonNullable<NonNullable<ConstructorParameters<typeof App>[0]>['logger']>
const silent: Logger = {
  error: nothing,
  warn: nothing,
  info: nothing,
  debug: nothing,
  trace: nothing,
  log: nothing,
  child: () => silent,
}
