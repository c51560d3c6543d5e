import { type Inline, readInline, sliceInline, styleShare } from './inline.ts'
import { type Marker, readBullet, readNumberMarker } from './markers.ts'
import type { SourceLine } from './read-file.ts'

/**
 * One line of the document with what can be said of it alone. Which lines belong together is for the readers of each
 * family to say: only they know whether a blank line is a page break or the end of an item.
 */
export type Block = {
  readonly kind: 'heading' | 'paragraph' | 'list item' | 'table row' | 'label line' | 'rule'
  readonly line: number
  /** The line as it stands in the file, without the blanks at its ends. */
  readonly raw: string
  /** Without heading signs, bullet and number. */
  readonly inline: Inline
  readonly text: string
  readonly marker: Marker | null
  /** Blanks before the first character; a tab counts four. */
  readonly indent: number
  /** The cells of a row of tabs or pipes; empty for other lines. */
  readonly cells: readonly Inline[]
  /** Whether a blank line stands before it. */
  readonly gap: boolean
}

const LONGEST_HEADING = 140

/** Control and zero-width characters alone are a blank line too. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}]/u

/** Every line that is not blank becomes exactly one block, in order. Linear in the length of the text. */
export function readBlocks(lines: readonly SourceLine[]): Block[] {
  const blocks: Block[] = []
  let gap = true
  for (const { number, text } of lines) {
    // A form feed is a page break: for the reading it is a blank line.
    const shown = text.replaceAll('\f', ' ')
    if (!VISIBLE.test(shown)) {
      gap = true
      continue
    }
    blocks.push(readBlock(number, shown, gap || text.includes('\f')))
    gap = false
  }
  return blocks
}

function readBlock(line: number, text: string, gap: boolean): Block {
  const lead = text.length - text.trimStart().length
  const indent =
    lead === 0 ? 0 : [...text.slice(0, lead)].reduce((sum, char) => sum + (char === '\t' ? 4 : 1), 0)
  const raw = text.trim()
  const base = { line, raw, indent, gap }
  const empty: Inline = { text: '', marks: new Uint8Array(), stray: false }
  if (isRule(raw)) return { ...base, kind: 'rule', inline: empty, text: '', marker: null, cells: [] }
  const pipes = pipeCells(raw)
  if (pipes !== null) return rowBlock(base, pipes)
  const body = raw.replace(/^>\s?/, '')
  const hashes = /^#{1,6}(?:\s+|(?=[A-Z*_]))/.exec(body)
  // '#<tab>Recommendation<tab>Lead' is a table's header, not a heading.
  if (hashes !== null && text.split('\t').length < 3) {
    const inline = readInline(body.slice(hashes[0].length).replace(/\s#+$/, ''))
    return { ...base, kind: 'heading', inline, text: inline.text, marker: null, cells: [] }
  }
  // Cells are cut from the whole line: a tab at its start or end is an empty cell.
  const cells = text.includes('\t') ? text.split('\t') : []
  if (cells.length > 0 && !isItemWithTab(body, cells.length)) {
    const indentedText = lead > 0 && filled(cells) === 1
    if (!indentedText) return rowBlock(base, cells)
  }
  return itemBlock(base, withoutTabs(body), cells.map(readInline))
}

/** Several lines that are one item or paragraph, as one block; a word cut at its hyphen is put together again. */
export function joinBlocks(blocks: readonly [Block, ...Block[]]): Block {
  const [first, ...rest] = blocks
  if (rest.length === 0) return first
  let raw = first.raw
  for (const block of rest) {
    const glued = /[a-z]-$/.test(raw) && /^[a-z]/.test(block.raw)
    raw += glued ? block.raw : ` ${block.raw}`
  }
  const joined = itemBlock(first, withoutTabs(raw.replace(/^>\s?/, '')), [])
  return { ...joined, kind: first.kind }
}

const BARE_NUMBER = /^\d{1,3}$/

/** '•<tab>Ensure' and '1.1<tab>Ensure' are list items; '3.1<tab>text<tab>text' and '3.1<tab>text<tab><tab>' are rows. */
function isItemWithTab(body: string, cellsInLine: number): boolean {
  const parts = body.split('\t')
  const first = (parts[0] ?? '').trim()
  const bullet = readBullet(body)
  if (bullet !== null) return filled(parts) <= (first.length <= bullet.length ? 2 : 1)
  const plain = readInline(first).text
  const number = readNumberMarker(plain)
  const numberAlone = BARE_NUMBER.test(plain) || (number !== null && number.length === plain.length)
  return numberAlone && parts.length === 2 && cellsInLine <= 3
}

/** A bare number is a marker only because a tab follows it; its full stop says so once the tab is gone. */
function withoutTabs(body: string): string {
  return body.replace(/^(\d{1,3})\t/, '$1. ').replaceAll('\t', ' ')
}

type Base = Pick<Block, 'line' | 'raw' | 'indent' | 'gap'>

function rowBlock(base: Base, rawCells: readonly string[]): Block {
  const cells = rawCells.map(readInline)
  const text = cells.map((cell) => cell.text).filter((cell) => cell !== '')
  return {
    ...base,
    kind: 'table row',
    inline: readInline(text.join(' ')),
    text: text.join(' '),
    marker: null,
    cells,
  }
}

function itemBlock(base: Base, body: string, cells: readonly Inline[]): Block {
  const bullet = readBullet(body)
  const inner = readInline(bullet === null ? body : body.slice(bullet.length))
  const number = readNumberMarker(inner.text)
  const marker = number ?? bullet
  const inline = number === null ? inner : sliceInline(inner, number.length)
  const kind = marker !== null ? 'list item' : kindOf(inline)
  return { ...base, kind, inline, text: inline.text, marker, cells }
}

function kindOf(inline: Inline): 'heading' | 'label line' | 'paragraph' {
  const { text } = inline
  if (text.length <= LONGEST_HEADING && !/[.;,]$/.test(text) && styleShare(inline, 'bold') > 0.95)
    return 'heading'
  return /^[A-Za-z][\w ()/'’-]{2,60}:(?:\s|$)/.test(text) && text.length < 400 ? 'label line' : 'paragraph'
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length
}

/** '---', '***', '====' and the line under a Markdown table's header. */
function isRule(raw: string): boolean {
  if (raw.length < 3 || !/^[|:*_=~–—-]/.test(raw)) return false
  if (/^[|:\s-]+$/.test(raw)) return raw.includes('--') && !/[^|:\s-]/.test(raw)
  const bare = raw.replace(/\s/g, '')
  return bare.length >= 3 && /^(?:\*+|_+|=+|~+|–+|—+)$/.test(bare)
}

/** The cells of a line written with pipes, or null. `\|` is a pipe inside a cell. */
function pipeCells(raw: string): string[] | null {
  if (!raw.includes('|')) return null
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < raw.length; at += 1) {
    const char = raw.charAt(at)
    if (char === '\\' && raw.charAt(at + 1) === '|') {
      cell += '|'
      at += 1
    } else if (char === '|') {
      cells.push(cell)
      cell = ''
    } else cell += char
  }
  cells.push(cell)
  const edged = raw.startsWith('|')
  // 'Date of inspection | 5 July 2010' is a row of two; a lone pipe in a long sentence is not.
  const labelled = cells.length === 2 && (cells[0] ?? '').length <= 60
  if ((cells.length < 3 && !labelled) || (!edged && !raw.includes(' | '))) return null
  const inner = cells.slice(edged ? 1 : 0, raw.endsWith('|') ? -1 : undefined)
  return inner.length < 2 && !edged ? null : inner
}
