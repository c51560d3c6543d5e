import type { Block } from './blocks.ts'
import { readSectionNumber } from './markers.ts'
import { readStatedTimescale } from './timescales.ts'

/** Where the recommendations stand: `heading` is the index of the heading line, `from` of the first line after it. */
export type Section = { readonly heading: number | null; readonly from: number }

const QUALIFIER =
  '(?:the|our|key|main|summary|list|of|overall|cqc|ofsted|joint|health|inspection|report|review|and|actions)'
const HEADING = new RegExp(
  `^(?:${QUALIFIER}\\s){0,6}recommendations?(?:\\s(?:for|from|to|of|arising|pertaining|made|relating|and|in)\\s.{1,80})?$`,
  'i',
)
const OTHER_HEADINGS =
  /^(?:(?:key )?areas for (?:priority action|improvement|development)|what needs to improve(?: in .{3,80})?|priority actions?)\??$/i

/** True for the heading of the recommendations, with or without its number; false for its line in a table of contents. */
export function isRecommendationsHeading(block: Block): boolean {
  if (block.cells.length > 1 || block.inline.text.length > 160) return false
  if (block.marker !== null && block.marker.kind !== 'number') return false
  const bare = headingText(block)
  // A contents line ends in its page number.
  if (/[\s.]\d{1,3}$/.test(bare) || /[.;,]$/.test(bare)) return false
  return HEADING.test(bare) || OTHER_HEADINGS.test(bare)
}

/** The heading without number, colon and bracketed note: '11 Recommendations (those in italics ...)'. */
function headingText(block: Block): string {
  const numbered = readSectionNumber(block.text)?.rest ?? block.text
  const bracket = numbered.indexOf('(')
  const bare = bracket > 0 && numbered.trimEnd().endsWith(')') ? numbered.slice(0, bracket) : numbered
  return bare.trim().replace(/\s?:$/, '')
}

const FINDINGS_GO_ON = /^(?:\d{1,2}\s)?outcome \d{1,2}\b/i

/**
 * Finds the section. Of several headings the first counts after which no findings follow (a summary in front has the
 * findings behind it); where the heading itself was lost, the first timescale heading with a sentence under it.
 */
export function findSection(blocks: readonly Block[]): Section | null {
  const candidates = blocks.flatMap((block, index) => (isRecommendationsHeading(block) ? [index] : []))
  const real = candidates.filter((index) => hasContent(blocks, index))
  const lastFinding = blocks.findLastIndex(
    (block) => FINDINGS_GO_ON.test(block.text) && block.text.length < 120,
  )
  const after = real.find((index) => index > lastFinding) ?? real.at(-1)
  if (after !== undefined) return { heading: after, from: after + 1 }
  const timed = blocks.findIndex(
    (block, index) =>
      index > lastFinding &&
      block.cells.length <= 1 &&
      readStatedTimescale(block.text) !== null &&
      hasContent(blocks, index),
  )
  return timed < 0 ? null : { heading: null, from: timed }
}

/** Something more than the next heading must follow, otherwise it is a line of the contents. */
function hasContent(blocks: readonly Block[], index: number): boolean {
  return blocks.slice(index + 1, index + 12).some((block) => {
    if (isNextStepsHeading(block)) return false
    return block.kind === 'list item' || block.cells.length > 1 || block.text.split(' ').length > 7
  })
}

const NOT_RECOMMENDED =
  /^(?:(?:key |main |areas? of )?strengths?(?: and good practice)?|(?:areas of )?(?:good|effective|highly effective|best|notable) practice|what (?:is|was) working well|what works well|what went well|positives?|headline findings|case study.{0,60})\??$/i

/** The heading of a list that praises: what stands under it is no recommendation, whatever it is called. */
export function isPraiseHeading(block: Block): boolean {
  if (block.cells.length > 1 || block.kind === 'list item') return false
  const bare = headingText(block)
  return bare.length <= 80 && NOT_RECOMMENDED.test(bare)
}

/** The name of a list that is not simply called 'Recommendations': 'Areas for priority action'. */
export function listNameOf(block: Block): string | null {
  const bare = headingText(block)
  return OTHER_HEADINGS.test(bare) ? bare : null
}

/** 'Next steps', with or without number. */
export function isNextStepsHeading(block: Block): boolean {
  const bare = headingText(block)
  return bare.length <= 40 && /^(?:the )?next steps?(?: and .{1,20})?$/i.test(bare)
}

const AFTER_THE_LIST =
  /^(?:(?:appendix|appendices|annex|annexe|glossary|references|acknowledgements?|bibliography)\b|about (?:the |cqc|ofsted|this|us)|contact (?:us|details)|further information|what happens next|outcome \d{1,2}\b|(?:summary of |main |key |detailed )?findings$|context:?$|background$|conclusions?$|the inspection process|how we carried out|inspection team|record of main findings)/i

/** A heading with which another part of the report begins. */
export function isOtherHeading(block: Block): boolean {
  if (block.cells.length > 1 || block.kind === 'list item') return false
  const bare = headingText(block)
  return bare.length <= 90 && !/[.;]$/.test(bare) && AFTER_THE_LIST.test(bare)
}

/** The sentence that asks for a plan ('An action plan is required within 20 working days of receipt ...'). */
export function isResponseRequest(text: string): boolean {
  if (text.length > 1500 || !/action plan/i.test(text)) return false
  return (
    /\baction plan\b.{0,80}\b(?:is|are|will be|must be|should be) (?:required|requested|submitted|sent|needed)\b/i.test(
      text,
    ) ||
    /\b(?:complete|submit|send|provide|produce|return|prepare)\b.{0,40}\baction plan\b.{0,300}\b(?:working days|weeks|days) of (?:the )?receipt\b/i.test(
      text,
    ) ||
    /\baction plan\b.{0,200}\bwithin\b.{0,30}\b(?:working days|weeks) of (?:the )?receipt\b/i.test(text)
  )
}
