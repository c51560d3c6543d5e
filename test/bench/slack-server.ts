import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asker, askerEmail, board } from './big-board.ts'
import { child, type Server, startServer } from './server.ts'

const signingSecret = '0123456789abcdef0123456789abcdef'
const team = 'T0BENCH'
const user = 'U0KATE'

/** A Bolt app that says hello. */
export function startBare(): Promise<Server> {
  return startServer(
    [child('bare-bolt.mjs'), signingSecret],
    {},
    asking((text) => text.includes('hello')),
  )
}

/** `followthrough serve`, with a Slack that is on this machine. */
export async function startProduct(
  database: Readonly<Record<string, string>>,
  apiUrl: string,
): Promise<Server> {
  const env = {
    ...database,
    BOARD: board.slug,
    PORT: '0',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  }
  return startServer(
    ['dist/cli.js', 'serve'],
    env,
    asking((text) => text.includes('yours')),
  )
}

/** As much of Slack's Web API as a command needs: who the app is, and who is asking. */
export async function startWebApi(): Promise<{ url: string; close(): void }> {
  const answers: Readonly<Record<string, object>> = {
    '/api/auth.test': { ok: true, team_id: team, team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT' },
    '/api/users.info': {
      ok: true,
      user: { id: user, team_id: team, real_name: asker, profile: { real_name: asker, email: askerEmail } },
    },
  }
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answers[request.url?.split('?')[0] ?? ''] ?? { ok: false, error: 'unknown_method' }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/api/`, close: () => server.close() }
}

function asking(isAnswer: (text: string) => boolean): (address: string) => Promise<void> {
  return async (address) => {
    const text = await post(`${address}/slack/events`)
    if (!isAnswer(text)) throw new Error(`That was no answer: ${text.slice(0, 200)}`)
  }
}

async function post(url: string): Promise<string> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const body = new URLSearchParams({
    command: '/actions',
    text: 'mine',
    team_id: team,
    user_id: user,
    user_name: 'kate',
    channel_id: 'C0BENCH',
    channel_name: 'safeguarding',
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    trigger_id: `1.2.${randomUUID()}`,
    response_url: 'http://127.0.0.1:9/never',
  }).toString()
  const hmac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac}`,
    },
    body,
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`Status ${response.status}: ${text.slice(0, 200)}`)
  return text
}
