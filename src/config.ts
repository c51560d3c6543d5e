import { existsSync } from 'node:fs'
import { z } from 'zod'
import { PlainError } from './core/errors.ts'

/** A setting left empty, as `.env` files have them, is one that was not made. */
const unsetWhenEmpty = (value: string | undefined): string | undefined =>
  value?.trim() === '' ? undefined : value

/** A setting: what it means, an example for .env.example, and the schema its text must satisfy. */
type Setting<T> = { says: string; example: string; schema: z.ZodType<T> }

function setting<T>(says: string, example: string, schema: z.ZodType<T>): Setting<T> {
  return { says, example, schema }
}

/** Every setting there is. `.env.example` and the README's table are held to this list by a test. */
export const settings = {
  DATABASE_URL: setting(
    'A PostgreSQL server. Left empty, the embedded database in DATA_DIR is used.',
    'postgres://followthrough@127.0.0.1:5432/followthrough',
    z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be a URL such as postgres://user@host:5432/database' })
      .optional(),
  ),
  DATA_DIR: setting(
    'Where the embedded database lives. One process at a time.',
    '.followthrough',
    z.string().min(1).default('.followthrough'),
  ),
  BOARD: setting(
    'The board that the command line means when it is not told --board. Needed only when there are several.',
    'northmere',
    z.string().min(1).optional(),
  ),
  HOST: setting('The address the server listens on.', '127.0.0.1', z.string().min(1).default('127.0.0.1')),
  PORT: setting(
    'The port the server listens on.',
    '3978',
    z.coerce
      .number({ error: 'must be a port number from 0 to 65535' })
      .int({ error: 'must be a port number from 0 to 65535' })
      .min(0, { error: 'must be a port number from 0 to 65535' })
      .max(65535, { error: 'must be a port number from 0 to 65535' })
      .default(3978),
  ),
} as const

export type Config = {
  [K in keyof typeof settings]: z.infer<(typeof settings)[K]['schema']>
}

/**
 * Reads the configuration out of an environment.
 * Throws one PlainError that lists every problem: nobody mends settings one restart at a time.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const entries = Object.entries(settings).map(([name, { schema, example }]) => {
    const parsed = schema.safeParse(unsetWhenEmpty(env[name]))
    if (!parsed.success) {
      problems.push(
        `${name} ${parsed.error.issues[0]?.message ?? 'is not right'}. Example: ${name}=${example}`,
      )
    }
    return [name, parsed.data] as const
  })
  if (problems.length > 0) {
    throw new PlainError(
      `The configuration needs mending:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    )
  }
  // Each entry was parsed by the schema of its own name.
  return Object.fromEntries(entries) as Config
}

/** The configuration of this process: its environment, over a `.env` in the working folder when there is one. */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}

/** What `.env.example` must say. */
export function envExample(): string {
  const blocks = Object.entries(settings).map(
    ([name, { says, example }]) => `# ${says}\n# ${name}=${example}\n`,
  )
  return `# Settings of Followthrough. Copy to .env and take the # off what you need; everything has a default.\n\n${blocks.join('\n')}`
}

/** Whether the person's environment asks for plain text (the NO_COLOR convention, or a terminal that has none). */
export function asksForPlainText(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'
}
