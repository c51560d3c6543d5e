import { assertNever, type Block, textOf } from '../../core/view.ts'
import { cleanText } from '../common/letters.ts'
import { cut, escaped, weigh } from './escape.ts'
import { limits } from './limits.ts'

/**
 * A message in words alone, for notifications and for screen readers, which read this and not the blocks: its
 * headlines, then the lines that carry the state. Cut at a line's end, and says so.
 */
export function summaryOf(lead: readonly string[], blocks: readonly Block[]): string {
  const [first = '', ...others] = [...lead, ...blocks.flatMap(linesOf)].map(line).filter(Boolean)
  const kept = [cut(first || 'Followthrough', limits.fallback / 2)]
  let left = limits.fallback - weigh(kept[0] ?? '') - 40
  for (const text of others) {
    left -= weigh(text) + 1
    if (left < 0) break
    kept.push(text)
  }
  const more = others.length + 1 - kept.length
  return escaped([...kept, ...(more > 0 ? ['and more in the message'] : [])].join('\n'))
}

/** How much of a row's text is read out, in characters. */
const rowText = 60

function linesOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [block.text]
    case 'text':
    case 'note':
      return [textOf(block.text)]
    case 'rows':
      return block.rows.map((row) =>
        [`${row.ref} ${cut(textOf(row.text), rowText)}`, row.rating?.word ?? '', row.when ?? '']
          .filter(Boolean)
          .join(', '),
      )
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${textOf(value)}`)
    case 'quote':
      return [[textOf(block.text), block.source ?? ''].filter(Boolean).join(' – ')]
    case 'timeline':
      return block.entries.map(({ at, who, text }) => [at, textOf(text), who].filter(Boolean).join(', '))
    case 'buttons':
    case 'menu':
      // A screen reader finds these by itself.
      return []
    default:
      return assertNever(block)
  }
}

function line(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
