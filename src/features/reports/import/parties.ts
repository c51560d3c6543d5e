import { knownNameAt, type OrganisationBook } from './organisation-book.ts'
import {
  BODY_WORDS,
  COLLECTIVE_HEADS,
  isGenericBody,
  lastWord,
  NAME_PARTS,
  NOT_BODIES,
  ROLE_WORDS,
  TEAM_WORDS,
  withoutAbbreviation,
} from './vocabulary.ts'

/** 'generic': a body of a kind ('the Trust'), which only the document can say the name of. */
export type PartyKind = 'organisation' | 'generic' | 'team' | 'role' | 'collective' | 'other'

const JOINER =
  /, and |; and |, together with |, along with |, as well as | together with | along with | as well as | in partnership with | in conjunction with | in collaboration with | working with |, with | with |, | and | & |; | \/ |\//g
const MOST_PARTS = 60

/**
 * Cuts 'A and B NHS Trust, NHS C, D and E and F Council' into its three bodies. Known names go first, whole; otherwise
 * a joiner cuts only after a complete name, because names themselves hold commas and 'and'.
 */
export function cutParties(text: string, book: OrganisationBook): string[] {
  const { parts, joiners, starts } = pieceUp(text)
  const parties: string[] = []
  let chunk = ''
  let chunkStart = 0
  let index = 0
  while (index < parts.length) {
    if (chunk === '') chunkStart = starts[index] ?? 0
    const known = chunk === '' ? knownNameAt(book, text.slice(chunkStart)) : 0
    if (known > 0) {
      const end = chunkStart + known
      while (index + 1 < parts.length && (starts[index + 1] ?? 0) < end) index += 1
    }
    chunk = text.slice(chunkStart, (starts[index] ?? 0) + (parts[index] ?? '').length)
    const joiner = joiners[index]
    if (
      joiner === undefined ||
      isBoundary(chunk, joiner, text.slice(starts[index + 1] ?? text.length), book)
    ) {
      parties.push(chunk)
      chunk = ''
    }
    index += 1
  }
  return parties.map((party) => party.trim()).filter((party) => party !== '')
}

function pieceUp(text: string): { parts: string[]; joiners: string[]; starts: number[] } {
  const parts: string[] = []
  const joiners: string[] = []
  const starts: number[] = [0]
  let from = 0
  for (const match of text.matchAll(JOINER)) {
    if (parts.length >= MOST_PARTS) break
    parts.push(text.slice(from, match.index))
    joiners.push(match[0])
    from = match.index + match[0].length
    starts.push(from)
  }
  parts.push(text.slice(from))
  return { parts, joiners, starts }
}

/** Whether the joiner after a chunk ends a party, judged from what stands on both sides of it. */
function isBoundary(chunk: string, joiner: string, rest: string, book: OrganisationBook): boolean {
  if (/with|;|\/|as well as/.test(joiner)) return true
  if (knownNameAt(book, rest) > 0) return true
  if (/^(?:the|all|each|its|their|both|other|any|every|local) /i.test(rest)) return true
  const next = rest.split(JOINER)[0] ?? ''
  // '... NHS Partnership and Care Trust': words that cannot stand alone go on with the name before.
  if (
    /^[A-Z]/.test(next) &&
    withoutAbbreviation(next)
      .split(' ')
      .every((word) => NAME_PARTS.has(word.toLowerCase()))
  )
    return false
  if (/^NHS /.test(rest)) return true
  if (isComplete(chunk, book)) return true
  if (/^(?:the )?NHS /.test(chunk)) return endsNhsName(chunk, joiner, next)
  // Lower-case words are a list of people or things, where every joiner cuts.
  return !/[A-Z]/.test(chunk.replace(/^The /, '')) || /^[a-z]/.test(next)
}

function isComplete(chunk: string, book: OrganisationBook): boolean {
  if (/\)$/.test(chunk)) return true
  const last = lastWord(chunk)
  if (BODY_WORDS.has(last)) return true
  if (TEAM_WORDS.has(last) || (ROLE_WORDS.has(last) && /[a-z]/.test(chunk.charAt(chunk.length - 1))))
    return true
  if (COLLECTIVE_HEADS.has(last)) return true
  const bare = chunk.replace(/^the /i, '')
  return book.abbreviations.has(bare) || book.shortNames.has(bare) || /^[A-Z][A-Z&]{1,7}s?$/.test(bare)
}

/** 'NHS Alder, Birch and Cole and Stow City council': bare places go on with the name until its 'and' is used up. */
function endsNhsName(chunk: string, joiner: string, next: string): boolean {
  const last = lastWord(next)
  const bare = /^[A-Z]/.test(next) && !BODY_WORDS.has(last) && !TEAM_WORDS.has(last)
  const hasAnd = / (?:and|&) /.test(chunk)
  if (bare) return joiner === ', and ' || (hasAnd && joiner !== ', ')
  const list = chunk.includes(',')
  if (list && !hasAnd && joiner !== ', ') return false
  // 'NHS East Fen and Marsh CCG' is one name: a second body would have been given its own 'NHS'.
  return !(/^(?:ccg|pct|group)$/.test(last) && joiner !== ', ')
}

/** What a party is, judged by its head word. */
export function kindOfParty(party: string, book: OrganisationBook): PartyKind {
  const bare = party.replace(/^(?:the|both) /i, '')
  const head = headWord(bare)
  if (isCollective(party)) return 'collective'
  if (knownNameAt(book, bare) === bare.length || book.abbreviations.has(bare) || book.shortNames.has(bare)) {
    return 'organisation'
  }
  if (isGenericBody(bare)) return /s$/i.test(bare) ? 'collective' : 'generic'
  if (/^NHS [A-Z]/.test(bare) || /^(?:London |Royal )?Borough of /.test(bare)) return 'organisation'
  if (/^Public Health(?: England)?\b/.test(bare) || /^(?:ofsted|cafcass|police)$/i.test(bare))
    return 'organisation'
  if (/^[A-Z][A-Z&]{1,7}s?$/.test(bare)) {
    if (/^camhs$/i.test(bare)) return 'team'
    return NOT_BODIES.has(bare.toLowerCase()) ? 'other' : 'organisation'
  }
  const last = lastWord(bare)
  // 'schools', 'trusts': no body in particular.
  if (BODY_WORDS.has(last) && /s$/.test(last) && !/[A-Z]/.test(bare) && last !== 'ofsted') return 'collective'
  if (BODY_WORDS.has(last) && !(TEAM_WORDS.has(head) && !/[A-Z]/.test(bare))) return 'organisation'
  if (/^[A-Z]/.test(bare) && BODY_WORDS.has(head)) return 'organisation'
  if (TEAM_WORDS.has(head) || TEAM_WORDS.has(last)) return 'team'
  return ROLE_WORDS.has(head) ? 'role' : 'other'
}

/** The noun the rest hangs on: the last word before a preposition ('the head of service' -> head). */
function headWord(text: string): string {
  const [head] = text.split(/ (?:of|for|in|at|within|on|across|from|that|who|responsible|between|to) /)
  return lastWord(head ?? text)
}

/** 'All partners', 'Health partners', 'each service', 'NHS providers': responsible, but nobody in particular. */
export function isCollective(party: string): boolean {
  const bare = party.trim()
  if (/^(?:all|each|every|any|both|relevant|local|partner|its|their|other) /i.test(bare)) {
    return COLLECTIVE_HEADS.has(headWord(bare)) && !/[A-Z]{2,}s$/.test(bare)
  }
  if (
    /^(?:the )?(?:health |nhs |multi-agency |safeguarding |local |statutory |provider |partner |acute |community )*(?:partners|partnership|partner agencies|agencies|providers|organisations|trusts|commissioners|services|health community|health economy|bodies)$/i.test(
      bare,
    )
  ) {
    return !/^[A-Z]\w+ [A-Z]/.test(bare.replace(/^The /, ''))
  }
  return /^(?:the )?(?:general practitioners|gps|health visitors|school nurses|midwives|practitioners|professionals|(?:all )?staff)$/i.test(
    bare,
  )
}
