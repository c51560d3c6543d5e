import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import type { Draft, DraftAction } from '../../src/features/reports/import/schema.ts'

/** Every fixture of this folder; all places, bodies and people in them are made up. */
export const FIXTURES = [
  'clas.txt',
  'clas-timescales.txt',
  'integrated-bold.txt',
  'integrated-prefix.txt',
  'integrated-suffix.md',
  'letter.txt',
  'letter-areas.txt',
  'letter-dashes.txt',
  'plan-lead-agency.md',
  'plan-pipes.md',
  'plan-tabs.txt',
  'plan-wrapped.txt',
  'report-by-body.md',
  'report-run-on.txt',
] as const
export type Fixture = (typeof FIXTURES)[number]

export function fixtureText(name: Fixture): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8')
}

/** The draft of a text. @throws when the importer refuses it */
export function draftOf(text: string, name = 'report.txt'): Draft {
  const read = readDraft({ name, bytes: Buffer.from(text) })
  if (!read.ok) throw new Error(read.message)
  return read.draft
}

export function draftOfFixture(name: Fixture): Draft {
  return draftOf(fixtureText(name), name)
}

/** What the importer says to bytes that it does not read; null when it reads them. */
export function refusalOf(bytes: Uint8Array | string, name = 'report.txt'): string | null {
  const read = readDraft({ name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes })
  return read.ok ? null : read.message
}

/** One line a recommendation: '1.1 | text | bodies'. */
export function recommendationsOf(draft: Draft): string[] {
  return draft.recommendations.map(({ ref, text, organisations }) =>
    [ref ?? '-', text, organisations.join('; ')].join(' | '),
  )
}

export function codesOf({ flags }: { flags: readonly { code: string }[] }): string[] {
  return flags.map(({ code }) => code)
}

/** Actions by '<recommendation>/<number>', as '2.1/1'. */
export function actionsOf(draft: Draft): Map<string, DraftAction> {
  return new Map(
    draft.actions.map((action) => [`${action.recommendation}/${action.number ?? '-'}`, action] as const),
  )
}
