import type { Block } from './blocks.ts'
import { type Column, columnsOf, type PlanHeader } from './columns.ts'
import type { Unrecognised } from './schema.ts'

/** One row with its wrapped lines put together: one text a column, `<br>`s as line feeds. */
export type TableRow = {
  cells: string[]
  lines: number[]
  /** How many cells the line of the file had, before the row was filled up. */
  written: number
  raw: string
}
/** A line between or after the rows that is no row: 'Recommendation 2: ...' above the next part of the table. */
export type TableNote = { note: Block }
export type TablePart = TableRow | TableNote

export type ReadTable = { parts: TablePart[]; unrecognised: Unrecognised[] }

const REF = /^(?:(?:rec(?:ommendation)?\.?\s)?[A-Z]{0,4}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.)]?)$/i

/** True for what stands in a number column: '3.1', 'R4', '12a'. */
export function isRef(text: string): boolean {
  return text.length <= 24 && REF.test(text.trim())
}

/** Goes through the lines under a plan's header and gives whole rows: cells that were broken over lines are rejoined. */
export function readTable(
  blocks: readonly Block[],
  header: PlanHeader,
  furniture: ReadonlySet<number>,
): ReadTable {
  const { columns } = header
  const refColumn = columns.findIndex(({ role }) => role === 'ref')
  const parts: TablePart[] = []
  const unrecognised: Unrecognised[] = []
  let open: TableRow | null = null
  for (const block of blocks.slice(header.index + 1)) {
    if (block.kind === 'rule' || furniture.has(block.line)) {
      unrecognised.push({
        line: block.line,
        text: block.raw,
        readAs: block.kind === 'rule' ? 'rule' : 'page',
      })
    } else if (isRepeatedHeader(block, columns)) {
      unrecognised.push({ line: block.line, text: block.raw, readAs: 'table header' })
    } else if (block.cells.length >= 2) {
      const cells = block.cells.map((cell) => cell.text)
      if (open !== null && isRestOfRow(open, cells, columns.length, refColumn))
        extendRow(open, cells, block, columns.length)
      else {
        open = newRow(cells, block, columns.length)
        parts.push(open)
      }
    } else if (open !== null && goesOnInCell(open, block, columns.length)) {
      const at = Math.min(open.written, columns.length) - 1
      open.cells[at] = joined(open.cells[at] ?? '', cellLine(block))
      open.lines.push(block.line)
      open.raw += `\n${block.raw}`
    } else {
      open = null
      parts.push({ note: block })
    }
  }
  return { parts, unrecognised }
}

function isRepeatedHeader(block: Block, columns: readonly Column[]): boolean {
  const again = columnsOf(block)
  if (again === null) return false
  const titles = columns.map(({ title }) => title.toLowerCase())
  return (
    again.filter(({ title }) => titles.includes(title.toLowerCase())).length >= Math.min(3, titles.length)
  )
}

function newRow(cells: readonly string[], block: Block, count: number): TableRow {
  return { cells: fitted(cells, count), lines: [block.line], written: cells.length, raw: block.raw }
}

/** As many cells as columns: missing ones are empty, and what is too much stays with the last. */
function fitted(cells: readonly string[], count: number): string[] {
  const kept = cells.slice(0, count)
  while (kept.length < count) kept.push('')
  const rest = cells.slice(count).filter((cell) => cell !== '')
  if (rest.length > 0)
    kept[count - 1] = [kept[count - 1] ?? '', ...rest].filter((cell) => cell !== '').join(' ')
  return kept
}

/**
 * A line feed inside a cell cuts the row: '3.1<tab>text<tab>the action' and then 'goes on<tab>owner<tab>date'. The two
 * together have as many cells as the table, and the second part does not begin with a number of its own.
 */
function isRestOfRow(row: TableRow, cells: readonly string[], count: number, refColumn: number): boolean {
  if (row.written >= count || row.written + cells.length - 1 > count) return false
  const first = cells[0] ?? ''
  if (first === '' || (refColumn === 0 && isRef(first))) return false
  return /^[a-z(&]/.test(first) || row.written + cells.length - 1 === count || !isRef(first)
}

function extendRow(row: TableRow, cells: readonly string[], block: Block, count: number): void {
  const at = row.written - 1
  row.cells[at] = joined(row.cells[at] ?? '', cells[0] ?? '')
  for (const [offset, cell] of cells.slice(1).entries()) row.cells[at + 1 + offset] = cell
  row.cells = fitted(row.cells, count)
  row.written += cells.length - 1
  row.lines.push(block.line)
  row.raw += `\n${block.raw}`
}

function goesOnInCell(row: TableRow, block: Block, count: number): boolean {
  if (block.kind === 'heading' || /^(?:key|note|recommendation \d|rag\b)/i.test(block.inline.text))
    return false
  const last = row.cells[Math.min(row.written, count) - 1] ?? ''
  if (last === '') return false
  return !block.gap || (/^[a-z]/.test(block.text) && !/[.!?:]$/.test(last))
}

function cellLine(block: Block): string {
  const label = block.marker === null ? '' : block.marker.label === '' ? '• ' : `${block.marker.label}. `
  return label === '' ? block.text : `\n${label}${block.text}`
}

/** Puts the parts of a cell together again; a list item begins on a line of its own. */
export function joined(before: string, after: string): string {
  if (before === '') return after.trimStart()
  if (after === '') return before
  if (after.startsWith('\n')) return before + after
  return /[a-z]-$/.test(before) && /^[a-z]/.test(after) ? before + after : `${before} ${after}`
}
