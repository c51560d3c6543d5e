import type { IBadge, IColumn, IColumnSet } from '@microsoft/teams.cards'
import { assertNever, type Button, type Rating, type Row } from '../../core/view.ts'
import { ratingSign } from '../common/signs.ts'
import { wordAction } from './actions.ts'
import type { Canvas, Element } from './canvas.ts'
import { rowControls } from './controls.ts'
import { lineOf, literal } from './letters.ts'
import { room } from './limits.ts'
import { dotted, onOneLine, type Run, run, runsOf, shortened, textElement, wordsOf } from './runs.ts'

/** One row of a list: its reference and what it is, how it stands below, what can be done with it beside it. */
export function rowElements(row: Row, canvas: Canvas, first: boolean): Element[] {
  const choices = [...(row.menu ?? []), ...(row.buttons ?? [])]
  const opens = row.ref.trim() === '' ? undefined : choices.find(merelyShows)
  const ref = refOf(row, opens, canvas)
  // What the reference does need not stand beside it, but for where nothing else would.
  const others = ref.pressed && choices.length > 1 ? choices.filter((each) => each !== opens) : choices
  const controls = rowControls(others, canvas)
  const lines: Element[] = row.compact
    ? textElement(compactOf(row, ref.runs, canvas))
    : [...textElement(titleOf(row, ref.runs, canvas)), ...standing(row, canvas)]
  const { beside, below } = controls
  if (lines.length === 0 && beside.length === 0) return below
  const apart = row.compact
    ? { spacing: 'Small' as const }
    : { spacing: 'Medium' as const, ...(first ? {} : { separator: true }) }
  const columns: IColumn[] = [
    { type: 'Column', width: 'stretch', items: lines, verticalContentAlignment: 'Center' },
    ...(beside.length > 0
      ? [
          {
            type: 'Column' as const,
            width: 'auto',
            items: beside,
            verticalContentAlignment: 'Center' as const,
          },
        ]
      : []),
  ]
  return [{ type: 'ColumnSet', columns, ...apart }, ...below]
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
const leastTitle = 40

/** 'Duty social worker to ask for… · Grace Okonjo · 25 days': the title is cut to what the rest leaves. */
function compactOf(row: Row, ref: readonly Run[], canvas: Canvas): Run[] {
  const when = row.when?.trim() ? [run(lineOf(row.when, 60), 'strong')] : []
  const detail = row.detail === undefined ? [] : onOneLine(runsOf(row.detail, canvas, 'muted'))
  const taken = wordsOf([...ref, ...when]).length
  const said = shortened(detail, room.compact - taken - leastTitle)
  const title = titleOf(row, ref, canvas, Math.max(leastTitle, room.compact - taken - wordsOf(said).length))
  return dotted([title, said, when], 'muted')
}

/** How it stands: its rating, the date with its distance, and what else there is to know. */
function standing(row: Row, canvas: Canvas): Element[] {
  const { badges, row: most } = canvas.detail
  const word = lineOf(row.rating?.word ?? '', room.button)
  const when = row.when?.trim() ? [run(lineOf(row.when, 120))] : []
  const left = most - wordsOf(when).length
  const detail =
    row.detail === undefined || left < 20
      ? []
      : quoteClosed(shortened(onOneLine(runsOf(row.detail, canvas, 'muted')), left))
  if (!row.rating || word === '') return textElement(dotted([when, detail], 'muted'), { spacing: 'Small' })
  const sign = signed(row.rating, word)
  if (!badges) return textElement(dotted([sign, when, detail], 'muted'), { spacing: 'Small' })
  const said = textElement(dotted([when, detail], 'muted'))
  const columns: IColumn[] = [
    { type: 'Column', width: 'auto', items: [badge(row.rating, word)] },
    ...(said.length > 0
      ? [
          {
            type: 'Column' as const,
            width: 'stretch',
            items: said,
            spacing: 'Small' as const,
            verticalContentAlignment: 'Center' as const,
          },
        ]
      : []),
  ]
  const set: IColumnSet = { type: 'ColumnSet', columns, spacing: 'Small' }
  return [set]
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
