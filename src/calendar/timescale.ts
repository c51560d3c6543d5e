import { isBankHoliday } from './bank-holidays.ts'
import { addDays, addMonths, type IsoDate, isoDate, lastOfMonth, weekday } from './date.ts'
import { readCount, readUnit } from './duration.ts'
import { tidyText } from './tidy-text.ts'
import { addWorkingDays } from './working-days.ts'
import { readWrittenDate } from './written-date.ts'

/**
 * How long a heading gives for the recommendations under it. At most one of months, days, workingDays and onDate
 * is set; when none is, and it is not immediate, the heading has no date ('As soon as possible').
 */
export type Timescale = {
  /** The heading as it was given. */
  raw: string
  /** 0 when immediate. */
  months: number | null
  /** Calendar days; weeks are given as days. */
  days: number | null
  workingDays: number | null
  /** The day itself, for headings such as 'By 31 March 2013'. */
  onDate: IsoDate | null
  immediate: boolean
  /** The heading can be read in more than one way ('3-6 months', 'By March 2013'); the latest is given. */
  ambiguous: boolean
  /** The heading says what the time runs from. */
  baseStated: boolean
  /** Those words in lower case ('from report', 'of the inspection'); null when baseStated is false. */
  baseWords: string | null
}

type Length = Partial<
  Pick<Timescale, 'months' | 'days' | 'workingDays' | 'onDate' | 'immediate' | 'ambiguous'>
>

/** Longer than any heading of this kind, so a paragraph is not even looked at. */
const LONGEST = 160

const NUMBERING = /^(?:[-•·>#|] ?|\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]? (?=\p{L})){1,4}/u
/** The signs before a heading, and a number that can be no count of months: '3 months' keeps its 3. */
const SIGNS = /^(?:[-•·>#|] ?|\(?\d{1,2}(?:(?:\.\d{1,2}){1,2}[.)]?|[.)])(?: (?=[\p{L}\d])|(?=\p{L}))){1,4}/u
const END_PUNCTUATION = /[ :.;,_|-]{1,12}$/u
const LABEL =
  /^(?:(?:timescales?|timeframe|actions?|recommendations?) ?[:-] ?|(?:for (?:action|completion)|(?:actions? |recommendations? )?to be (?:completed|implemented|done)) )/iu
const IMMEDIATE =
  /^(?:for )?(?:immediate(?:ly)?(?: (?:action|effect|priority|recommendation)s?)?|with immediate effect|at once|straight ?away|forthwith)(?![\p{L}\p{N}])/iu
const SOON = /^(?:as soon as (?:is )?(?:possible|practicable)|asap|urgent(?:ly)?)$/iu
const BY_DATE = /^(?:by|on or before|before|no later than|not later than)(?!\p{L})/iu
const WITHIN =
  /^(?:within|in|inside|no later than|not later than)(?: the next| the first| a period of| a maximum of)? /iu
/** What may stand before a length in a heading of its own. */
const BARE_WITHIN =
  /^(?:(?:for |over |during |in )?(?:the )?(?:next|first|coming) |up to |over |less than |under )/iu
/** 'Months 1 to 3', said the other way round. */
const COUNTED_AFTER = /^(?<unit>months?|weeks?|days?) (?<count>\d{1,2}) ?(?:-|to) ?(?<upTo>\d{1,2})$/iu
/** '3 month actions'. */
const BARE_REST = /^ (?:actions?|recommendations?|priorit(?:y|ies)|targets?)$/iu
/** How records of patients write months, weeks and days: '3/12', '6/52', '5/7'. */
const SHORTHAND = /^(?<count>[1-9]\d?) ?\/ ?(?<of>12|52|7)(?![\d/])/u
const NUMBER = '\\d{1,3}|\\p{L}{1,9}(?:-\\p{L}{3,5})?'
const LENGTH = new RegExp(
  `^(?<count>${NUMBER})(?: ?\\((?:${NUMBER})\\))?(?: ?(?:-| to | or ) ?(?<upTo>${NUMBER}))? ?` +
    "(?<unit>(?:(?:calendar |working |business )?(?:month|mth|week|wk|day|year|yr|hour|hr)|fortnight|quarter)s?)(?:'? time|')?(?![\\p{L}\\p{N}])",
  'iu',
)
const BASE_START = /^(?:of|from|after|following|since|on) /u
const BASES = new Set(
  'report inspection letter review visit notice publication issue receipt receiving feedback notification judgement judgment today'.split(
    ' ',
  ),
)
const AROUND_A_BASE = new Set(
  'of from after following since on the this that our your its date day final full joint published publishing issuing received being focused cqc ofsted hmicfrs local area plan action'.split(
    ' ',
  ),
)

/**
 * Reads a heading that gives a timescale and nothing else: 'Immediately:', 'Within three months', 'Within 3
 * months (from report)', 'Within 20 working days of receipt of the report', 'By 31 March 2013'. Null for anything
 * else, above all for sentences that begin with such words ('Within 3 months the trust had recruited two
 * nurses'). Never throws.
 */
export function readTimescale(heading: string): Timescale | null {
  const tidy = tidyText(heading)
  if (tidy.length > LONGEST) return null
  const numbered = tidy.replace(NUMBERING, '').replace(END_PUNCTUATION, '')
  const text = numbered.replace(LABEL, '')
  const main = readMain(text, text !== numbered)
  if (!main) return null
  return withBase(heading, main.length, readBase(text.slice(main.end)))
}

/**
 * Reads a heading known to stand over a list, where a length needs no 'within': '3 months', 'Over the next six
 * months', '0-3 months', 'Months 1 to 3', 'June 2011'. Whatever `readTimescale` reads is read alike. For lines of
 * their own only: in running text such words say something else. Never throws.
 */
export function readBareTimescale(heading: string): Timescale | null {
  const stated = readTimescale(heading)
  const tidy = tidyText(heading)
  if (stated || tidy.length > LONGEST) return stated
  const text = tidy.replace(SIGNS, '').replace(END_PUNCTUATION, '')
  const byDate = readByDate(text)
  // It does not say 'by': whoever wrote it has to be asked.
  if (byDate) return withBase(heading, { ...byDate, ambiguous: true }, '')
  const after = COUNTED_AFTER.exec(text)
  const within = BARE_WITHIN.exec(text)?.[0] ?? ''
  const match = after ?? LENGTH.exec(text.slice(within.length))
  const length = match ? readLength(match) : null
  if (!match || !length) return null
  const rest = after ? '' : text.slice(within.length + match[0].length)
  return withBase(heading, length, BARE_REST.test(rest) ? '' : readBase(rest))
}

function withBase(heading: string, length: Length, baseWords: string | null): Timescale | null {
  if (baseWords === null) return null
  return {
    raw: heading,
    months: null,
    days: null,
    workingDays: null,
    onDate: null,
    immediate: false,
    ambiguous: false,
    ...length,
    baseStated: baseWords !== '',
    baseWords: baseWords === '' ? null : baseWords,
  }
}

/**
 * The date a timescale comes to, counted from `base` (the day itself is not moved: a date on a weekend is kept as
 * it falls, and `fallsOn` reports it). Null when the timescale has no date, as in 'As soon as possible'.
 * A day that is both reads as 'weekend'.
 */
export function dueFromTimescale(
  t: Timescale,
  base: IsoDate,
): { dueOn: IsoDate; base: IsoDate; fallsOn: 'working day' | 'weekend' | 'bank holiday' } | null {
  const dueOn = dueDate(t, base)
  if (!dueOn) return null
  const day = weekday(dueOn)
  const other = isBankHoliday(dueOn) ? 'bank holiday' : 'working day'
  return { dueOn, base, fallsOn: day === 0 || day === 6 ? 'weekend' : other }
}

function dueDate(t: Timescale, base: IsoDate): IsoDate | null {
  if (t.immediate) return base
  if (t.onDate) return t.onDate
  if (t.months !== null) return addMonths(base, t.months)
  if (t.days !== null) return addDays(base, t.days)
  return t.workingDays === null ? null : addWorkingDays(base, t.workingDays)
}

/** The length a text begins with, and where that ends. A bare '3 months' counts only after a label. */
function readMain(text: string, labelled: boolean): { length: Length; end: number } | null {
  const immediate = IMMEDIATE.exec(text)
  if (immediate) return { length: { immediate: true, months: 0 }, end: immediate[0].length }
  if (SOON.test(text)) return { length: {}, end: text.length }
  const byDate = BY_DATE.test(text) ? readByDate(text) : null
  if (byDate) return { length: byDate, end: text.length }
  const within = WITHIN.exec(text)?.[0] ?? ''
  if (within === '' && !labelled) return null
  const said = text.slice(within.length)
  const shorthand = within === '' ? null : SHORTHAND.exec(said)
  if (shorthand) return { length: fromShorthand(shorthand), end: within.length + shorthand[0].length }
  const match = LENGTH.exec(said)
  const length = match ? readLength(match) : null
  return match && length ? { length, end: within.length + match[0].length } : null
}

function fromShorthand({ groups }: RegExpExecArray): Length {
  const count = Number(groups?.['count'])
  if (groups?.['of'] === '12') return { months: count, ambiguous: true }
  return { days: count * (groups?.['of'] === '52' ? 7 : 1), ambiguous: true }
}

function readLength(match: RegExpExecArray): Length | null {
  const upToText = match.groups?.['upTo']
  const from = match.groups?.['count'] ?? ''
  // '0-3 months': a range may begin now.
  const count = upToText !== undefined && from === '0' ? 0 : readCount(from)
  const upTo = upToText === undefined ? count : readCount(upToText)
  if (count === null || !upTo) return null
  const latest = Math.max(count, upTo)
  const ambiguous = latest !== Math.min(count, upTo)
  const unit = (match.groups?.['unit'] ?? '').toLowerCase()
  if (/^(?:hour|hr)/u.test(unit))
    return { days: Math.ceil(latest / 24), ambiguous: ambiguous || latest % 24 !== 0 }
  if (unit.startsWith('quarter')) return { months: latest * 3, ambiguous }
  if (unit.startsWith('fortnight')) return { days: latest * 14, ambiguous }
  switch (readUnit(unit)) {
    case 'day':
      return { days: latest, ambiguous }
    case 'week':
      return { days: latest * 7, ambiguous }
    case 'month':
      return { months: latest, ambiguous }
    case 'year':
      return { months: latest * 12, ambiguous }
    case 'working day':
      return { workingDays: latest, ambiguous }
    case null:
      return null
  }
}

function readByDate(text: string): Length | null {
  const written = readWrittenDate(text)
  if (written.on) return { onDate: written.on, ambiguous: written.why !== null }
  if (!written.month) return null
  const onDate = lastOfMonth(isoDate(`${written.month}-01`))
  return { onDate, ambiguous: !/(?<!\p{L})end(?!\p{L})/iu.test(text) }
}

/** What the time runs from, in the words of the heading; '' when nothing is said, null when it says other things. */
function readBase(rest: string): string | null {
  const words = rest
    .replace(/[(),-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase()
  if (words === '') return ''
  if (!BASE_START.test(words)) return null
  const each = words.split(' ').map((word) => word.replace(/'s$/u, ''))
  const known = each.every((word) => BASES.has(word) || AROUND_A_BASE.has(word))
  return known && each.some((word) => BASES.has(word)) ? words : null
}
