import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import type pg from 'pg'
import type { Log } from '../core/errors.ts'
import { type DataLock, lockDataDir } from './data-lock.ts'
import { DatabaseError } from './database-error.ts'
import { type CountingFs, SyncingFs } from './embedded-fs.ts'
import { embeddedPool } from './embedded-pool.ts'
import type { SteadyPool } from './steady-pool.ts'
import { syncFolder, syncTree } from './sync-tree.ts'

/** PostgreSQL inside this process, either in a folder or in memory. */
export type EmbeddedDatabase = {
  readonly kind: 'embedded'
  /** One connection: a statement outside a transaction waits until the transaction ends. */
  readonly pool: pg.Pool
  /** A tar of the whole database as of now, to open another one from. */
  dump(): Promise<Blob>
  /** Writes the log back, removes dead rows and refreshes statistics. Runs by itself every hour. */
  maintain(): Promise<void>
  /** Lets work under way finish (up to 10 s), then closes and frees the folder. May be called twice. */
  close(): Promise<void>
}

export type EmbeddedOptions = {
  /** Everything lives in here: the database in `database`, the lock in `lock`. Made if it does not exist. */
  readonly dataDir: string
  /** A dump to start from. Used only when the folder holds no database yet. */
  readonly template?: Blob | Uint8Array
  readonly log?: Log
  /** For tests: the file system under the engine. */
  readonly fileSystem?: (folder: string) => CountingFs
}

const closeGraceMs = 10_000
const maintainEveryMs = 60 * 60 * 1_000

/** Prisma sends times without their zone, so the session's zone must be the one they are meant in. */
const utc = ['-c', 'TimeZone=UTC']
const syncingParams = PGlite.defaultStartParams.filter((param) => param !== '-F')
/** One-megabyte log segments: a fresh folder is 30 MB instead of 70. */
const initParams = ['--wal-segsize=1']
const onDisk: PGliteOptions = {
  initDbStartParams: initParams,
  // fdatasync, the default, does nothing in this build. Given here, no setting in the folder can undo them.
  startParams: [
    ...syncingParams,
    ...utc,
    ...['-c', 'fsync=on', '-c', 'full_page_writes=on', '-c', 'synchronous_commit=on'],
    ...['-c', 'wal_sync_method=fsync', '-c', 'shared_buffers=32MB'],
  ],
}
const inMemory: PGliteOptions = {
  initDbStartParams: initParams,
  startParams: [...PGlite.defaultStartParams, ...utc, '-c', 'shared_buffers=16MB'],
}

/**
 * Opens the embedded database in a folder, making it on the first start.
 * Refuses with a DatabaseError: 'in-use' when another process has it, 'not-durable' when a commit would not reach the
 * disk, 'not-writable', or 'cannot-open'.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const dataDir = resolve(options.dataDir)
  makeFolder(dataDir)
  const lock = await lockDataDir(dataDir)
  try {
    const engine = await startOnDisk(dataDir, options)
    return database(embeddedPool(engine), engine, lock, options.log)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** A database in memory, for tests and trials: gone when closed, and not durable. */
export async function openInMemory(options: {
  readonly template?: Blob | Uint8Array
}): Promise<EmbeddedDatabase> {
  const engine = await PGlite.create({ ...inMemory, ...fromTemplate(options.template) })
  return database(embeddedPool(engine), engine)
}

async function startOnDisk(dataDir: string, options: EmbeddedOptions): Promise<PGlite> {
  const folder = join(dataDir, 'database')
  const unfinished = join(dataDir, 'database.unfinished')
  // A first start that was killed leaves half a database, which would never open again. It was never handed out,
  // so nothing is lost by starting over.
  if (existsSync(unfinished)) rmSync(folder, { recursive: true, force: true })
  const first = !existsSync(join(folder, 'PG_VERSION'))
  if (first) {
    makeFolder(dataDir)
    writeFileSync(unfinished, 'Followthrough is making its database. Safe to delete together with it.\n')
    await syncTree(dataDir)
  }

  const fs = (options.fileSystem ?? ((at) => new SyncingFs(at)))(folder)
  const template = first ? fromTemplate(options.template) : {}
  const engine = await startEngine(folder, { ...onDisk, fs, ...template })
  try {
    await probeDurability(engine, fs, folder)
    if (first) {
      await syncTree(dataDir)
      rmSync(unfinished)
      // Were the mark to come back after a power cut, the next start would throw the database away.
      await syncFolder(dataDir)
    }
  } catch (error) {
    await engine.close()
    throw error
  }
  return engine
}

async function startEngine(folder: string, options: PGliteOptions): Promise<PGlite> {
  let why: string | undefined
  const onStderr = (line: string): boolean => {
    why = /(?:FATAL|PANIC):\s*(.*)/.exec(line)?.[1] ?? why
    return false
  }
  try {
    return await PGlite.create({ ...options, onStderr })
  } catch (cause) {
    why ??= cause instanceof Error ? cause.message : undefined
    throw new DatabaseError(
      'cannot-open',
      `The database in ${folder} could not be opened${why ? ` (${why})` : ''}. ` +
        'Nothing was changed. Put back a backup of the folder, or point DATA_DIR to another one.',
      { cause },
    )
  }
}

/** Commits something and looks whether the log was really synced. A new build of the engine may well change how. */
async function probeDurability(engine: PGlite, fs: CountingFs, folder: string): Promise<void> {
  const before = fs.walSyncs
  await engine.query("SELECT pg_logical_emit_message(true, 'followthrough', 'durable?')")
  if (fs.walSyncs > before) return
  throw new DatabaseError(
    'not-durable',
    `Not started: a change written to ${folder} did not reach the disk, so a power cut could lose it. ` +
      'Reinstall Followthrough with npm ci, or set DATABASE_URL to use a PostgreSQL instead.',
  )
}

function database({ pool, end }: SteadyPool, engine: PGlite, lock?: DataLock, log?: Log): EmbeddedDatabase {
  pool.on('error', (error) => log?.error('database connection lost', error))

  // The engine has neither a checkpointer nor autovacuum: without this its log grows until the next restart.
  const maintain = async (): Promise<void> => {
    await pool.query('CHECKPOINT')
    await pool.query('VACUUM (ANALYZE)')
  }
  const timer = setInterval(() => {
    maintain().catch((error: unknown) => log?.error('database maintenance failed', error))
  }, maintainEveryMs)
  timer.unref()

  const dump = async (): Promise<Blob> => {
    // Holding the only connection keeps half a transaction out of it.
    const client = await pool.connect()
    try {
      await client.query('CHECKPOINT')
      return await engine.dumpDataDir('none')
    } finally {
      client.release()
    }
  }

  let closing: Promise<void> | undefined
  const closeOnce = async (): Promise<void> => {
    clearInterval(timer)
    await end(closeGraceMs)
    await engine.close()
    await lock?.release()
  }
  const close = (): Promise<void> => {
    closing ??= closeOnce()
    return closing
  }
  return { kind: 'embedded', pool, dump, maintain, close }
}

function makeFolder(dataDir: string): void {
  try {
    // What boards write is nobody else's business, on a shared machine either.
    mkdirSync(join(dataDir, 'database'), { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK)
    accessSync(join(dataDir, 'database'), constants.W_OK)
  } catch (cause) {
    throw new DatabaseError(
      'not-writable',
      `Followthrough cannot write to ${dataDir}. Give it the right to, or point DATA_DIR to another folder.`,
      { cause },
    )
  }
}

function fromTemplate(template: Blob | Uint8Array | undefined): Pick<PGliteOptions, 'loadDataDir'> {
  if (!template) return {}
  return { loadDataDir: template instanceof Blob ? template : new Blob([new Uint8Array(template)]) }
}
