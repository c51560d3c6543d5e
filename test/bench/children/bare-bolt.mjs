// The least Bolt app that answers a command, as a measure of what Bolt and HTTP cost. Argument: the signing secret.
import { App, HTTPReceiver } from '@slack/bolt'

const receiver = new HTTPReceiver({ signingSecret: process.argv[2], bodyLimit: 256 * 1024 })
const app = new App({ receiver, convoStore: false, authorize: async () => ({ botToken: 'xoxb-0' }) })
app.command('/actions', async ({ ack }) => ack('hello'))
const server = await app.start({ port: 0, host: '127.0.0.1' })
process.stdout.write(`Listening on http://127.0.0.1:${server.address().port}\n`)
process.once('SIGTERM', () => process.exit(0))
