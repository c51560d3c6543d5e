import type { Block } from './blocks.ts'
import type { Judgement } from './schema.ts'
import { GRADES } from './vocabulary.ts'

const LONGEST_LABEL = 200
const GRADE_AT_END = new RegExp(
  `^(.{6,${LONGEST_LABEL}}?)[\\s:–—-]{1,4}(${[...GRADES].reverse().join('|')})\\.?$`,
  'i',
)

export type ReadJudgements = { judgements: Judgement[]; lines: ReadonlySet<number> }

/**
 * The grades of the inspection: a table whose header says 'Safeguarding Inspection Outcome', then a label and a grade a
 * row. A label that a page break has cut gets its end back.
 */
export function readJudgements(blocks: readonly Block[]): ReadJudgements {
  const judgements: Judgement[] = []
  const lines = new Set<number>()
  let section: string | null = null
  let distance = 0
  for (const [index, block] of blocks.entries()) {
    const cells = block.cells.map((cell) => cell.text).filter((text) => text !== '')
    const title = sectionOf(cells.length > 0 ? cells : columnsIn(block))
    if (title !== null) {
      section = title
      distance = 0
      lines.add(block.line)
      continue
    }
    if (section === null) continue
    const row = readRow(block, cells)
    const last = judgements.at(-1)
    if (row !== null) {
      judgements.push({ section, ...row })
      lines.add(block.line)
      distance = 0
    } else if (last !== undefined && goesOnWithLabel(block, blocks.slice(index + 1, index + 3))) {
      last.label = `${last.label} ${block.text}`
      lines.add(block.line)
    } else {
      distance += 1
      // Two lines that are neither grade nor header: the table is over.
      if (distance >= 2) section = null
    }
  }
  return { judgements, lines }
}

/** Label and value of a line without tabs: set apart by a colon or by a run of spaces. */
function columnsIn(block: Block): string[] {
  const spaced = block.raw.split(/ {3,}/, 3)
  return spaced.length > 1 ? spaced : block.text.split(/:\s+/, 2)
}

/** 'Safeguarding Inspection Outcome | Aggregated inspection finding' opens the grades for safeguarding. */
function sectionOf(cells: readonly string[]): string | null {
  const first = (cells[0] ?? '').replace(/:$/, '')
  if (first.length > 90 || readGrade(cells.at(-1) ?? '') !== null) return null
  const match = /^(.{3,60}?)\s(?:inspection )?(?:outcomes?|judgements?)$/i.exec(first)
  const isHeader = cells.length === 1 || /finding|grade|judgement|rating|outcome/i.test(cells[1] ?? '')
  return match === null || !isHeader || /^outcome\b/i.test(first)
    ? null
    : (match[1] ?? '').replace(/\sinspection$/i, '')
}

function readRow(block: Block, cells: readonly string[]): { label: string; grade: string } | null {
  if (cells.length === 2) {
    const [label = '', grade = ''] = cells
    return readGrade(grade) === null || label.length > LONGEST_LABEL
      ? null
      : { label: label.replace(/:$/, ''), grade }
  }
  if (block.text.length > LONGEST_LABEL || cells.length > 2) return null
  const match = GRADE_AT_END.exec(block.inline.text)
  return match === null ? null : { label: (match[1] ?? '').trim(), grade: match[2] ?? '' }
}

function readGrade(text: string): string | null {
  const bare = text
    .toLowerCase()
    .replace(/[.*]$/, '')
    .replace(/^grade:? /, '')
    .trim()
  return GRADES.some((grade) => bare === grade || bare.startsWith(`${grade} (`)) ||
    /^grade [1-4]$/i.test(bare)
    ? text
    : null
}

/** 'and young people' after a blank line, before the next row. */
function goesOnWithLabel(block: Block, after: readonly Block[]): boolean {
  if (
    block.cells.filter((cell) => cell.text !== '').length > 1 ||
    block.text.length > 80 ||
    !/^[a-z]/.test(block.text) ||
    /[.:]$/.test(block.text)
  )
    return false
  const next = after.find((each) => each.kind !== 'rule')
  return next === undefined || next.cells.length > 0 || block.text.split(' ').length <= 8
}
