import type pg from 'pg'
import { commands } from '../../src/commands.ts'
import type { Log } from '../../src/core/errors.ts'
import type { Membership } from '../../src/core/permission.ts'
import { createRegistry, type Registry } from '../../src/core/registry.ts'
import { createDirectory } from '../../src/db/boards.ts'
import { createClient } from '../../src/db/client.ts'
import { connect } from '../../src/db/connect.ts'
import type { PrismaClient } from '../../src/db/generated/client.ts'
import { createStores } from '../../src/db/stores.ts'
import type { Stores } from '../../src/features/stores.ts'
import { asker, board } from './big-board.ts'

/** Where a database lives, as the product is told. */
export type Config = { DATABASE_URL: string | undefined; DATA_DIR: string }

/** The product put together as `openApp` does, with its pool at hand and a board whose lead asks. */
export type Installation = {
  registry: Registry<Stores>
  stores: Stores
  pool: pg.Pool
  prisma: PrismaClient
  actor: Membership
  now: Date
}

/** A surprise ends the benchmark: a failed answer would be the fastest. */
export const strictLog: Log = {
  info: () => {},
  error: (_event, error) => {
    throw error
  },
}

/** Opens an installation for as long as the work takes. */
export async function withInstallation<Result>(
  config: Config,
  now: Date,
  work: (installation: Installation) => Promise<Result>,
): Promise<Result> {
  const database = await connect({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR })
  const prisma = createClient(database.adapter)
  try {
    const members = await createDirectory(prisma).members(board.slug)
    const actor = members.find(({ personName }) => personName === asker)
    if (!actor) throw new Error(`${asker} is not on the board.`)
    const stores = createStores(prisma)
    return await work({
      registry: createRegistry(commands),
      stores,
      pool: database.pool,
      prisma,
      actor,
      now,
    })
  } finally {
    await prisma.$disconnect()
    await database.close()
  }
}
