import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { type Database, withAdapter } from '../../src/db/connect.ts'
import { openInMemory } from '../../src/db/embedded.ts'
import { describeEmbedded } from '../support/database.ts'
import { migrationDrift, type Shadow } from './schema-engine.ts'

const prismaDir = fileURLToPath(new URL('../../prisma', import.meta.url))
const opened: Database[] = []

async function open(): Promise<Shadow> {
  const database = withAdapter(await openInMemory({}))
  opened.push(database)
  return { adapter: database.adapter, run: (sql) => database.pool.query(sql) }
}

afterAll(async () => {
  for (const database of opened) await database.close()
})

describeEmbedded('the migrations', () => {
  it('give exactly the schema', async () => {
    expect(await migrationDrift(prismaDir, open), 'write a migration for this difference').toBe('')
  })

  it('would be found wanting if the schema had moved on', async () => {
    const moved = mkdtempSync(path.join(tmpdir(), 'followthrough-drift-'))
    try {
      cpSync(prismaDir, moved, { recursive: true })
      const schema = path.join(moved, 'schema.prisma')
      writeFileSync(
        schema,
        readFileSync(schema, 'utf8').replace('model Board {', 'model Board {\n  motto String?\n'),
      )
      expect(await migrationDrift(moved, open)).toContain('ADD COLUMN     "motto" TEXT')
    } finally {
      rmSync(moved, { recursive: true, force: true })
    }
  })
})
