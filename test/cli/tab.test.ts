import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { builtPages, tabSettings } from '../../src/cli/tab-settings.ts'
import { readConfig } from '../../src/config.ts'
import { describeEmbedded } from '../support/database.ts'
import { type Cli, createCli, waitFor } from './run-cli.ts'

// The demonstration is a process of its own, with a database in memory.
vi.setConfig({ testTimeout: 120_000 })

const id = (digit: string): string => `${digit.repeat(8)}-1111-4111-8111-111111111111`
const teams = {
  TEAMS_CLIENT_ID: id('a'),
  TEAMS_CLIENT_SECRET: 'a-secret-of-the-registration',
  TEAMS_TENANT_ID: id('b'),
}

describe('the settings of the tab', () => {
  it('are none where nobody can be signed on, or nothing be opened', () => {
    expect(tabSettings(readConfig({}))).toBeNull()
    expect(tabSettings(readConfig(teams))).toBeNull()
    expect(tabSettings(readConfig({ PUBLIC_URL: 'https://board.example' }))).toBeNull()
  })

  it('are those of the bot: its tenants, and its secrets', () => {
    const config = readConfig({ ...teams, PUBLIC_URL: 'https://board.example/' })
    expect(tabSettings(config)).toEqual({
      clientId: id('a'),
      publicUrl: 'https://board.example',
      tenants: [id('b')],
      loginUrl: null,
      secrets: ['a-secret-of-the-registration'],
      hosts: [],
      pages: builtPages,
    })
    const more = readConfig({
      ...teams,
      PUBLIC_URL: 'https://board.example',
      TEAMS_TENANTS: `${id('c')}=northmere, ${id('d')}=dale`,
      ENCRYPTION_SECRETS: 'the-first-secret-of-thirty-two-letters,the-second-secret-of-thirty-two-letters',
      TAB_HOSTS: 'http://127.0.0.1:4000',
      TEAMS_LOGIN_URL: 'http://127.0.0.1:5000/',
    })
    expect(tabSettings(more)).toMatchObject({
      tenants: [id('c'), id('d')],
      loginUrl: 'http://127.0.0.1:5000',
      secrets: ['the-first-secret-of-thirty-two-letters', 'the-second-secret-of-thirty-two-letters'],
      hosts: ['http://127.0.0.1:4000'],
    })
  })

  it('find the page in one place, from the sources and from the build', () => {
    expect(builtPages).toBe(fileURLToPath(new URL('../../dist/tab/', import.meta.url)))
  })
})

describeEmbedded('a demonstration', () => {
  let cli: Cli
  beforeAll(() => {
    cli = createCli()
  })
  afterAll(() => cli.remove())

  it('says where the board is as a page, or why it is not, and ends with its prompt', async () => {
    const demo = cli.start(['demo'])
    const said = await waitFor(demo, /as a page.*\n/)
    if (existsSync(`${builtPages}index.html`)) {
      const [, address = ''] = /The board as a page: (http:\/\/127\.0\.0\.1:\d+\/tab)\n/.exec(said) ?? []
      const page = await fetch(address)
      expect([page.status, page.headers.get('content-security-policy')]).toEqual([
        200,
        expect.stringContaining("script-src 'self'"),
      ])
      const session = await fetch(`${address}/api/session`, { method: 'POST' })
      expect(await session.json()).toMatchObject({ demo: true, you: { name: 'Priya Nair' } })
    } else {
      expect(said).toContain('The board is not shown as a page. The page of the tab was not built.')
    }
    const ended = new Promise((resolve) => demo.on('close', resolve))
    demo.stdin.end('exit\n')
    expect(await ended).toBe(0)
  })

  it('has its prompt where the port is taken', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    try {
      const { port } = other.address() as AddressInfo
      const { code, out } = await cli.run(['demo'], 'actions mine\nexit\n', { PORT: String(port) })
      expect(out).toMatch(
        /The board is not shown as a page\. (Port \d+ on|The page of the tab was not built)/,
      )
      expect([code, out]).toEqual([0, expect.stringMatching(/actions are yours/)])
    } finally {
      other.close()
    }
  })
})
