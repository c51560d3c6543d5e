import type { Row } from '../../core/view.ts'
import { cleanLine } from './clean.ts'
import { hang, type Line, onOneLine, padded, type Run, run, runsOf, widthOf, wrap } from './lines.ts'
import { displayWidth } from './width.ts'

/** The columns of a list, shared by every list of a reply so that references stand under each other. */
export type Columns = {
  width: number
  ref: number
  text: number
  rating: number
  when: number
  /** The digits of the greatest number a `when` starts with: ' 3 days' stands under '12 days'. */
  digits: number
  /** Too narrow for columns: how it stands goes onto a second line. */
  stacked: boolean
}

const indent = 2
const gap = 2

/** Below this a column of text reads like a ransom note. */
const leastText = 30

/** A column of text is no wider, however wide the window: the eye has to find the next line. */
const mostText = 60

/** Below this two lines are too few to say what a row is. */
const comfortable = 40

/** How many lines a text may take: more is `show`'s business. References and dates are never cut. */
function mostLines(columns: Columns): number {
  return columns.width - textIndent(columns.ref) < comfortable ? 4 : 2
}

/** A row with its status beside it and a detail below is two lines in all: one for the text, one for the detail. */
function mostOf(row: Row, columns: Columns): number {
  const beside = !columns.stacked && columns.rating + columns.when > 0
  return beside && row.detail !== undefined ? 1 : mostLines(columns)
}

/** Measures the columns for all rows of a reply. */
export function columnsFor(rows: readonly Row[], width: number): Columns {
  const mostRef = Math.floor(width * 0.3)
  const refs = rows.map((row) => displayWidth(cleanLine(row.ref)))
  const ref = greatest(refs.filter((columns) => columns <= mostRef))
  const digits = greatest(rows.map((row) => leadingDigits(row.when).length))
  const rating = greatest(rows.map((row) => displayWidth(cleanLine(row.rating?.word ?? ''))))
  const when = greatest(rows.map((row) => displayWidth(alignedWhen(row.when, digits))))
  const status = (rating > 0 ? gap + rating : 0) + (when > 0 ? gap + when : 0)
  const natural = Math.min(mostText, greatest(rows.map((row) => widthOf(onOneLine(runsOf(row.text))))))
  const room = width - textIndent(ref) - status
  const stacked = status > 0 && room < Math.min(natural, leastText)
  const text = stacked ? width - textIndent(ref) : Math.min(natural, room)
  return { width, ref, text, rating, when, digits, stacked }
}

/** The lines of one list. */
export function rowLines(rows: readonly Row[], columns: Columns): Line[] {
  return rows.flatMap((row) => lines(row, columns))
}

function lines(row: Row, columns: Columns): Line[] {
  const at = textIndent(columns.ref)
  const body = columns.stacked ? stackedLines(row, columns) : columnLines(row, columns)
  const detail = row.detail === undefined ? [] : onOneLine(runsOf(row.detail, 'muted'))
  if (widthOf(detail) > 0) body.push(...wrap(detail, columns.width - at, mostOf(row, columns)))
  const ref = cleanLine(row.ref)
  const margin = run(' '.repeat(indent))
  const tooWide = displayWidth(ref) > columns.ref
  const own = tooWide ? hang([margin], wrap([run(ref, 'strong')], columns.width - indent)) : []
  const prefix = [margin, run(tooWide ? '' : ref, 'strong')]
  return [...own, ...hang(padded(prefix, at), body)]
}

function columnLines(row: Row, columns: Columns): Line[] {
  const [first = [], ...others] = wrap(onOneLine(runsOf(row.text)), columns.text, mostOf(row, columns))
  const cells: Run[] = [...padded(first, columns.text)]
  if (columns.rating > 0) cells.push(run(' '.repeat(gap)), ...padded(ratingRuns(row), columns.rating))
  if (columns.when > 0) cells.push(run(' '.repeat(gap)), run(alignedWhen(row.when, columns.digits)))
  return [cells, ...others]
}

function stackedLines(row: Row, columns: Columns): Line[] {
  const when = cleanLine(row.when ?? '')
  const rating = ratingRuns(row)
  const between = rating.length > 0 && when !== '' ? [run(' · ')] : []
  const status: Run[] = [...rating, ...between, ...(when === '' ? [] : [run(when)])]
  const most = mostLines(columns)
  if (status.length === 0) return wrap(onOneLine(runsOf(row.text)), columns.text, most)
  return [...wrap(onOneLine(runsOf(row.text)), columns.text, most - 1), ...wrap(status, columns.text)]
}

function ratingRuns(row: Row): Run[] {
  return row.rating ? [run(cleanLine(row.rating.word), row.rating.colour)] : []
}

function alignedWhen(when: string | undefined, digits: number): string {
  const number = leadingDigits(when)
  const text = cleanLine(when ?? '')
  return number === '' ? text : ' '.repeat(Math.max(0, digits - number.length)) + text
}

/** The number a `when` starts with; a longer one is no count of days. */
function leadingDigits(when: string | undefined): string {
  return /^\d{1,4}(?= )/.exec(cleanLine(when ?? ''))?.[0] ?? ''
}

function textIndent(ref: number): number {
  return indent + (ref > 0 ? ref + gap : 0)
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, n) => Math.max(most, n), 0)
}
