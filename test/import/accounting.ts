import type { Draft } from '../../src/features/reports/import/schema.ts'

/** A line of the recommendations section that went nowhere. */
export type Lost = { line: number; text: string }

/**
 * Every non-blank line from the first that was read as part of the list (a plan: from its table's header) to the end
 * that is in no recommendation, no action and not in `unrecognised`; and every line of a recommendation one of whose
 * words is in none of its texts.
 */
export function lostLines(draft: Draft, text: string): Lost[] {
  const lines = text.split(/\r\n|\n|\r/)
  const left = new Set(draft.unrecognised.map(({ line }) => line))
  const owners = new Map<number, string[]>()
  const note = (line: number, content: string): void => {
    owners.set(line, [...(owners.get(line) ?? []), content])
  }
  for (const each of draft.recommendations)
    for (const line of each.lines)
      note(line, [each.ref, each.textAsWritten, each.timescale?.raw, each.organisationsAsWritten].join(' '))
  for (const each of draft.actions)
    for (const line of each.lines)
      note(line, [each.number, each.text, each.stem, ...each.cells.map((cell) => cell.text)].join(' '))
  const first = firstLine(draft)
  // A cell that was left over stands at the first line of its row.
  const leftOver = draft.unrecognised.map((each) => each.text).join(' ')
  return lines.flatMap((line, index): Lost[] => {
    const number = index + 1
    if (number < first || bare(line) === '' || left.has(number)) return []
    const held = owners.get(number)
    const lost =
      held === undefined ||
      wordsOf(line).some((word) => !bare(`${held.join(' ')} ${leftOver}`).includes(word))
    return lost ? [{ line: number, text: line }] : []
  })
}

function firstLine(draft: Draft): number {
  const header = draft.unrecognised.find(({ readAs }) => readAs === 'table header')
  if (draft.report.kind === 'action plan' && header !== undefined) return header.line
  return Math.min(
    ...draft.unrecognised.map(({ line }) => line),
    ...draft.recommendations.flatMap(({ lines }) => lines),
    Number.MAX_SAFE_INTEGER,
  )
}

/** Letters and digits alone, so that emphasis, entities and joined words do not matter. */
function bare(text: string): string {
  return text.toLowerCase().replace(/<[^>]{0,40}>|[^\p{L}\p{N}]/gu, '')
}

/** Words long enough to be content; a number may be part of a marker. */
function wordsOf(line: string): string[] {
  return line
    .replace(/<[^>]{0,40}>/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map(bare)
    .filter((word) => word.length >= 4 && !/^(?:recommendation|action)$/.test(word))
}
