import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkCredentials } from '../../../../src/faces/teams/check.ts'

const bot = { clientId: 'a-client', clientSecret: 'a-secret-of-the-bot', tenantId: 'a-tenant' }

/** Microsoft Entra, which answers what the test wants it to. */
let answer: { status: number; body: string } = { status: 200, body: '{}' }
let asked = ''
let server: Server
let loginUrl: string
beforeAll(async () => {
  server = createServer((request, response) => {
    asked = ''
    request.on('data', (chunk: Buffer) => {
      asked += chunk.toString()
    })
    request.on('end', () => response.writeHead(answer.status).end(`${answer.body}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  loginUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('the credentials of the bot', () => {
  it('are asked for what the bot itself needs', async () => {
    answer = { status: 200, body: JSON.stringify({ access_token: 'ey.secret.token', expires_in: 3600 }) }
    expect(await checkCredentials({ ...bot, loginUrl })).toEqual({
      ok: true,
      says: 'Microsoft takes the client secret; the bot can speak.',
    })
    expect(Object.fromEntries(new URLSearchParams(asked))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'a-client',
      client_secret: 'a-secret-of-the-bot',
      scope: 'https://api.botframework.com/.default',
    })
  })

  it.each([
    [7000222, 'TEAMS_CLIENT_SECRET has run out.', 'Make another one'],
    [7000215, 'Microsoft does not take TEAMS_CLIENT_SECRET.', 'Set the value of a secret, not its id'],
    [700016, 'The tenant TEAMS_TENANT_ID has no application TEAMS_CLIENT_ID.', 'Copy both ids'],
    [90002, 'There is no tenant TEAMS_TENANT_ID.', 'Copy the Directory (tenant) ID'],
    [50000, "Microsoft does not take the bot's credentials (invalid_client).", 'docs/teams.md'],
  ])('that Microsoft turns back with %i are explained, without a word of them', async (code, says, next) => {
    const description = 'AADSTS: the secret a-secret-of-the-bot is not right'
    answer = {
      status: 401,
      body: JSON.stringify({ error: 'invalid_client', error_codes: [code], error_description: description }),
    }
    expect(await checkCredentials({ ...bot, loginUrl })).toEqual({
      ok: false,
      says,
      next: expect.stringContaining(next),
    })
  })

  it.each([['<html>a proxy</html>'], ['']])('are not judged by an answer that is none: %o', async (body) => {
    answer = { status: 200, body }
    const checked = await checkCredentials({ ...bot, loginUrl })
    expect(checked).toMatchObject({ ok: false, says: expect.stringContaining('did not answer') })
    expect(checked).toMatchObject({ next: `Let this machine call ${loginUrl}, and look again.` })
  })
})
