import {
  type Groups,
  type Reading,
  readDay,
  readDaysOfMonth,
  readDayWithoutYear,
  readHyphenatedMonth,
  readMonth,
  readMonthAndNumber,
} from './date-reading.ts'

/** A date-like piece of a tidy text. `weak`: only a date when the whole text is nothing else ('3/4', 'may 12'). */
export type Expression = { start: number; end: number; text: string; weak: boolean; reading: Reading }

type Form = { readonly pattern: RegExp; readonly read: (groups: Groups) => Reading; readonly weak?: boolean }

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
const NAMED_DAY =
  '(?:(?<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)[,.]? ?(?:the )?)?'
const NTH = '(?: ?(?:st|nd|rd|th))?'
const DAY = `(?<day>\\d{1,2})${NTH}`
const A_MONTH = `(?<month>${MONTH})\\.?`
const YEAR = "(?:'?(?<year>\\d{4}|\\d{2}))"
const JOINER = '(?<joiner> ?[-/&+,] ?| to | and | or | until )'

// Every expression stands free: no letter or digit touches it, and no further part of a number follows.
const BEFORE = '(?<![\\p{L}\\p{N}]|\\d[./])'
// A month's name may follow a number and a slash: 'December 2017/January 2018'.
const BEFORE_NAME = '(?<![\\p{L}\\p{N}])'
const BEFORE_HYPHENATED = '(?<![\\p{L}\\p{N}]|\\d[./-])'
const AFTER = '(?![\\p{L}\\p{N}]|[./]\\d)'
const AFTER_HYPHENATED = '(?![\\p{L}\\p{N}]|[./-]\\d)'
const NO_NUMBER_NEXT = "(?!,? ?'?\\d\\d)"

/**
 * The forms people write dates in, British order throughout. Every quantifier is bounded, so a scan takes linear
 * time. Where two forms fit at one place the longer wins.
 */
const FORMS: readonly Form[] = [
  {
    // 2017-10-18
    pattern: form(
      BEFORE_HYPHENATED,
      '(?<year>\\d{4})(?<sep>[-/.])(?<month>\\d{1,2})\\k<sep>(?<day>\\d{1,2})',
      AFTER,
    ),
    read: readDay,
  },
  {
    // 10.9.17, 18/10/2017
    pattern: form(
      BEFORE,
      `${NAMED_DAY}(?<day>\\d{1,2}) ?(?<sep>[./]) ?(?<month>\\d{1,2}) ?\\k<sep> ?(?<year>\\d{4}|\\d{2})`,
      AFTER,
    ),
    read: readDay,
  },
  {
    // 18-10-17
    pattern: form(
      BEFORE_HYPHENATED,
      `${NAMED_DAY}(?<day>\\d{1,2}) ?- ?(?<month>\\d{1,2}) ?- ?(?<year>\\d{4}|\\d{2})`,
      AFTER_HYPHENATED,
    ),
    read: readDay,
  },
  {
    // Friday 28th of November, 2011
    pattern: form(BEFORE, `${NAMED_DAY}${DAY}(?: of)? ?${A_MONTH},? ?${YEAR}`, AFTER),
    read: readDay,
  },
  {
    // 18-Oct-17
    pattern: form(BEFORE, `${NAMED_DAY}${DAY}(?<sep>[-/.])${A_MONTH}\\k<sep>${YEAR}`, AFTER),
    read: readDay,
  },
  {
    // March 3rd, 2017
    pattern: form(BEFORE_NAME, `${NAMED_DAY}${A_MONTH} ${DAY},? (?<year>\\d{4})`, AFTER),
    read: readDay,
  },
  {
    // 11-22nd October 2010, 1 and 15 March
    pattern: form(
      BEFORE_HYPHENATED,
      `${NAMED_DAY}(?<first>\\d{1,2})${NTH}${JOINER}(?:the )?${NAMED_DAY.replace('weekday', 'weekday2')}${DAY}(?: of)? ?${A_MONTH}(?:,? ?${YEAR})?`,
      AFTER,
    ),
    read: readDaysOfMonth,
  },
  {
    // 27th September
    pattern: form(BEFORE, `${NAMED_DAY}${DAY}(?: of)? ?${A_MONTH}${NO_NUMBER_NEXT}`, AFTER),
    read: readDayWithoutYear,
  },
  {
    // 27-Sep
    pattern: form(BEFORE_HYPHENATED, `${DAY}[-/.]${A_MONTH}${NO_NUMBER_NEXT}`, AFTER_HYPHENATED),
    read: readDayWithoutYear,
  },
  {
    // September 27th; a plain 'September 27' could be the year
    pattern: form(BEFORE_NAME, `${A_MONTH} (?<day>\\d{1,2}) ?(?:st|nd|rd|th)${NO_NUMBER_NEXT}`, AFTER),
    read: readDayWithoutYear,
  },
  {
    // September 2017, Sept '17
    pattern: form(BEFORE_NAME, `${A_MONTH}(?:,? ?(?:of )?|[-/])(?:(?<year>\\d{4})|'(?<short>\\d{2}))`, AFTER),
    read: readMonth,
  },
  {
    // Sep-17, as a spreadsheet shows a month
    pattern: form(BEFORE_NAME, `${A_MONTH}-(?<short>\\d{2})`, AFTER_HYPHENATED),
    read: readHyphenatedMonth,
  },
  {
    // 09/2017
    pattern: form(BEFORE, '(?<month>\\d{1,2})/(?<year>\\d{4})', AFTER),
    read: readMonth,
  },
  {
    // December/January 2018
    pattern: form(BEFORE_NAME, `(?<first>${MONTH})\\.?${JOINER}${A_MONTH},? ?(?<year>\\d{4})`, AFTER),
    read: () => ({ type: 'several', days: null, why: 'more than one month is named' }),
  },
  {
    // Sept 17
    pattern: form(BEFORE_NAME, `${A_MONTH} (?<day>\\d{2})`, AFTER),
    read: readMonthAndNumber,
  },
  {
    // 18/10; but 24/7 is round the clock
    pattern: form(BEFORE, '(?!24/7)(?<day>\\d{1,2})/(?<month>\\d{1,2})', AFTER_HYPHENATED),
    read: readDayWithoutYear,
    weak: true,
  },
]

/**
 * The date-like expressions of a text, in order and without overlaps; impossible and ambiguous ones are among
 * them. The text must be tidy (see `tidyText`).
 */
export function findExpressions(tidy: string): Expression[] {
  const candidates = FORMS.flatMap((each) =>
    Array.from(tidy.matchAll(each.pattern), (match) => toExpression(match, each)),
  ).sort((a, b) => a.start - b.start || b.end - a.end)
  const found: Expression[] = []
  let free = 0
  for (const candidate of candidates) {
    if (candidate.start < free) continue
    found.push(candidate)
    free = candidate.end
  }
  return found
}

function form(before: string, body: string, after: string): RegExp {
  return new RegExp(before + body + after, 'giu')
}

function toExpression(match: RegExpMatchArray, { read, weak }: Form): Expression {
  const start = match.index ?? 0
  const [text] = match
  const reading = read((name) => match.groups?.[name] ?? '')
  // 'of whom 12 may need': the verb, unless it has a year or a capital.
  const verb = /\bmay\b/u.test(text) && !/\d{4}/u.test(text)
  return { start, end: start + text.length, text, weak: (weak ?? false) || verb, reading }
}
