import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { describeEmbedded } from '../support/database.ts'
import { type Cli, createCli, waitFor } from './run-cli.ts'

vi.setConfig({ testTimeout: 120_000 })

const tenant = '66666666-7777-4888-8999-000000000000'

let cli: Cli
let entra: Server
let settings: Record<string, string>

/** As much of Microsoft Entra as the doctor asks: it knows one secret. */
beforeAll(async () => {
  cli = createCli()
  entra = createServer((request, response) => {
    let asked = ''
    request.on('data', (chunk) => {
      asked += String(chunk)
    })
    request.on('end', () => {
      const known = asked.includes('client_secret=the-right-secret')
      response.end(JSON.stringify(known ? { access_token: 'e30' } : { error_codes: [7000215] }))
    })
  })
  await new Promise<void>((resolve) => entra.listen(0, '127.0.0.1', resolve))
  settings = {
    TEAMS_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
    TEAMS_CLIENT_SECRET: 'the-right-secret',
    TEAMS_TENANT_ID: tenant,
    TEAMS_LOGIN_URL: `http://127.0.0.1:${(entra.address() as AddressInfo).port}`,
  }
})
afterAll(() => {
  cli.remove()
  entra.close().closeAllConnections()
})

describeEmbedded('an operator who switches Teams on', () => {
  it('is told what is missing at each step, and what to do', async () => {
    expect((await cli.run(['serve'], '', settings)).err).toContain('There is no board yet. Create one:')
    await cli.run(['board', 'add', 'northmere', 'Northmere partnership'])
    await cli.run(['person', 'add', 'Priya Nair', '--role', 'administrator'])

    const before = await cli.run(['doctor'], '', settings)
    expect(before.out).toContain('Right  Teams: Microsoft takes the client secret; the bot can speak.')
    expect(before.out).toContain(
      `Look   Teams: The tenant ${tenant} is let in to northmere, and not connected yet.`,
    )
    expect(before.out).toContain('Look   Tab: Off: PUBLIC_URL is missing.')

    const wrong = await cli.run(['doctor'], '', { ...settings, TEAMS_CLIENT_SECRET: 'another-secret' })
    expect(wrong.code).toBe(1)
    expect(wrong.out).toContain(
      'Wrong  Teams: Microsoft does not take TEAMS_CLIENT_SECRET.\n         Next: Set the value',
    )
    expect(wrong.out + wrong.err).not.toContain('another-secret')

    const server = cli.start(['serve'], settings)
    const started = await waitFor(server, /The tab of Teams .*\n/)
    expect(started).toContain('Microsoft Teams is answered at /api/messages.')
    expect(started).toContain('The tab of Teams is off: PUBLIC_URL is missing. Set it to')
    const ended = new Promise((resolve) => server.on('close', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect((await cli.run(['doctor'], '', settings)).out).toContain(
      `Look   Teams: Nobody of the tenant ${tenant} has written to the app yet`,
    )
  })

  it('is told by the server itself that Microsoft does not take the secret, and the server stays', async () => {
    const server = cli.start(['serve'], { ...settings, TEAMS_CLIENT_SECRET: 'another-secret' })
    const told = await waitFor(server, /Teams: Microsoft does not take.*\n/)
    expect(told).toContain('Nobody is answered there. Next: Set the value of a secret, not its id')
    expect(told).not.toContain('another-secret')
    const base = /http:\/\/[\d.]+:\d+/.exec(told)?.[0] ?? ''
    expect((await fetch(`${base}/readyz`)).status).toBe(200)
    const ended = new Promise((resolve) => server.on('close', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('is told which board is meant when there are two, and when a tenant has another', async () => {
    await cli.run(['board', 'add', 'wexcombe', 'Wexcombe partnership'])
    expect((await cli.run(['serve'], '', settings)).err).toContain(
      `Say which board with TEAMS_TENANTS=${tenant}=BOARD: northmere, wexcombe.`,
    )
    const other = { ...settings, TEAMS_TENANTS: `${tenant}=wexcombe` }
    expect((await cli.run(['serve'], '', other)).err).toContain(
      `The tenant ${tenant} is connected to another board than 'wexcombe'. followthrough doctor says to which`,
    )
    expect((await cli.run(['doctor'], '', other)).out).toContain(
      `Wrong  Teams: The tenant ${tenant} is connected to northmere, not to wexcombe.`,
    )
  })
})
