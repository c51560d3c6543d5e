import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { openInMemory } from '../../src/db/embedded.ts'
import { migrate } from '../../src/db/migrate.ts'
import { type Migration, readMigrations } from '../../src/db/migrations.ts'
import { openPostgres } from '../../src/db/postgres.ts'
import { createScratchDatabase } from './scratch-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A file: the dump of a migrated, empty embedded database. */
    databaseTemplate: string
    /** A migrated, empty PostgreSQL database of this run; '' unless TEST_DATABASE_URL is set. */
    testDatabaseUrl: string
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const templatePrefix = 'followthrough-test-template-'
const dayMs = 24 * 60 * 60 * 1_000

/** Runs once for all test files; what it returns runs after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  build()
  const migrations = await readMigrations(join(root, 'prisma/migrations'))
  project.provide('databaseTemplate', await makeTemplate(migrations))

  const server = process.env['TEST_DATABASE_URL']
  if (!server) {
    project.provide('testDatabaseUrl', '')
    return async () => {}
  }
  const scratch = await createScratchDatabase(server)
  const database = await openPostgres({ url: scratch.url })
  try {
    await migrate(database.pool, migrations)
  } catch (error) {
    await scratch.drop()
    throw error
  } finally {
    await database.close()
  }
  project.provide('testDatabaseUrl', scratch.url)
  return scratch.drop
}

/** The tests of the command line run what is shipped, which also starts three times as fast as its sources do. */
function build(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(
    process.execPath,
    [compiler, '-p', join(root, 'tsconfig.build.json')],
    {
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`The build failed:\n${stdout}`)
}

/** Migrating takes seconds and loading a dump a third of one, so the dump is kept for as long as it is right. */
async function makeTemplate(migrations: readonly Migration[]): Promise<string> {
  const engine = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8')
  const hash = createHash('sha256')
    .update(JSON.stringify([migrations, engine]))
    .digest('hex')
  const path = join(tmpdir(), `${templatePrefix}${hash.slice(0, 16)}.tar`)
  removeOldTemplates(path)
  if (existsSync(path)) return path

  const database = await openInMemory({})
  try {
    await migrate(database.pool, migrations)
    const dump = await database.dump()
    // Another run may be making the same file: each writes its own and the last rename wins.
    const own = `${path}.${randomBytes(4).toString('hex')}`
    writeFileSync(own, new Uint8Array(await dump.arrayBuffer()))
    renameSync(own, path)
  } finally {
    await database.close()
  }
  return path
}

function removeOldTemplates(keep: string): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(templatePrefix))) {
    const path = join(tmpdir(), name)
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (path !== keep && Date.now() - modified > dayMs) rmSync(path, { force: true })
  }
}
