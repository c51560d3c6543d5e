import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { authoriseOperator } from '../../src/core/permission.ts'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import type { Draft } from '../../src/features/reports/import/schema.ts'
import type { Installation } from './installation.ts'
import { compare } from './measure.ts'
import type { Figure, Section } from './table.ts'

const seeds = fileURLToPath(new URL('../../../shared/seeds', import.meta.url))
const samples = fileURLToPath(new URL('../../prisma/sample', import.meta.url))

type Document = { path: string; whose: string }

/** The largest document at hand: a seed where there are seeds, else the larger of our own samples. */
function largestDocument(): Document {
  const [seed] = textsIn(seeds)
  if (seed) return { path: seed, whose: 'the largest seed' }
  const [sample] = textsIn(samples)
  if (sample) return { path: sample, whose: 'our largest sample: there are no seeds beside this repository' }
  throw new Error(`There is no document to import in ${samples}.`)
}

/** The texts in a folder, the largest first. */
function textsIn(folder: string): string[] {
  const paths = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  return paths.filter((path) => path.endsWith('.txt')).sort((a, b) => statSync(b).size - statSync(a).size)
}

/** Reading a document into a draft over reading its file and splitting it into lines. */
export async function reading(): Promise<{ section: Section; draft: Draft; lines: () => string[] }> {
  const { path, whose } = largestDocument()
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
    lines,
    section: {
      title: `Import of ${name} (${whose}; ${size}) over reading and splitting it`,
      figures: [{ says: 'read into a draft', comparison, note: contentsOf(draft) }],
    },
  }
}

/** Writing the draft into a board. */
export async function writeDraft({ stores, actor, now }: Installation, draft: Draft): Promise<void> {
  const by = { personId: actor.personId, name: actor.personName, face: 'cli', at: now } as const
  // The same file is taken once only: each time it is another.
  const another = { ...draft, source: { ...draft.source, sha256: randomBytes(32).toString('hex') } }
  const imported = await stores.reports.commit(authoriseOperator(actor.boardId), another, null, by)
  if (!imported.ok) throw new Error('The draft was refused.')
}

/** Writing the draft into the database over reading and splitting its file. */
export async function writing(small: Installation, draft: Draft, lines: () => string[]): Promise<Figure> {
  const effort = { warmUp: 1, rounds: 5, budgetMs: 4_000 }
  const comparison = await compare(() => writeDraft(small, draft), lines, effort)
  return { says: 'that draft written into the database', comparison }
}

function contentsOf({ recommendations, actions, findings }: Draft): string {
  return `${recommendations.length} recommendations, ${actions.length} actions, ${findings.length} findings`
}
