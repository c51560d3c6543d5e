import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { connect } from '../../src/db/connect.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { describePostgres, openTestDatabase } from '../support/database.ts'

const temporary = mkdtempSync(join(tmpdir(), 'followthrough-connect-'))
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

const migrationsDir = join(temporary, 'migrations')
mkdirSync(join(migrationsDir, '20260101000000_note'), { recursive: true })
writeFileSync(
  join(migrationsDir, '20260101000000_note', 'migration.sql'),
  'CREATE TABLE note (id int PRIMARY KEY, at timestamptz NOT NULL);\n',
)

const secret = 'pa55-word'
const refusal = async (url: string): Promise<string> => {
  const error: unknown = await openPostgres({ url, connectTimeoutMs: 500 }).catch((reason: unknown) => reason)
  if (!(error instanceof Error)) throw new Error('Expected a refusal')
  expect(`${error.message} ${error.stack}`).not.toContain(secret)
  return error.message
}

describe('connecting', () => {
  it('opens and migrates the embedded database, and again', async () => {
    const dataDir = join(temporary, 'data')
    const first = await connect({ dataDir, migrationsDir })
    await first.pool.query(`INSERT INTO note VALUES (1, '2026-06-01 12:00')`)
    await first.close()
    const again = await connect({ dataDir, migrationsDir })
    expect(again.kind).toBe('embedded')
    expect((await again.pool.query('SELECT * FROM note')).rows).toEqual([
      { id: 1, at: new Date('2026-06-01T12:00:00Z') },
    ])
    await again.close()
  })

  it('gives Prisma an adapter whose statements may fail without disturbing the next', async () => {
    const database = await connect({ memory: true, dataDir: '', migrationsDir })
    const adapter = await database.adapter.connect()
    const text = { scalarType: 'string', arity: 'scalar' } as const
    const query = {
      sql: 'INSERT INTO note VALUES ($1, $2)',
      args: ['1', '2026-06-01'],
      argTypes: [text, text],
    }
    expect(await adapter.executeRaw(query)).toBe(1)
    await expect(adapter.executeRaw(query)).rejects.toMatchObject({
      cause: { kind: 'UniqueConstraintViolation' },
    })
    const missing = { sql: 'SELECT id FROM later', argTypes: [], args: [] }
    await expect(adapter.queryRaw(missing)).rejects.toMatchObject({ cause: { kind: 'TableDoesNotExist' } })
    await database.pool.query('CREATE TABLE later AS SELECT 7 AS id')
    expect((await adapter.queryRaw(missing)).rows).toEqual([[7]])
    await adapter.dispose()
    await database.close()
  })

  it('closes again what it cannot migrate, and says when the installation has no migrations', async () => {
    const dataDir = join(temporary, 'refused')
    await (await connect({ dataDir, migrationsDir })).close()
    const other = join(temporary, 'other')
    mkdirSync(join(other, '20250101000000_other'), { recursive: true })
    writeFileSync(join(other, '20250101000000_other', 'migration.sql'), 'SELECT 1;\n')
    const refused = { problem: 'newer-database' }
    await expect(connect({ dataDir, migrationsDir: other })).rejects.toMatchObject(refused)
    await expect(connect({ dataDir, migrationsDir: other })).rejects.toMatchObject(refused)
    await expect(connect({ dataDir, migrationsDir: join(temporary, 'none') })).rejects.toMatchObject({
      problem: 'no-migrations',
    })
  })

  it('opens the test database from its template', async () => {
    const database = await openTestDatabase()
    expect(database.kind).toBe(inject('testDatabaseUrl') ? 'postgres' : 'embedded')
    expect((await database.pool.query('SELECT count(*) FROM _prisma_migrations')).rows).toHaveLength(1)
    await database.close()
  })
})

describe('an address of a PostgreSQL that cannot be used', () => {
  it('is refused without being shown when it cannot be read', async () => {
    for (const url of [
      `mysql://me:${secret}@host/db`,
      `postgres://me:${secret}@host:not-a-port/db`,
      `postgres://me:${secret}/x@host/db`,
      `postgres://me:12/${secret}@host/db`,
      `postgres://me:12?${secret}@host/db`,
      secret,
    ]) {
      expect(await refusal(url)).toContain('DATABASE_URL is not a PostgreSQL address')
    }
  })

  it('names the server that does not answer', async () => {
    expect(await refusal(`postgres://me:${secret}@127.0.0.1:1/db`)).toBe(
      'No database answers at 127.0.0.1:1. Is PostgreSQL running there? Check DATABASE_URL.',
    )
    expect(await refusal(`postgres://me:${secret}@no-such-host.invalid/db`)).toContain(
      'no-such-host.invalid:5432, is not known here',
    )
  })

  it('is given up when the server accepts and then says nothing', async () => {
    const mute = createServer(() => {})
    await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done))
    const address = mute.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    expect(await refusal(`postgres://me:${secret}@127.0.0.1:${port}/db`)).toContain(
      'did not answer within 0.5 seconds',
    )
    mute.close()
  })
})

describePostgres('a PostgreSQL', () => {
  const address = (change: (url: URL) => void): string => {
    const url = new URL(inject('testDatabaseUrl'))
    url.password = secret
    change(url)
    return url.href
  }

  it('is refused by name when it has no such database', async () => {
    const url = address((to) => {
      to.pathname = '/no_such_database'
    })
    expect(await refusal(url)).toMatch(
      /^There is no database called no_such_database on .+\. Create it, or check/,
    )
  })

  it('is used in UTC, with limits, under our name, and keeps connections after errors', async () => {
    const database = await openPostgres({ url: address(() => {}), poolSize: 1 })
    const ask = async (sql: string): Promise<unknown> =>
      Object.values((await database.pool.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]
    const process = await ask('SELECT pg_backend_pid()')
    await expect(database.pool.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' })
    expect(await ask('SELECT pg_backend_pid()')).toBe(process)
    expect(await ask('SHOW TimeZone')).toBe('UTC')
    expect(await ask('SHOW statement_timeout')).toBe('30s')
    expect(await ask('SHOW application_name')).toBe('followthrough')
    await database.close()
  })

  it('survives a lost connection', async () => {
    const lost: string[] = []
    const log = { info: () => {}, error: (event: string) => void lost.push(event) }
    const database = await openPostgres({ url: address(() => {}), poolSize: 1, log })
    const other = await openPostgres({ url: address(() => {}), poolSize: 1 })
    const { rows } = await database.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await other.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await expect.poll(() => lost).toEqual(['database connection lost'])
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await Promise.all([database.close(), other.close()])
  })
})
