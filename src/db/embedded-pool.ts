import type { PGlite } from '@electric-sql/pglite'
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { type SteadyPool, steadyPool } from './steady-pool.ts'

/**
 * A pool of `pg` over one PGlite. It has one connection: statements and transactions take their turns, so a statement
 * outside a transaction waits until the transaction ends.
 */
export function embeddedPool(engine: PGlite): SteadyPool {
  // All connections are one session of the engine. A new one therefore waits until the one before it has ended.
  let before: Promise<void> = Promise.resolve()

  class Connection extends PglitePgConnection {
    readonly #turn = before
    #free: () => void = () => {}

    constructor() {
      super({ pglite: engine })
      before = new Promise((resolve) => {
        this.#free = resolve
      })
    }

    override async connect(port: number, host: string): Promise<void> {
      await this.#turn
      await super.connect(port, host)
    }

    override parse(query: object): void {
      // pg passes its result parsers as `types`; the engine's serialiser takes that for a list of parameter types.
      super.parse({ ...query, types: undefined })
    }

    override end(): void {
      // The parent drops every listener, because it expects to serve the next client. Each client here has
      // its own connection, and must hear of the end to reject the statements it still waits for.
      const waiting = this.rawListeners('end')
      super.end()
      for (const listener of waiting) this.on('end', listener as () => void)
      this.once('end', this.#free)
    }
  }

  class Client extends pg.Client {
    constructor() {
      super({ connection: new Connection() } as pg.ClientConfig)
    }
  }

  const pool = new pg.Pool({
    Client,
    max: 1,
    idleTimeoutMillis: 0,
    // A statement that waits longer than this has most likely been issued inside a transaction, beside it.
    connectionTimeoutMillis: 60_000,
    onConnect: startAfresh,
  })
  return steadyPool(pool)
}

/** What an ended connection has left in the session: a real server forgets it with the connection. */
async function startAfresh(client: pg.ClientBase): Promise<void> {
  await client.query('ROLLBACK')
  await client.query('DISCARD ALL')
}
