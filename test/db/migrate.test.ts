import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInMemory } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { checksum, type Migration, readMigrations } from '../../src/db/migrations.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { describePostgres } from '../support/database.ts'
import { createScratchDatabase } from '../support/scratch-database.ts'

type Empty = { readonly pool: pg.Pool; close(): Promise<void> }

const boards: Migration = {
  name: '20260101000000_boards',
  sql: `-- Boards; two statements in one file\nCREATE TABLE board (id int PRIMARY KEY);\nINSERT INTO board VALUES (1);`,
}
const actions: Migration = {
  name: '20260102000000_actions',
  sql: `CREATE TABLE action (id int PRIMARY KEY, board int REFERENCES board) -- no semicolon, and it's a comment`,
}
const broken: Migration = {
  name: '20260103000000_broken',
  sql: 'CREATE TABLE half (id int);\nINSERT INTO action VALUES (1, 1);\nSELECT 1 / 0;',
}

async function tables(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ name }) => name).filter((name) => name !== '_prisma_migrations')
}

function behavesAlike(open: () => Promise<Empty>): void {
  const using = async (work: (pool: pg.Pool) => Promise<void>): Promise<void> => {
    const database = await open()
    try {
      await work(database.pool)
    } finally {
      await database.close()
    }
  }

  it('applies each migration once, in order, and keeps the rows that Prisma expects', () =>
    using(async (pool) => {
      const log: string[] = []
      const listening = { info: (event: string) => void log.push(event), error: () => {} }
      expect(await migrate(pool, [boards, actions], listening)).toEqual({
        applied: [boards.name, actions.name],
        already: 0,
      })
      expect(log).toEqual(['migration applied', 'migration applied'])
      expect(await migrate(pool, [boards, actions])).toEqual({ applied: [], already: 2 })
      expect(await tables(pool)).toEqual(['action', 'board'])
      const { rows } = await pool.query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
      expect(rows).toMatchObject([
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          migration_name: boards.name,
          checksum: checksum(boards.sql),
          started_at: expect.any(Date),
          finished_at: expect.any(Date),
          applied_steps_count: 1,
          logs: null,
          rolled_back_at: null,
        },
        { migration_name: actions.name },
      ])
    }))

  it('adds what is new to a database that is in use', () =>
    using(async (pool) => {
      await migrate(pool, [boards])
      await pool.query('INSERT INTO board VALUES (2)')
      expect(await migrate(pool, [boards, actions])).toEqual({ applied: [actions.name], already: 1 })
      expect((await pool.query('SELECT id FROM board ORDER BY id')).rows).toEqual([{ id: 1 }, { id: 2 }])
    }))

  it('refuses a migration that was edited after it had been applied, but not other line ends', () =>
    using(async (pool) => {
      await migrate(pool, [boards])
      const windows = { ...boards, sql: boards.sql.replaceAll('\n', '\r\n') }
      expect(await migrate(pool, [windows])).toEqual({ applied: [], already: 1 })
      const edited = { ...boards, sql: `${boards.sql} -- one more word` }
      await expect(migrate(pool, [edited, actions])).rejects.toMatchObject({
        problem: 'edited-migration',
        message: expect.stringContaining(`Migration ${boards.name} was changed after`),
      })
      expect(await tables(pool)).toEqual(['board'])
    }))

  it('refuses a database that a newer version has used', () =>
    using(async (pool) => {
      await migrate(pool, [boards, actions])
      await expect(migrate(pool, [boards])).rejects.toThrow(
        `This database was last used by a newer Followthrough (it has migration ${actions.name}). ` +
          'Install that version or newer.',
      )
    }))

  it('keeps nothing of a migration that fails in the middle, and says so', () =>
    using(async (pool) => {
      await expect(migrate(pool, [boards, actions, broken])).rejects.toMatchObject({
        problem: 'failed-migration',
        message: expect.stringMatching(
          /migration 20260103000000_broken failed \(division by zero\)\. Nothing of it was kept/,
        ),
      })
      expect(await tables(pool)).toEqual(['action', 'board'])
      expect((await pool.query('SELECT * FROM action')).rows).toEqual([])
      const repaired = { ...broken, sql: 'CREATE TABLE whole (id int)' }
      expect(await migrate(pool, [boards, actions, repaired])).toEqual({
        applied: [repaired.name],
        already: 2,
      })
    }))

  it("refuses a database that Prisma's own tool has left half-way, until that is resolved", () =>
    using(async (pool) => {
      await migrate(pool, [boards])
      await pool.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('x', 'y', $1, 'ERROR')`,
        [actions.name],
      )
      await expect(migrate(pool, [boards, actions])).rejects.toMatchObject({
        problem: 'half-applied-migration',
        message: expect.stringContaining(`npx prisma migrate resolve --rolled-back ${actions.name}`),
      })
      await pool.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'`)
      expect(await migrate(pool, [boards, actions])).toEqual({ applied: [actions.name], already: 1 })
    }))

  it('leaves the connection with its ordinary limits, and takes no lock with it', () =>
    using(async (pool) => {
      const before = await pool.query('SHOW statement_timeout')
      await migrate(pool, [boards])
      expect((await pool.query('SHOW statement_timeout')).rows).toEqual(before.rows)
      const locks = await pool.query(
        `SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objid = 72707369`,
      )
      expect(locks.rows).toEqual([])
    }))
}

describe('migrations on an embedded database', () => {
  let template: Blob
  beforeAll(async () => {
    const database = await openInMemory({})
    template = await database.dump()
    await database.close()
  })
  behavesAlike(() => openInMemory({ template }))
})

describePostgres('migrations on PostgreSQL', () => {
  const scratch = (): ReturnType<typeof createScratchDatabase> =>
    createScratchDatabase(process.env['TEST_DATABASE_URL'] ?? '')

  behavesAlike(async () => {
    const { url, drop } = await scratch()
    const { pool, close } = await openPostgres({ url, poolSize: 2 })
    return { pool, close: () => close().then(drop) }
  })

  it('are applied once when four replicas start together', async () => {
    const { url, drop } = await scratch()
    const replicas = await Promise.all([1, 2, 3, 4].map(() => openPostgres({ url, poolSize: 2 })))
    try {
      const slow = { ...actions, sql: `SELECT pg_sleep(0.3);\n${actions.sql}` }
      const results = await Promise.all(replicas.map(({ pool }) => migrate(pool, [boards, slow])))
      expect(results.filter(({ applied }) => applied.length === 2)).toHaveLength(1)
      expect(results.filter(({ already }) => already === 2)).toHaveLength(3)
      expect(
        (await replicas[0]?.pool.query('SELECT count(*)::int AS n FROM _prisma_migrations'))?.rows,
      ).toEqual([{ n: 2 }])
    } finally {
      await Promise.all(replicas.map(({ close }) => close()))
      await drop()
    }
  })

  it('wait no longer than the process that migrates lives', async () => {
    const { url, drop } = await scratch()
    const [first, second] = await Promise.all([openPostgres({ url }), openPostgres({ url })])
    try {
      const holder = await first.pool.connect()
      await holder.query('SELECT pg_advisory_lock(72707369)')
      const log: string[] = []
      const waiting = migrate(second.pool, [boards], {
        info: (event) => void log.push(event),
        error: () => {},
      })
      await expect.poll(() => log).toContain('waiting for another process to bring the database up to date')
      holder.release(true)
      expect(await waiting).toEqual({ applied: [boards.name], already: 0 })
    } finally {
      await Promise.all([first.close(), second.close()])
      await drop()
    }
  })
})

describe('reading migrations', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'followthrough-migrations-'))
  afterAll(() => rmSync(temporary, { recursive: true, force: true }))

  it('finds them oldest first, and passes over what is not one', async () => {
    for (const { name, sql } of [actions, boards]) {
      mkdirSync(join(temporary, name))
      writeFileSync(join(temporary, name, 'migration.sql'), sql)
    }
    mkdirSync(join(temporary, '20260104000000_being_written'))
    writeFileSync(join(temporary, 'migration_lock.toml'), 'provider = "postgresql"\n')
    expect(await readMigrations(temporary)).toEqual([boards, actions])
    expect(await readMigrations(join(temporary, 'nowhere'))).toEqual([])
  })
})
