import {
  isShortName,
  namesForAbbreviation,
  type OrganisationBook,
  readAnnouncedList,
} from './organisation-book.ts'
import { cutParties, isCollective, kindOfParty } from './parties.ts'
import { cutPlaceList } from './place-list.ts'
import type { Flag } from './schema.ts'
import { findSubject, isImperative } from './subject.ts'
import { BODY_CLASSES, nameKey, withoutAbbreviation } from './vocabulary.ts'

/** Who a recommendation is addressed to. */
export type Addressed = {
  /** Names with groups ('The CCGs') and stated abbreviations resolved. */
  readonly organisations: readonly string[]
  readonly asWritten: readonly string[]
  readonly collective: string | null
  readonly flags: readonly Flag[]
}

type Resolved = { names: string[]; flag: Flag | null }

/** Reads who is responsible from the subject of the sentence; failing that, from bodies the sentence names at all. */
export function readAddressed(text: string, book: OrganisationBook): Addressed {
  const subject = findSubject(text)
  if (subject !== null) {
    const read = readParties(subject.text, book, subject.passive)
    if (read.organisations.length > 0 || read.collective !== null) return read
  }
  const collective = collectiveIn(text)
  const implied = subject === null || isImperative(text) ? impliedIn(text, book) : []
  if (implied.length === 0) return { organisations: [], asWritten: [], collective, flags: nobody(collective) }
  const flags = implied.map(({ name, full }): Flag => {
    const meant = full === null || full === name ? '' : ` (perhaps ${full})`
    return {
      code: 'organisation-implied',
      message: `It names ${name}${meant} but does not say that this body is to do it. Is it the one?`,
    }
  })
  const names = implied.map(({ name }) => name)
  return { organisations: names, asWritten: names, collective, flags }
}

/** Reads a list of bodies that stands alone: the subject of a sentence, a lead-in or a heading. */
export function readParties(text: string, book: OrganisationBook, passive = false): Addressed {
  const organisations: string[] = []
  const asWritten: string[] = []
  const flags: Flag[] = []
  let collective: string | null = null
  for (const party of cutParties(text, book)) {
    const written = withoutDescription(party, book)
    const group = resolveGroup(written, book)
    if (group !== null) {
      asWritten.push(written)
      add(organisations, group.names)
      if (group.flag !== null) flags.push(group.flag)
      continue
    }
    const kind = kindOfParty(written, book)
    if (kind === 'collective') collective ??= written
    else if (kind === 'organisation') {
      const name = withoutArticle(written)
      asWritten.push(name)
      add(organisations, [resolveName(name, book)])
    } else if (kind !== 'other' && !passive) {
      asWritten.push(written)
      add(organisations, [written])
      flags.push({
        code: 'not-an-organisation',
        message: `'${written}' is a ${kind === 'team' ? 'team or service' : 'post'}, not an organisation. Which body answers for it?`,
      })
    }
  }
  if (organisations.length === 0) flags.push(...nobody(collective))
  else if (collective !== null) flags.push(collectiveFlag(collective))
  return { organisations, asWritten, collective, flags }
}

function nobody(collective: string | null): Flag[] {
  if (collective !== null) return [collectiveFlag(collective)]
  return [
    { code: 'no-organisation', message: 'It does not say which organisation is responsible. Who leads it?' },
  ]
}

function collectiveFlag(collective: string): Flag {
  return {
    code: 'collective-responsibility',
    message: `It is addressed to '${collective}'. Which organisations are meant?`,
  }
}

function add(list: string[], names: readonly string[]): void {
  for (const name of names) if (!list.some((each) => nameKey(each) === nameKey(name))) list.push(name)
}

/** 'the CCG' is CCG; 'the local authority' stays as it is written, it is no name without its article. */
function withoutArticle(name: string): string {
  return /^the [A-Z]/.test(name) || /^The [A-Z]/.test(name) ? name.slice(4) : name
}

/** 'the mental health trust Kent ... Trust' without its description; the name alone says which body it is. */
function withoutDescription(party: string, book: OrganisationBook): string {
  const match =
    /^(?:the )?[a-z][a-z -]{2,60}? (?:trust|provider|organisation|council|authority|group|service),? (?=[A-Z])/.exec(
      party,
    )
  if (match === null) return party
  const rest = party.slice(match[0].length)
  return kindOfParty(rest, book) === 'organisation' ? rest : party
}

/** '(KMPT)' goes; a short name becomes the full one only where the document itself says what it stands for. */
function resolveName(name: string, book: OrganisationBook): string {
  return book.abbreviations.get(name) ?? withoutAbbreviation(name)
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
function resolveGroup(party: string, book: OrganisationBook): Resolved | null {
  const counted = COUNTED.exec(party)
  const count = counted?.[1] === undefined ? null : (COUNTS[counted[1].toLowerCase()] ?? Number(counted[1]))
  const rest = counted?.[2] ?? party
  const [head, places] = splitOff(rest)
  for (const { name, one, many } of BODY_CLASSES) {
    if (places !== '' && many.test(head)) return announcedHere(party, places, count, name)
    if (many.test(rest)) return fromBook(party, count, name, book)
    if (one.test(rest) && /^the /i.test(party)) return theOnlyOne(party, name, book)
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

function fromBook(party: string, count: number | null, className: string, book: OrganisationBook): Resolved {
  const group = book.groups.get(className)
  if (group === undefined || group.names.length < 2 || (count !== null && group.names.length !== count)) {
    return { names: [withoutArticle(party)], flag: unresolvedFlag(party) }
  }
  const sure = group.announced && group.sure
  // An acute trust is no mental health trust: 'the trusts' of a text are not simply all the trusts it names.
  if (className === 'Trust' || className === 'Council') return { names: [party], flag: unresolvedFlag(party) }
  return { names: [...group.names], flag: sure ? null : groupFlag(party, group.names) }
}

function theOnlyOne(party: string, className: string, book: OrganisationBook): Resolved {
  const names = book.groups.get(className)?.names ?? []
  const [only] = names
  if (only === undefined || names.length > 1) {
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

function unresolvedFlag(party: string): Flag {
  return { code: 'group-unresolved', message: `'${party}' may be any of several bodies. Which are meant?` }
}

/** 'Ensure that all partners ...', '... across the partnership': nobody in particular, but not nobody. */
function collectiveIn(text: string): string | null {
  const after =
    /^[A-Z]\w+(?: that)? ((?:all|each|every|both|health|partner) (?:[a-z-]+ ){0,2}?(?:partners|agencies|services?|partnership|providers|organisations|trusts))\b/.exec(
      text,
    )
  if (after?.[1] !== undefined && isCollective(after[1])) return after[1]
  return (
    /\bacross (the partnership|all (?:partner )?agencies|all partners|all services)\b/.exec(text)?.[1] ?? null
  )
}

/** Bodies that an order names although it does not address them; those it only reports to do not count. */
function impliedIn(text: string, book: OrganisationBook): { name: string; full: string | null }[] {
  const found: { name: string; full: string | null }[] = []
  const spoken = nameKey(text)
  const seen = new Set<string>()
  for (const [key, name] of book.names) {
    if (!spoken.includes(key) || key.split(' ').length < 3) continue
    const at = text.toLowerCase().indexOf(name.toLowerCase())
    if (at >= 0 && !isRecipient(text.slice(0, at))) {
      found.push({ name, full: name })
      seen.add(key)
    }
  }
  for (const match of text.matchAll(/\b[A-Z][A-Za-z&]{1,9}\b/g)) {
    const short = match[0]
    if (!isShortName(short) || seen.has(short) || isRecipient(text.slice(0, match.index))) continue
    seen.add(short)
    const [full, ...others] = namesForAbbreviation(book, short)
    if (full !== undefined && !found.some((each) => each.full === full)) {
      found.push({ name: short, full: others.length > 0 ? null : full })
    }
  }
  return found
}

function isRecipient(before: string): boolean {
  return /\b(?:to|with|from|by) (?:the )?(?:[a-z]+ ){0,1}(?:\w+ (?:board )?and )?$/i.test(before.slice(-60))
}
