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
