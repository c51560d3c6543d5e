import { fromParts, type IsoDate } from '../../calendar/date.ts'
import type { Stretch } from './fold.ts'

/** A date-like piece of a text. `on` is null when it names no single day that exists. */
export type Mention = Stretch & {
  precision: 'day' | 'day and month' | 'month' | 'year'
  on: IsoDate | null
  form: Form
}

/**
 * plain: nobody would write it for anything else. loose: figures that are a date only where one is expected
 * ('12 03 09', '120309'). fraction: '12/3', which is a count ('9/12 records') as often as a day.
 */
type Form = 'plain' | 'loose' | 'fraction'

const starts = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
// Not inside a longer row of figures such as 4.2.10.3, an address on the network, or a reference.
const open = String.raw`(?<!\d|\d[./-])`
const close = String.raw`(?!\d|[./-]\d)`
const mark = '(?:st|nd|rd|th)?'

type Pattern = { written: RegExp; precision: Mention['precision']; form: Form }

const patterns: readonly Pattern[] = [
  pattern(
    String.raw`${open}(?<day>\d{1,2}) ?[./-] ?(?<month>\d{1,2}) ?[./-] ?'?(?<year>\d{4}|\d{2})${close}`,
    'day',
  ),
  pattern(
    String.raw`${open}(?<year>(?:19|20)\d{2}) ?[./-] ?(?<month>\d{1,2}) ?[./-] ?(?<day>\d{1,2})(?!\d)`,
    'day',
  ),
  pattern(
    String.raw`${open}(?<day>\d{1,2})${mark} {0,2}[./-]? {0,2}(?:(?:day )?of (?:the )?)?${month}[ .,/'-]{0,3}(?<year>\d{4}|\d{2})(?!\d)`,
    'day',
  ),
  pattern(String.raw`(?<!\p{L})${month}\.? {0,2}(?<day>\d{1,2})${mark}[ ,]{1,3}(?<year>\d{4})(?!\d)`, 'day'),
  pattern(
    String.raw`${open}(?<day>\d{1,2})${mark} {0,2}[./-]? {0,2}(?:(?:day )?of (?:the )?)?${month}(?!\p{L})`,
    'day and month',
  ),
  pattern(String.raw`(?<!\p{L})${month}\.? {0,2}(?<day>\d{1,2})${mark}(?![\p{L}\p{N}])`, 'day and month'),
  pattern(String.raw`(?<!\p{L})${month}[ .,/'-]{0,3}(?<year>\d{4})(?!\d)`, 'month'),
  pattern(String.raw`${open}(?<month>\d{1,2}) ?[./-] ?(?<year>(?:19|20)\d{2})${close}`, 'month'),
  pattern(
    String.raw`${open}(?<day>\d{1,2}) {1,2}(?<month>\d{1,2}) {1,2}(?<year>\d{4}|\d{2})(?!\d)`,
    'day',
    'loose',
  ),
  pattern(String.raw`(?<!\d)(?<day>\d\d)(?<month>\d\d)(?<year>(?:19|20)\d\d|\d\d)(?!\d)`, 'day', 'loose'),
  pattern(String.raw`(?<!\d)(?<year>(?:19|20)\d\d)(?<month>\d\d)(?<day>\d\d)(?!\d)`, 'day', 'loose'),
  pattern(String.raw`${open}(?<day>\d{1,2})/(?<month>\d{1,2})${close}`, 'day and month', 'fraction'),
  pattern(String.raw`${open}(?<year>(?:19[5-9]|20[0-7])\d)${close}`, 'year'),
]

/**
 * All that looks like a date in a folded text, in order and without overlaps: of two readings the one that says
 * more. Days come first ('12/3/09' is 12 March), months only where the day cannot be a month.
 */
export function findMentions(plain: string): Mention[] {
  const all = patterns.flatMap(({ written, precision, form }) =>
    Array.from(plain.matchAll(written), (match): Mention => {
      const { day, month: named, year } = match.groups ?? {}
      const on = precision === 'day' ? dayOf(day ?? '', named ?? '', year ?? '') : null
      return { start: match.index, end: match.index + match[0].length, precision, on, form }
    }),
  )
  // A loose form has nothing but its figures to say that it is a date, so they must be right.
  const likely = all.filter((mention) => mention.form !== 'loose' || mention.on !== null)
  likely.sort((a, b) => a.start - b.start || b.end - a.end)
  let free = 0
  return likely.filter(({ start, end }) => {
    if (start < free) return false
    free = end
    return true
  })
}

function pattern(source: string, precision: Mention['precision'], form: Form = 'plain'): Pattern {
  return { written: new RegExp(source, 'giu'), precision, form }
}

function dayOf(day: string, named: string, written: string): IsoDate | null {
  const number = Number(written)
  const year = written.length === 4 ? number : number < 80 ? 2000 + number : 1900 + number
  const monthNumber = /^\d/.test(named) ? Number(named) : starts.indexOf(named.slice(0, 3).toLowerCase()) + 1
  return fromParts(year, monthNumber, Number(day)) ?? fromParts(year, Number(day), monthNumber)
}
