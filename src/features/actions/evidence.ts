import { oneLine, shorten } from '../../core/text.ts'
import { type EvidenceItem, evidenceItem } from './schema.ts'

const link = /https?:\/\/[^\s<>"']+/i

/** The most pieces of evidence one form takes. */
const most = 10

/** The most letters that say what a piece is; the story belongs into the note. */
const longest = 200

/** Brackets with nothing in them, left over when a link is taken out. */
const emptied = /\(\s*\)|<\s*>|\[\s*\]|"\s*"|'\s*'/g

/**
 * Reads what people write into an evidence field: one piece a line, a link or what it is and where it is kept, or
 * both ('Audit report https://…'). Trailing punctuation is not part of a link. What cannot be kept whole is refused.
 */
export function readEvidence(
  text: string,
): { ok: true; items: EvidenceItem[] } | { ok: false; message: string } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length > most)
    return { ok: false, message: `At most ${most} pieces at once; this has ${lines.length}.` }
  const items: EvidenceItem[] = []
  for (const line of lines) {
    const found = link.exec(line)
    const url = found ? endOfLink(found[0]) : null
    const words = oneLine(url ? without(line, url) : line).replace(/^[-*•\s]+|[-:,\s]+$/g, '')
    if (!url && words === '') continue
    if (words.length > longest)
      return {
        ok: false,
        message: `'${shorten(line, 60)}' is too long: at most ${longest} characters to say what a piece is, and one piece a line. The rest belongs into the note.`,
      }
    const read = evidenceItem.safeParse({ title: words || shorten(titleOf(url ?? ''), 100), url })
    if (!read.success)
      return {
        ok: false,
        message: `'${shorten(line, 60)}' is not a link that can be kept. Write it like https://example.org/minutes.`,
      }
    items.push(read.data)
  }
  return { ok: true, items }
}

/** A link without the punctuation of its sentence; a closing bracket belongs to it when it opens one. */
function endOfLink(text: string): string {
  let end = text
  while (/[.,;:!?)\]]$/.test(end)) {
    if (end.endsWith(')') && end.split('(').length >= end.split(')').length) return end
    end = end.slice(0, -1)
  }
  return end
}

/** A line without its link, and without the brackets and the punctuation that stood around it. */
function without(line: string, url: string): string {
  const rest = oneLine(line.replace(url, () => ' ').replace(emptied, ' '))
  return rest.replace(/ ([,.;:])/g, '$1').replace(/[.;:,]+$/, '')
}

/** A link's own name, when nobody gave it one: its last part, else its host. */
function titleOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed) return url
  const last = parsed.pathname.split('/').filter(Boolean).at(-1)
  return last ? `${decodeSafely(last)} (${parsed.host})` : parsed.host
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
