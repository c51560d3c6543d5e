import { resolveGroup } from './body-groups.ts'
import { isShortName, namesForAbbreviation, type OrganisationBook } from './organisation-book.ts'
import { cutParties, kindOfParty } from './parties.ts'
import { isRole } from './people.ts'
import { findSubject } from './subject.ts'
import { isGenericBody } from './vocabulary.ts'

/** What the words of an action say about the bodies that carry it. */
export type ReadLeads = {
  /** The body that is to lead, where the words say so. */
  readonly leadOrganisation: string | null
  /** The words give the lead away: 'This action needs to be led by PHT'. */
  readonly mustBeLedElsewhere: boolean
  /** 'led by the Trust': a lead is meant that the document does not name. */
  readonly unnamedLead: string | null
  /** All bodies that the words give a part in the work, in order. */
  readonly organisations: readonly string[]
}

const LED =
  /\b(?:led|lead|owned|coordinated|co-ordinated|taken forward|chaired|overseen) (?:jointly )?by (?:the )?(?=([^.;:()]{2,120}))/gi
const TO_LEAD =
  /(?:^|[.;:] |\bfor )(?:the )?([A-Z][^.;:,()]{1,80}?) to (?:lead|co-?ordinate|take the lead)\b/g
const NEEDS =
  /\b(?:needs? to be|has to be|must be|should be|will need to be|to be) led by\b|\bfor [^.;]{2,80} to lead\b/i
const BODY_AND_POST = /^([A-Z][A-Za-z&]{1,9})\s?\/\s?([A-Z][^.:;]{3,60})[.:]\s/

/** Reads who leads and who takes part from an action's text, by the phrases that say so and by its sentences' subjects. */
export function readLeads(text: string, book: OrganisationBook): ReadLeads {
  const organisations: string[] = []
  const add = (name: string): void => {
    if (!organisations.some((each) => each.toLowerCase() === name.toLowerCase())) organisations.push(name)
  }
  let lead: string | null = null
  let unnamed: string | null = null
  // 'PHT/Safeguarding Team Lead. ...': a body and its post open the cell.
  const opening = BODY_AND_POST.exec(text)
  if (opening !== null && isShortName(opening[1] ?? '') && isRole(opening[2] ?? '')) {
    lead = opening[1] ?? null
    if (lead !== null) add(lead)
  }
  for (const match of [...text.matchAll(LED), ...text.matchAll(TO_LEAD)]) {
    const bodies = bodiesAtStart(match[1] ?? '', book)
    if (!/^(?:co|chair|overs)/i.test(match[0])) {
      lead ??= bodies[0] ?? null
      unnamed ??= bodies.length === 0 ? generalBody(match[1] ?? '') : null
    }
    for (const body of bodies) add(body)
  }
  for (const sentence of text.split(/(?<=[.;])\s/).slice(0, 40)) {
    const body = subjectBody(sentence, book)
    if (body !== null) add(body)
  }
  return {
    leadOrganisation: lead,
    mustBeLedElsewhere: lead !== null && NEEDS.test(text),
    unnamedLead: lead === null ? unnamed : null,
    organisations,
  }
}

/** 'PHT, and perhaps coordinated by the CCG' begins with one body; what follows it is another clause. */
function bodiesAtStart(text: string, book: OrganisationBook): string[] {
  const bodies: string[] = []
  for (const party of cutParties(text, book)) {
    const bare = party
      .replace(/^(?:the|perhaps|either|both) /i, '')
      .replace(/\s(?:who|which|with|in|to|from|on|for|as|through|via)\s.*$/, '')
    const body = bodyOf(bare, book)
    if (body === null) break
    bodies.push(body)
  }
  return bodies
}

/** 'the Trust' of 'the Trust and partners', null when the text begins otherwise. */
function generalBody(text: string): string | null {
  const words = text.trim().split(/\s+/).slice(0, 4)
  const count = [4, 3, 2, 1].find((length) => isGenericBody(words.slice(0, length).join(' ')))
  return count === undefined ? null : words.slice(0, count).join(' ')
}

/** 'SNHST Children's services to work with ...' is work for SNHST, where that is a name the document knows. */
function subjectBody(sentence: string, book: OrganisationBook): string | null {
  const subject = findSubject(sentence)
  if (subject === null || subject.passive) return null
  const first = /^(?:The )?([A-Z][A-Za-z&]{1,9})\b/.exec(subject.text)?.[1] ?? ''
  if (isShortName(first) && (book.shortNames.has(first) || namesForAbbreviation(book, first).length > 0))
    return first
  const [party] = cutParties(subject.text, book)
  if (party === undefined || isShortName(party)) return null
  return bodyOf(party.replace(/^The /, ''), book)
}

/** A body by its name, or the only one that 'the Trust' can mean in this document; a general word alone is none. */
function bodyOf(party: string, book: OrganisationBook): string | null {
  if (isGenericBody(party)) {
    const [only, ...others] = resolveGroup(`the ${party}`, book)?.names ?? []
    return others.length === 0 ? (only ?? null) : null
  }
  return /^[A-Z]/.test(party) && kindOfParty(party, book) === 'organisation' ? party : null
}
