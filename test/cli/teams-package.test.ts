import { readFileSync } from 'node:fs'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cli, createCli } from './run-cli.ts'

vi.setConfig({ testTimeout: 120_000 })

let cli: Cli
beforeAll(() => {
  cli = createCli()
})
afterAll(() => cli.remove())

const clientId = '11111111-2222-4333-8444-555555555555'
const settings = {
  TEAMS_CLIENT_ID: clientId,
  TEAMS_CLIENT_SECRET: 'not-in-any-package',
  TEAMS_TENANT_ID: '66666666-7777-4888-8999-000000000000',
  PUBLIC_URL: 'https://bot.council.example',
}

describe('followthrough manifest teams', () => {
  it('packs the app with its icons, the same bytes each time, and says what to do next', async () => {
    const [first, second] = ['one.zip', 'two.zip'].map((name) => path.join(cli.dataDir, name))
    const packed = await cli.run(['manifest', 'teams', '--zip', first ?? ''], '', settings)
    expect(packed.err).toBe('')
    expect(packed.out).toMatch(/Teams admin centre[\s\S]*pack teams-1\.25 in its place/)
    const elsewhere = { ...settings, TZ: 'Pacific/Auckland' }
    expect((await cli.run(['manifest', 'teams', '--zip', second ?? ''], '', elsewhere)).code).toBe(0)
    expect(readFileSync(second ?? '').equals(readFileSync(first ?? ''))).toBe(true)
    const files = unzipSync(readFileSync(first ?? ''))
    expect(Object.keys(files)).toEqual(['manifest.json', 'color.png', 'outline.png'])
    const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))
    expect(manifest).toMatchObject({ id: clientId, manifestVersion: '1.29' })
    expect(JSON.stringify(manifest)).not.toMatch(/example\.org|not-in-any-package|66666666/)
    expect(
      Buffer.from(files['color.png'] ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  it('prints the older format for tenants that do not take the newer one', async () => {
    const printed = await cli.run([
      'manifest',
      'teams-1.25',
      '--url',
      'https://a.example',
      '--client-id',
      clientId,
    ])
    expect(JSON.parse(printed.out)).toMatchObject({ manifestVersion: '1.25', id: clientId })
  })

  it.each<[args: string[], says: RegExp]>([
    [['teams', '--zip', 'app.zip'], /needs TEAMS_CLIENT_ID and PUBLIC_URL/],
    [['teams', '--url', 'http://bot.council.example'], /begins with https/],
    [['teams', '--client-id', 'followthrough'], /is not an application id/],
    [['slack', '--zip', 'app.zip'], /Only the Teams app is packed/],
    [['outlook'], /There are slack, slack-socket, teams and teams-1\.25/],
  ])('refuses what it cannot do, and says what would do: %j', async (args, says) => {
    const refused = await cli.run(['manifest', ...args])
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(says)
  })

  it('leaves nothing half written where a package cannot be written', async () => {
    const file = path.join(cli.dataDir, 'no-such-folder', 'app.zip')
    const refused = await cli.run(['manifest', 'teams', '--zip', file], '', settings)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/cannot be written \(ENOENT\)/)
  })
})
