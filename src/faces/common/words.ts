import { assertNever, type Block, textOf } from '../../core/view.ts'
import { cleanText } from './letters.ts'

/** How much of a row's text is read out, in characters. */
const rowText = 60

/**
 * What a message says in words alone, a line each: its headlines, then what carries the state. For notifications and
 * screen readers, which have no cards. `cut` shortens as the platform counts.
 */
export function wordLines(
  lead: readonly string[],
  blocks: readonly Block[],
  cut: (text: string, most: number) => string,
): string[] {
  return [...lead, ...blocks.flatMap((block) => linesOf(block, cut))].map(line).filter(Boolean)
}

function linesOf(block: Block, cut: (text: string, most: number) => string): string[] {
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
