import { assertNever, type Block, type Entry, type Field } from '../../core/view.ts'
import { cleanLine } from './clean.ts'
import { hang, type Line, padded, run, runsOf, widthOf, wrap } from './lines.ts'
import { type Columns, columnsFor, rowLines } from './rows.ts'

const margin = '  '

/** The lines of a reply's blocks, with the blank lines that hold what belongs together together. */
export function blockLines(blocks: readonly Block[], width: number): Line[] {
  const columns = columnsFor(
    blocks.flatMap((block) => (block.type === 'rows' ? block.rows : [])),
    width,
  )
  const lines: Line[] = []
  let before: Block['type'] | null = null
  let underHeading = false
  for (const block of blocks) {
    const drawn = draw(block, { width, columns, underHeading })
    if (drawn.length === 0) continue
    if (before !== null && apart(before, block)) lines.push([])
    lines.push(...drawn)
    before = block.type
    underHeading = underHeading || block.type === 'heading'
  }
  return lines
}

/** Whether a blank line stands between two blocks. Headings of a list need none: rows are indented. */
function apart(before: Block['type'], block: Block): boolean {
  const next = block.type
  if ((block.type === 'heading' || block.type === 'note') && block.apart) return true
  if (before === 'heading') return false
  if (next === 'heading') return before !== 'rows'
  if (next === 'note') return before !== 'rows' && before !== 'note'
  return before !== next || next === 'quote'
}

type Room = { width: number; columns: Columns; underHeading: boolean }

function draw(block: Block, { width, columns, underHeading }: Room): Line[] {
  switch (block.type) {
    case 'heading':
      return wrap([run(cleanLine(block.text), 'strong')], width)
    case 'text': {
      const indent = underHeading ? margin : ''
      return hang([run(indent)], wrap(runsOf(block.text), width - indent.length))
    }
    case 'rows':
      return rowLines(block.rows, columns)
    case 'fields':
      return pairLines(block.fields.map(fieldPair), width)
    case 'quote':
      return quoteLines(block, width)
    case 'timeline':
      return pairLines(block.entries.map(entryPair), width)
    case 'buttons':
    case 'menu':
      // Offered together at the end, by number or as what to type.
      return []
    case 'note':
      return wrap(runsOf(block.text, 'muted'), width)
    default:
      return assertNever(block)
  }
}

/** Below this a second column is a ladder of single words: what belongs beside its label goes under it. */
const leastBeside = 20

type Pair = { left: Line; right(width: number): Line[] }

/** Pairs in two columns, the left one as wide as it needs to be; one under the other where that is too narrow. */
function pairLines(pairs: readonly Pair[], width: number): Line[] {
  const widest = pairs.reduce((most, { left }) => Math.max(most, widthOf(left)), 0)
  const column = Math.min(widest, Math.floor(width * 0.45))
  const inner = width - margin.length - column - 2
  if (inner < leastBeside)
    return pairs.flatMap(({ left, right }) => [
      ...hang([run(margin)], wrap(left, width - margin.length)),
      ...hang([run(margin + margin)], right(width - 2 * margin.length)),
    ])
  return pairs.flatMap(({ left, right }) => {
    const lefts = wrap(left, column)
    const rights = right(inner)
    return Array.from({ length: Math.max(lefts.length, rights.length) }, (_, i) => [
      run(margin),
      ...padded(lefts[i] ?? [], column + 2),
      ...(rights[i] ?? []),
    ])
  })
}

function fieldPair({ label, value }: Field): Pair {
  return { left: [run(cleanLine(label), 'muted')], right: (width) => wrap(runsOf(value), width) }
}

function entryPair({ at, who, text, detail }: Entry): Pair {
  const by = cleanLine(who)
  const said = [run(by, 'strong'), ...(by === '' ? [] : [run(' · ')]), ...runsOf(text)]
  return {
    left: [run(cleanLine(at), 'muted')],
    right: (width) =>
      [said, ...(detail ?? []).map((more) => runsOf(more, 'muted'))].flatMap((runs) => wrap(runs, width)),
  }
}

function quoteLines(quote: Extract<Block, { type: 'quote' }>, width: number): Line[] {
  const bar = [run(`${margin}│ `, 'muted')]
  const inner = width - widthOf(bar)
  const source = cleanLine(quote.source ?? '')
  const body = [
    ...wrap(runsOf(quote.text), inner),
    ...(source === '' ? [] : wrap([run(`– ${source}`, 'muted')], inner)),
  ]
  return body.map((line) => [...bar, ...line])
}
