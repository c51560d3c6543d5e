import { before, type Stretch } from './fold.ts'

/** Digits in groups, as long as nothing but a space or a dash parts them. */
const runs = /\d+(?:(?: {1,3}| ?- ?)\d+)*/g
/** The printed grouping with another sign between, as in file names and links: 485.777.3456, 485_777_3456. */
const signed = /(?<!\d|\d[-._/,+])\d{3}([._/,+])\d{3}\1\d{4}(?!\d|[-._/,+]\d)/g

const labelEnd = String.raw`[\s:=#.,()'"_-]{0,4}(?:(?:is|was)[\s:('"-]{1,3})?$`
const labels = new RegExp(
  String.raw`(?<!\p{L})nhs(?:[ _-]{0,2}(?:numbers?|num|nos?|id|ref)(?!\p{L}))?${labelEnd}`,
  'iu',
)
const fullLabels = new RegExp(
  String.raw`(?<!\p{L})nhs[ _-]{0,2}(?:numbers?|num|nos?|id|ref)(?!\p{L})${labelEnd}`,
  'iu',
)
/** Ten digits that say themselves to be something else. */
const otherLabels =
  /(?<!\p{L})(?:tel|telephone|phone|mobile|mob|fax|dial|isbn(?:-?1[03])?|issn|meeting id|zoom(?:\.us\/[jw]\/)?)(?: (?:number|no|id))?[\s:=#.(-]{0,3}$/iu
const callingCode = /^(?:00\d{1,3}|44)$/

type Group = Stretch & { digits: string }

/**
 * NHS numbers in a folded text: ten digits that pass the check and lie in a range that is issued, or in the test
 * range (999 000 0000 upwards), in any grouping; or any ten digits directly after the words 'NHS number', since
 * a mistyped number still points at one person. Telephone numbers, timestamps, decimals, money, ids of letters
 * and digits, and longer runs are passed over. The stretch is the digits alone, without the label.
 */
export function findNhsNumbers(plain: string): Stretch[] {
  const found: Stretch[] = []
  for (const run of plain.matchAll(runs)) {
    const groups = groupsOf(run[0], run.index)
    let next = 0
    for (let first = 0; first < groups.length; first++) {
      if (first < next) continue
      const last = lastGroup(plain, groups, first)
      if (last === null) continue
      found.push({ start: groups[first]?.start ?? run.index, end: groups[last]?.end ?? run.index })
      next = last + 1
    }
  }
  for (const match of plain.matchAll(signed)) {
    const stretch = { start: match.index, end: match.index + match[0].length }
    if (isNumber(plain, stretch, match[0].replace(/\D/g, ''))) found.push(stretch)
  }
  return found
}

/** The check of an NHS number: weights 10 to 2, 11 less the remainder by 11; 11 counts as 0 and 10 is never issued. */
export function passesNhsCheck(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false
  const sum = Array.from(digits.slice(0, 9)).reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
  const check = 11 - (sum % 11)
  return check !== 10 && check % 11 === Number(digits[9])
}

function groupsOf(run: string, from: number): Group[] {
  return Array.from(run.matchAll(/\d+/g), ({ 0: digits, index }) => ({
    start: from + index,
    end: from + index + digits.length,
    digits,
  }))
}

/** The group with which a number that begins at group `first` ends; null when none begins there. */
function lastGroup(plain: string, groups: readonly Group[], first: number): number | null {
  let digits = ''
  for (let last = first; last < groups.length && digits.length < 10; last++) {
    digits += groups[last]?.digits ?? ''
    const start = groups[first]?.start ?? 0
    const end = groups[last]?.end ?? 0
    if (digits.length !== 10 || !mayBeGrouped(plain, groups, first, last)) continue
    if (isCalled(plain, groups, first)) return null
    if (isNumber(plain, { start, end }, digits)) return last
  }
  return null
}

/**
 * Inside a longer row of figures only the two usual forms count, 4857773456 and 485 777 3456; a row of exactly
 * ten digits may be grouped anyhow. A year among mixed signs ('45 2019-2020') is a row of figures.
 */
function mayBeGrouped(plain: string, groups: readonly Group[], first: number, last: number): boolean {
  const lengths = groups.slice(first, last + 1).map((group) => group.digits.length)
  if (lengths.length === 1 || lengths.join() === '3,3,4') return true
  if (first > 0) return false
  const start = groups[0]?.start ?? 0
  if (last < groups.length - 1) return labels.test(before(plain, start, 40))
  const written = plain.slice(start, groups[last]?.end)
  const mixed = written.includes('-') && /\d +\d/.test(written)
  return !(mixed && groups.some((group) => /^(?:19|20)\d\d$/.test(group.digits)))
}

/** Whether an international calling code stands directly before. */
function isCalled(plain: string, groups: readonly Group[], first: number): boolean {
  const plus = /\+ ?$/.test(before(plain, groups[0]?.start ?? 0, 2))
  if (first === 0) return plus
  const [code] = groups
  return first === 1 && code !== undefined && (plus || callingCode.test(code.digits))
}

function isNumber(plain: string, { start, end }: Stretch, digits: string): boolean {
  const lead = before(plain, start, 40)
  const rest = plain.slice(end, end + 2)
  // A letter or a decimal point on either side makes it an id, a timestamp or an amount.
  if (/^(?:\p{L}|\.\d)/u.test(rest) || /\d\.$|[£$€] ?$|0\) ?$/.test(lead)) return false
  if (otherLabels.test(lead)) return false
  const labelled = labels.test(lead)
  if (/\p{L}$/u.test(lead) && !labelled) return false
  if (passesNhsCheck(digits) && isIssued(digits)) return true
  // 'NHS' alone is weaker: what follows may be a service's telephone number.
  return labelled && (fullLabels.test(lead) || !digits.startsWith('0'))
}

function isIssued(digits: string): boolean {
  return /^(?:[467]|999)/.test(digits)
}
