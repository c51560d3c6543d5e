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

/** A secret of at least this many characters is beyond guessing. */
const secretMin = 32

/** An address of ours or of Slack's: encrypted, unless it is this very machine. */
const address = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https://' })
  .refine(
    (url) => url.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url),
    {
      error: 'must begin with https://, since tokens travel over it',
    },
  )

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id as Microsoft Entra writes them. Small letters, so that two spellings are one. */
const guid = z
  .string()
  .trim()
  .regex(guidPattern, { error: 'must be an id such as 11111111-2222-3333-4444-555555555555' })
  .transform((id) => id.toLowerCase())

/** 'tenant=board, tenant=board'; the board may be left out where there is one only. */
const tenants = z
  .string()
  .transform((text) =>
    text.split(',').map((entry) => {
      const [id = '', board = '', ...others] = entry.split('=').map((part) => part.trim())
      return { id: id.toLowerCase(), board: board === '' ? null : board, others }
    }),
  )
  .refine((list) => list.every(({ id, others }) => guidPattern.test(id) && others.length === 0), {
    error: 'must be ids of tenants, each with its board after a =, with commas between',
  })
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
    error: 'names a tenant twice: each has one board',
  })
  .transform((list) => list.map(({ id, board }) => ({ id, board })))

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
  PUBLIC_URL: setting(
    'The address under which people, Slack and Teams reach the server. Needed for the tab of Teams, and when workspaces install the app themselves.',
    'https://followthrough.example.org',
    address.transform((url) => url.replace(/\/+$/, '')).optional(),
  ),
  ENCRYPTION_SECRETS: setting(
    'Secrets that tokens, and what travels in the cards of Teams, are sealed with: each of 32 characters or more, with commas between. The first is used; the others still open what they closed.',
    'a-long-sentence-of-your-own-that-nobody-guesses',
    z
      .string()
      .transform((text) => text.split(',').map((secret) => secret.trim()))
      .refine((secrets) => secrets.every((secret) => secret.length >= secretMin), {
        error: `must be secrets of ${secretMin} characters or more, with commas between`,
      })
      .optional(),
  ),
  METRICS_TOKEN: setting(
    'Whoever shows it as a bearer token may read /metrics. Left empty, there is no /metrics.',
    'a-long-word-that-only-your-monitoring-knows',
    z.string().min(16, { error: 'must have 16 characters or more' }).optional(),
  ),
  SLACK_BOT_TOKEN: setting(
    'The bot token of one Slack workspace. It begins with xoxb-.',
    'xoxb-from-the-page-install-app',
    z
      .string()
      .regex(/^(xoxe\.)?xoxb-\S+$/, { error: 'must be a bot token, which begins with xoxb-' })
      .optional(),
  ),
  SLACK_APP_TOKEN: setting(
    'The app-level token with connections:write. Set, the app opens a socket to Slack and need not be reachable.',
    'xapp-from-the-page-basic-information',
    z
      .string()
      .regex(/^xapp-\S+$/, { error: 'must be an app-level token, which begins with xapp-' })
      .optional(),
  ),
  SLACK_SIGNING_SECRET: setting(
    'What Slack signs its requests with. Needed when Slack calls the server.',
    'from-the-page-basic-information',
    z
      .string()
      .min(16, { error: 'must be the signing secret of the app, of 16 characters or more' })
      .optional(),
  ),
  SLACK_CLIENT_ID: setting(
    'The client id of the app, when workspaces install it themselves.',
    '1234567890.1234567890',
    z.string().min(1).optional(),
  ),
  SLACK_CLIENT_SECRET: setting(
    'The client secret that belongs to SLACK_CLIENT_ID.',
    'from-the-page-basic-information',
    z.string().min(1).optional(),
  ),
  SLACK_API_URL: setting(
    'Another address for the Web API of Slack: a proxy, or an imitation for tests.',
    'https://slack.com/api/',
    address.optional(),
  ),
  TEAMS_CLIENT_ID: setting(
    'The application id of the bot, from its registration in Microsoft Entra. Set, Microsoft Teams is answered.',
    '11111111-2222-3333-4444-555555555555',
    guid.optional(),
  ),
  TEAMS_CLIENT_SECRET: setting(
    'The value of a client secret of that registration.',
    'from-the-page-certificates-and-secrets',
    z
      .string()
      .min(8, { error: 'must be the value of a client secret' })
      .refine((secret) => !guidPattern.test(secret), {
        error:
          "is the secret's id: take the value that stands beside it. It is shown once; where it is hidden, make another secret",
      })
      .optional(),
  ),
  TEAMS_TENANT_ID: setting(
    'The tenant in which the bot is registered.',
    '66666666-7777-8888-9999-000000000000',
    guid.optional(),
  ),
  TEAMS_TENANTS: setting(
    'The tenants that are let in, each with its board, with commas between. Left empty: TEAMS_TENANT_ID alone, with BOARD.',
    '66666666-7777-8888-9999-000000000000=northmere',
    tenants.optional(),
  ),
  TEAMS_KEYS_URL: setting(
    "Another address for the keys that Microsoft's bot service signs with: a proxy, or an imitation for tests.",
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
    address.optional(),
  ),
  TEAMS_LOGIN_URL: setting(
    'Another address for Microsoft Entra, which signs people in: a proxy, or an imitation for tests.',
    'https://login.microsoftonline.com',
    address.transform((url) => url.replace(/\/+$/, '')).optional(),
  ),
  TAB_HOSTS: setting(
    'Other pages than those of Teams that may show the tab, with commas between: an imitation for tests.',
    'http://127.0.0.1:4000',
    z
      .string()
      .transform((text) => text.split(',').map((host) => host.trim()))
      .refine(
        (hosts) => hosts.every((host) => address.safeParse(host).success && new URL(host).origin === host),
        {
          error: 'must be addresses without a path, with commas between',
        },
      )
      .optional(),
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
  // What is not right by itself has been reported: here only what is there or not is asked.
  problems.push(...missingTogether((name) => unsetWhenEmpty(env[name]) !== undefined))
  if (problems.length > 0) {
    throw new PlainError(
      `The configuration needs mending:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    )
  }
  // Each entry was parsed by the schema of its own name.
  return Object.fromEntries(entries) as Config
}

/** Settings that need each other, in words. `has` says whether a setting was made. */
function missingTogether(has: (name: keyof typeof settings) => boolean): string[] {
  const teams = has('TEAMS_CLIENT_ID')
  const signed = has('TEAMS_CLIENT_SECRET') && has('TEAMS_TENANT_ID')
  const reach = has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET')
  const installs = has('SLACK_CLIENT_ID') || has('SLACK_CLIENT_SECRET')
  const rules: readonly [wrong: boolean, says: string][] = [
    [
      (has('SLACK_BOT_TOKEN') || installs) && !reach,
      'Slack cannot reach the app: set SLACK_APP_TOKEN (the app opens a socket) or SLACK_SIGNING_SECRET (Slack calls the server).',
    ],
    [
      reach && !has('SLACK_BOT_TOKEN') && !installs,
      'No Slack workspace is named: set SLACK_BOT_TOKEN for one, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET to let workspaces install the app.',
    ],
    [
      has('SLACK_CLIENT_ID') !== has('SLACK_CLIENT_SECRET'),
      'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: one of them is missing.',
    ],
    [installs && !has('PUBLIC_URL'), 'PUBLIC_URL is missing: it is where workspaces install the app from.'],
    [
      installs && !has('ENCRYPTION_SECRETS'),
      'ENCRYPTION_SECRETS is missing: the tokens of workspaces are kept with it. Make one: openssl rand -base64 33',
    ],
    [
      teams && !signed,
      'TEAMS_CLIENT_ID needs TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID beside it: the bot proves with them who it is.',
    ],
    [
      !teams && (has('TEAMS_CLIENT_SECRET') || has('TEAMS_TENANT_ID') || has('TEAMS_TENANTS')),
      'TEAMS_CLIENT_ID is missing: it says which bot the other TEAMS_ settings are about.',
    ],
  ]
  return rules.flatMap(([wrong, says]) => (wrong ? [says] : []))
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

/** Whether this process is said to serve people in earnest (the NODE_ENV convention). */
export function isProduction(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return env['NODE_ENV'] === 'production'
}
