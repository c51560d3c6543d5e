import type { Block } from './blocks.ts'
import { readSectionNumber } from './markers.ts'
import { type Paragraph, paragraphsOf } from './paragraphs.ts'
import type { Finding } from './schema.ts'

/** Findings are numbered through ('1.' to '60.') or by section ('3.1' to '3.21' under '3 Outcome 4 ...'). */
type Numbering = 'through' | 'by section'

/** The largest gap in the numbering that is still a slip of the author and not another list. */
const LARGEST_GAP = 6

/** The numbered paragraphs that carry the evidence, with the heading each stands under. They are never recommendations. */
export function readFindings(blocks: readonly Block[], furniture: ReadonlySet<number>): Finding[] {
  const body = blocks.filter(
    (block) => !furniture.has(block.line) && block.kind !== 'rule' && block.cells.length <= 2,
  )
  const paragraphs = paragraphsOf(body)
  const numbering = numberingOf(paragraphs)
  if (numbering === null) return []
  const findings: (Finding & { path: readonly number[] })[] = []
  let heading: string | null = null
  for (const [index, paragraph] of paragraphs.entries()) {
    const last = findings.at(-1)
    const path = numberOf(paragraph, numbering)
    const title = headingOf(paragraph, paragraphs[index + 1], numbering)
    const { text, first } = paragraph
    if (path !== null && follows(path, last?.path ?? null)) {
      const outcome = outcomeOf(heading)
      findings.push({ number: path.join('.'), heading, outcome, text, line: first.line, path })
    } else if (title !== null) heading = title
    // A paragraph without a number goes on with the finding above: page breaks cut them.
    else if (last !== undefined) last.text += ` ${text}`
  }
  return findings.map(({ path: _path, ...finding }) => finding)
}

function numberingOf(paragraphs: readonly Paragraph[]): Numbering | null {
  const through = paragraphs.filter((paragraph) => numberOf(paragraph, 'through') !== null).length
  const bySection = paragraphs.filter((paragraph) => numberOf(paragraph, 'by section') !== null).length
  if (Math.max(through, bySection) < 2) return null
  return bySection > through ? 'by section' : 'through'
}

/** Its number, when it is one of that kind and sentences follow it, not a heading of some words. */
function numberOf({ first, text }: Paragraph, numbering: Numbering): readonly number[] | null {
  const path = first.marker?.kind === 'number' ? first.marker.path : []
  if (path.length !== (numbering === 'through' ? 1 : 2)) return null
  return /[.!?:”"’')]$/.test(text) || text.split(' ').length > 7 ? path : null
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
function headingOf(
  { first, text }: Paragraph,
  next: Paragraph | undefined,
  numbering: Numbering,
): string | null {
  if (text.length > 120 || /[.;,]$/.test(text)) return null
  const bare = readSectionNumber(text)?.rest ?? text
  if (/^outcome \d{1,2}\b/i.test(bare) || first.kind === 'heading') return bare
  const { marker } = first
  if (marker?.kind === 'number' && marker.path.length === 1 && numbering === 'by section') return bare
  const numberFollows = next !== undefined && numberOf(next, numbering) !== null
  return numberFollows && first.gap && /^[A-Z]/.test(bare) && bare.split(' ').length <= 14 ? bare : null
}

function outcomeOf(heading: string | null): number | null {
  const match = heading === null ? null : /^outcome (\d{1,2})\b/i.exec(heading)
  return match === null ? null : Number(match[1])
}
