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
  const lines = new Set<number>()
  for (const block of blocks) {
    if (block.kind === 'rule') continue
    const text = block.raw.replace(/[*_#]/g, '').trim()
    const key = runningKey(block)
    const first = block.line <= (blocks[0]?.line ?? 0)
    if (block.cells.filter((cell) => cell.text !== '').length <= 1 && isPageNumber(text))
      lines.add(block.line)
    else if (key !== null && !first && (seen.get(key) ?? 0) >= 3) lines.add(block.line)
    else if (block.text.length < 160 && /\bpage \d{1,3} of \d{1,3}$/i.test(block.text)) lines.add(block.line)
  }
  return lines
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
