import { type Inline, type Style, sliceInline, styleShare } from './inline.ts'
import type { Flag } from './schema.ts'

/** How the document says that it marks recommendations shared with the joint report. */
export type JointConvention = {
  /** Whether the inspection was a joint one at all. */
  readonly jointInspection: boolean
  /** The style that a note declares ('those in italics are shared with ...'), and the line of that note. */
  readonly style: Style | null
  readonly noteLine: number | null
}

/** One item with its tag taken off. */
export type TaggedText = {
  readonly text: string
  readonly asWritten: string
  /** '(Joint)', '(Ofsted 2012)' as written, or null. */
  readonly tag: string | null
  /** Of the text without the tag. */
  readonly italic: number
  readonly bold: number
  readonly stray: boolean
}

const LEAD = '(?:(?:this is|also|a|from|in|see|shared with|the) ){0,3}'
/** '(Joint)', '(this is a joint recommendation)', '(Ofsted 2012)'; never '(joint working)'. */
const TAG_WORDS = `(?:${LEAD}joint(?:\\s(?:recommendations?|reports?|inspections?|findings?|with|cqc|ofsted)\\b[^()[\\]]{0,60})?|${LEAD}ofsted\\b[^()[\\]]{0,40}|cqc (?:and|&|/) ?ofsted[^()[\\]]{0,40})`
const PREFIX = new RegExp(`^[([]\\s?(${TAG_WORDS})\\s?[)\\]]\\s?[:.–—-]?\\s?`, 'i')
const BARE_PREFIX = /^(joint(?: recommendation)?|ofsted)\s?[:–—-]\s/i
const SUFFIX = new RegExp(`[([]\\s?(${TAG_WORDS})\\s?[)\\]]\\s?(\\.?)$`, 'i')
const LONGEST_TAG = 90

/** Takes a joint marker off the front or the end of an item, whatever its emphasis. */
export function readTag(inline: Inline): TaggedText {
  const { text } = inline
  const prefix = PREFIX.exec(text.slice(0, LONGEST_TAG)) ?? BARE_PREFIX.exec(text.slice(0, LONGEST_TAG))
  const start = prefix === null ? 0 : prefix[0].length
  const tail = Math.max(start, text.length - LONGEST_TAG)
  const suffix = SUFFIX.exec(text.slice(tail))
  const end = suffix === null ? text.length : tail + suffix.index
  const body = sliceInline(inline, start, end)
  const tag = prefix?.[0].trim() ?? suffix?.[0].replace(/\.$/, '').trim() ?? null
  // '... conferences (joint).' keeps its full stop.
  const stop = suffix?.[2] === '.' && !/[.!?]$/.test(body.text) ? '.' : ''
  const empty = body.text === ''
  return {
    text: empty ? text : body.text + stop,
    asWritten: text,
    tag: empty ? null : tag,
    italic: styleShare(body, 'italic'),
    bold: styleShare(body, 'bold'),
    stray: inline.stray || body.stray,
  }
}

/** The style that a heading or a note declares to mean 'from the joint report', or null. */
export function declaredStyle(text: string): Style | null {
  if (text.length > 400 || !/ofsted|joint|shared|published report|overall/i.test(text)) return null
  if (/\bitalic/i.test(text)) return 'italic'
  return /\bbold\b|\bemboldened\b/i.test(text) ? 'bold' : null
}

const WHOLE = 0.9
const SOME = 0.3

/** What the items of the whole list have in common; a lone item cannot say whether the markers were lost. */
export type JointPicture = {
  readonly tags: number
  readonly whole: number
  readonly items: number
  readonly style: Style
}

export function pictureOf(items: readonly TaggedText[], convention: JointConvention): JointPicture {
  const style = convention.style ?? 'italic'
  return {
    tags: items.filter((item) => item.tag !== null).length,
    whole: items.filter((item) => item[style] >= WHOLE).length,
    items: items.length,
    style,
  }
}

export type JointReading = { joint: boolean | null; basis: string; flags: Flag[] }

/**
 * Whether a recommendation is shared with the joint report. Certain only with a tag, or without one where the markers
 * of the list are plainly there; everything between is null, or the likelier reading, with a flag that asks.
 */
export function readJoint(
  item: TaggedText,
  picture: JointPicture,
  convention: JointConvention,
): JointReading {
  const { style } = picture
  const called = style === 'italic' ? 'italics' : 'bold'
  const isStyled = item[style] >= WHOLE
  if (item.tag !== null) {
    return { joint: true, basis: isStyled ? `${item.tag} tag and ${called}` : `${item.tag} tag`, flags: [] }
  }
  if (!convention.jointInspection) {
    return { joint: false, basis: 'the document marks no recommendations as joint', flags: [] }
  }
  const declared = convention.style !== null
  if (isStyled && declared) return styledWithoutTag(picture, called, convention)
  if (isStyled && (picture.tags > 0 || picture.whole < picture.items)) {
    return unclear(
      null,
      `${called}, no tag, and no note on what ${called} mean`,
      `It stands in ${called}, and the report does not say what ${called} mean. Is it shared with Ofsted?`,
    )
  }
  if (item.stray || item[style] >= SOME) {
    if (declared || picture.tags > 0) {
      return unclear(
        null,
        `partly in ${called}, no tag`,
        `Only part of it stands in ${called}, perhaps by a slip of the conversion. Is it shared with Ofsted?`,
      )
    }
  }
  if (picture.tags > 0)
    return { joint: false, basis: isStyled ? 'no tag' : `neither tag nor ${called}`, flags: [] }
  if (declared && picture.whole > 0) return { joint: false, basis: `not in ${called}`, flags: [] }
  if (declared) {
    return unclear(
      null,
      `the report says that ${called} mark joint recommendations (line ${convention.noteLine ?? 0}), but none stands in ${called} in this text`,
      `The report marks shared recommendations by ${called}, and this copy has lost them. Is it shared with Ofsted?`,
    )
  }
  return unclear(
    null,
    'the inspection was a joint one, and nothing marks which recommendations are shared',
    'The report does not mark which recommendations are shared with Ofsted. Is this one?',
  )
}

function styledWithoutTag(picture: JointPicture, called: string, convention: JointConvention): JointReading {
  if (picture.tags === 0)
    return { joint: true, basis: `${called} (line ${convention.noteLine ?? 0})`, flags: [] }
  return unclear(
    true,
    `${called} only, no tag`,
    `It stands in ${called} like the joint ones, but has no tag as they have. It was read as shared with Ofsted. Is it?`,
  )
}

function unclear(joint: boolean | null, basis: string, message: string): JointReading {
  return { joint, basis, flags: [{ code: 'joint-unclear', message }] }
}
