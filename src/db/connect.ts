import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import type { Log } from '../core/errors.ts'
import { DatabaseError } from './database-error.ts'
import { type EmbeddedDatabase, openEmbedded, openInMemory } from './embedded.ts'
import { migrate } from './migrate.ts'
import { readMigrations } from './migrations.ts'
import { openPostgres, type PostgresDatabase } from './postgres.ts'

/** An open, migrated database. */
export type Database = {
  readonly kind: 'embedded' | 'postgres'
  /** For `new PrismaClient({ adapter })`. */
  readonly adapter: PrismaPg
  /** For SQL beside Prisma. On the embedded database it has one connection, shared with Prisma. */
  readonly pool: pg.Pool
  /** The embedded database only: a tar of everything as of now. */
  dump?(): Promise<Blob>
  /** Lets work under way finish (up to 10 s), then closes. Call it after the PrismaClient's $disconnect. */
  close(): Promise<void>
}

export type DatabaseConfig = {
  /** A PostgreSQL. Without it the embedded database in `dataDir` is used. */
  readonly databaseUrl?: string | undefined
  /** The embedded database's folder; made if it does not exist. */
  readonly dataDir: string
  /** prisma/migrations of this installation unless said otherwise. */
  readonly migrationsDir?: string | undefined
  /** An embedded database in memory, gone when closed. Wins over the other two. */
  readonly memory?: boolean | undefined
}

/** The same place from src/db and from dist/db. */
const ownMigrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** Distinct statements that are kept prepared on each connection. Lists of varying length make ever new ones. */
const preparedAtMost = 500

/**
 * Opens the configured database and brings it up to date. Refuses with a DatabaseError that names the next step;
 * what had been opened is then closed again.
 */
export async function connect(config: DatabaseConfig, log?: Log): Promise<Database> {
  const folder = config.migrationsDir ?? ownMigrations
  const migrations = await readMigrations(folder)
  if (migrations.length === 0) {
    throw new DatabaseError('no-migrations', `There are no migrations in ${folder}. Reinstall Followthrough.`)
  }
  const opened = await open(config, log)
  try {
    const { applied, already } = await migrate(opened.pool, migrations, log)
    log?.info('database ready', { kind: opened.kind, applied: applied.length, already })
  } catch (error) {
    await opened.close()
    throw error
  }
  return withAdapter(opened)
}

/** Makes an open database fit for Prisma. Migrating it is the caller's part. */
export function withAdapter(opened: EmbeddedDatabase | PostgresDatabase): Database {
  const { kind, pool } = opened
  const adapter = new PrismaPg(pool, { statementNameGenerator: statementNames() })
  const dump = opened.kind === 'embedded' ? { dump: () => opened.dump() } : {}
  return { kind, pool, adapter, ...dump, close: () => opened.close() }
}

async function open(
  config: DatabaseConfig,
  log: Log | undefined,
): Promise<EmbeddedDatabase | PostgresDatabase> {
  const logging = log ? { log } : {}
  if (config.memory) return openInMemory({})
  if (config.databaseUrl) return openPostgres({ url: config.databaseUrl, ...logging })
  return openEmbedded({ dataDir: config.dataDir, ...logging })
}

/**
 * Names statements so that connections keep them prepared: a point read takes 316 us instead of 448.
 * Past the limit a statement goes without a name, because the server would keep every named one for good.
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= preparedAtMost) return ''
    const name = createHash('sha1').update(sql).digest('base64url')
    names.set(sql, name)
    return name
  }
}
