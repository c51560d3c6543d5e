// One process that opens what has come due and sends it, as `serve` does, but faster: what is shipped, on the database
// and the Slack it is told of. It is killed at any moment, and its clock may be moved. 'ready' says that it works.

import { createSlack } from '../../../../dist/faces/slack/app.js'
import { openApp } from '../../../../dist/main.js'

const { databaseUrl, apiUrl, token, board, leaseMs, aheadMs } = JSON.parse(process.argv[2] ?? '{}')
const log = {
  info: () => {},
  error: (event, error, fields) => {
    const kind = error instanceof Error ? error.name : typeof error
    process.stdout.write(`error ${event} ${kind} ${JSON.stringify(fields ?? {})}\n`)
  },
}
let ahead = aheadMs
process.on('message', (message) => {
  ahead = message.aheadMs
})
// Nobody is left to kill it.
process.on('disconnect', () => process.exit())
const now = () => new Date(Date.now() + ahead)
const app = await openApp({ config: { DATABASE_URL: databaseUrl, DATA_DIR: '' }, log, now })
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
await app.jobs([slack.courier], {
  atOnce: 4,
  leaseMs,
  pollMs: 200,
  every: '* * * * * *',
  pace: { retry: Array.from({ length: 20 }, () => 0.3), look: [1.5, 1], lookAgain: 0.5, reconnect: 0.5 },
})
process.stdout.write('ready\n')
