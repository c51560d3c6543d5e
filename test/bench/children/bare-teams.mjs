// The least teams.apps bot that answers a press, as a measure of what the library and HTTP cost. Arguments: the bot's id,
// its tenant, where the bot service says what its keys are.
import { PUBLIC, withOverrides } from '@microsoft/teams.api'
import { App } from '@microsoft/teams.apps'
import { listen, plainAdapter } from './teams-adapter.mjs'

const [clientId, tenantId, openIdMetadataUrl] = process.argv.slice(2)
const adapter = plainAdapter()
const quiet = { error() {}, warn() {}, info() {}, debug() {}, log() {}, child: () => quiet }
const app = new App({
  clientId,
  tenantId,
  cloud: withOverrides(PUBLIC, { openIdMetadataUrl }),
  token: () => 'eyJhbGciOiJub25lIn0.e30.',
  httpServerAdapter: adapter,
  logger: quiet,
  oauth: { defaultConnectionName: 'none', fetchUserToken: false },
})
app.on('card.action', () => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: 'hello',
}))
await app.initialize()
listen(adapter.web)
process.once('SIGTERM', () => process.exit(0))
