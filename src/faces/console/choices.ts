import { assertNever, type Block, type Button, type View } from '../../core/view.ts'
import { cleanLine } from './clean.ts'
import { hang, type Line, type Run, run, wrap } from './lines.ts'
import { displayWidth } from './width.ts'

/** A button of a reply with the number that presses it. */
export type Choice = { number: number; button: Button; ref: string | null }

/** Buttons of rows that share a label, and buttons that stand alone. */
type Choices = { groups: readonly (readonly Choice[])[]; single: readonly Choice[] }

/** Every button of a view, in the order of their numbers. */
export function choicesOf(view: View): readonly Choice[] {
  const { groups, single } = arrange(view.blocks)
  return [...groups.flat(), ...single]
}

type Found = { button: Button; ref: string | null }

function arrange(blocks: readonly Block[]): Choices {
  const found = distinct(blocks.flatMap(buttonsOf))
  const labels = new Map<string, Found[]>()
  for (const item of found) {
    if (item.ref === null) continue
    const label = sharedLabel(item)
    labels.set(label, [...(labels.get(label) ?? []), item])
  }
  const shared = [...labels.values()].filter((items) => items.length > 1)
  const grouped = new Set(shared.flat())
  const alone = found.filter((item) => !grouped.has(item))
  let number = 0
  const numbered = (item: Found): Choice => {
    number += 1
    return { number, ...item }
  }
  return { groups: shared.map((items) => items.map(numbered)), single: alone.map(numbered) }
}

/** 'Claim' for the button 'Claim LEI-4' of the row LEI-4: what the buttons of many rows have in common. */
function sharedLabel({ button, ref }: Found): string {
  const label = cleanLine(button.label)
  const of = cleanLine(ref ?? '')
  return of === '' ? label : cleanLine(label.replace(of, '')) || label
}

function buttonsOf(block: Block): Found[] {
  if (block.type === 'buttons') return block.buttons.map((button) => ({ button, ref: null }))
  if (block.type === 'menu') {
    return block.options
      .filter(({ chosen }) => !chosen)
      .map(({ label, command }) => ({
        button: { label: `${block.label}: ${label}`, command, emphasis: 'plain' },
        ref: null,
      }))
  }
  if (block.type !== 'rows') return []
  return block.rows.flatMap((row) => (row.buttons ?? []).map((button) => ({ button, ref: row.ref })))
}

function distinct(found: readonly Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter(({ button }) => {
    const key = JSON.stringify([button.label, button.command])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** How the choices of a reply are offered: by number in a conversation, by what to type on a command line. */
export type ChoiceLook = 'numbers' | 'commands' | 'none'

/** The lines that offer a view's buttons; none when it has none. */
export function choiceLines(view: View, look: ChoiceLook, width: number): Line[] {
  switch (look) {
    case 'none':
      return []
    case 'numbers':
      return numberLines(arrange(view.blocks), width)
    case 'commands':
      return commandLines(arrange(view.blocks), width)
    default:
      return assertNever(look)
  }
}

function numberLines({ groups, single }: Choices, width: number): Line[] {
  const labelled = groups.map((choices) => ({
    label: choices[0] ? sharedLabel(choices[0]) : '',
    items: choices.map((choice) => item(choice, cleanLine(choice.ref ?? ''))),
  }))
  return [
    ...labelledLines(labelled, '  ', width),
    ...flow(
      single.map((choice) => item(choice, fullLabel(choice))),
      '   ',
      width,
    ),
  ]
}

/** 'Claim' of the row LEI-4 is 'Claim LEI-4', unless its label says so already. */
export function fullLabel({ button, ref }: Pick<Choice, 'button' | 'ref'>): string {
  const label = cleanLine(button.label)
  const of = cleanLine(ref ?? '')
  return of === '' || label.includes(of) ? label : `${label} ${of}`
}

function item({ number, button }: Choice, label: string): Run[] {
  const style = button.emphasis === 'danger' ? 'red' : button.emphasis === 'primary' ? 'strong' : 'plain'
  return [run(`[${number}]`, 'code'), run(' '), run(label, style)]
}

function commandLines({ groups, single }: Choices, width: number): Line[] {
  const patterns = groups.flatMap((choices) => {
    const [first, ...others] = choices
    if (!first) return []
    const alike = choices.every((choice) => pattern(choice) === pattern(first))
    if (!alike) return choices.map((choice) => ({ label: fullLabel(choice), items: [[typed(choice)]] }))
    const refs = others.map(({ ref }) => cleanLine(ref ?? '')).join(', ')
    const same = run(` (and so for ${refs})`, 'muted')
    return [{ label: sharedLabel(first), items: [[typed(first), same]] }]
  })
  const singles = single.map((choice) => ({ label: fullLabel(choice), items: [[typed(choice)]] }))
  return labelledLines([...patterns, ...singles], '  ', width)
}

function typed({ button }: Choice): Run {
  return run(`/${cleanLine(button.command)}`, 'code')
}

function pattern({ button, ref }: Choice): string {
  return ref === null || ref === '' ? button.command : button.command.replace(ref, '\u0000')
}

function labelledLines(
  entries: readonly { label: string; items: readonly Run[][] }[],
  separator: string,
  width: number,
): Line[] {
  const most = Math.floor(width * 0.4)
  const widest = entries.reduce((sum, { label }) => Math.max(sum, displayWidth(label)), 0)
  const column = Math.min(widest, most)
  return entries.flatMap(({ label, items }) => {
    const [lead = [], ...above] = wrap([run(label, 'strong')], column).reverse()
    const fill = column + 2 - lead.reduce((sum, { text }) => sum + displayWidth(text), 0)
    return [
      ...above.reverse(),
      ...hang([...lead, run(' '.repeat(fill))], flow(items, separator, width - column - 2)),
    ]
  })
}

/** Items one after the other; a line is broken between two items, and within one only when it must be. */
function flow(items: readonly (readonly Run[])[], separator: string, width: number): Line[] {
  const lines: Line[] = []
  let current: Run[] = []
  let used = 0
  for (const runs of items) {
    const columns = runs.reduce((sum, { text }) => sum + displayWidth(text.replace(/\n/g, ' ')), 0)
    if (used > 0 && used + separator.length + columns > width) {
      lines.push(...wrap(current, width))
      current = []
      used = 0
    }
    current.push(...(used > 0 ? [run(separator)] : []), ...runs)
    used += (used > 0 ? separator.length : 0) + columns
  }
  return used > 0 ? [...lines, ...wrap(current, width)] : lines
}
