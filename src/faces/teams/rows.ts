import type { IBadge, IColumn } from '@microsoft/teams.cards'
import { assertNever, type Button, type Rating, type Row } from '../../core/view.ts'
import { ratingSign } from '../common/signs.ts'
import { wordAction } from './actions.ts'
import type { Canvas, Element } from './canvas.ts'
import { rowControls } from './controls.ts'
import { lineOf, literal } from './letters.ts'
import { room } from './limits.ts'
import {
  dotted,
  onOneLine,
  type Run,
  run,
  runsOf,
  type Setting,
  shortened,
  textElement,
  wordsOf,
} from './runs.ts'

/**
 * One row of a list: what it is; how it stands, and beside that what can be done with it; what else there is to know. Only
 * the short middle line shares its width with the buttons, so that a phone has room for the others.
 */
export function rowElements(row: Row, canvas: Canvas, first: boolean): Element[] {
  const choices = [...(row.menu ?? []), ...(row.buttons ?? [])]
  const opens = row.ref.trim() === '' ? undefined : choices.find(merelyShows)
  const ref = refOf(row, opens, canvas)
  // What the reference does needs no button where there are others.
  const rest = choices.filter((each) => each !== opens)
  const { beside, below } = rowControls(ref.pressed && rest.length > 1 ? rest : choices, canvas)
  const lines = linesOf(row, ref.runs, beside, canvas)
  // What is one line of text reads as a list without lines between.
  const tight = row.compact || (!row.rating && row.when === undefined && beside.length === 0)
  const separator = !first && !tight && row.ref.trim() !== ''
  const spacing = tight ? ('Small' as const) : ('Medium' as const)
  const whole: Element[] =
    lines.length === 0
      ? []
      : [{ type: 'Container', items: lines, spacing, ...(separator ? { separator } : {}) }]
  return [...whole, ...below]
}

function linesOf(row: Row, ref: readonly Run[], beside: readonly Element[], canvas: Canvas): Element[] {
  if (row.compact) {
    const most = beside.length > 0 ? room.compact.beside : room.compact.alone
    return withControls(textElement(compactOf(row, ref, canvas, most)), beside, {})
  }
  const title = textElement(titleOf(row, ref, canvas))
  const state = standing(row, canvas)
  const detail = textElement(detailOf(row, canvas), { size: 'Small', spacing: 'Small' })
  return state.length > 0
    ? [...title, ...withControls(state, beside, { spacing: 'Small' }), ...detail]
    : [...withControls(title, beside, {}), ...detail]
}

/** What is said, and what can be pressed at the right of it. */
function withControls(said: Element[], beside: readonly Element[], set: Setting): Element[] {
  if (beside.length === 0) return said
  const center = { verticalContentAlignment: 'Center' as const }
  const columns: IColumn[] = [
    ...(said.length > 0 ? [{ type: 'Column' as const, width: 'stretch', items: said, ...center }] : []),
    { type: 'Column', width: 'auto', items: [...beside], ...center },
  ]
  return [{ type: 'ColumnSet', columns, ...set }]
}

/** 'actions show 4.2.3': what shows a thing and does nothing. */
function merelyShows({ command, confirm }: Button): boolean {
  return !confirm && /^[a-z-]+ show \S+$/.test(command)
}

function refOf(row: Row, opens: Button | undefined, canvas: Canvas): { runs: Run[]; pressed: boolean } {
  const text = lineOf(row.ref, canvas.detail.title)
  const press = opens ? wordAction(opens.command, `Open ${text}`, canvas) : null
  if (press === null) return { runs: onOneLine([run(text, 'strong')]), pressed: false }
  return { runs: [{ text, look: 'link', press }], pressed: true }
}

/** Between a reference and what it is of: a space that is not folded into others. */
const gap = '\u2002'

function titleOf(row: Row, ref: readonly Run[], canvas: Canvas, most = canvas.detail.title): Run[] {
  const text = shortened(onOneLine(runsOf(row.text, canvas)), most)
  const both = wordsOf(ref) !== '' && wordsOf(text).trim() !== ''
  return [...ref, ...(both ? [run(gap)] : []), ...text]
}

/** So much of a title stays, however much there is to say beside it. */
const leastTitle = 36

/** 'Duty social worker to ask for… · Grace Okonjo · 25 days': the title is cut to what the rest leaves. */
function compactOf(row: Row, ref: readonly Run[], canvas: Canvas, most: number): Run[] {
  const when = row.when?.trim() ? [run(lineOf(row.when, 60))] : []
  const detail = row.detail === undefined ? [] : onOneLine(runsOf(row.detail, canvas, 'muted'))
  const left = most - wordsOf([...ref, ...when]).length - 3
  const said = quoteClosed(shortened(detail, left - leastTitle))
  const title = titleOf(row, ref, canvas, Math.max(leastTitle, left - wordsOf(said).length))
  return dotted([title, said, when], 'muted')
}

/** How it stands: its rating, and the date with its distance. */
function standing(row: Row, canvas: Canvas): Element[] {
  const word = lineOf(row.rating?.word ?? '', room.button)
  const when = row.when?.trim() ? [run(lineOf(row.when, 120))] : []
  if (!row.rating || word === '') return textElement(when)
  if (!canvas.detail.badges) return textElement(dotted([signed(row.rating, word), when], 'muted'))
  // A column within a column would stand as the outer one does.
  const center = { verticalContentAlignment: 'Center' as const }
  const said = textElement(when)
  const columns: IColumn[] = [
    { type: 'Column', width: 'auto', items: [badge(row.rating, word)], ...center },
    ...(said.length > 0
      ? [{ type: 'Column' as const, width: 'stretch', items: said, spacing: 'Small' as const, ...center }]
      : []),
  ]
  return [{ type: 'ColumnSet', columns }]
}

/** What else there is to know. */
function detailOf(row: Row, canvas: Canvas): Run[] {
  const { row: most } = canvas.detail
  return row.detail === undefined || most === 0
    ? []
    : partsOf(onOneLine(runsOf(row.detail, canvas, 'muted')), most)
}

/** Less than this of a part says nothing: 'last progress Wed 28 Oct: 'The…' */
const leastPart = 55

/** A detail of at most `most` characters. A part that would be hardly begun is left out without a word. */
function partsOf(runs: readonly Run[], most: number): Run[] {
  const words = wordsOf(runs)
  if (words.length <= most) return [...runs]
  const end = words.lastIndexOf(' · ', most)
  return end > 0 && most - end < leastPart ? firstOf(runs, end) : quoteClosed(shortened(runs, most - 1))
}

/** The first letters of runs, as they are; a tag is whole or not there. */
function firstOf(runs: readonly Run[], letters: number): Run[] {
  let left = letters
  return runs.flatMap((each) => {
    const text = each.text.slice(0, Math.max(0, left))
    left -= each.text.length
    return text === '' || (each.look === 'mention' && text !== each.text) ? [] : [{ ...each, text }]
  })
}

/** What somebody said ends in a quotation mark, cut or not. */
function quoteClosed(runs: readonly Run[]): Run[] {
  const last = runs.at(-1)
  return last && /: '[^']*…$/.test(wordsOf(runs))
    ? [...runs.slice(0, -1), { ...last, text: `${last.text}'` }]
    : [...runs]
}

function signed({ colour }: Rating, word: string): Run[] {
  return [run(`${ratingSign(colour)} ${word}`, 'strong')]
}

/** A rating as Teams draws one; elsewhere its sign and its word. */
export function badge(rating: Rating, word: string): IBadge {
  const [fallback = { type: 'RichTextBlock' as const, inlines: [] }] = textElement(signed(rating, word))
  return {
    type: 'Badge',
    text: literal(word),
    style: badgeStyle(rating.colour),
    appearance: 'Tint',
    fallback,
  }
}

function badgeStyle(colour: Rating['colour']): NonNullable<IBadge['style']> {
  switch (colour) {
    case 'red':
      return 'Attention'
    case 'amber':
      return 'Warning'
    case 'green':
      return 'Good'
    case 'blue':
      return 'Accent'
    case 'grey':
      return 'Subtle'
    default:
      return assertNever(colour)
  }
}
