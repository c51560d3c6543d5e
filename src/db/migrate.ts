import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Log } from '../core/errors.ts'
import { DatabaseError } from './database-error.ts'
import { checksum, isUnchanged, type Migration, readMigrations } from './migrations.ts'

/** What a run has done: the names applied now, oldest first, and how many had been applied before. */
export type MigrationResult = { readonly applied: readonly string[]; readonly already: number }

/** The lock Prisma's own CLI takes, so that the two never migrate at the same time. */
const migrationLock = 72_707_369
const longestWait = '5min'

/** Prisma's table, column by column: the CLI then finds the database in order. */
const migrationsTable = `
  CREATE TABLE _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

type Row = { readonly migration_name: string; readonly checksum: string; readonly finished: boolean }

/**
 * Brings the database up to date without Prisma's CLI, on either kind of database. Processes that start together
 * take turns, and each migration is applied once, wholly or not at all.
 * Refuses with a DatabaseError: 'edited-migration', 'half-applied-migration', 'newer-database', 'failed-migration'
 * or 'busy-migrating'. Nothing is changed when it refuses, but for migrations completed before one that failed.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: string | readonly Migration[],
  log?: Log,
): Promise<MigrationResult> {
  const known = typeof migrations === 'string' ? await readMigrations(migrations) : migrations
  const client = await pool.connect()
  try {
    await takeTurn(client, log)
    await makeTable(client)
    const recorded = await readRecorded(client)
    const missing = pending(known, recorded)
    for (const migration of missing) {
      await apply(client, migration)
      log?.info('migration applied', { migration: migration.name })
    }
    return { applied: missing.map(({ name }) => name), already: recorded.length }
  } finally {
    // A transaction left open by a failure would keep the lock from being given back.
    await client.query('ROLLBACK').catch(() => {})
    await client.query(`SELECT pg_advisory_unlock(${migrationLock})`).catch(() => {})
    // The connection has no time limits any more, so it is not given to anybody else.
    client.release(true)
  }
}

/** Waits for any other process that migrates this database. */
async function takeTurn(client: pg.ClientBase, log: Log | undefined): Promise<void> {
  await client.query(`SET statement_timeout = '${longestWait}'; SET lock_timeout = 0`)
  const free = await client.query<{ free: boolean }>(`SELECT pg_try_advisory_lock(${migrationLock}) AS free`)
  if (!free.rows[0]?.free) {
    log?.info('waiting for another process to bring the database up to date')
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`).catch((cause: unknown) => {
      throw new DatabaseError(
        'busy-migrating',
        'Another process has been bringing the database up to date for over five minutes. ' +
          'Let it finish or stop it, then start again.',
        { cause },
      )
    })
  }
  // Changing a large table takes as long as it takes.
  await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0')
}

async function makeTable(client: pg.ClientBase): Promise<void> {
  // Asked first, because CREATE TABLE IF NOT EXISTS wants the right to create even when there is nothing to do.
  const found = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  if (!found.rows[0]?.there) await client.query(migrationsTable)
}

async function readRecorded(client: pg.ClientBase): Promise<readonly Row[]> {
  // Rows marked as rolled back are history: their migration is as good as never applied.
  const { rows } = await client.query<Row>(`
    SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
    FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`)
  return rows
}

/** What is still to be applied, after refusing a database that does not fit these migrations. */
function pending(known: readonly Migration[], recorded: readonly Row[]): readonly Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  const half = recorded.find((row) => !row.finished)
  if (half) throw halfApplied(half.migration_name)
  const newer = recorded.findLast((row) => !byName.has(row.migration_name))
  if (newer) throw newerDatabase(newer.migration_name)
  const edited = recorded.find((row) => {
    const migration = byName.get(row.migration_name)
    return migration && !isUnchanged(migration, row.checksum)
  })
  if (edited) throw editedMigration(edited.migration_name)
  const done = new Set(recorded.map((row) => row.migration_name))
  return known.filter(({ name }) => !done.has(name))
}

/** The file and its row in one transaction: after a crash there is either both or neither. */
async function apply(client: pg.ClientBase, { name, sql }: Migration): Promise<void> {
  const row = [randomUUID(), checksum(sql), name].map((value) => pg.escapeLiteral(value)).join(', ')
  // One message, hence no parameters. The line break ends a comment on the file's last line.
  const script = `BEGIN;
${sql}
;INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
VALUES (${row}, clock_timestamp(), 1);
COMMIT;`
  try {
    await client.query(script)
  } catch (cause) {
    throw failedMigration(name, cause)
  }
}

function halfApplied(name: string): DatabaseError {
  return new DatabaseError(
    'half-applied-migration',
    `The database is half-way through migration ${name}: an earlier attempt with Prisma's own tool failed. ` +
      `Undo by hand what it left, then run: npx prisma migrate resolve --rolled-back ${name}`,
  )
}

function newerDatabase(name: string): DatabaseError {
  return new DatabaseError(
    'newer-database',
    `This database was last used by a newer Followthrough (it has migration ${name}). ` +
      'Install that version or newer.',
  )
}

function editedMigration(name: string): DatabaseError {
  return new DatabaseError(
    'edited-migration',
    `Migration ${name} was changed after it had been applied to this database. ` +
      'Put the original file back (reinstall Followthrough), and make changes in a new migration.',
  )
}

function failedMigration(name: string, cause: unknown): DatabaseError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new DatabaseError(
    'failed-migration',
    `The database could not be brought up to date: migration ${name} failed (${why}). ` +
      'Nothing of it was kept, and the version before still works with this database. ' +
      'Start that one again, and report this message.',
    { cause },
  )
}
