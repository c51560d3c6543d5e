import type pg from 'pg'
import type { Call } from './store-calls.ts'

/**
 * The SQL statements that some work sends through a pool, each with its values and exactly as Prisma sends it (name,
 * row mode, parsers), to be sent again without Prisma.
 */
export async function statementsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<readonly Call[]> {
  const calls: Call[] = []
  let answered = 0
  const { query } = pool
  const send = query.bind(pool) as (...args: unknown[]) => Promise<unknown>
  const listening = (...args: unknown[]): Promise<unknown> => {
    calls.push({ after: answered, again: () => send(...args) })
    return send(...args).finally(() => {
      answered += 1
    })
  }
  pool.query = listening as typeof pool.query
  try {
    await work()
  } finally {
    pool.query = query
  }
  return calls
}
