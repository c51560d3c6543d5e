import type { Timescale } from '../../../calendar/timescale.ts'
import type { Entry } from './entries.ts'
import type { Style } from './inline.ts'
import { declaredStyle } from './joint.ts'
import {
  announcesList,
  isListedStem,
  isOrganisationHeading,
  isOwnStem,
  isRecommendation,
} from './list-lines.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { isRecommendationsHeading, isResponseRequest } from './section.ts'
import { isImperative } from './subject.ts'
import { readHeadingTimescale, readStatedTimescale } from './timescales.ts'

/** What one entry of a list is. */
export type Verdict =
  | { is: 'nothing'; readAs: string | null }
  | { is: 'section heading'; style: Style | null }
  | { is: 'note'; style: Style }
  | { is: 'timescale'; timescale: Timescale }
  | { is: 'lead-in'; fromHeading: boolean }
  | { is: 'sub-heading' }
  | { is: 'number alone' }
  | { is: 'text of the number above' }
  | { is: 'part of the item above' }
  | { is: 'item'; running: boolean }
  | { is: 'row' }

/** What the entries before it say about the next. */
export type ListSoFar = {
  /** The list has items with bullets or numbers. */
  readonly marked: boolean
  readonly timed: boolean
  /** A number stood on a line of its own just before. */
  readonly numberWaits: boolean
  /** Its number stands under the number of the lead-in above: '1.2' under '1 The trust should:'. */
  readonly inNumberedGroup: boolean
  /** The entry goes on with an item that ended in a colon. */
  readonly underItem: boolean
}

/** Judges an entry by its own words and by what came before it. */
export function judgeEntry(
  entry: Entry,
  next: Entry | undefined,
  soFar: ListSoFar,
  book: OrganisationBook,
): Verdict {
  const { block, kind } = entry
  const { text } = block
  if (kind === 'furniture') return { is: 'nothing', readAs: block.kind === 'rule' ? 'rule' : 'page' }
  if (soFar.numberWaits && kind === 'paragraph' && text !== '') return { is: 'text of the number above' }
  if (isRecommendationsHeading(block)) return { is: 'section heading', style: declaredStyle(text) }
  const timescale = kind === 'row' ? null : timescaleOf(entry, soFar)
  if (timescale !== null) return { is: 'timescale', timescale }
  if (isResponseRequest(text)) return { is: 'nothing', readAs: 'response request' }
  const style = kind === 'item' ? null : declaredStyle(text)
  if (style !== null && isAboutTheList(text, book)) return { is: 'note', style }
  if (kind === 'row') return { is: 'row' }
  if (soFar.underItem) return { is: 'part of the item above' }
  if (text === '') return { is: 'number alone' }
  const listedStem = isListedStem(entry, next)
  if (listedStem || (!soFar.inNumberedGroup && isOwnStem(text, book)))
    return { is: 'lead-in', fromHeading: false }
  if (kind !== 'item' && isOrganisationHeading(text, book, next)) return { is: 'lead-in', fromHeading: true }
  if (kind === 'item') return { is: 'item', running: false }
  if (announcesList(text, next)) return { is: 'lead-in', fromHeading: false }
  if (kind === 'heading' || isSubHeading(entry, next)) return { is: 'sub-heading' }
  if (isRecommendation(text, book)) return { is: 'item', running: soFar.marked && !soFar.timed }
  if (!soFar.marked && soFar.timed && isSentence(text)) return { is: 'item', running: true }
  return { is: 'nothing', readAs: text.endsWith(':') ? 'lead-in' : null }
}

/** A length alone ('2. 3 months') is a heading unless it is an item of the list inside an item. */
function timescaleOf({ block, kind }: Entry, { underItem }: ListSoFar): Timescale | null {
  const inside = underItem || (kind === 'item' && block.marker?.kind !== 'number')
  return inside ? readStatedTimescale(block.text) : readHeadingTimescale(block.text)
}

/** 'Those recommendations in italics are shared with ...', not a recommendation that happens to speak of italics. */
function isAboutTheList(text: string, book: OrganisationBook): boolean {
  const speaksOfIt = /\b(?:recommendations?|those|ones|items)\b/i.test(text) && !isImperative(text)
  return speaksOfIt || !isRecommendation(text, book)
}

function isSubHeading(entry: Entry, next: Entry | undefined): boolean {
  const { text } = entry.block
  const short = text.length <= 80 && text.split(' ').length <= 10
  return entry.parts.length === 1 && short && !/[.;,:]$/.test(text) && next !== undefined
}

function isSentence(text: string): boolean {
  const aboutOthers = /^(?:these|the following|the above|this report|all recommendations|recommendations)\b/i
  return text.split(' ').length >= 5 && !aboutOthers.test(text)
}
