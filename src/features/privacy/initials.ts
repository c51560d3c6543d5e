import { type IsoDate, parts } from '../../calendar/date.ts'
import { before } from './fold.ts'

// Two capitals, or two to four with stops. Three bare capitals are an acronym far more often than a child, so
// they count only with a word for a child before them or a word for birth behind.
const dotted = String.raw`(?:[A-Z]\. ?){1,3}[A-Z]\.?`
const start = String.raw`(?<![\p{L}\p{N}.&_-])`
const two = '[A-Z]{2}|[A-Z] [A-Z]'
const between = '[ ,:([/-]'
const about = String.raw`(?:(?:aged? )?\d{1,2}(?: ?(?:years?|yrs?|yo|y)(?: old)?)?|male|female|boy|girl|m|f|M|F)`

const besideDate = new RegExp(
  `${start}(${dotted}|${two}|[A-Z]{3})(?:${between}{1,3}${about}[)]?)?${between}{1,4}$`,
  'u',
)
const besideBirth = new RegExp(
  `${start}(${dotted}|${two}|[A-Z]{3})(?:'s)?${between}{0,3}(?:(?:was|is|were|a|the|child|who|with|and|his|her|their|${about})${between}{1,3}){0,4}$`,
  'u',
)
const afterDate = new RegExp(
  `^${between}{1,3}(?:child |baby )?(${dotted}|${two})(?![\\p{L}\\p{N}&'./-]| ?:)`,
  'u',
)

const children =
  /(?<!\p{L})(?:child|baby|infant|toddler|boy|girl|pupil|student|patient|sibling|siblings|twin|son|daughter|young person|yp)[ :,]{1,2}$/iu
/** Words before the initials of somebody who did a piece of work, not of its subject. */
const workers =
  /(?<!\p{L})(?:by|signed|per|owner|lead|chair|author|reviewer|auditor|initials|approved|agreed|actioned|updated|completed|checked|minuted|reviewed)(?: off)?[ :,-]{1,3}$/iu

const acronyms = new Set(
  `AE AM AN AS AT BE BY CC CE CP DA DN DO DR DV ED EH EU FN FW GO GP HE HR HV IF IG II IN IS IT IV LA ME MH MR MS MY NB NI NO OF OK ON OR OT
  PM PN PO QA RE SI SN SO SW TO TV UK UP US VI VS WE XI CIN CPP CQC CSE DOB EHA FGM GPS IRO LAC NHS PHT SCR SEN SUI YOT`.split(
    /\s+/,
  ),
)

/** What the initials stand before: the date itself, or the word for birth that leads up to it. */
type Link = 'date' | 'birth'

/**
 * Where initials begin that end directly before a place in the text, or null. Acronyms ('QA 12/3/25') and those
 * who sign their work ('updated by KS 12/3/25') are not meant.
 */
export function initialsBefore(
  plain: string,
  at: number,
  link: Link,
): { start: number; child: boolean } | null {
  const lead = before(plain, at, 60)
  const match = (link === 'date' ? besideDate : besideBirth).exec(lead)
  if (!match) return null
  const place = at - lead.length + match.index
  const child = children.test(before(plain, place, 24))
  const letters = (match[1] ?? '').replace(/[^A-Z]/g, '')
  const bareThree = /^[A-Z]{3}$/.test(match[1] ?? '')
  if (child) return { start: place, child }
  if (acronyms.has(letters) || workers.test(before(plain, place, 24))) return null
  return bareThree && link === 'date' ? null : { start: place, child }
}

/** Where initials end that begin directly after a date ('12/3/09 AB', '12/3/09 (AB)'), or null. */
export function initialsAfter(plain: string, at: number): { end: number; child: boolean } | null {
  const match = afterDate.exec(plain.slice(at, at + 30))
  if (!match || acronyms.has((match[1] ?? '').replace(/[^A-Z]/g, ''))) return null
  return { end: at + match[0].length, child: /child|baby/.test(match[0]) }
}

/**
 * Whether a date may be the birth of a child: one to eighteen years before today. The last year is left out since
 * staff sign their notes with initials and a recent date ('KS 12/3/26'); where a word says that a child is meant
 * ('baby AB'), it counts. Without a `today` neither can be told, and every day from 1990 may be one.
 */
export function mayBeChildsBirth(on: IsoDate, today: IsoDate | undefined, child: boolean): boolean {
  if (today === undefined) return parts(on).year >= 1990
  if (on > today) return false
  const years = parts(today).year - parts(on).year - (today.slice(5) < on.slice(5) ? 1 : 0)
  return years >= (child ? 0 : 1) && years < 19
}
