import { existsSync, fsyncSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { afterAll, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbedded, openInMemory } from '../../src/db/embedded.ts'
import { SyncingFs } from '../../src/db/embedded-fs.ts'
import { describeEmbedded } from '../support/database.ts'
import { startChild } from './fixtures/child.ts'

const temporary = mkdtempSync(join(tmpdir(), 'followthrough-embedded-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

async function using<Result>(
  opening: Promise<EmbeddedDatabase>,
  work: (database: EmbeddedDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await opening
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const count = async (database: EmbeddedDatabase, table: string): Promise<number> =>
  (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1

describeEmbedded('an embedded database in a folder', () => {
  it('keeps what was written when it is closed and opened again, and syncs every commit', async () => {
    const dataDir = join(temporary, 'deep', 'er', 'kept')
    await using(openEmbedded({ dataDir }), async ({ pool }) => {
      await pool.query('CREATE TABLE kept (text text)')
      await pool.query('INSERT INTO kept VALUES ($1)', ['still here'])
    })
    await using(openEmbedded({ dataDir }), async ({ pool }) => {
      expect((await pool.query('SELECT text FROM kept')).rows).toEqual([{ text: 'still here' }])
      const settings = await pool.query<{ name: string; setting: string }>(
        `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'wal_sync_method', 'TimeZone')`,
      )
      expect(Object.fromEntries(settings.rows.map(({ name, setting }) => [name, setting]))).toEqual({
        fsync: 'on',
        wal_sync_method: 'fsync',
        TimeZone: 'UTC',
      })
    })
  })

  it('starts over when its very first start was cut short', async () => {
    const dataDir = join(temporary, 'unfinished')
    mkdirSync(join(dataDir, 'database', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '18\n')
    writeFileSync(join(dataDir, 'database.unfinished'), '')
    await using(openEmbedded({ dataDir }), async ({ pool }) => {
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    })
    expect(existsSync(join(dataDir, 'database.unfinished'))).toBe(false)
  })

  it('says so when the folder holds something it cannot open, and frees the lock', async () => {
    const dataDir = join(temporary, 'damaged')
    mkdirSync(join(dataDir, 'database'), { recursive: true })
    writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '9.4\n')
    await expect(openEmbedded({ dataDir })).rejects.toMatchObject({
      problem: 'cannot-open',
      message: expect.stringContaining('Put back a backup'),
    })
    await expect(openEmbedded({ dataDir })).rejects.toMatchObject({ problem: 'cannot-open' })
  })

  it('refuses to start when a commit does not reach the disk', async () => {
    class Forgetful extends NodeFS {
      readonly walSyncs = 0
    }
    const dataDir = join(temporary, 'forgetful')
    const fileSystem = (folder: string): Forgetful => new Forgetful(folder)
    await expect(openEmbedded({ dataDir, fileSystem })).rejects.toMatchObject({
      problem: 'not-durable',
      message: expect.stringContaining('could lose it'),
    })
    // The refusal leaves nothing behind that keeps a proper start from working.
    await using(openEmbedded({ dataDir }), async ({ pool }) => pool.query('SELECT 1'))
  })

  it('acknowledges nothing more after the disk has failed once, until it is opened again', async () => {
    const dataDir = join(temporary, 'failing')
    let failing = false
    const fsync = (descriptor: number): void => {
      if (failing) throw new Error('EIO')
      fsyncSync(descriptor)
    }
    const fileSystem = (folder: string): SyncingFs => new SyncingFs(folder, fsync)
    await using(openEmbedded({ dataDir, fileSystem }), async ({ pool }) => {
      await pool.query('CREATE TABLE said (id int)')
      await pool.query('INSERT INTO said VALUES (1)')
      failing = true
      await expect(pool.query('INSERT INTO said VALUES (2)')).rejects.toThrow('I/O error')
      failing = false
      await expect(pool.query('INSERT INTO said VALUES (3)')).rejects.toThrow('I/O error')
    })
    await using(openEmbedded({ dataDir }), async ({ pool }) => {
      await pool.query('INSERT INTO said VALUES (4)')
      expect((await pool.query('SELECT id FROM said WHERE id IN (1, 4)')).rows).toEqual([
        { id: 1 },
        { id: 4 },
      ])
    })
  })

  it('refuses a second process, and lets it in when the first has closed', async () => {
    const dataDir = join(temporary, 'shared')
    await using(openEmbedded({ dataDir }), async () => {
      const second = startChild('write-loop.ts', dataDir)
      expect(await second.nextLine()).toBe(
        `refused Another Followthrough is using ${dataDir}. ` +
          'Stop it, or set DATABASE_URL to share a PostgreSQL between processes.',
      )
      await expect(openEmbedded({ dataDir })).rejects.toMatchObject({ problem: 'in-use' })
    })
    const later = startChild('write-loop.ts', dataDir, '1')
    expect(await later.nextLine()).toBe('have 0 0')
    expect(await later.nextLine()).toBe('1')
    expect(await later.nextLine()).toBeUndefined()
  })

  it('loses no acknowledged write when its process is killed ten times', { timeout: 120_000 }, async () => {
    const dataDir = join(temporary, 'killed')
    let acknowledged = 0
    for (let round = 0; round < 10; round += 1) {
      const child = startChild('write-loop.ts', dataDir)
      const [, held, highest] = /^have (\d+) (\d+)$/.exec((await child.nextLine()) ?? '') ?? []
      expect(Number(highest)).toBeGreaterThanOrEqual(acknowledged)
      expect(held).toBe(highest)
      await sleep(30 + Math.random() * 200)
      acknowledged = Math.max(acknowledged, ...(await child.kill()).map(Number))
    }
    expect(acknowledged).toBeGreaterThan(50)
    await using(openEmbedded({ dataDir }), async (database) => {
      const { rows } = await database.pool.query<{ highest: number }>(
        'SELECT max(number) AS highest FROM written',
      )
      expect(rows[0]?.highest).toBeGreaterThanOrEqual(acknowledged)
      expect(await count(database, 'written')).toBe(rows[0]?.highest)
    })
  })
})

describeEmbedded('the pool of an embedded database', () => {
  it('gives every statement its own answer, however many fail', async () => {
    await using(openInMemory({}), async ({ pool }) => {
      await pool.query('CREATE TABLE taken (id int PRIMARY KEY)')
      await pool.query('INSERT INTO taken VALUES (1)')
      for (let round = 0; round < 50; round += 1) {
        const refused = pool.query({ name: 'take', text: 'INSERT INTO taken VALUES ($1)', values: [1] })
        const next = refused.catch(() => pool.query('SELECT $1::int AS round', [round]))
        await expect(refused).rejects.toMatchObject({ code: '23505' })
        expect(await next).toMatchObject({ rows: [{ round }] })
      }
    })
  })

  it('forgets an abandoned transaction, as a server does when a connection is lost', async () => {
    await using(openInMemory({}), async (database) => {
      await database.pool.query('CREATE TABLE left_open (id int)')
      const client = await database.pool.connect()
      await client.query('BEGIN')
      await client.query('INSERT INTO left_open VALUES (1)')
      await client.query({ name: 'same', text: 'SELECT 1' })
      const underWay = client.query('SELECT pg_sleep(0.05)')
      client.release(true)
      await expect(underWay).rejects.toThrow('terminated')
      expect(await count(database, 'left_open')).toBe(0)
      expect((await database.pool.query({ name: 'same', text: 'SELECT 2 AS two' })).rows).toEqual([
        { two: 2 },
      ])
    })
  })

  it('finishes what was asked for before it closes', async () => {
    const database = await openInMemory({})
    await database.pool.query('CREATE TABLE asked (id int)')
    const client = await database.pool.connect()
    const waiting = [1, 2, 3].map((id) =>
      database.pool.query('INSERT INTO asked VALUES ($1) RETURNING id', [id]),
    )
    const closed = database.close()
    await client.query('INSERT INTO asked VALUES (0)')
    client.release()
    expect((await Promise.all(waiting)).map(({ rows }) => rows[0]?.id)).toEqual([1, 2, 3])
    await closed
    await database.close()
    await expect(database.pool.query('SELECT 1')).rejects.toThrow()
  })

  it('opens from a dump, and a dump holds what was committed', async () => {
    const dump = await using(openInMemory({}), async (database) => {
      await database.pool.query('CREATE TABLE dumped AS SELECT generate_series(1, 1000) AS id')
      await database.maintain()
      return database.dump()
    })
    await using(openInMemory({ template: dump }), async (database) =>
      expect(await count(database, 'dumped')).toBe(1_000),
    )
    const template = new Uint8Array(await dump.arrayBuffer())
    const dataDir = join(temporary, 'from-template')
    await using(openEmbedded({ dataDir, template }), async (database) => {
      expect(await count(database, 'dumped')).toBe(1_000)
      await database.pool.query('DELETE FROM dumped')
    })
    await using(openEmbedded({ dataDir, template }), async (database) =>
      expect(await count(database, 'dumped')).toBe(0),
    )
  })
})
