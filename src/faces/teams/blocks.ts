import type { IColumn } from '@microsoft/teams.cards'
import { assertNever, type Block, type Entry, type Field } from '../../core/view.ts'
import type { Canvas, Element } from './canvas.ts'
import { buttonSets, menuSets } from './controls.ts'
import { isPlainWords, lineOf } from './letters.ts'
import { room } from './limits.ts'
import { rowElements } from './rows.ts'
import { dotted, onOneLine, run, runsOf, type Setting, shortened, textElement } from './runs.ts'

/** The blocks of a view, drawn. Menus that follow each other stand side by side. */
export function drawBlocks(blocks: readonly Block[], canvas: Canvas): Element[] {
  return blocks.flatMap((block, at) => {
    if (block.type !== 'menu') return draw(block, canvas)
    if (blocks[at - 1]?.type === 'menu') return []
    const end = blocks.findIndex((other, n) => n > at && other.type !== 'menu')
    return menuSets(
      blocks.slice(at, end < 0 ? undefined : end).filter((other) => other.type === 'menu'),
      canvas,
    )
  })
}

function draw(block: Exclude<Block, { type: 'menu' }>, canvas: Canvas): Element[] {
  const { text: most } = canvas.detail
  switch (block.type) {
    case 'heading':
      return title(block.text, { size: 'Default', weight: 'Bolder', spacing: 'Large' })
    case 'text':
      return textElement(shortened(runsOf(block.text, canvas), most))
    case 'rows':
      return items(block.rows, (row, first) => rowElements(row, canvas, first), canvas)
    case 'fields':
      return fieldSets(block.fields, canvas)
    case 'quote':
      return quote(block, canvas)
    case 'timeline':
      return items(block.entries, (entry, first) => entryElements(entry, canvas, first), canvas)
    case 'buttons':
      return buttonSets(block.buttons, canvas)
    case 'note':
      return textElement(shortened(runsOf(block.text, canvas, 'muted'), most), {
        size: 'Small',
        ...(block.apart ? { spacing: 'Large' } : {}),
      })
    default:
      return assertNever(block)
  }
}

/** A title. What says in Markdown just what it says is a heading for screen readers too. */
export function title(text: string, setting: Setting): Element[] {
  const line = lineOf(text, room.headline)
  if (!isPlainWords(line)) return textElement([run(line)], setting)
  return [{ type: 'TextBlock', text: line, wrap: true, style: 'heading', ...setting }]
}

/** As many items as there is room for; what is cut says so. */
function items<T>(
  list: readonly T[],
  drawn: (item: T, first: boolean) => Element[],
  canvas: Canvas,
): Element[] {
  const shown = list.slice(0, canvas.items.left)
  canvas.items.left -= shown.length
  const more = list.length - shown.length
  const left = `and ${more} more that ${more === 1 ? 'does' : 'do'} not fit here`
  return [
    ...shown.flatMap((item, at) => drawn(item, at === 0)),
    ...(more > 0 ? textElement([run(left, 'muted')], { size: 'Small' }) : []),
  ]
}

function quote({ text, source }: Extract<Block, { type: 'quote' }>, canvas: Canvas): Element[] {
  const items = [
    ...textElement(shortened(runsOf(text, canvas), canvas.detail.text)),
    ...(source?.trim()
      ? textElement([run(`– ${lineOf(source, room.label)}`, 'muted')], { size: 'Small', spacing: 'Small' })
      : []),
  ]
  return items.length > 0 ? [{ type: 'Container', style: 'emphasis', items }] : []
}

function entryElements({ at, who, text, detail }: Entry, canvas: Canvas, first: boolean): Element[] {
  const head = dotted(
    [
      [run(lineOf(at, room.label), 'strong')],
      shortened(onOneLine(runsOf(text, canvas)), canvas.detail.text),
      [run(lineOf(who, room.label), 'muted')],
    ],
    'muted',
  )
  const items = [
    ...textElement(head),
    ...(detail ?? []).flatMap((more) =>
      textElement(shortened(runsOf(more, canvas, 'muted'), canvas.detail.text), { spacing: 'Small' }),
    ),
  ]
  if (items.length === 0) return []
  return [{ type: 'Container', items, spacing: 'Medium', ...(first ? {} : { separator: true }) }]
}

/** A name and its value beside each other; where there is no name, the value alone. */
function fieldSets(fields: readonly Field[], canvas: Canvas): Element[] {
  let before = false
  return fields.flatMap(({ label, value }): Element[] => {
    const name = textElement([run(lineOf(label, room.label), 'muted')])
    const said = textElement(shortened(runsOf(value, canvas), canvas.detail.text))
    const spacing = before ? ('Small' as const) : ('Default' as const)
    before ||= name.length + said.length > 0
    if (name.length === 0 || said.length === 0) {
      return [...name, ...said].map((only) => ({ ...only, spacing }))
    }
    const columns: IColumn[] = [
      { type: 'Column', width: '150px', items: name },
      { type: 'Column', width: 'stretch', items: said },
    ]
    return [{ type: 'ColumnSet', columns, spacing }]
  })
}
