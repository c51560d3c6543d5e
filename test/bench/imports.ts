import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { authoriseOperator } from '../../src/core/permission.ts'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import type { Draft } from '../../src/features/reports/import/schema.ts'
import type { Installation } from './answers.ts'
import { compare } from './measure.ts'
import type { Figure, Section } from './table.ts'

const seeds = fileURLToPath(new URL('../../../shared/seeds', import.meta.url))
const sample = fileURLToPath(new URL('../../prisma/sample/northmere-report.txt', import.meta.url))

/** The largest document at hand. */
function largestDocument(): string {
  const paths = existsSync(seeds) ? readdirSync(seeds).map((name) => join(seeds, name)) : []
  const [largest] = paths
    .filter((path) => path.endsWith('.txt'))
    .sort((a, b) => statSync(b).size - statSync(a).size)
  return largest ?? sample
}

/** Reading a document into a draft over reading its file into lines. */
export async function reading(): Promise<{ section: Section; draft: Draft }> {
  const path = largestDocument()
  const name = basename(path)
  const read = (): Draft => {
    const result = readDraft({ name, bytes: readFileSync(path) })
    if (!result.ok) throw new Error(result.message)
    return result.draft
  }
  const lines = (): string[] => readFileSync(path, 'utf8').split(/\r\n|\n|\r/)
  const draft = read()
  const comparison = await compare(read, lines, { rounds: 100, budgetMs: 5_000 })
  const size = `${(statSync(path).size / 1024).toFixed(0)} KB, ${lines().length.toLocaleString('en-GB')} lines`
  return {
    draft,
    section: {
      title: `Import: reading ${name} (${size}) over reading its file into lines`,
      figures: [{ says: 'read into a draft', comparison, note: contentsOf(draft) }],
    },
  }
}

/** Writing the draft into a large board over writing it into a small one. */
export async function committing(large: Installation, small: Installation, draft: Draft): Promise<Figure> {
  const commit = async ({ app, actor, now }: Installation): Promise<void> => {
    const by = { personId: actor.personId, name: actor.personName, face: 'cli', at: now } as const
    // The same file is taken once only: each time it is another.
    const another = { ...draft, source: { ...draft.source, sha256: randomBytes(32).toString('hex') } }
    const imported = await app.stores.reports.commit(authoriseOperator(actor.boardId), another, null, by)
    if (!imported.ok) throw new Error('The draft was refused.')
  }
  const comparison = await compare(
    () => commit(large),
    () => commit(small),
    { warmUp: 1, rounds: 5, budgetMs: 6_000 },
  )
  return { says: 'writing that draft into the database', comparison, note: contentsOf(draft) }
}

function contentsOf({ recommendations, actions, findings }: Draft): string {
  return `${recommendations.length} recommendations, ${actions.length} actions, ${findings.length} findings`
}
