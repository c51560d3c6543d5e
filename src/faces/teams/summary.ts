import { assertNever, type Block, textOf } from '../../core/view.ts'
import { cleanText, cut } from '../common/letters.ts'

/**
 * A card in words alone, of at most `most` characters: its headlines, then the lines that carry the state. Cut at a line's
 * end.
 */
export function summaryOf(lead: readonly string[], blocks: readonly Block[], most: number): string {
  const [first = '', ...others] = [...lead, ...blocks.flatMap(linesOf)].map(line).filter(Boolean)
  const kept = [cut(first || 'Followthrough', most)]
  let left = most - (kept[0]?.length ?? 0)
  for (const text of others) {
    left -= text.length + 1
    if (left < 0) break
    kept.push(text)
  }
  return kept.join('\n')
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

/** Words as they may be read aloud: a card's `speak` may be SSML, so what could be a tag is left out. */
export function spoken(text: string): string {
  return text.replace(/[<>]/g, ' ').replaceAll('&', ' and ').replace(/\s+/g, ' ').trim()
}
