import type { Block } from './blocks.ts'
import { type Column, columnsOf, type PlanHeader } from './columns.ts'
import type { Unrecognised } from './schema.ts'

/** One row with its wrapped lines put together: one text a column, `<br>`s as line feeds. */
export type TableRow = {
  cells: string[]
  lines: number[]
  /** How many cells the lines of the file had, before the row was filled up. */
  written: number
  raw: string
}
/** A line between or after the rows that is no row: 'Recommendation 2: ...' above the next part of the table. */
export type TableNote = { note: Block }
export type TablePart = TableRow | TableNote

export type ReadTable = { parts: TablePart[]; unrecognised: Unrecognised[] }

const REF = /^(?:(?:rec(?:ommendation)?\.?\s)?[A-Z]{0,4}\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.)]?)$/i

/** 'Theme B: Practice', 'Priority 2 - Workforce': how authors name the parts of a table. */
export const PART_TITLE =
  /^(?:theme|section|part|priority|objective|outcome|domain|work ?stream|standard|area|goal|aim)\s(?:\d{1,2}|[A-Z])(?:\s?[:.–—-](?:\s|$)|$)/i

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
  const reader = new TableReader(header.columns)
  for (const block of blocks.slice(header.index + 1)) {
    if (block.kind === 'rule') reader.leave(block, 'rule')
    else if (furniture.has(block.line)) reader.leave(block, 'page')
    else if (isRepeatedHeader(block, header.columns)) reader.leave(block, 'table header')
    else if (block.cells.length >= 2) reader.takeCells(block)
    else reader.takeText(block)
  }
  return reader.finish()
}

class TableReader {
  private readonly parts: TablePart[] = []
  private readonly unrecognised: Unrecognised[] = []
  private readonly count: number
  private readonly firstRole: Column['role'] | undefined
  private readonly refFirst: boolean
  private open: TableRow | null = null
  /** Lines without tabs that begin a row: its first cell holds a line feed. */
  private ahead: Block[] = []

  constructor(columns: readonly Column[]) {
    this.count = columns.length
    this.firstRole = columns[0]?.role
    this.refFirst = this.firstRole === 'ref'
  }

  leave(block: Block, readAs: string): void {
    this.unrecognised.push({ line: block.line, text: block.raw, readAs })
  }

  takeCells(block: Block): void {
    const cells = block.cells.map((cell) => cell.text)
    if (this.ahead.length > 0 && !isRef(cells[0] ?? '') && !startsWithNumber(cells[0] ?? '')) {
      const lines = this.ahead.splice(0)
      const row = newRow(cells, block, this.count)
      const first = lines.map((line) => cellLine(line).trim()).join(' ')
      row.cells[0] = joined(first, row.cells[0] ?? '')
      row.lines.unshift(...lines.map((line) => line.line))
      row.raw = [...lines.map((line) => line.raw), row.raw].join('\n')
      this.open = row
      this.parts.push(row)
      return
    }
    this.giveUpAhead()
    if (this.open !== null && this.isRestOfRow(this.open, cells)) {
      extendRow(this.open, cells, block, this.count)
      return
    }
    this.open = newRow(cells, block, this.count)
    this.parts.push(this.open)
  }

  takeText(block: Block): void {
    if (this.ahead.length > 0 && !block.gap) {
      this.ahead.push(block)
    } else if (this.beginsRow(block)) {
      this.giveUpAhead()
      this.open = null
      this.ahead.push(block)
    } else if (this.open !== null && this.goesOnInCell(this.open, block)) {
      const at = Math.min(this.open.written, this.count) - 1
      this.open.cells[at] = joined(this.open.cells[at] ?? '', cellLine(block))
      this.open.lines.push(block.line)
      this.open.raw += `\n${block.raw}`
    } else {
      this.giveUpAhead()
      this.open = null
      this.parts.push({ note: block })
    }
  }

  finish(): ReadTable {
    this.giveUpAhead()
    for (const part of this.parts) if ('cells' in part) part.cells = part.cells.map(withoutQuotes)
    return { parts: this.parts, unrecognised: this.unrecognised }
  }

  private giveUpAhead(): void {
    this.parts.push(...this.ahead.splice(0).map((note) => ({ note })))
  }

  /** '1. Ensure that ...' without tabs, where the first column holds numbers or recommendations. */
  private beginsRow(block: Block): boolean {
    const numbered = block.marker?.kind === 'number' && /^\d/.test(block.raw)
    return numbered && (this.refFirst || this.firstRole === 'recommendation') && block.cells.length === 0
  }

  /**
   * A line feed inside a cell cuts the row: '3.1<tab>text<tab>the action' and then 'goes on<tab>owner<tab>date'. The
   * two together have as many cells as the table at most, and the second does not begin with a number of its own.
   */
  private isRestOfRow(row: TableRow, cells: readonly string[]): boolean {
    const together = row.written + cells.length - 1
    const first = cells[0] ?? ''
    if (row.written >= this.count || together > this.count || first === '') return false
    if (this.refFirst && isRef(first)) return false
    return this.refFirst || together === this.count || /^[a-z(&]/.test(first)
  }

  private goesOnInCell(row: TableRow, block: Block): boolean {
    if (
      block.kind === 'heading' ||
      PART_TITLE.test(block.text) ||
      /^\W{0,4}(?:key\b|notes?\b|rec(?:ommendation)?\s\d|b?rag\b)/i.test(block.raw)
    )
      return false
    const last = row.cells[Math.min(row.written, this.count) - 1] ?? ''
    if (last === '') return false
    return !block.gap || (/^[a-z]/.test(block.text) && !/[.!?:]$/.test(last))
  }
}

function isRepeatedHeader(block: Block, columns: readonly Column[]): boolean {
  const again = columnsOf(block)
  if (again === null) return false
  const titles = columns.map(({ title }) => title.toLowerCase())
  const same = again.filter(({ title }) => titles.includes(title.toLowerCase()))
  return same.length >= Math.min(3, titles.length)
}

function newRow(cells: readonly string[], block: Block, count: number): TableRow {
  return { cells: fitted(cells, count), lines: [block.line], written: cells.length, raw: block.raw }
}

/** As many cells as columns: missing ones are empty, and what is too much stays with the last. */
function fitted(cells: readonly string[], count: number): string[] {
  const kept = cells.slice(0, count)
  while (kept.length < count) kept.push('')
  const rest = cells.slice(count - 1).filter((cell) => cell !== '')
  if (cells.length > count) kept[count - 1] = rest.join(' ')
  return kept
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

function startsWithNumber(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s/.test(text)
}

/** A line inside a cell as text; a list item begins on a line of its own. */
function cellLine(block: Block): string {
  if (block.marker === null) return block.text
  return `\n${block.marker.label === '' ? '•' : `${block.marker.label}.`} ${block.text}`
}

/** Puts the parts of a cell together again. */
export function joined(before: string, after: string): string {
  if (before === '') return after.trimStart()
  if (after === '') return before
  if (after.startsWith('\n')) return before + after
  return /[a-z]-$/.test(before) && /^[a-z]/.test(after) ? before + after : `${before} ${after}`
}

/** A spreadsheet puts a cell with a line feed into quotation marks and doubles those inside. */
function withoutQuotes(cell: string): string {
  const quoted = cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') && !cell.endsWith('\\"')
  const inner = cell.slice(1, -1)
  return quoted && !inner.replaceAll('""', '').includes('"') ? inner.replaceAll('""', '"').trim() : cell
}
