import type { Block } from './blocks.ts'
import { readInline } from './inline.ts'

/** What a line of a report's title block can say. */
export type HeaderField =
  | 'inspected'
  | 'published'
  | 'commissioning'
  | 'inspector'
  | 'providers'
  | 'ccgs'
  | 'region'
  | 'other'

const LABELS: readonly (readonly [HeaderField, RegExp])[] = [
  [
    'inspected',
    /^(?:the )?(?:dates?|period)(?:\(s\))? of (?:the )?(?:inspection|review|visit|fieldwork|site visit)s?/i,
  ],
  ['inspected', /^(?:inspection|review|visit|fieldwork) (?:dates?|period)(?:\(s\))?/i],
  ['published', /^date of (?:the )?(?:final |published )?(?:report|publication)/i],
  ['published', /^(?:final )?(?:report|publication) (?:date|published(?: on)?|publication date)/i],
  ['published', /^(?:date )?(?:report )?published(?: on)?|^date of issue|^report issued/i],
  ['ccgs', /^(?:ccg\(?s?\)?|clinical commissioning groups?) (?:included|involved|covered)/i],
  [
    'commissioning',
    /^(?:lead )?commissioning (?:pct|ccg|body|bodies|organisation|organisations|cluster|primary care trust|trust|authority)(?:\(?s\)?)?/i,
  ],
  ['commissioning', /^(?:lead )?commissioners?(?:\(s\))?$|^(?:pct|primary care trust|ccg)$/i],
  [
    'inspector',
    /^(?:cqc |lead |name\(?s?\)? of (?:the )?(?:cqc |lead )?)(?:lead )?inspectors?(?:\(s\))?(?: names?(?:\(s\))?)?/i,
  ],
  ['inspector', /^inspectors?(?:\(s\))?(?: names?)?$/i],
  [
    'providers',
    /^(?:(?:provider|health|nhs) services?|providers?|services|organisations)(?: of services)? (?:included|inspected|involved|covered|visited)/i,
  ],
  ['providers', /^(?:provider(?:s|\(s\))?|provider services)$/i],
  ['region', /^(?:cqc|nhs england) (?:region|area)(?:al)?(?: team)?$/i],
  ['other', /^(?:cqc|regional|nhs england|sha|strategic health authority|local authority|ofsted)\b.{0,60}$/i],
]

export type Labelled = { field: HeaderField; label: string; value: string; rawValue: string }

const LONGEST_LABEL = 90

/** Reads 'Date of Inspection<tab>9 July', '**Date of review:** 3 March', 'CQC region: North'; null for other lines. */
export function readLabelled(block: Block): Labelled | null {
  const cells = block.cells
  if (cells.length >= 2) {
    const label = (cells[0]?.text ?? '').replace(/\s?:$/, '')
    const field = fieldOf(label)
    if (field === null) return null
    const value = cells
      .slice(1)
      .map((cell) => cell.text)
      .filter((text) => text !== '')
      .join(' ')
    return { field, label, value, rawValue: rawAfterLabel(block.raw) }
  }
  const text = block.inline.text
  const colon = text.slice(0, LONGEST_LABEL).indexOf(':')
  if (colon > 0) {
    const label = text.slice(0, colon).trim()
    const field = fieldOf(label)
    if (field === null) return null
    const rawColon = block.raw.indexOf(':')
    return {
      field,
      label,
      value: text.slice(colon + 1).trim(),
      rawValue: block.raw.slice(rawColon + 1).replace(/^[*_]{1,3}(?=\s)/, ''),
    }
  }
  return withoutColon(block)
}

/** Columns that were spaces in the original: the label, then two blanks or a date. */
function withoutColon(block: Block): Labelled | null {
  const gap = /^(.{4,80}?)(?: {2,}|(?= \d{1,2}(?:st|nd|rd|th)? ?[A-Z–-]))/.exec(block.raw)
  const label = readInline(gap?.[1] ?? block.raw).text
  const field = label.length > LONGEST_LABEL ? null : fieldOf(label)
  if (field === null || (field === 'other' && gap === null)) return null
  const rawValue = gap === null ? '' : block.raw.slice(gap[0].length)
  return { field, label, value: readInline(rawValue).text, rawValue }
}

function fieldOf(label: string): HeaderField | null {
  if (label.length > LONGEST_LABEL) return null
  for (const [field, pattern] of LABELS) {
    const match = pattern.exec(label)
    // The label must be all there is: 'Providers included in the review were asked' is a sentence.
    if (match !== null && match[0].length >= label.length - 14) return field
  }
  return null
}

function rawAfterLabel(raw: string): string {
  const tab = raw.indexOf('\t')
  if (tab >= 0) return raw.slice(tab + 1)
  const pipe = raw.indexOf('|', 1)
  return raw.slice(pipe + 1).replace(/\|\s*$/, '')
}
