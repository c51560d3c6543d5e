import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEmbedded } from '../support/database.ts'
import { type Cli, createCli, waitFor } from './run-cli.ts'

vi.setConfig({ testTimeout: 120_000 })

let cli: Cli
let api: Server
let settings: Record<string, string>

/** As much of Slack as a start needs: it knows one token. */
beforeAll(async () => {
  cli = createCli()
  api = createServer((request, response) => {
    const known = request.headers.authorization === 'Bearer xoxb-known'
    response.setHeader('content-type', 'application/json')
    response.setHeader('x-oauth-scopes', 'commands,chat:write,users:read,channels:read,groups:read')
    response.end(
      JSON.stringify(
        known
          ? { ok: true, team: 'Wexcombe', team_id: 'T1', user_id: 'UB', bot_id: 'B1' }
          : { ok: false, error: 'invalid_auth' },
      ),
    )
  })
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve))
  settings = {
    SLACK_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}/api/`,
    SLACK_SIGNING_SECRET: 's'.repeat(32),
    SLACK_BOT_TOKEN: 'xoxb-known',
    PORT: '0',
  }
  await cli.run(['board', 'add', 'wexcombe', 'Wexcombe partnership'])
})
afterAll(() => {
  cli.remove()
  api.close().closeAllConnections()
})

describeEmbedded('followthrough slack check', () => {
  it('names the next step when nothing is set', async () => {
    const check = await cli.run(['slack', 'check'])
    expect(check.code).toBe(1)
    expect(check.out).toContain('Next: create the app from manifests/slack-socket.json')
  })

  it('says what a token lacks, and that another is not known, without printing either', async () => {
    const lacking = await cli.run(['slack'], '', settings)
    expect(lacking.code).toBe(1)
    expect(lacking.out).toContain(
      'Wrong: SLACK_BOT_TOKEN may not do all it has to: it lacks users:read.email.',
    )
    const unknown = await cli.run(['slack', 'check'], '', { ...settings, SLACK_BOT_TOKEN: 'xoxb-mistyped' })
    expect(unknown.out).toContain('Wrong: SLACK_BOT_TOKEN: Slack does not take it (invalid_auth).')
    expect(unknown.out + unknown.err).not.toContain('mistyped')
  })
})

describeEmbedded('followthrough slack invite', () => {
  it('prints a link of one’s own to each board, and says what is missing for one', async () => {
    expect((await cli.run(['slack', 'invite'], '', settings)).err).toContain(
      'One workspace of your own needs no link',
    )
    const invited = await cli.run(['slack', 'invite', '--board', 'wexcombe'], '', {
      ...settings,
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'secret',
      PUBLIC_URL: 'https://followthrough.example',
      ENCRYPTION_SECRETS: 'e'.repeat(32),
    })
    expect(invited.out).toMatch(/^https:\/\/followthrough\.example\/slack\/install\?code=[\w-]{20,}\n/)
    expect(invited.out).toContain(
      'connects one Slack workspace to Wexcombe partnership, once, within three days',
    )
  })
})

describeEmbedded('followthrough serve', () => {
  it('answers Slack at its address, and stops cleanly', async () => {
    const server = cli.start(['serve'], settings)
    const started = await waitFor(server, /Listening on (http:\S+)/)
    expect(started).toContain('Slack is answered at /slack/events.')
    const base = /http:\/\/[\d.]+:\d+/.exec(started)?.[0] ?? ''
    expect((await fetch(`${base}/slack/events`, { method: 'POST', body: 'a=b' })).status).toBe(401)
    expect((await fetch(`${base}/slack/events`)).status).toBe(404)
    expect((await fetch(`${base}/slack/install?code=${'x'.repeat(32)}`)).status).toBe(404)
    const ended = new Promise((resolve) => server.on('close', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('does not start with a token that Slack does not know, and says where to find it', async () => {
    const refused = await cli.run(['serve'], '', { ...settings, SLACK_BOT_TOKEN: 'xoxb-mistyped' })
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('Slack does not take SLACK_BOT_TOKEN (invalid_auth).')
    expect(refused.err).not.toContain('mistyped')
  })
})
