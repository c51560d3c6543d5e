// One process that sends what is due, as `serve` does, but faster: what is shipped, on the database and the Slack it is
// told of. It is killed at any moment. 'ready' says that it works.

import { createSlack } from '../../../../dist/faces/slack/app.js'
import { composeNotice } from '../../../../dist/features/deliveries/notices.js'
import { openApp } from '../../../../dist/main.js'

const { databaseUrl, apiUrl, token, board, leaseMs } = JSON.parse(process.argv[2] ?? '{}')
const log = {
  info: () => {},
  error: (event, error, fields) => {
    const kind = error instanceof Error ? error.name : typeof error
    process.stdout.write(`error ${event} ${kind} ${JSON.stringify(fields ?? {})}\n`)
  },
}
const app = await openApp({ config: { DATABASE_URL: databaseUrl, DATA_DIR: '' }, log })
const slack = await createSlack({
  settings: {
    botToken: token,
    appToken: null,
    signingSecret: 'a-signing-secret-of-the-tests',
    oauth: null,
    encryptionSecrets: [],
    apiUrl,
  },
  office: app.office('slack'),
  log,
  opensForm: () => false,
  board,
  courierTimeout: 1000,
})
const say = async ({ key }) => ({
  kind: 'say',
  view: { type: 'view', kind: 'answer', audience: 'public', headline: key, blocks: [] },
  origin: null,
  pings: [],
})
await app.jobs([slack.courier], {
  composers: { digest: say, daily: say, notice: composeNotice(app.stores) },
  atOnce: 4,
  leaseMs,
  pollMs: 200,
  pace: { retry: Array.from({ length: 20 }, () => 0.3), look: [1.5, 1], lookAgain: 0.5, reconnect: 0.5 },
})
process.stdout.write('ready\n')
