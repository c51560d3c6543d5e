import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftJson, readDraft } from '../../src/features/reports/import/read-draft.ts'
import { type Draft, draftJsonSchema, draftSchema } from '../../src/features/reports/import/schema.ts'
import { createTestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { lostLines } from './accounting.ts'
import { FIXTURES, fixtureText } from './read.ts'

type Mutation = (lines: string[], at: number, other: number, piece: string) => string[]

const index = (lines: readonly string[], at: number): number => (lines.length === 0 ? 0 : at % lines.length)
const replaced = (lines: readonly string[], at: number, change: (line: string) => string): string[] =>
  lines.map((line, each) => (each === index(lines, at) ? change(line) : line))
const insertInto = (line: string, at: number, piece: string): string => {
  const where = line.length === 0 ? 0 : at % (line.length + 1)
  return line.slice(0, where) + piece + line.slice(where)
}

/** What copying, converting and editing do to a report. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete: (lines, at) => lines.filter((_, each) => each !== index(lines, at)),
  duplicate: (lines, at) =>
    lines.flatMap((line, each) => (each === index(lines, at) ? [line, line] : [line])),
  swap: (lines, at, other) => {
    const [a, b] = [index(lines, at), index(lines, other)]
    return lines.map((line, each) => (each === a ? lines[b] : each === b ? lines[a] : line) ?? '')
  },
  cut: (lines, at) => lines.slice(0, index(lines, at) + 1),
  behead: (lines, at) => lines.slice(index(lines, at)),
  'cut a line': (lines, at, other) => replaced(lines, at, (line) => line.slice(0, other % (line.length + 1))),
  'join lines': (lines, at) =>
    lines.flatMap((line, each) => {
      if (each === index(lines, at)) return [`${line} ${lines[each + 1] ?? ''}`]
      return each === index(lines, at) + 1 ? [] : [line]
    }),
  'break a line': (lines, at, other) =>
    lines.flatMap((line, each) =>
      each === index(lines, at)
        ? [line.slice(0, other % (line.length + 1)), line.slice(other % (line.length + 1))]
        : [line],
    ),
  insert: (lines, at, other, piece) => replaced(lines, at, (line) => insertInto(line, other, piece)),
  'add a line': (lines, at, _other, piece) =>
    lines.flatMap((line, each) => (each === index(lines, at) ? [line, piece] : [line])),
  'lose tabs': (lines, at) => replaced(lines, at, (line) => line.replaceAll('\t', ' ')),
  'lose marks': (lines, at) => replaced(lines, at, (line) => line.replace(/[*_#|•-]/g, '')),
  shout: (lines, at) => replaced(lines, at, (line) => line.toUpperCase()),
}

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '\u0000',
    '\u0007',
    '\f',
    '\v',
    '\u001b[31m',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\t',
    '|',
    '**',
    '*',
    '_',
    '<br>',
    '<i>',
    '&#0;',
    '[',
    '](',
    '1.',
    '1.1 ',
    '99.99.99',
    '31.2.17',
    '0.0.00',
    'Within 999 months',
    'Within 0 days',
    'By 31 February 2016',
    '9999 BC',
    'Recommendations',
    'Next steps',
    'Dear all',
    'Immediately',
    'must',
    'The Trust will',
    'NHS',
    '(Joint)',
    '29 February 2015',
    'Q4',
    '1 - 2 -',
    '-1',
    'Infinity',
  ),
)
const mutated = fc
  .tuple(
    fc.constantFrom(...FIXTURES),
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(MUTATIONS)), fc.nat(10_000), fc.nat(10_000), piece), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([name, steps]) => {
    let lines = fixtureText(name).split('\n')
    for (const [kind, at, other, text] of steps) lines = MUTATIONS[kind]?.(lines, at, other, text) ?? lines
    return { name, text: lines.join('\n') }
  })

/** One character in the last lines of a report, which become neither a recommendation nor an action. */
const CONTROLS = ['\u0000', '\u0007', '\u001b', '&#0;', '\ud800']
const withControl = (control: string): { name: (typeof FIXTURES)[number]; text: string } => {
  const lines = fixtureText('clas.txt').trimEnd().split('\n')
  const text = lines.map((line, at) => (at > lines.length - 5 ? line + control : line)).join('\n')
  return { name: 'clas.txt', text }
}

/** What must hold of every draft, whatever it was read from. */
function check(draft: Draft, text: string): void {
  draftSchema.parse(draft)
  draftJsonSchema.parse(JSON.parse(JSON.stringify(draftJson(draft))))
  const lineCount = text.split(/\r\n|\n|\r/).length
  const all = [...draft.recommendations, ...draft.actions].flatMap(({ line, lines }) => [line, ...lines])
  for (const line of [...all, ...draft.unrecognised.map((each) => each.line)])
    expect(line).toBeLessThanOrEqual(lineCount)
  expect(draft.recommendations.map(({ numberInReport }) => numberInReport)).toEqual(
    draft.recommendations.map((_, at) => at + 1),
  )
  const refs = draft.recommendations.map(({ ref }) => ref)
  for (const { recommendation, dueOn, duePrecision } of draft.actions) {
    if (typeof recommendation === 'number') expect(draft.recommendations[recommendation]).toBeDefined()
    else expect(refs.filter((ref) => ref === recommendation)).toHaveLength(1)
    expect(duePrecision === null).toBe(dueOn === null)
  }
  expect(JSON.stringify(draft)).not.toMatch(/NaN|undefined|\[object/)
}

describe('a report that was damaged on its way', () => {
  it('1,000 of them: read or refused in words, never an exception, and every line accounted for', () => {
    let read = 0
    fc.assert(
      fc.property(mutated, ({ name, text }) => {
        const result = readDraft({ name, bytes: Buffer.from(text) })
        if (!result.ok) {
          expect(result.message).toMatch(/^[^\n]{20,600}$/s)
          return
        }
        read += 1
        check(result.draft, Buffer.from(text).toString())
        expect(lostLines(result.draft, Buffer.from(text).toString())).toEqual([])
      }),
      { numRuns: 1_000 },
    )
    // Most damage leaves a report readable; if not, this test would prove little.
    expect(read).toBeGreaterThan(600)
  }, 60_000)

  it('what was read of 60 of them can be written to a board', async () => {
    const db = await openTestDatabase()
    try {
      const board = await createTestBoard(db, { draft: null })
      await fc.assert(
        fc.asyncProperty(mutated, async ({ name, text }) => {
          const result = readDraft({ name, bytes: Buffer.from(text) })
          if (!result.ok) return
          const { recommendations, actions } = result.draft
          const written = await board.import(result.draft)
          if (!written.ok) return
          expect(written.recommendations).toHaveLength(recommendations.length)
          expect(written.actions).toHaveLength(actions.length)
        }),
        { numRuns: 60, examples: CONTROLS.map((control) => [withControl(control)]) },
      )
    } finally {
      await db.close()
    }
  }, 120_000)

  it('the same file gives the same draft', () => {
    for (const name of FIXTURES) {
      const bytes = Buffer.from(fixtureText(name))
      expect(readDraft({ name, bytes })).toEqual(readDraft({ name, bytes }))
    }
  })
})
