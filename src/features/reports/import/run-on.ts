import type { Entry } from './entries.ts'
import { sliceInline } from './inline.ts'
import type { Marker } from './markers.ts'

const MOST = 60

/**
 * Cuts '1. Train staff. 2. Review plans.' on one line into its items: only at the number that follows the item's own,
 * after the end of a sentence and before a capital. A copy from a PDF loses the line feed between them.
 */
export function splitRunOn(entry: Entry): Entry[] {
  const entries: Entry[] = []
  let rest: Entry | null = entry
  while (rest !== null && entries.length < MOST) {
    const cut: { before: Entry; after: Entry } | null = cutOnce(rest)
    entries.push(cut?.before ?? rest)
    rest = cut?.after ?? null
  }
  if (rest !== null) entries.push(rest)
  return entries
}

function cutOnce(entry: Entry): { before: Entry; after: Entry } | null {
  const { block } = entry
  const { marker } = block
  const next = marker === null || entry.kind !== 'item' ? null : labelAfter(marker)
  if (marker === null || next === null) return null
  const sign = new RegExp(`[.;:] \\(?${next.replaceAll('.', '\\.')}[.)]? (?=["“'(]?[A-Z])`).exec(block.text)
  if (sign === null || sign.index === 0) return null
  const end = sign.index + 1
  const start = sign.index + sign[0].length
  const first = sliceInline(block.inline, 0, end)
  const second = sliceInline(block.inline, start)
  const path = next.split('.').map(Number)
  return {
    before: { ...entry, block: { ...block, inline: first, text: first.text } },
    after: {
      ...entry,
      block: { ...block, inline: second, text: second.text, marker: { ...marker, label: next, path } },
    },
  }
}

function labelAfter({ kind, label, path }: Marker): string | null {
  const last = path.at(-1)
  if (kind !== 'number' || last === undefined || !/^[\d.]+$/.test(label)) return null
  return [...path.slice(0, -1), last + 1].join('.')
}
