import type { IsoDate } from '../../../../calendar/date.ts'
import { findMonthOrDate, readWrittenDate } from '../../../../calendar/written-date.ts'
import type { Block } from '../blocks.ts'
import type { FamilyInput, FamilyReading } from '../family.ts'
import { announcesPart, isRecommendationCue } from '../letter-cues.ts'
import { readAddressBlock } from '../letter-parts.ts'
import { collectOrganisations } from '../organisation-book.ts'
import { readRecommendations } from '../recommendations.ts'
import { readResponseClock } from '../response-clock.ts'
import type { DraftRecommendation, Flag, Unrecognised } from '../schema.ts'
import { findSection } from '../section.ts'
import { readHeadingTimescale } from '../timescales.ts'
import { readMarking, regulatorOf } from '../title.ts'
import { classOfName } from '../vocabulary.ts'

/**
 * Reads a letter about a review: only the list that a sentence about recommendations introduces counts. Other lists of
 * the same letter (what was looked at, good practice) stay out.
 */
export function readLetter({ blocks, furniture, receivedOn, reasons }: FamilyInput): FamilyReading {
  const marking = readMarking(blocks.slice(0, 40))
  const address = readAddressBlock(blocks)
  const published = publishedIn(blocks, address.date)
  const texts = blocks.map((block) => block.inline.text)
  const regulator = regulatorOf(address.subject ?? '', texts)
  const dates = { receivedOn, publishedOn: published?.on ?? null }
  const lists = listsOf(blocks)
  const book = collectOrganisations(address.bodies, texts)
  const context = {
    book,
    bases: { ...dates, inspectedTo: null },
    furniture,
    jointInspection: regulator.joint,
  }
  const recommendations: DraftRecommendation[] = []
  const unrecognised: Unrecognised[] = []
  const flags: Flag[] = []
  for (const list of lists) {
    const read = readRecommendations(list.blocks, context)
    recommendations.push(...read.recommendations)
    unrecognised.push(...list.cue.map(asCue), ...read.unrecognised)
    flags.push(...read.flags)
  }
  for (const [index, recommendation] of recommendations.entries()) recommendation.numberInReport = index + 1
  unrecognised.push(...letterRest(blocks, lists))
  // 'Within 70 working days of receipt of this letter': until the receipt is known, the letter's own day stands in.
  const response = readResponseClock(blocks, { receivedOn, publishedOn: address.date ?? dates.publishedOn })
  const partial = lists.find((list) => list.cue.some((block) => announcesPart(block.text)))
  if (partial !== undefined) {
    flags.push({
      code: 'partial-list',
      message:
        "The letter says 'including': the review made more recommendations than it lists. The rest can be added from the report.",
    })
  }
  if (published?.inferred === true) {
    flags.push({
      code: 'publication-date-inferred',
      message: `The letter speaks of the report as published on its own day, ${published.on}. Is that the date of the report?`,
    })
  }
  if (recommendations.length === 0)
    flags.push({
      code: 'no-recommendations',
      message: 'The letter speaks of recommendations but lists none. Import the report itself.',
    })
  const commissioning =
    address.letterhead !== null && /^(?:CCG|PCT|ICB)$/.test(classOfName(address.letterhead) ?? '')
  return {
    report: {
      title: address.subject ?? `Letter of ${address.date ?? 'an unknown date'}`,
      kind: 'letter',
      area: areaIn(texts),
      regulator: regulator.name,
      inspectedFrom: null,
      inspectedTo: null,
      publishedOn: published?.on ?? null,
      publishedBasis: published === null ? null : published.inferred ? 'inferred' : 'stated',
      commissioningBody: commissioning ? address.letterhead : null,
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
      flags: [...flags, ...response.flags],
    },
    findings: [],
    recommendations,
    actions: [],
    unrecognised: unrecognised.sort((a, b) => a.line - b.line),
  }
}

type List = { cue: Block[]; blocks: Block[] }

function asCue(block: Block): Unrecognised {
  return { line: block.line, text: block.raw, readAs: 'introduces the list' }
}

/**
 * The lists of recommendations with the sentences that introduce them. A list ends with the first paragraph that is no
 * item, no timescale and no rest of an item; without list items, the paragraphs after the cue are its list.
 */
function listsOf(blocks: readonly Block[]): List[] {
  const lists: List[] = []
  const closing = blocks.findIndex((block) =>
    /^(?:yours|kind regards|best wishes|with kind)\b/i.test(block.text),
  )
  const end = closing < 0 ? blocks.length : closing
  let index = 0
  while (index < end) {
    const block = blocks[index]
    if (block === undefined) break
    index += 1
    if (block.kind === 'list item' || !isRecommendationCue(block.text)) continue
    const list: List = { cue: [block], blocks: [] }
    while (index < end) {
      const next = blocks[index]
      if (next === undefined || !belongsToList(next, list.blocks)) break
      list.blocks.push(next)
      index += 1
    }
    if (list.blocks.length > 0) lists.push(list)
  }
  if (lists.length > 0) return lists
  const section = findSection(blocks.slice(0, end))
  return section?.heading == null ? [] : [{ cue: [], blocks: blocks.slice(section.heading, end) }]
}

function belongsToList(block: Block, list: readonly Block[]): boolean {
  if (block.kind === 'list item' || block.kind === 'rule') return true
  if (readHeadingTimescale(block.text) !== null) return true
  const before = list.at(-1)
  if (before === undefined) return false
  if (!block.gap) return before.kind === 'list item' || list.some((each) => each.kind === 'list item')
  return /^[a-z]/.test(block.text) && !/[.!?;]$/.test(before.text)
}

function letterRest(blocks: readonly Block[], lists: readonly List[]): Unrecognised[] {
  const first = lists[0]?.cue[0]?.line ?? lists[0]?.blocks[0]?.line
  if (first === undefined) return []
  const used = new Set(lists.flatMap((list) => [...list.cue, ...list.blocks]).map((block) => block.line))
  return blocks
    .filter((block) => block.line > first && !used.has(block.line))
    .map((block) => ({ line: block.line, text: block.raw, readAs: 'letter text' }))
}

/** 'The CQC today publishes its report' dates the report by the letter; 'published on 3 June' dates it by itself. */
function publishedIn(
  blocks: readonly Block[],
  letterDate: IsoDate | null,
): { on: IsoDate; inferred: boolean } | null {
  for (const block of blocks) {
    const stated = /\b(?:report|review)\b.{0,120}\bpublished (?:on )?(.{6,40})/i.exec(block.text)
    const on =
      stated === null
        ? null
        : (readWrittenDate((stated[1] ?? '').split(/[,.;]/)[0] ?? '').on ??
          findMonthOrDate(stated[1] ?? '')?.on ??
          null)
    if (on !== null) return { on, inferred: false }
  }
  const today = blocks.some((block) =>
    /\btoday\b.{0,60}\bpublish|\bpublish\w*\b.{0,60}\btoday\b/i.test(block.text),
  )
  return today && letterDate !== null ? { on: letterDate, inferred: true } : null
}

/** '... for all children in the West Fen, Alder, Birch and Cole, and Stow areas.' */
function areaIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const areas = /\b(?:in|across|within) (?:the )?([A-Z][^.;:()]{2,120}?) areas?\b/.exec(text)?.[1]
    if (areas !== undefined && !/\b(?:is|are|was|were|that|which)\b/.test(areas)) return areas
  }
  for (const text of texts) {
    const place =
      /\b(?:safeguarding|looked after children|review|services) in ([A-Z][\w'’-]+(?: (?:and |of |upon )?[A-Z][\w'’-]+){0,4})/.exec(
        text,
      )?.[1]
    if (place !== undefined) return place
  }
  return null
}

function trustsIn(recommendations: readonly DraftRecommendation[]): string[] {
  const names = new Map<string, string>()
  for (const { organisationsAsWritten } of recommendations) {
    for (const written of organisationsAsWritten) {
      const bare = written.replace(/\s?\([^()]*\)$/, '')
      if (classOfName(written) === 'Trust' && !names.has(bare) && bare.includes(' ')) names.set(bare, written)
    }
  }
  return [...names.values()]
}
