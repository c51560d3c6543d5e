import { assertNever, type Block, type Entry, type Field } from '../../core/view.ts'
import type { Canvas } from './canvas.ts'
import { actionsBlocks, buttonElements, menuElements } from './controls.ts'
import { actions, context, type Draft, header, section } from './draft.ts'
import { type Line, onOneLine, type Run, run, runsOf, wordsOf } from './literal.ts'
import { rowDrafts } from './rows.ts'

/** The blocks of a view, drawn. Menus that follow each other stand side by side. */
export function drawBlocks(blocks: readonly Block[], canvas: Canvas): Draft[] {
  return blocks.flatMap((block, at) => {
    if (block.type !== 'menu') return draw(block, canvas)
    if (blocks[at - 1]?.type === 'menu') return []
    const end = blocks.findIndex((other, n) => n > at && other.type !== 'menu')
    const menus = blocks.slice(at, end < 0 ? undefined : end).filter((other) => other.type === 'menu')
    return actionsBlocks(menus.flatMap((menu) => menuElements(menu, canvas))).map(actions)
  })
}

function draw(block: Exclude<Block, { type: 'menu' }>, canvas: Canvas): Draft[] {
  switch (block.type) {
    case 'heading':
      return canvas.surface === 'home'
        ? header(block.text)
        : section([{ runs: onOneLine([run(block.text.trim(), 'strong')]) }], canvas, { part: 'heading' })
    case 'text':
      return section([{ runs: runsOf(block.text) }], canvas, { part: 'text' })
    case 'rows':
      return items(block.rows, (row) => rowDrafts(row, canvas), canvas)
    case 'fields':
      return fieldDrafts(block.fields, canvas)
    case 'quote':
      return section(quoteLines(block), canvas, { part: 'other' })
    case 'timeline':
      return items(block.entries, (entry) => section(entryLines(entry), canvas, { part: 'entry' }), canvas)
    case 'buttons':
      return actionsBlocks(buttonElements(block.buttons, canvas)).map(actions)
    case 'note':
      return context([{ runs: runsOf(block.text) }], canvas)
    default:
      return assertNever(block)
  }
}

/** As many items as there is room for; what is cut says so. */
function items<T>(list: readonly T[], drawn: (item: T) => Draft[], canvas: Canvas): Draft[] {
  const shown = list.slice(0, canvas.items.left)
  canvas.items.left -= shown.length
  const more = list.length - shown.length
  return [
    ...shown.flatMap(drawn),
    ...(more > 0
      ? context(
          [
            {
              runs: [run(`and ${more} more that ${more === 1 ? 'does' : 'do'} not fit here`)],
            },
          ],
          canvas,
        )
      : []),
  ]
}

function quoteLines({ text, source }: Extract<Block, { type: 'quote' }>): Line[] {
  const by = source?.trim() ? [{ runs: [run(`– ${source.trim()}`)], quoted: true as const }] : []
  return [{ runs: runsOf(text), quoted: true }, ...by]
}

function entryLines({ at, who, text, detail }: Entry): Line[] {
  const head: Run[][] = [[run(at.trim(), 'strong')], runsOf(text), [run(who.trim())]]
  const parts = head.filter((runs) => wordsOf(runs).trim() !== '')
  return [
    { runs: onOneLine(parts.flatMap((runs, n) => (n > 0 ? [run(' · '), ...runs] : runs))) },
    ...(detail ?? []).map((more) => ({ runs: runsOf(more), quoted: true as const })),
  ]
}

/** A line a field, its name in front: two columns would tear a card apart, and a phone shows one anyway. */
function fieldDrafts(fields: readonly Field[], canvas: Canvas): Draft[] {
  return fields
    .filter(({ label, value }) => wordsOf([run(label), ...runsOf(value)]).trim() !== '')
    .flatMap((field) => section([fieldLine(field)], canvas, { part: 'text' }))
}

function fieldLine({ label, value }: Field): Line {
  const name = label.trim()
  return { runs: [run(name, 'strong'), ...(name === '' ? [] : [run('  ')]), ...runsOf(value)] }
}
