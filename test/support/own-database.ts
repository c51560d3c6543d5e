import { connect, type Database } from '../../src/db/connect.ts'
import { openTestDatabase } from './database.ts'
import { createScratchDatabase } from './scratch-database.ts'

/** A database nobody else works on, and where it is. Close it in afterAll. */
export type OwnDatabase = { database: Database; url: string; close(): Promise<void> }

/**
 * For tests of what serves every board of a database at once, as the worker of the outbox does: it would take what other
 * test files have written. `url` is '' for the embedded database.
 */
export async function openOwnDatabase(): Promise<OwnDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  if (!server) {
    const database = await openTestDatabase()
    return { database, url: '', close: () => database.close() }
  }
  const scratch = await createScratchDatabase(server)
  const database = await connect({ databaseUrl: scratch.url, dataDir: '' })
  return {
    database,
    url: scratch.url,
    async close() {
      await database.close()
      await scratch.drop()
    },
  }
}
