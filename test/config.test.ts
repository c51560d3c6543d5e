import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { asksForPlainText, envExample, readConfig, settings } from '../src/config.ts'
import { PlainError } from '../src/core/errors.ts'

const names = Object.keys(settings)
const file = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

/** What a person is told about an environment that is not right. */
function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof PlainError) return error.message
    throw error
  }
  return ''
}

const defaults = {
  DATABASE_URL: undefined,
  DATA_DIR: '.followthrough',
  BOARD: undefined,
  HOST: '127.0.0.1',
  PORT: 3978,
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual(defaults)
  })

  it('takes what is set', () => {
    expect(
      readConfig({
        DATABASE_URL: 'postgresql://followthrough@db.example:5432/board?sslmode=require',
        DATA_DIR: '/var/lib/followthrough',
        BOARD: 'northmere',
        HOST: '0.0.0.0',
        PORT: '0',
      }),
    ).toEqual({
      DATABASE_URL: 'postgresql://followthrough@db.example:5432/board?sslmode=require',
      DATA_DIR: '/var/lib/followthrough',
      BOARD: 'northmere',
      HOST: '0.0.0.0',
      PORT: 0,
    })
  })

  it.each(['', '  '])('takes %j for a setting that was not made', (nothing) => {
    expect(readConfig(Object.fromEntries(names.map((name) => [name, nothing])))).toEqual(defaults)
  })

  it('leaves alone what is not its own', () => {
    expect(readConfig({ PATH: '/bin', PORTS: 'x' })).toEqual(defaults)
  })

  it('reports every problem at once, each with an example', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://db.example/board', PORT: '70000' })).toBe(
      [
        'The configuration needs mending:',
        '  DATABASE_URL must be a URL such as postgres://user@host:5432/database. Example: DATABASE_URL=postgres://followthrough@127.0.0.1:5432/followthrough',
        '  PORT must be a port number from 0 to 65535. Example: PORT=3978',
      ].join('\n'),
    )
  })

  it.each(['no', '-1', '65536', '80.5', 'Infinity'])('does not take %j for a port', (port) => {
    expect(problemsOf({ PORT: port })).toContain('PORT must be a port number from 0 to 65535.')
  })

  it('does not print what was set: an address of a database may hold a password', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://user:hunter2@db.example/board' })).not.toContain('hunter2')
  })
})

describe('the settings of Slack', () => {
  const secrets = 'x'.repeat(32)
  const oauth = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'secret',
    SLACK_SIGNING_SECRET: 's'.repeat(32),
    PUBLIC_URL: 'https://followthrough.example/',
    ENCRYPTION_SECRETS: `${secrets}, ${secrets}2`,
  }

  it('are a bot token with a socket, with a signing secret, or what workspaces install the app with', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).SLACK_APP_TOKEN).toBe(
      'xapp-1',
    )
    expect(() =>
      readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's'.repeat(32) }),
    ).not.toThrow()
    expect(readConfig(oauth)).toMatchObject({
      PUBLIC_URL: 'https://followthrough.example',
      ENCRYPTION_SECRETS: [secrets, `${secrets}2`],
    })
  })

  it('that are missing are named together', () => {
    expect(problemsOf({ SLACK_CLIENT_ID: '1.2' }).split('\n').slice(1)).toEqual([
      '  Slack cannot reach the app: set SLACK_APP_TOKEN (the app opens a socket) or SLACK_SIGNING_SECRET (Slack calls the server).',
      '  SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: one of them is missing.',
      '  PUBLIC_URL is missing: it is where workspaces install the app from.',
      '  ENCRYPTION_SECRETS is missing: the tokens of workspaces are kept with it. Make one: openssl rand -base64 33',
    ])
    expect(problemsOf({ SLACK_APP_TOKEN: 'xapp-1' })).toContain(
      'No Slack workspace is named: set SLACK_BOT_TOKEN',
    )
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toContain('Slack cannot reach the app')
  })

  it.each([
    [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must be a bot token'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN must be an app-level token'],
    [{ ...oauth, ENCRYPTION_SECRETS: `${secrets},short` }, 'secrets of 32 characters or more'],
    [{ ...oauth, ENCRYPTION_SECRETS: `${secrets},` }, 'secrets of 32 characters or more'],
    [{ ...oauth, PUBLIC_URL: 'http://followthrough.example' }, 'PUBLIC_URL must begin with https://'],
    [{ ...oauth, PUBLIC_URL: 'followthrough.example' }, 'PUBLIC_URL must be an address'],
    [{ ...oauth, SLACK_API_URL: 'http://127.0.0.1.example/' }, 'SLACK_API_URL must begin with https://'],
  ])('%o: %s', (env, says) => {
    expect(problemsOf(env)).toContain(says)
    expect(problemsOf(env)).not.toMatch(/short|xapp-1\b.*Example: SLACK_BOT/)
  })

  const teams = {
    TEAMS_CLIENT_ID: '11111111-2222-3333-4444-55555555555A',
    TEAMS_CLIENT_SECRET: 'a client secret',
    TEAMS_TENANT_ID: '66666666-7777-8888-9999-000000000000',
  }

  it('of Teams name ids and boards, in one spelling', () => {
    const { TEAMS_TENANT_ID: one } = teams
    const tenants = `${one}=northmere, ${teams.TEAMS_CLIENT_ID}`
    expect(readConfig({ ...teams, TEAMS_TENANTS: tenants })).toMatchObject({
      TEAMS_CLIENT_ID: '11111111-2222-3333-4444-55555555555a',
      TEAMS_TENANTS: [
        { id: one, board: 'northmere' },
        { id: '11111111-2222-3333-4444-55555555555a', board: null },
      ],
    })
  })

  it.each([
    [{ TEAMS_CLIENT_ID: 'followthrough' }, 'TEAMS_CLIENT_ID must be an id such as'],
    [{ ...teams, TEAMS_CLIENT_SECRET: teams.TEAMS_TENANT_ID }, "TEAMS_CLIENT_SECRET is the secret's id"],
    [
      { TEAMS_CLIENT_ID: teams.TEAMS_CLIENT_ID },
      'TEAMS_CLIENT_ID needs TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID',
    ],
    [{ TEAMS_TENANT_ID: teams.TEAMS_TENANT_ID }, 'TEAMS_CLIENT_ID is missing'],
    [{ ...teams, TEAMS_TENANTS: 'contoso=northmere' }, 'TEAMS_TENANTS must be ids of tenants'],
    [{ ...teams, TEAMS_TENANTS: `${teams.TEAMS_TENANT_ID}=a=b` }, 'TEAMS_TENANTS must be ids of tenants'],
    [
      { ...teams, TEAMS_TENANTS: `${teams.TEAMS_TENANT_ID}=a, ${teams.TEAMS_TENANT_ID}=b` },
      'names a tenant twice',
    ],
    [{ ...teams, TAB_HOSTS: 'https://host.example/page' }, 'TAB_HOSTS must be addresses without a path'],
    [{ ...teams, TAB_HOSTS: 'http://host.example' }, 'TAB_HOSTS must be addresses'],
    [{ ...teams, TEAMS_KEYS_URL: 'http://keys.example/' }, 'TEAMS_KEYS_URL must begin with https://'],
  ])('of Teams: %o: %s', (env, says) => {
    expect(problemsOf(env)).toContain(says)
  })

  it('take an address of this very machine without encryption', () => {
    expect(() => readConfig({ ...oauth, PUBLIC_URL: 'http://localhost:3978' })).not.toThrow()
    expect(() => readConfig({ ...oauth, SLACK_API_URL: 'http://127.0.0.1:4003/api/' })).not.toThrow()
  })
})

describe('what documents the settings', () => {
  it('.env.example is what the settings print', () => {
    expect(
      file('.env.example'),
      `.env.example is printed from src/config.ts. To update it: npx tsx -e "import('./src/config.ts').then((config) => process.stdout.write(config.envExample()))" > .env.example`,
    ).toBe(envExample())
  })

  it('.env.example shows every setting, switched off and with a value that would do', () => {
    const shown = Object.fromEntries(
      [...envExample().matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    )
    expect(Object.keys(shown)).toEqual(names)
    expect(() => readConfig(shown)).not.toThrow()
    expect(envExample()).not.toMatch(/^[^#\n]/m)
  })

  it('the README lists every setting in its table', ({ skip }) => {
    if (!existsSync(new URL('../README.md', import.meta.url))) skip('There is no README yet.')
    const rows = [...file('README.md').matchAll(/^\|\s*`?([A-Z][A-Z_]+)`?\s*\|/gm)].map(([, name]) => name)
    expect(
      rows.toSorted(),
      'The configuration table of README.md has a row for each setting of src/config.ts, and no others.',
    ).toEqual(names.toSorted())
  })
})

describe('plain text', () => {
  it.each([
    [{ NO_COLOR: '1' }, true],
    [{ NO_COLOR: '' }, false],
    [{ TERM: 'dumb' }, true],
    [{ TERM: 'xterm-256color' }, false],
    [{}, false],
  ])('is asked for by %j: %s', (env, asked) => {
    expect(asksForPlainText(env)).toBe(asked)
  })
})
