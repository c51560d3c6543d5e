import { type OrganisationBook, readAnnouncedList } from './organisation-book.ts'
import { cutPlaceList } from './place-list.ts'
import type { Flag } from './schema.ts'
import { BODY_CLASSES, isGenericBody } from './vocabulary.ts'

/** The bodies that a group or a general word stands for, and what has to be asked about that. */
export type Resolved = { names: string[]; flag: Flag | null }

/** 'the CCG' is CCG; 'the local authority' stays as it is written, it is no name without its article. */
export function withoutArticle(name: string): string {
  return /^the [A-Z]/.test(name) || /^The [A-Z]/.test(name) ? name.slice(4) : name
}

const COUNTED =
  /^(?:the |both |all |each of the |these )*(?:(two|three|four|five|six|seven|eight|\d) )?(?:of the |local |relevant )*(.+)$/i
const COUNTS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
}

/**
 * 'The CCGs', 'the trust', 'The three clinical commissioning groups for A, B and C, and D', 'East and West Fen CCGs':
 * the bodies meant, or null when the party is a name of its own.
 */
export function resolveGroup(party: string, book: OrganisationBook): Resolved | null {
  const counted = COUNTED.exec(party)
  const count = counted?.[1] === undefined ? null : (COUNTS[counted[1].toLowerCase()] ?? Number(counted[1]))
  const rest = counted?.[2] ?? party
  const [head, places] = splitOff(rest)
  for (const { name, one, many } of BODY_CLASSES) {
    if (places !== '' && many.test(head)) return announcedHere(party, places, count, name)
    if (many.test(rest)) return fromBook(party, count, name, book)
    // 'the local authority' is a kind of body, not any authority that happens to be local.
    const alone = /^(?:the|our|this) (.+)$/i.exec(party)?.[1]
    if (alone !== undefined && (one.test(rest) || one.test(alone))) return theOnlyOne(party, name, book)
    const plural = places === '' ? pluralPlaces(rest, many) : null
    if (plural !== null) return pluralGroup(party, plural, name)
  }
  return null
}

function splitOff(text: string): [string, string] {
  const match = / (?:for|in|covering|serving) (?:the )?(?=[A-Z])/.exec(text)
  return match === null ? [text, ''] : [text.slice(0, match.index), text.slice(match.index + match[0].length)]
}

function announcedHere(
  party: string,
  places: string,
  count: number | null,
  className: string,
): Resolved | null {
  const group = readAnnouncedList(places, count, className)
  if (group === null) return null
  return { names: [...group.names], flag: group.sure ? null : groupFlag(party, group.names) }
}

function fromBook(
  party: string,
  count: number | null,
  className: string,
  book: OrganisationBook,
): Resolved | null {
  // An acute trust is no mental health trust: 'the trusts' of a text are not simply all the trusts it names.
  if (className === 'Trust' || className === 'Council') return null
  const group = book.groups.get(className)
  if (group === undefined || group.names.length < 2 || (count !== null && group.names.length !== count)) {
    return { names: [withoutArticle(party)], flag: unresolvedFlag(party) }
  }
  const sure = group.announced && group.sure
  return { names: [...group.names], flag: sure ? null : groupFlag(party, group.names) }
}

function theOnlyOne(party: string, className: string, book: OrganisationBook): Resolved | null {
  const names = book.groups.get(className)?.names ?? []
  const [only] = names
  if (only === undefined || names.length > 1) {
    // 'The CCG' is a name of sorts where the text uses no other; 'the trust' is none.
    if (className === 'Trust' || className === 'Council') return null
    return { names: [withoutArticle(party)], flag: only === undefined ? null : unresolvedFlag(party) }
  }
  const group = book.groups.get(className)
  return { names: [only], flag: group?.sure === true ? null : groupFlag(party, [only]) }
}

function pluralPlaces(text: string, many: RegExp): string | null {
  const cut = text.lastIndexOf(' ')
  const longForm = text
    .replace(/ clinical commissioning groups$/i, ' CCGs')
    .replace(/ primary care trusts$/i, ' PCTs')
  const at = longForm === text ? cut : longForm.lastIndexOf(' ')
  const places = longForm.slice(0, Math.max(0, at)).replace(/^NHS /, '')
  return /^[A-Z]/.test(places) && / (?:and|&) /.test(places) && many.test(longForm.slice(at + 1))
    ? places
    : null
}

function pluralGroup(party: string, places: string, className: string): Resolved {
  const { names } = cutPlaceList(places, null)
  const full = names.map((name) =>
    className === 'CCG' || className === 'PCT' ? `NHS ${name} ${className}` : `${name} ${className}`,
  )
  return { names: full, flag: names.length === 2 ? null : groupFlag(party, full) }
}

function groupFlag(party: string, names: readonly string[]): Flag {
  return { code: 'group-resolved', message: `'${party}' was read as ${names.join('; ')}. Is that right?` }
}

/**
 * The body that a cell names as leading: its name as written, or the one that 'Council' can mean in this document; null
 * with a question where it can be any.
 */
export function namedBody(cell: string, book: OrganisationBook): { name: string | null; flags: Flag[] } {
  const stated = book.abbreviations.get(cell) ?? cell
  if (!isGenericBody(stated)) return { name: stated, flags: [] }
  const resolved = resolveGroup(/^the /i.test(stated) ? stated : `the ${stated}`, book)
  const [only, ...others] = resolved?.names ?? []
  if (only === undefined || others.length > 0) return { name: null, flags: [unresolvedFlag(cell)] }
  return { name: only, flags: resolved?.flag === null || resolved === null ? [] : [resolved.flag] }
}

/** The question that 'the trust' leaves open. */
export function unresolvedFlag(party: string): Flag {
  return {
    code: 'group-unresolved',
    message: `'${party}' does not say which body is meant, and the document does not settle it. Which is it?`,
  }
}
