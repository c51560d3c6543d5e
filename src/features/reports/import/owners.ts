import { findMonthOrDate } from '../../../calendar/written-date.ts'
import { isShortName, type OrganisationBook } from './organisation-book.ts'
import { isPersonName, isRole, looksLikeBody } from './people.ts'
import type { Flag } from './schema.ts'
import { isGenericBody, withoutAbbreviation } from './vocabulary.ts'

/** Who stands in the owner's cell of a row. */
export type ReadOwners = {
  owners: string[]
  leadOrganisation: string | null
  sharedWith: string[]
  flags: Flag[]
}

const NOBODY =
  /^(?:tb[acd]|n\/?a|none|to be (?:confirmed|agreed|appointed|identified)|vacant|unknown|[-–—?.]+)$/i
const SHARED =
  /\(?\b(?:shared with|jointly with|joint with|in partnership with|with (?:support|input|help) from|supported by|support from)\s+(?:the\s+)?([^()]+?)\)?$/i
const LABEL = /^(?:lead|owner|responsible(?: officer)?|who)\s?:\s/i
const PLURAL =
  /\b(?:all|leads|nurses|doctors|managers|directors|heads|midwives|visitors|officers|professionals|staff|partners|agencies|teams|commissioners)$/i

/**
 * Reads an owner's cell. Slashes, commas, '&', 'and' and new lines part people and posts; a body before a slash is the
 * body whose post follows ('PHT/Safeguarding Team Lead'). 'Shared with ...' names no owner.
 */
export function readOwners(cell: string, book: OrganisationBook): ReadOwners {
  const flags: Flag[] = []
  const text = cell.replace(LABEL, '').trim()
  if (text === '' || NOBODY.test(text)) {
    flags.push({
      code: 'owner-missing',
      message:
        text === '' ? 'No owner is given. Who leads it?' : `The owner is given as '${text}'. Who leads it?`,
    })
    return { owners: [], leadOrganisation: null, sharedWith: [], flags }
  }
  const shared = SHARED.exec(text)
  const sharedWith = shared === null ? [] : splitOwners(shared[1] ?? '')
  const rest = shared === null ? text : text.slice(0, shared.index).replace(/[\s,;/(–-]+$/, '')
  const names = splitOwners(rest)
  const bodies = names.filter((name) => isBody(name, book))
  const others = names.filter((name) => !isBody(name, book))
  const leadOrganisation = bodies.find((body) => !isGenericBody(body)) ?? null
  const owners = others.length > 0 ? others : bodies
  if (owners.length === 0)
    flags.push({ code: 'owner-missing', message: `It names nobody who leads it, only '${text}'. Who does?` })
  if (others.length === 0 && bodies.length > 0) {
    flags.push({
      code: 'owner-is-organisation',
      message: `The owner is ${bodies.join(' and ')}, with no person or post. Who answers for it there?`,
    })
  }
  const plural = owners.filter((owner) => PLURAL.test(owner))
  if (plural.length > 0) {
    flags.push({
      code: 'owner-plural',
      message: `'${plural.join("', '")}' is more than one person. Who is the accountable lead?`,
    })
  }
  const unclear = owners.find(saysSomethingElse)
  if (unclear !== undefined)
    flags.push({
      code: 'owner-unclear',
      message: `'${unclear}' stands in the owner column and does not look like a person, a post or a body. Who leads it?`,
    })
  return { owners, leadOrganisation, sharedWith, flags }
}

const LONGEST_POST = 6

/** A sentence or a date where the owner should be. */
function saysSomethingElse(owner: string): boolean {
  if (isPersonName(owner) || isRole(owner) || looksLikeBody(owner)) return false
  return owner.split(' ').length > LONGEST_POST || findMonthOrDate(owner) !== null
}

function isBody(name: string, book: OrganisationBook): boolean {
  const bare = name.replace(/^the /i, '')
  if (looksLikeBody(bare)) return true
  return (
    isShortName(bare) &&
    (book.abbreviations.has(bare) || book.shortNames.has(bare) || /^[A-Z]{2,}s?$/.test(bare))
  )
}

/** The names in a cell, in order, each once. */
export function splitOwners(cell: string): string[] {
  const parts: string[] = []
  for (const chunk of cell.split(/\n|;|\s?\/\s?|•|\|/))
    for (const name of splitAtCommas(chunk)) parts.push(...splitAtAnd(name))
  const names = parts
    .map((part) => part.replace(/^[\s,.&–-]+|[\s,;&–-]+$/g, '').replace(/\s+/g, ' '))
    .filter((part) => part !== '')
  return [...new Set(names)]
}

/** 'Kate Slater, Named Nurse' is one owner with her post; 'K Slater, E Wilson' are two. */
function splitAtCommas(text: string): string[] {
  const pieces = text.split(/,\s?/)
  const out: string[] = []
  for (const piece of pieces) {
    const before = out.at(-1)
    const title =
      before !== undefined &&
      isPersonName(before) &&
      !isPersonName(piece) &&
      isRole(piece) &&
      pieces.length === 2
    const bare =
      !isPersonName(piece) && !isRole(piece) && !looksLikeBody(piece) && !/^[A-Z]{2,}/.test(piece.trim())
    if (before !== undefined && (title || bare)) out[out.length - 1] = `${before}, ${piece}`
    else out.push(piece)
  }
  return out
}

/** 'J Smith and K Jones' and 'Named Nurse and Named Doctor' are two; 'Head of Nursing and Quality' is one. */
function splitAtAnd(text: string): string[] {
  const match = /^(.{2,120}?)\s(?:and|&|\+)\s(.{2,200})$/.exec(text.trim())
  if (match === null) return [text]
  const [, left = '', right = ''] = match
  const whole = (written: string): boolean => {
    const part = withoutAbbreviation(written)
    return isPersonName(part) || isRole(part) || looksLikeBody(part) || /^[A-Z]{2,6}s?$/.test(part)
  }
  return whole(left.trim()) && splitAtAnd(right).every(whole) ? [left, ...splitAtAnd(right)] : [text]
}
