import type { IsoDate } from '../../calendar/date.ts'
import { count, listOf } from '../../core/text.ts'
import { type Block, paragraph, refusal, type View } from '../../core/view.ts'
import { findBirthDates } from './birth-date.ts'
import { fold, type Stretch } from './fold.ts'
import { findHomeAddresses } from './home-address.ts'
import { findNhsNumbers } from './nhs-number.ts'
import { findPupilNumbers } from './pupil-number.ts'

/** Something in a text that points at one child: what it is, and where. It never holds the text itself. */
export type Hit = {
  kind:
    | 'NHS number'
    | 'date of birth'
    | 'unique pupil number'
    | 'home address'
    | 'initials with a date of birth'
  /** 1-based and inclusive, counted in code points of the text as the person typed it. */
  from: number
  to: number
}

type Kind = Hit['kind']

/** How each kind is named, the most specific first: where two overlap, the earlier is told. */
const names: Record<Kind, { one: string; many: string }> = {
  'initials with a date of birth': {
    one: 'initials with a date of birth',
    many: 'sets of initials with a date of birth',
  },
  'home address': { one: 'a home address', many: 'home addresses' },
  'NHS number': { one: 'an NHS number', many: 'NHS numbers' },
  'unique pupil number': { one: 'a unique pupil number', many: 'unique pupil numbers' },
  'date of birth': { one: 'a date of birth', many: 'dates of birth' },
}
const kinds = Object.keys(names) as Kind[]

/** More places than this are counted, not listed: somebody has pasted a whole list. */
const mostListed = 10

/**
 * What in a text points at one child, in the order of the text and without overlaps. What each kind takes in and
 * leaves out is told in its own file. `today` keeps the initials and recent dates with which staff sign from
 * being taken for a child's; without it they are. Never throws.
 */
export function findIdentifiers(text: string, today?: IsoDate): Hit[] {
  const { plain, places } = fold(text)
  const births = findBirthDates(plain, today)
  const stretches: Record<Kind, Stretch[]> = {
    'initials with a date of birth': births.withInitials,
    'home address': findHomeAddresses(plain),
    'NHS number': findNhsNumbers(plain),
    'unique pupil number': findPupilNumbers(plain),
    'date of birth': births.alone,
  }
  const all = kinds.flatMap((kind) => stretches[kind].map((stretch) => ({ kind, ...stretch })))
  const taken = new Uint8Array(plain.length)
  return all
    .filter(({ start, end }) => {
      if (taken.subarray(start, end).includes(1)) return false
      taken.fill(1, start, end)
      return true
    })
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({ kind, from: places[start] ?? 1, to: places[end - 1] ?? 1 }))
}

/**
 * Checks texts before they are stored: null when nothing in them points at a child, else a private refusal that
 * says what was found and where, and repeats none of it. The keys are the names of the fields, shown when more
 * than one holds a text. `today` as in findIdentifiers.
 */
export function checkTexts(
  texts: Readonly<Record<string, string | null | undefined>>,
  today?: IsoDate,
): View | null {
  const filled = Object.entries(texts).filter(([, text]) => text?.trim())
  const fields = filled
    .map(([name, text]) => ({
      name: filled.length > 1 ? fieldName(name) : null,
      hits: findIdentifiers(text ?? '', today),
    }))
    .filter(({ hits }) => hits.length > 0)
  const hits = fields.flatMap((field) => field.hits)
  const [first] = fields
  const [only] = hits
  if (!first || !only) return null
  const single = hits.length === 1
  const where = single ? ` (${first.name ? `${first.name}: ` : ''}${positionsOf(only)})` : ''
  const again = single ? 'that part' : 'those parts'
  return refusal(
    `Not saved: this looks like ${summary(hits)}${where}. Use the record system for anything about a child, and describe the work here.`,
    {
      blocks: [
        ...(single ? [] : listing(fields)),
        // A line typed in a chat stands there, whatever a board says of it: only its writer can take it away.
        paragraph(
          `The board kept nothing of it. Take ${again} out and send it again; where it stands in a chat, delete it.`,
        ),
      ],
    },
  )
}

/** 'an NHS number and 2 dates of birth'. */
function summary(hits: readonly Hit[]): string {
  const told = kinds.flatMap((kind) => {
    const n = hits.filter((hit) => hit.kind === kind).length
    if (n === 0) return []
    return [n === 1 ? names[kind].one : count(n, kind, names[kind].many)]
  })
  return listOf(told)
}

/** A line a field: 'Evidence: NHS number (positions 1-10), date of birth (positions 16-22)'. */
function listing(fields: readonly { name: string | null; hits: readonly Hit[] }[]): Block[] {
  let room = mostListed
  const lines = fields.flatMap(({ name, hits }) => {
    const shown = hits.slice(0, room)
    room -= shown.length
    const line = shown.map((hit) => `${hit.kind} (${positionsOf(hit)})`).join(', ')
    if (shown.length === 0) return []
    return [paragraph(name ? `${name}: ${line}` : line.charAt(0).toUpperCase() + line.slice(1))]
  })
  const more = fields.reduce((total, { hits }) => total + hits.length, 0) - mostListed
  return more > 0 ? [...lines, paragraph(`And ${more.toLocaleString('en-GB')} more.`)] : lines
}

/** With thousands marked, so that no place in a long text reads like a piece of the number it hides. */
export function positionsOf({ from, to }: Hit): string {
  return `positions ${from.toLocaleString('en-GB')}-${to.toLocaleString('en-GB')}`
}

/** 'outlookReason' as 'Outlook reason'. */
function fieldName(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
