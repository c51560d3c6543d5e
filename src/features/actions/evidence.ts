import { shorten } from '../../core/text.ts'
import { type EvidenceItem, evidenceItem } from './schema.ts'

const link = /https?:\/\/[^\s<>"']+/i

/** The most pieces of evidence one form takes. */
const most = 10

/**
 * Reads what people write into an evidence field: one piece a line, a link or what it is and where it is kept, or
 * both ('Audit report https://…'). Trailing punctuation is not part of a link.
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
    const url = found ? found[0].replace(/[.,;:!?)\]]+$/, '') : null
    const words = (url ? line.replace(url, ' ') : line).replace(/^[-*•\s]+|[-:,\s]+$/g, '').trim()
    if (!url && words === '') continue
    const read = evidenceItem.safeParse({ title: shorten(words || titleOf(url ?? ''), 200), url })
    if (!read.success)
      return {
        ok: false,
        message: `'${shorten(line, 60)}' is not a link that can be kept. Write it like https://example.org/minutes.`,
      }
    items.push(read.data)
  }
  return { ok: true, items }
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
