import type { Block } from './blocks.ts'
import { readSectionNumber } from './markers.ts'
import type { Finding } from './schema.ts'

/** Findings are numbered through ('1.' to '60.') or by section ('3.1' to '3.21' under '3 Outcome 4 ...'). */
type Numbering = 'through' | 'by section'

/** The largest gap in the numbering that is still a slip of the author and not another list. */
const LARGEST_GAP = 6

/** The numbered paragraphs that carry the evidence, with the heading each stands under. They are never recommendations. */
export function readFindings(blocks: readonly Block[], furniture: ReadonlySet<number>): Finding[] {
  const numbering = numberingOf(blocks)
  if (numbering === null) return []
  const findings: (Finding & { path: readonly number[] })[] = []
  let heading: string | null = null
  for (const [index, block] of blocks.entries()) {
    if (furniture.has(block.line) || block.kind === 'rule' || block.cells.length > 2) continue
    const last = findings.at(-1)
    const title = headingOf(block, blocks[index + 1], numbering)
    const path = numberOf(block, numbering)
    if (path !== null && follows(path, last?.path ?? null)) {
      const label = path.join('.')
      findings.push({
        number: label,
        heading,
        outcome: outcomeOf(heading),
        text: block.text,
        line: block.line,
        path,
      })
    } else if (title !== null) heading = title
    // A paragraph without a number goes on with the finding above: page breaks cut them.
    else if (last !== undefined) last.text += ` ${block.text}`
  }
  return findings.map(({ path: _path, ...finding }) => finding)
}

function numberingOf(blocks: readonly Block[]): Numbering | null {
  const through = blocks.filter((block) => numberOf(block, 'through') !== null).length
  const bySection = blocks.filter((block) => numberOf(block, 'by section') !== null).length
  if (Math.max(through, bySection) < 2) return null
  return bySection > through ? 'by section' : 'through'
}

/** Its number, when it is one of that kind and a paragraph follows it, not a heading of some words. */
function numberOf(block: Block, numbering: Numbering): readonly number[] | null {
  const path = block.marker?.kind === 'number' ? block.marker.path : []
  if (path.length !== (numbering === 'through' ? 1 : 2)) return null
  return /[.!?:”"’')]$/.test(block.text) || block.text.split(' ').length > 7 ? path : null
}

function follows(path: readonly number[], last: readonly number[] | null): boolean {
  if (last === null) return true
  const [section = 0, part = 0] = path
  const [lastSection = 0, lastPart = 0] = last
  if (path.length === 1) return section > lastSection && section <= lastSection + LARGEST_GAP
  if (section === lastSection) return part > lastPart && part <= lastPart + LARGEST_GAP
  return section > lastSection && section <= lastSection + LARGEST_GAP && part <= LARGEST_GAP
}

/** 'Outcome 4 Care and welfare', '3 Outcome 4 ...', a Markdown heading, or a short line before a numbered paragraph. */
function headingOf(block: Block, next: Block | undefined, numbering: Numbering): string | null {
  if (block.text.length > 120 || /[.;,]$/.test(block.text)) return null
  const text = block.inline.text
  const bare = readSectionNumber(text)?.rest ?? text
  if (/^outcome \d{1,2}\b/i.test(bare) || block.kind === 'heading') return bare
  if (block.marker?.kind === 'number' && block.marker.path.length === 1 && numbering === 'by section')
    return bare
  const numberFollows = next !== undefined && numberOf(next, numbering) !== null
  return numberFollows && block.gap && /^[A-Z]/.test(bare) && bare.split(' ').length <= 14 ? bare : null
}

function outcomeOf(heading: string | null): number | null {
  const match = heading === null ? null : /^outcome (\d{1,2})\b/i.exec(heading)
  return match === null ? null : Number(match[1])
}
