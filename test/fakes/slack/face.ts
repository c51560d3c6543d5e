import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { commands } from '../../../src/commands.ts'
import type { Courier } from '../../../src/core/courier.ts'
import { readText } from '../../../src/core/dispatch.ts'
import type { Log } from '../../../src/core/errors.ts'
import type { Office } from '../../../src/core/ports.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { createSlack, type SlackSettings } from '../../../src/faces/slack/app.ts'

export type FaceOptions = {
  office: Office
  log: Log
  /** The slug of the operator's board, for a workspace that is not installed by OAuth. */
  board: string | null
  settings: Partial<SlackSettings>
  courierTimeout?: number
}

/** The product's Slack face on a server of its own, at a free port. */
export type Face = {
  /** 'http://127.0.0.1:4711' */
  base: string
  courier: Courier
  /** Whether Slack can reach it. */
  ready(): boolean
  close(): Promise<void>
}

const registry = createRegistry(commands)

function opensForm(text: string): boolean {
  const reading = readText(registry, text)
  return reading.kind === 'command' && reading.command.opensForm
}

export async function startFace({ settings, ...options }: FaceOptions): Promise<Face> {
  const slack = await createSlack({
    ...options,
    opensForm,
    settings: {
      botToken: null,
      appToken: null,
      signingSecret: null,
      oauth: null,
      encryptionSecrets: [],
      apiUrl: null,
      ...settings,
    },
  })
  const web = express()
  slack.mount(web)
  const server = createServer(web)
  await slack.start()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}`,
    courier: slack.courier,
    ready: () => slack.ready(),
    async close() {
      await slack.stop()
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}
