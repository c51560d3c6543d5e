import { randomBytes } from 'node:crypto'
import { openPostgres } from '../../src/db/postgres.ts'

/** An empty database on a server, to be dropped after use. */
export type ScratchDatabase = { readonly url: string; readonly drop: () => Promise<void> }

/** Makes followthrough_test_<random> on the server that `serverUrl` leads to; its user must be allowed to. */
export async function createScratchDatabase(serverUrl: string): Promise<ScratchDatabase> {
  const name = `followthrough_test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string): Promise<void> => {
    const server = await openPostgres({ url: serverUrl, poolSize: 1 })
    try {
      await server.pool.query(sql)
    } finally {
      await server.close()
    }
  }
  await run(`CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  // Forced: a test that failed may have left a connection open.
  return { url: url.href, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}
