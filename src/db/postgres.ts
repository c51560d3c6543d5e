import pg from 'pg'
import type { Log } from '../core/errors.ts'
import { DatabaseError } from './database-error.ts'
import { steadyPool } from './steady-pool.ts'

/** A PostgreSQL on a server, shared by any number of processes. */
export type PostgresDatabase = {
  readonly kind: 'postgres'
  readonly pool: pg.Pool
  /** Lets work under way finish (up to 10 s), then disconnects. May be called twice. */
  close(): Promise<void>
}

export type PostgresOptions = {
  /** postgres://user:password@host:port/database, with pg's own parameters such as sslmode. */
  readonly url: string
  /** The most connections at once; 10 unless said otherwise. */
  readonly poolSize?: number
  /** How long to wait for a connection, in milliseconds; 10,000 unless said otherwise. */
  readonly connectTimeoutMs?: number
  readonly log?: Log
}

const closeGraceMs = 10_000

/**
 * What every connection starts with. Times are stored in UTC whatever the server's own zone, because Prisma sends them
 * without one. The limits keep one stuck statement from holding up everybody else.
 * Set by a statement, not as start-up parameters: connection poolers such as pgbouncer refuse those.
 */
const session = `
  SET TimeZone = 'UTC';
  SET statement_timeout = '30s';
  SET lock_timeout = '10s';
  SET idle_in_transaction_session_timeout = '60s';
`

/**
 * Connects, and proves it with one round trip.
 * Refuses with a DatabaseError, 'bad-url' or 'unreachable', whose message never has the password in it.
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresDatabase> {
  const { url, poolSize = 10, connectTimeoutMs = 10_000, log } = options
  const target = describe(url)
  const { pool, end } = steadyPool(
    new pg.Pool({
      connectionString: url,
      max: poolSize,
      application_name: 'followthrough',
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: 30_000,
      // A firewall may forget a connection silently; the operating system then finds out for us.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      onConnect: (client) => client.query(session),
    }),
  )
  pool.on('error', (error) => log?.error('database connection lost', error))
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    await end(0)
    throw unreachable(error, target, connectTimeoutMs)
  }
  return { kind: 'postgres', pool, close: () => end(closeGraceMs) }
}

type Target = { readonly server: string; readonly database: string; readonly user: string }

/** Where an address leads, in words that may be shown: never its password. */
function describe(url: string): Target {
  if (isAddress(url)) {
    try {
      const { host, port, database, user } = new pg.Client({ connectionString: url })
      return { server: `${host}:${port}`, database: database ?? '', user: user ?? '' }
    } catch {
      // Not kept as the cause: the error of a URL that cannot be read quotes the URL.
    }
  }
  throw new DatabaseError(
    'bad-url',
    'DATABASE_URL is not a PostgreSQL address. Write it like postgres://user:password@host:5432/database, ' +
      'with unusual characters in the password percent-encoded.',
  )
}

function isAddress(url: string): boolean {
  const [, authority, rest] = /^postgres(?:ql)?:\/\/([^/?#]*)(.*)$/s.exec(url) ?? []
  // A password with an unencoded '/', '?' or '#' cuts the address short: its tail would pass for a database's name,
  // and be shown. Only then does an '@' come after the first of these.
  return authority !== undefined && (authority.includes('@') || !rest?.includes('@'))
}

function unreachable(error: unknown, target: Target, waitedMs: number): DatabaseError {
  return new DatabaseError('unreachable', why(error, target, waitedMs), { cause: error })
}

function why(error: unknown, { server, database, user }: Target, waitedMs: number): string {
  const said = error instanceof Error ? error.message : String(error)
  switch (error instanceof Error && 'code' in error ? String(error.code) : '') {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return `No database answers at ${server}. Is PostgreSQL running there? Check DATABASE_URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name of the database server, ${server}, is not known here. Check DATABASE_URL.`
    case '3D000':
      return `There is no database called ${database} on ${server}. Create it, or check DATABASE_URL.`
    case '28P01':
    case '28000':
      return `The database server ${server} does not let ${user} in. Check the user and the password in DATABASE_URL.`
    case '53300':
      return `The database server ${server} has no connection left. Close some, or raise its max_connections.`
    case '57P03':
      return `The database server ${server} is still starting. Try again in a moment.`
    default:
      return /timeout/i.test(said)
        ? `The database server ${server} did not answer within ${waitedMs / 1_000} seconds. Check DATABASE_URL and the network.`
        : `The database at ${server} cannot be used: ${said}. Check DATABASE_URL.`
  }
}
