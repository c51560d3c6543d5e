import type { Block } from './blocks.ts'

/** 'Page 3 of 19', '12', '3 | Page', '- 4 -' */
function isPageNumber(text: string): boolean {
  if (text.length > 40) return false
  return /^(?:[-–—|\s]*(?:page\s*)?\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?[-–—|\s]*(?:page)?)$/i.test(text)
}

const RUNNING =
  /\b(?:report|review|inspection|safeguarding|action plan|page|commission|ofsted|confidential|draft|version)\b|©/i

/**
 * The lines that stand on every page: page numbers, and short lines that come back three times or more and speak of the
 * report. They cut items in two and belong to none.
 */
export function findFurniture(blocks: readonly Block[]): ReadonlySet<number> {
  const seen = new Map<string, number>()
  for (const block of blocks) {
    const key = runningKey(block)
    if (key !== null) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const openings = blocks.slice(0, FRONT).map(({ text }) => text.toLowerCase().slice(0, TITLE_START))
  const lines = new Set<number>()
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'rule') continue
    const text = block.raw.replace(/[*_#]/g, '').trim()
    const key = runningKey(block)
    // A table's row may hold nothing but its number.
    const mayBePage = block.cells.length <= 1 || /page/i.test(block.text)
    if (mayBePage && isPageNumber(block.cells.length > 1 ? block.text : text)) lines.add(block.line)
    else if (index >= FRONT && repeatsTitle(block, openings)) lines.add(block.line)
    else if (key !== null && index > 0 && (seen.get(key) ?? 0) >= 3) lines.add(block.line)
    else if (block.text.length < 160 && /\bpage \d{1,3} of \d{1,3}$/i.test(block.text)) lines.add(block.line)
  }
  return lines
}

const FRONT = 10
const TITLE_START = 36

/** The running header at the top of a page that begins as the report's title does. */
function repeatsTitle(block: Block, openings: readonly string[]): boolean {
  const { text } = block
  if (text.length < TITLE_START || text.length > 160 || block.kind === 'list item' || block.cells.length > 1)
    return false
  const at = openings.indexOf(text.toLowerCase().slice(0, TITLE_START))
  return at >= 0 && block.gap && RUNNING.test(text) && !/[:.;]$/.test(text)
}

function runningKey(block: Block): string | null {
  const { text } = block
  if (block.kind === 'list item' || block.cells.length > 1 || text.length < 8 || text.length > 120)
    return null
  if (
    !RUNNING.test(text) ||
    /[:.;]$/.test(text) ||
    /\b(?:must|should|within)\b|^recommendations?$/i.test(text)
  )
    return null
  return text.toLowerCase().replace(/\d+/g, '#')
}
