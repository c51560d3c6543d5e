import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { asker, askerEmail, board } from './big-board.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const child = (name: string): string => fileURLToPath(new URL(`children/${name}`, import.meta.url))
const signingSecret = '0123456789abcdef0123456789abcdef'
const team = 'T0BENCH'
const user = 'U0KATE'

/** A server that answers Slack, in a process of its own. */
export type SlackServer = {
  /** Signs and posts one `/actions mine`, and checks that the answer is one. */
  command(): Promise<void>
  /** Ends it, and tells what memory it held, in MB. */
  end(): Promise<number>
}

/** A Bolt app that says hello. */
export function startBare(): Promise<SlackServer> {
  return start([child('bare-bolt.mjs'), signingSecret], {}, (text) => text.includes('hello'))
}

/** `followthrough serve`, with a Slack that is on this machine. */
export async function startProduct(
  database: Readonly<Record<string, string>>,
  apiUrl: string,
): Promise<SlackServer> {
  const env = {
    ...database,
    BOARD: board.slug,
    PORT: '0',
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: apiUrl,
  }
  return start(['dist/cli.js', 'serve'], env, (text) => text.includes('yours'))
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

async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  isAnswer: (text: string) => boolean,
): Promise<SlackServer> {
  const program = spawn(process.execPath, ['--import', child('report-memory.mjs'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], BOARD: '', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  program.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const address = await listening(program, () => complaints)
  return {
    async command() {
      const text = await post(`${address}/slack/events`)
      if (!isAnswer(text)) throw new Error(`That was no answer: ${text.slice(0, 200)}`)
    },
    async end() {
      const ended = new Promise((done) => program.once('close', done))
      program.kill('SIGTERM')
      await ended
      return Number(/\nmemory (\d+)\n/.exec(complaints)?.[1] ?? Number.NaN)
    },
  }
}

function listening(program: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((done, fail) => {
    let said = ''
    program.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, address] = /Listening on (http:\/\/\S+)/.exec(said) ?? []
      if (address) done(address)
    })
    program.once('error', fail)
    program.once('close', () => fail(new Error(`The server ended: ${said}${complaints()}`)))
  })
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

/** Milliseconds of each of so many commands, some at a time; and how long they took together. */
export async function load(
  server: SlackServer,
  { requests, atOnce }: { requests: number; atOnce: number },
): Promise<{ each: number[]; together: number }> {
  const each: number[] = []
  let left = requests
  const began = performance.now()
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const start = performance.now()
      await server.command()
      each.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { each, together: performance.now() - began }
}
