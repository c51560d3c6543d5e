import type { Block } from './blocks.ts'
import type { Entry } from './entries.ts'
import { readSectionNumber } from './markers.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { cutParties, kindOfParty } from './parties.ts'
import { findSubject, isImperative } from './subject.ts'
import { readHeadingTimescale } from './timescales.ts'

const LONGEST_STEM = 400
const STEM_END =
  /\b(?:must|should|shall|will|needs? to|are to|is to|to)(?:,? (?:also|jointly|work together to|together|urgently|therefore)){0,2}(?: (?:ensure|make sure|assure themselves)(?: that)?)?\s?[:;–—-]?$/i

/** 'NHS X and Y NHS Trust should ensure that:' opens a list; the list's items are the recommendations. */
export function isOwnStem(text: string, book: OrganisationBook): boolean {
  const end = STEM_END.exec(text.slice(-80))?.[0]
  if (end === undefined || text.length > LONGEST_STEM || text.split(' ').length < 2) return false
  // 'Supervision is available to:' ends so too; without a 'should' it takes a body to make a lead-in.
  if (!/^(?:to\b|is to|are to)/i.test(end) || end.includes('work together')) return true
  const parties = cutParties(text.slice(0, text.length - end.length).trim(), book)
  return parties.some((party) => kindOfParty(party, book) !== 'other')
}

const FOLLOWING_ACTION =
  /\bthe following (?:\w+ ){0,2}(?:actions?|steps?|improvements?|recommendations?|measures?)[.:]?$/i

/**
 * 'The council needs to address the following weaknesses:' before a list, and '... should take the following action.'
 * before a list or the first of its timescales.
 */
export function announcesList(text: string, next: Entry | undefined): boolean {
  if (next === undefined || text.length > LONGEST_STEM) return false
  if (FOLLOWING_ACTION.test(text))
    return next.kind === 'item' || readHeadingTimescale(next.block.text) !== null
  return /\b(?:following|these)\b.*:$/i.test(text) && next.kind === 'item'
}

/** The number of a lead-in, also of '1 NHS X should:' without a full stop: what it ends in shows that it is one. */
export function leadInPath(block: Block): readonly number[] {
  if (block.marker !== null) return block.marker.path
  const section = readSectionNumber(block.text)
  return section === null ? [] : [section.number]
}

/** '1. NHS X and Y NHS Trust' with '1.1 Ensure ...' under it. */
export function isListedStem(entry: Entry, next: Entry | undefined): boolean {
  const path = leadInPath(entry.block)
  const below = next?.block.marker?.path ?? []
  if (path.length === 0 || below.length !== path.length + 1) return false
  const under = path.every((part, index) => below[index] === part)
  return under && entry.block.text.length <= LONGEST_STEM && !/[.!?]$/.test(entry.block.text)
}

/** A heading that is nothing but bodies: 'For NHS X:', 'Y NHS Trust'. */
export function isOrganisationHeading(
  text: string,
  book: OrganisationBook,
  next: Entry | undefined,
): boolean {
  if (next === undefined || text.length > 200 || /[.;?]$/.test(text) || findSubject(text) !== null)
    return false
  const bare = text.replace(/^(?:recommendations? )?(?:for|to) (?:the )?/i, '').replace(/\s?:$/, '')
  const parties = cutParties(bare, book)
  const kinds = parties.map((party) => kindOfParty(party, book))
  if (kinds.every((kind) => kind === 'organisation' || kind === 'collective')) return kinds.length > 0
  // One name that is plainly a body vouches for another that might be: the heading is asked about in any case.
  return kinds.includes('organisation') && parties.every((party) => /^(?:the )?[A-Z]\S* [A-Z]/.test(party))
}

const NOTES =
  /^(?:these|this|those|the following|the above|all of the|each of the|recommendations?\b|in this|please|a copy|we\b|you\b|it\b|for further)/i

/** A sentence that tells somebody to do something: an order, or a body in the place of the subject. */
export function isRecommendation(text: string, book: OrganisationBook): boolean {
  if (text.split(' ').length < 4) return false
  if (isImperative(text)) return !/^(?:please|see|contact|complete and return)\b/i.test(text)
  if (NOTES.test(text)) return false
  const subject = findSubject(text)
  if (subject === null) return false
  return cutParties(subject.text, book).some((party) => kindOfParty(party, book) !== 'other')
}
