import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { type Busy, createBusy } from './busy.ts'
import { type Checker, createChecker } from './checker.ts'
import { createDriver, type Driver } from './driver.ts'
import { type SlackProxy, startProxy } from './proxy.ts'
import { type Responder, startResponder } from './responder.ts'
import { startWebApi, type WebApi } from './web-api.ts'
import { signedLine } from './wire.ts'

/** A stage without the product: a plain Bolt app, to hold the fake against. */
export type Stage = {
  app: App
  api: WebApi
  proxy: SlackProxy
  responder: Responder
  checker: Checker
  busy: Busy
  slack: Driver
  close(): Promise<void>
}

const secret = 'an-echo-secret'

/** Starts the fake with an app to which a test adds its own listeners. */
export async function startStage(): Promise<Stage> {
  const busy = createBusy()
  const checker = createChecker()
  const [api, proxy, responder] = await Promise.all([
    startWebApi(),
    startProxy(busy, checker),
    startResponder(busy),
  ])
  proxy.attach(api)
  const receiver = new HTTPReceiver({ signingSecret: secret, logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: proxy.url, retryConfig: { retries: 0 }, timeout: 1_000 },
    authorize: () =>
      Promise.resolve({ botToken: api.bot.token, botId: api.bot.botId, botUserId: api.bot.userId }),
  })
  const server = await receiver.start(0, { host: '127.0.0.1' } as never)
  const { port } = (server as unknown as { address(): AddressInfo }).address()
  const appUrl = `http://127.0.0.1:${port}/slack/events`
  const slack = createDriver({ api, proxy, busy, responder, checker, line: signedLine(appUrl, secret) })
  return {
    app,
    api,
    proxy,
    responder,
    checker,
    busy,
    slack,
    async close() {
      await app.stop()
      await Promise.all([api.close(), proxy.close(), responder.close()])
    },
  }
}
