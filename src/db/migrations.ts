import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One step of the schema. `name` is its folder, which sorts by time; `sql` is the file as it stands. */
export type Migration = { readonly name: string; readonly sql: string }

/** The migrations in a folder laid out like prisma/migrations, oldest first; none if the folder is missing. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing([]))
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const found = await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8').catch(ignoreMissing(undefined))
      // A folder without its file is one that is being written, or left over from a branch.
      return sql === undefined ? [] : [{ name, sql }]
    }),
  )
  return found.flat()
}

/** The checksum Prisma keeps for a migration: sha256 of the file, in hex. */
export function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** Whether a stored checksum is this file's, whichever line ends the file had when it was applied. */
export function isUnchanged(migration: Migration, stored: string): boolean {
  const unix = migration.sql.replaceAll('\r\n', '\n')
  return [migration.sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksum(text) === stored)
}

function ignoreMissing<Fallback>(fallback: Fallback): (error: NodeJS.ErrnoException) => Fallback {
  return (error) => {
    if (error.code === 'ENOENT') return fallback
    throw error
  }
}
