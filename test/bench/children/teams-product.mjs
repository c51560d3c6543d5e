// The product's Teams face on its own server, as `serve` puts it together, but for the bot's own token, which only
// Microsoft gives out. Arguments: the bot's id, its tenant, where the keys are, the board.
import { formsOf } from '../../../dist/core/dispatch.js'
import { createTeams } from '../../../dist/faces/teams/app.js'
import { openApp } from '../../../dist/main.js'
import { createWeb } from '../../../dist/web.js'
import { listen } from './teams-adapter.mjs'

const [clientId, tenantId, keysUrl, board] = process.argv.slice(2)
const { DATABASE_URL, DATA_DIR = '' } = process.env
const log = { info() {}, error: (event, error) => process.stderr.write(`${event} ${error?.stack}\n`) }
const app = await openApp({ config: { DATABASE_URL: DATABASE_URL || undefined, DATA_DIR }, log })
const teams = await createTeams({
  office: app.office('teams'),
  log,
  opensForm: (text) => formsOf(app.registry, text).expected,
  token: () => 'eyJhbGciOiJub25lIn0.e30.',
  settings: {
    proof: { kind: 'signed', clientId, clientSecret: '', tenantId, keysUrl, loginUrl: null },
    tenants: [{ id: tenantId, board }],
    secrets: ['a secret of the benchmark, long enough for it'],
  },
})
const server = listen(createWeb({ ready: () => app.ready(), mounts: [teams.mount], log }))
process.once('SIGTERM', async () => {
  server.close()
  server.closeIdleConnections()
  await teams.stop()
  await app.close()
  process.exit(0)
})
