import type { IsoDate } from '../../calendar/date.ts'
import { findMentions, type Mention } from './dates.ts'
import type { Stretch } from './fold.ts'
import { initialsAfter, initialsBefore, mayBeChildsBirth } from './initials.ts'

type Label = Stretch & { word: 'dob' | 'born' }

const labels =
  /(?<![\p{L}\p{N}])(?:(?<dob>d\.?o\.?b\.?s?|d o b|dates?[ _-]?of[ _-]?births?|birth[ _-]?(?:dates?|days?))(?:'s)?|(?:still-?)?born|(?<=[([] ?)b\.?(?= ?\d))(?!\p{L})/giu

/** How far before its date a label may stand. */
const reach = 70
const days = /^(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?)$/u
const dobFillers = new Set(
  'is was were are being of the for as a child baby boy girl patient pupil he she his her mother father mum dad sibling approx approximately circa about c'.split(
    ' ',
  ),
)
const bornFillers = new Set(
  'on the of approx approximately circa about c premature preterm early late alive baby boy girl'.split(' '),
)
// Words after which 'born in ...' goes on to something else, or speaks of a group of children.
const leavesBirth =
  /^(?:and|or|after|before|between|since|from|by|until|to|who|was|were|has|had|is|are|meeting|review|visit|due|with|but|then|\p{L}+ed)$/u
const cohort =
  /^ ?(?:-|to|until|and|or) ?(?:\d|after|before|later|earlier|\p{L}{3,9} \d{4})|^ ?(?:onwards|or (?:later|after|before|earlier))/iu

/**
 * Dates of birth in a folded text. `alone`: a date with a word for birth before it, within a few words that lead
 * up to it. `withInitials`: the same with initials before the word, and initials directly beside a date that may
 * be a child's birth (see mayBeChildsBirth for what `today` decides). A bare date is neither, and 'born after',
 * 'born between' and the like speak of a group. A year or a month alone counts after 'dob' and with initials.
 */
export function findBirthDates(
  plain: string,
  today?: IsoDate,
): { alone: Stretch[]; withInitials: Stretch[] } {
  const found = Array.from(
    plain.matchAll(labels),
    (match): Label => ({
      start: match.index,
      end: match.index + match[0].length,
      word: match.groups?.['dob'] ? 'dob' : 'born',
    }),
  )
  const alone: Stretch[] = []
  const withInitials: Stretch[] = []
  let seen = 0
  let last: Mention | null = null
  for (const mention of findMentions(plain)) {
    const { start, end } = mention
    while (seen < found.length && (found[seen]?.end ?? 0) <= start) seen++
    const label = found[seen - 1]
    const labelled = label && start - label.end <= reach && leadsTo(plain, label, mention)
    const holder = labelled ? initialsBefore(plain, label.start, 'birth') : null
    const listed = last !== null && /^[ ,;&/+]{0,3}(?:and )?$/.test(plain.slice(last.end, start))
    if (holder) withInitials.push({ start: holder.start, end })
    else if (labelled && isExact(plain, mention, label)) alone.push({ start, end })
    else if (listed && mention.precision === 'day') alone.push({ start, end })
    else {
      const beside = besideInitials(plain, mention, today)
      if (beside) withInitials.push(beside)
      last = null
      continue
    }
    last = mention
  }
  return { alone, withInitials }
}

/** Initials right before or after a full date that may be a child's birth. */
function besideInitials(
  plain: string,
  { start, end, on, form }: Mention,
  today: IsoDate | undefined,
): Stretch | null {
  if (on === null || form === 'fraction') return null
  const ahead = initialsBefore(plain, start, 'date')
  if (ahead && mayBeChildsBirth(on, today, ahead.child)) return { start: ahead.start, end }
  // '4.2.10 KS to chase' is a reference and its owner: of the two readings of such figures the likelier one here.
  const reference = /^\d\.\d\.\d\d$/.test(plain.slice(start, end))
  const behind = form === 'loose' || reference ? null : initialsAfter(plain, end)
  if (behind && mayBeChildsBirth(on, today, behind.child)) return { start, end: behind.end }
  return null
}

/** Whether label and date say enough without initials. 'Babies born March 2026' and 'DOB 9/12' are counts. */
function isExact(plain: string, { precision, form, end }: Mention, { word }: Label): boolean {
  if (word === 'dob') return form !== 'fraction'
  return (precision === 'day' || precision === 'day and month') && !cohort.test(plain.slice(end, end + 24))
}

/** Whether what stands between a label and a date leads from the one to the other. */
function leadsTo(plain: string, label: Label, { start, precision }: Mention): boolean {
  const gap = plain.slice(label.end, start)
  if (/[;!?|]|\.\s|\n\s*[^\s]/.test(gap.replace(/^\./, ''))) return false
  const words =
    gap
      .toLowerCase()
      .replace(
        /\b(?:recorded|given|shown|listed|stated|entered|noted|confirmed|provided)(?: as\b| ?:)/g,
        'as',
      )
      .replace(/\b(?:is|was|falls) on\b/g, 'is')
      .match(/[\p{L}']+|\d+/gu) ?? []
  if (words.length > 7) return false
  if (label.word === 'dob') return leadsFromDob(words, gap)
  const partial = precision === 'month' || precision === 'year'
  return leadsFromBorn(words, partial)
}

function leadsFromDob(words: readonly string[], gap: string): boolean {
  const names = gap.match(/(?<!\p{L})\p{Lu}[\p{L}']*/gu)?.map((name) => name.toLowerCase()) ?? []
  const opens = words.findIndex((word) => word === 'of' || word === 'for')
  return words.every((word, i) => {
    if (dobFillers.has(word) || word === "'s" || days.test(word)) return true
    // 'date of birth of Jane Smith is': whose it is stands between.
    return opens >= 0 && i > opens && i <= opens + 3 && names.includes(word)
  })
}

function leadsFromBorn(words: readonly string[], partial: boolean): boolean {
  const place = words.findIndex((word) => word === 'at' || word === 'in')
  const lead = place < 0 ? words : words.slice(0, place)
  const fits = (word: string): boolean => bornFillers.has(word) || days.test(word) || word.endsWith('ly')
  if (!lead.every(fits)) return false
  if (place < 0) return true
  const rest = words.slice(place + 1)
  if (partial) return rest.length === 0
  // 'born at St Mary's on 12 March': a place must be closed by 'on'.
  const closing = rest.lastIndexOf('on')
  return (
    closing > 0 &&
    !rest.slice(0, closing).some((word) => leavesBirth.test(word)) &&
    rest.slice(closing).every(fits)
  )
}
