import { readFileSync } from 'node:fs'
import { describe, inject } from 'vitest'
import { type Database, withAdapter } from '../../src/db/connect.ts'
import { openInMemory } from '../../src/db/embedded.ts'
import { openPostgres } from '../../src/db/postgres.ts'

/**
 * A migrated database, one for each test file: embedded and its own, or, when TEST_DATABASE_URL is set, a connection to
 * the run's PostgreSQL, which all files share. Tests keep apart by making a board each; nothing is ever emptied.
 * Close it in afterAll.
 */
export async function openTestDatabase(): Promise<Database> {
  const url = inject('testDatabaseUrl')
  if (url) return withAdapter(await openPostgres({ url, poolSize: 5 }))
  return withAdapter(await openInMemory({ template: readFileSync(inject('databaseTemplate')) }))
}

/** For what only a real PostgreSQL shows: races, locks, several replicas. Skipped unless TEST_DATABASE_URL is set. */
export function describePostgres(name: string, tests: () => void): void {
  if (process.env['TEST_DATABASE_URL']) describe(name, tests)
  else describe.skip(`${name} (needs TEST_DATABASE_URL)`, tests)
}

/**
 * For what is the embedded database's own: it is the same whatever server there is, and takes the longest of all. Run
 * without TEST_DATABASE_URL, skipped with it.
 */
export function describeEmbedded(name: string, tests: () => void): void {
  if (process.env['TEST_DATABASE_URL']) describe.skip(`${name} (runs without TEST_DATABASE_URL)`, tests)
  else describe(name, tests)
}
