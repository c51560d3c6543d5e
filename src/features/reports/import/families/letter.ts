import { formatLongDate } from '../../../../calendar/date.ts'
import type { Block } from '../blocks.ts'
import type { FamilyInput, FamilyReading } from '../family.ts'
import { readInline } from '../inline.ts'
import { announcesPart } from '../letter-cues.ts'
import { datesMissing, type Published, publishedIn, visitIn } from '../letter-dates.ts'
import { type LetterList, letterLists, recommendationsInText } from '../letter-lists.ts'
import { readAddressBlock } from '../letter-parts.ts'
import { isRecommendation } from '../list-lines.ts'
import { collectOrganisations } from '../organisation-book.ts'
import { type Paragraph, paragraphsOf } from '../paragraphs.ts'
import { type ListContext, readRecommendations } from '../recommendations.ts'
import { readResponseClock } from '../response-clock.ts'
import type { DraftRecommendation, Flag, Unrecognised } from '../schema.ts'
import { shownDate } from '../shown-date.ts'
import { areaOf, readMarking, regulatorOf } from '../title.ts'
import { classOfName, withoutAbbreviation } from '../vocabulary.ts'

/**
 * Reads a letter about a review: only the list that a sentence about recommendations introduces counts. Other lists of
 * the same letter (what was looked at, good practice) stay out.
 */
export function readLetter({ blocks, furniture, receivedOn, reasons }: FamilyInput): FamilyReading {
  const marking = readMarking(blocks.slice(0, 40))
  const address = readAddressBlock(blocks)
  const paragraphs = paragraphsOf(blocks)
  const texts = paragraphs.map(({ text }) => text)
  const published = publishedIn(texts, address.date)
  const regulator = regulatorOf(address.subject ?? '', texts)
  const dates = { receivedOn, publishedOn: published?.on ?? null }
  const lists = letterLists(blocks)
  const book = collectOrganisations(address.bodies, texts)
  const visit = visitIn(texts)
  const bases = { ...dates, inspectedTo: visit?.to ?? null }
  const read = readLists(lists, paragraphs, { book, bases, furniture, jointInspection: regulator.joint })
  const { recommendations } = read
  // 'Within 70 working days of receipt of this letter': until the receipt is known, the letter's own day stands in.
  const clockDates = { receivedOn, publishedOn: address.date ?? dates.publishedOn }
  const response = readResponseClock(blocks, clockDates)
  const flags: Flag[] = address.date === null ? [NO_DATE] : []
  flags.push(...datesMissing(texts, visit, published))
  flags.push(...letterFlags(lists, published, recommendations.length), ...read.flags, ...response.flags)
  const isCommissioner = /^(?:CCG|PCT|ICB)$/.test(classOfName(address.letterhead ?? '') ?? '')
  return {
    report: {
      title:
        address.subject ??
        `Letter of ${address.date === null ? 'an unknown date' : formatLongDate(address.date)}`,
      kind: 'letter',
      area: areaIn(texts) ?? (address.subject === null ? null : areaOf(address.subject)),
      regulator: regulator.name,
      inspectedFrom: visit?.from ?? null,
      inspectedTo: visit?.to ?? null,
      publishedOn: published?.on ?? null,
      publishedBasis: published === null ? null : published.inferred ? 'inferred' : 'stated',
      commissioningBody: isCommissioner ? address.letterhead : null,
      inspector: null,
      providers: trustsIn(recommendations),
      judgements: [],
      marking: marking?.text ?? null,
      responseClock: response.clock,
      planOwner: null,
      letterDate: address.date,
      sender: address.sender,
      recipient: address.recipient,
      columns: [],
      header: [],
      reasons,
      flags,
    },
    findings: [],
    recommendations,
    actions: [],
    unrecognised: [...read.unrecognised, ...restOf(blocks, lists, recommendations)].sort(
      (a, b) => a.line - b.line,
    ),
  }
}

const NO_DATE: Flag = {
  code: 'date-missing',
  message: 'The letter bears no date that can be read. Of which day is it?',
}

type ReadLists = { recommendations: DraftRecommendation[]; unrecognised: Unrecognised[]; flags: Flag[] }

function readLists(
  lists: readonly LetterList[],
  paragraphs: readonly Paragraph[],
  context: ListContext,
): ReadLists {
  const out: ReadLists = { recommendations: [], unrecognised: [], flags: [] }
  for (const list of lists) {
    const read = readRecommendations(list.blocks, context)
    out.recommendations.push(...read.recommendations)
    for (const { line, raw } of list.cue)
      out.unrecognised.push({ line, text: raw, readAs: 'introduces the list' })
    out.unrecognised.push(...read.unrecognised)
    out.flags.push(...read.flags)
  }
  for (const { block, text } of recommendationsInText(paragraphs)) {
    if (!isRecommendation(text, context.book)) continue
    const inline = readInline(text)
    const read = readRecommendations(
      [{ ...block, kind: 'paragraph', text: inline.text, raw: text, inline, marker: null, cells: [] }],
      context,
    )
    for (const recommendation of read.recommendations) {
      recommendation.flags.push({
        code: 'from-running-text',
        message: 'It stands in a sentence of the letter, not in a list. Is it a recommendation?',
      })
      out.recommendations.push(recommendation)
    }
  }
  out.recommendations.sort((a, b) => a.line - b.line)
  for (const [index, recommendation] of out.recommendations.entries())
    recommendation.numberInReport = index + 1
  return out
}

function letterFlags(lists: readonly LetterList[], published: Published | null, count: number): Flag[] {
  const flags: Flag[] = []
  const partial = lists.find(({ cueText }) => announcesPart(cueText))
  if (partial !== undefined) {
    flags.push({
      code: 'partial-list',
      message: `The letter gives only some of the recommendations ('${shortened(partial.cueText)}'). The rest can be added from the report.`,
    })
  }
  if (published?.inferred === true) {
    flags.push({
      code: 'publication-date-inferred',
      message: `${published.why}, ${shownDate(published.on)}. Is that the date of the report?`,
    })
  }
  if (count === 0) {
    flags.push({
      code: 'no-recommendations',
      message: 'The letter speaks of recommendations but lists none. Import the report itself.',
    })
  }
  return flags
}

function shortened(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 118).trimEnd()}…`
}

/** Every line after the introduction that went into no recommendation: the rest of the letter. */
function restOf(
  blocks: readonly Block[],
  lists: readonly LetterList[],
  recommendations: readonly DraftRecommendation[],
): Unrecognised[] {
  const inLists = lists.flatMap((list) => [...list.cue, ...list.blocks])
  const first = Math.min(
    ...inLists.map(({ line }) => line),
    ...recommendations.map(({ line }) => line),
    Number.MAX_SAFE_INTEGER,
  )
  const used = new Set(inLists.map(({ line }) => line))
  return blocks
    .filter(({ line }) => line > first && !used.has(line))
    .map(({ line, raw }) => ({ line, text: raw, readAs: 'letter text' }))
}

/** '... for all children in the West Fen, Alder, Birch and Cole, and Stow areas.' */
function areaIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const areas = /\b(?:in|across|within) (?:the )?([A-Z][^.;:()]{2,120}?) areas?\b/.exec(text)?.[1]
    if (areas !== undefined && !/\b(?:is|are|was|were|that|which)\b/.test(areas)) return areas
  }
  for (const text of texts) {
    const place =
      /\b(?:safeguarding|looked after children|inspection|review|services) (?:in|of) ([A-Z][\w'’-]+(?: (?:and |of |upon )?[A-Z][\w'’-]+){0,4})/.exec(
        text,
      )?.[1]
    if (place !== undefined) return place
  }
  return null
}

function trustsIn(recommendations: readonly DraftRecommendation[]): string[] {
  const names = new Map<string, string>()
  for (const written of recommendations.flatMap(({ organisationsAsWritten }) => organisationsAsWritten)) {
    const bare = withoutAbbreviation(written)
    if (
      classOfName(written) === 'Trust' &&
      !names.has(bare) &&
      /^[A-Z].* /.test(bare) &&
      !/^the /i.test(bare)
    )
      names.set(bare, written)
  }
  return [...names.values()]
}
