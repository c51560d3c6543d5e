import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** A pool together with an orderly way to end it. */
export type SteadyPool = { readonly pool: pg.Pool; end(graceMs: number): Promise<void> }

/**
 * Adds to a fresh pool what a server that runs for months needs:
 * - `pool.query` keeps its connection after an ordinary error such as a broken constraint. The pool of `pg` throws
 *   the connection away after any failed query; constraints decide our races, so that would mean reconnecting all
 *   day, and on the embedded database, where all connections are one session, the next query could receive the
 *   failed one's answer.
 * - Statements given to one connection at once are sent one after the other. Prisma reads several relations of one
 *   row at once inside a transaction; `pg` queues them too, but warns, and its next major version will not.
 * - A connection that dies while it is lent out does not end the process: its holder hears of it, because every
 *   statement under way is rejected.
 * - `end(graceMs)` lets statements that run, and those that wait for a connection, finish within that many
 *   milliseconds, then cuts off what is left. It resolves either way.
 */
export function steadyPool(pool: pg.Pool): SteadyPool {
  const lent = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    client.on('error', () => {})
    oneAtATime(client)
  })
  pool.on('acquire', (client) => lent.add(client))
  pool.on('release', (_error, client) => lent.delete(client))

  const withCallback = pool.query.bind(pool) as (...args: unknown[]) => unknown
  const query = (...args: unknown[]): unknown =>
    typeof args.at(-1) === 'function' ? withCallback(...args) : queryOnce(pool, args)
  pool.query = query as typeof pool.query

  let ending: Promise<void> | undefined
  const end = (graceMs: number): Promise<void> => {
    ending ??= endPool(pool, lent, graceMs)
    return ending
  }
  return { pool, end }
}

/** Makes the client wait for its last statement before it takes the next. Callbacks and cursors stay as they are. */
function oneAtATime(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown
  let waiting = 0
  let last: Promise<unknown> | undefined
  const free = (): void => {
    waiting -= 1
    if (waiting === 0) last = undefined
  }
  const query = (...args: unknown[]): unknown => {
    const [first] = args
    const submittable = typeof first === 'object' && first !== null && 'submit' in first
    if (submittable || typeof args.at(-1) === 'function') return send(...args)
    waiting += 1
    const next = last === undefined ? (send(...args) as Promise<unknown>) : last.then(() => send(...args))
    // Registered before the caller's own continuation, so an idle client is known to be idle in time.
    last = next.then(free, free)
    return next
  }
  client.query = query as typeof client.query
}

async function queryOnce(pool: pg.Pool, args: unknown[]): Promise<unknown> {
  const client = await pool.connect()
  const run = client.query as (...args: unknown[]) => Promise<unknown>
  try {
    const result = await run.apply(client, args)
    client.release()
    return result
  } catch (error) {
    client.release(!isAnswer(error))
    throw error
  }
}

/** The server's own answer to a statement; anything else may have broken the connection. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) return false
  // Connection lost (08), server going down (57P), system and internal errors (58, XX): better start afresh.
  return /^(?!08|57P|58|XX)[0-9A-Z]{5}$/.test(String(error.code))
}

async function endPool(pool: pg.Pool, lent: ReadonlySet<pg.PoolClient>, graceMs: number): Promise<void> {
  // The pool's own end() never serves those who wait, and never resolves while a connection is lent out.
  const deadline = Date.now() + graceMs
  while ((pool.waitingCount > 0 || lent.size > 0) && Date.now() < deadline) await sleep(10)
  const ended = pool.end()
  const cutOff = Promise.allSettled([...lent].map((client) => client.end()))
  await Promise.race([Promise.all([ended, cutOff]), sleep(1_000)])
}
