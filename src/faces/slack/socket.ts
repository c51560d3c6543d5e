import { setTimeout as sleep } from 'node:timers/promises'
import { SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/errors.ts'
import { slackCode } from './clients.ts'
import { innermost } from './errors.ts'

/** How long until a socket that Slack refuses is tried again, in milliseconds. */
const tryAgainAfter = 30_000

export type Socket = { receiver: SocketModeReceiver; connected(): boolean; stop(): Promise<void> }

/**
 * The connection we open to Slack, when Slack is not to reach us. Bolt connects again by itself, but a failure to do
 * so is caught by nobody there and would end the process: here it is logged, and tried again until we stop.
 */
export function createSocket(appToken: string, options: WebClientOptions, log: Log): Socket {
  const { retryConfig: _once, timeout: _short, ...shared } = options
  const receiver = new SocketModeReceiver({
    appToken,
    ...(options.logger ? { logger: options.logger } : {}),
    // Without a limit of its own a call that gets no answer would wait for ever.
    installerOptions: { clientOptions: { ...shared, timeout: 15_000 } },
    processEventErrorHandler: async ({ error }) => {
      log.error('slack payload not understood', innermost(error))
      return true
    },
  })
  const { client } = receiver
  let connected = false
  let stopping = false
  let begun = false
  client.on('connected', () => {
    connected = true
    begun = true
  })
  for (const lost of ['disconnecting', 'disconnected', 'reconnecting', 'close'] as const) {
    client.on(lost, () => {
      connected = false
    })
  }
  const start = client.start.bind(client)
  client.start = async () => {
    for (;;) {
      try {
        return await start()
      } catch (error) {
        if (!begun || stopping) throw error
        log.error('slack socket lost', error, { slack: slackCode(error) })
        await sleep(tryAgainAfter, undefined, { ref: false })
        if (stopping) return new Promise(() => {})
      }
    }
  }
  return {
    receiver,
    connected: () => connected,
    async stop() {
      stopping = true
      await receiver.stop()
    },
  }
}
