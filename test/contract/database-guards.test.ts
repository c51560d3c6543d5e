import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/connect.ts'
import { createTestBoard, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { boardTables, everythingOf, furnish } from './every-table.ts'

/** What the database itself refuses, whoever holds the connection. */
const foreignKeyViolation = '23503'
/** The same; since PostgreSQL 18 with a code of its own where a deletion is restricted. */
const stillReferred = expect.stringMatching(/^(?:23503|23001)$/)
const insufficientPrivilege = '42501'
const checkViolation = '23514'
const uniqueViolation = '23505'

let db: Database
let own: TestBoard
let other: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  own = await createTestBoard(db)
  await furnish(own)
  other = await createTestBoard(db)
  await furnish(other)
})
afterAll(() => db.close())

type Reference = { name: string; child: string; parent: string; columns: string[]; referred: string[] }

async function references(): Promise<Reference[]> {
  const { rows } = await db.pool.query<Reference>(`
    SELECT c.conname AS name, child.relname AS child, parent.relname AS parent,
           (SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(c.conkey) WITH ORDINALITY AS k(num, at)
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS columns,
           (SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(c.confkey) WITH ORDINALITY AS k(num, at)
              JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) AS referred
      FROM pg_constraint c
      JOIN pg_class child ON child.oid = c.conrelid
      JOIN pg_class parent ON parent.oid = c.confrelid
     WHERE c.contype = 'f' ORDER BY c.conname`)
  return rows
}

describe('a row of one board', () => {
  it('refers to other rows by its board first, and leads its key with it', async () => {
    const all = await references()
    expect(all.length).toBeGreaterThan(20)
    for (const { name, parent, columns, referred } of all) {
      expect(columns[0], name).toBe('boardId')
      expect(referred, name).toEqual(parent === 'Board' ? ['id'] : ['boardId', 'id'])
    }
    const { rows } = await db.pool.query<{ table: string; first: string }>(`
      SELECT child.relname AS table, a.attname AS first FROM pg_constraint c
        JOIN pg_class child ON child.oid = c.conrelid
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'p'`)
    const firsts = new Map(rows.map(({ table, first }) => [table, first]))
    for (const table of await boardTables(db)) expect(firsts.get(table), table).toBe('boardId')
  })

  it('cannot be made to point into another', async () => {
    const tried: string[] = []
    for (const { name, child, parent, columns } of await references()) {
      const [, column] = columns
      if (!column) continue
      const from = await db.pool.query(`SELECT 1 FROM "${child}" WHERE "boardId" = $1`, [own.id])
      expect(from.rows.length, `${child} is empty, so ${name} is not tested`).toBeGreaterThan(0)
      const pointed = db.pool.query(
        `UPDATE "${child}" SET "${column}" = (SELECT "id" FROM "${parent}" WHERE "boardId" = $2 LIMIT 1)
          WHERE "boardId" = $1`,
        [own.id, other.id],
      )
      // A key of which the column is part may refuse first, when several rows are made alike.
      const refusal: unknown = await pointed.catch((error: unknown) => error)
      expect([foreignKeyViolation, uniqueViolation], name).toContain(codeOf(refusal))
      tried.push(name)
    }
    expect(tried.length).toBeGreaterThan(20)
  })

  it('cannot be moved to another', async () => {
    const empty = await createTestBoard(db, { draft: null })
    const before = await everythingOf(db, own)
    for (const table of ['Recommendation', 'Action', 'ProgressUpdate', 'Evidence'])
      await expect(
        db.pool.query(`UPDATE "${table}" SET "boardId" = $2 WHERE "boardId" = $1`, [own.id, empty.id]),
      ).rejects.toMatchObject({ code: stillReferred })
    expect(await everythingOf(db, own)).toEqual(before)
  })

  it('keeps what hangs on it: nothing is deleted from under anything', async () => {
    for (const table of ['Board', 'Person', 'Report', 'Recommendation', 'Action', 'Organisation'])
      await expect(
        db.pool.query(`DELETE FROM "${table}" WHERE "${table === 'Board' ? 'id' : 'boardId'}" = $1`, [
          own.id,
        ]),
      ).rejects.toMatchObject({ code: stillReferred })
  })
})

describe('the audit trail', () => {
  it.each([
    ['changed', `UPDATE "AuditEvent" SET "actorName" = 'nobody' WHERE "boardId" = $1`],
    ['shortened', `DELETE FROM "AuditEvent" WHERE "boardId" = $1`],
    [
      'rewritten by a conflict',
      `INSERT INTO "AuditEvent" SELECT * FROM "AuditEvent" WHERE "boardId" = $1
        ON CONFLICT ("boardId", "seq") DO UPDATE SET "what" = 'nothing'`,
    ],
  ])('cannot be %s', async (_how, sql) => {
    const before = (await everythingOf(db, own)).get('AuditEvent')
    await expect(db.pool.query(sql, [own.id])).rejects.toMatchObject({
      code: insufficientPrivilege,
      message: expect.stringContaining('The audit trail is append-only'),
    })
    expect((await everythingOf(db, own)).get('AuditEvent')).toEqual(before)
  })

  it('cannot be emptied, alone or along with something else', async () => {
    for (const sql of ['TRUNCATE "AuditEvent"', 'TRUNCATE "AuditEvent", "Evidence" CASCADE'])
      await expect(db.pool.query(sql)).rejects.toMatchObject({ code: insufficientPrivilege })
  })

  it('cannot be touched even where there is nothing to touch', async () => {
    await expect(db.pool.query('DELETE FROM "AuditEvent" WHERE false')).rejects.toMatchObject({
      code: insufficientPrivilege,
    })
  })
})

describe('the original due date', () => {
  const set = (ref: string, sql: string): Promise<unknown> =>
    db.pool.query(`UPDATE "Action" SET ${sql} WHERE "boardId" = $1 AND "ref" = $2`, [own.id, ref])

  it('is kept for ever, while the date in force may be revised', async () => {
    for (const value of [`'2027-01-01'`, 'NULL'])
      await expect(set('4.5', `"originalDueOn" = ${value}`)).rejects.toMatchObject({ code: checkViolation })
    await set('4.5', `"dueOn" = '2027-01-01', "originalDueOn" = "originalDueOn"`)
    expect(await own.action('4.5')).toMatchObject({ dueOn: '2027-01-01', originalDueOn: '2026-12-01' })
  })

  it('may be set once where the plan gave none', async () => {
    expect((await own.action('4.7')).originalDueOn).toBeNull()
    await set('4.7', `"originalDueOn" = '2027-02-01'`)
    await expect(set('4.7', `"originalDueOn" = '2027-03-01'`)).rejects.toMatchObject({ code: checkViolation })
  })
})

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : `no refusal: ${JSON.stringify(error)}`
}
