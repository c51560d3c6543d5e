import type { IsoDate } from '../../../calendar/date.ts'
import { readDateRange, readWrittenDate } from '../../../calendar/written-date.ts'
import type { Block } from './blocks.ts'
import { type HeaderField, type Labelled, readLabelled } from './header-labels.ts'
import { oneLine } from './inline.ts'
import { splitNames } from './run-together.ts'
import type { Flag } from './schema.ts'

export type Header = {
  inspectedFrom: IsoDate | null
  inspectedTo: IsoDate | null
  publishedOn: IsoDate | null
  commissioningBody: string | null
  inspector: string | null
  providers: string[]
  /** 'PCT' or 'CCG', where the title block says that the commissioner is one. */
  commissionerClass: string | null
  /** All bodies of the title block, for the book of names. */
  bodies: string[]
  labels: { label: string; value: string; line: number }[]
  lines: ReadonlySet<number>
  flags: Flag[]
}

/** The title block ends with the first long paragraph, or here at the latest. */
const AT_MOST = 80
const MOST_VALUE_LINES = 14

/** Reads the labelled lines at the top of a report, with values on the same line, in the next cell or on lines below. */
export function readHeader(blocks: readonly Block[]): Header {
  const values = new Map<HeaderField, { value: string; rawValue: string }>()
  const labels: Header['labels'] = []
  const lines = new Set<number>()
  const top = blocks.slice(0, AT_MOST)
  for (const [index, block] of top.entries()) {
    if (block.text.length > 600 && labels.length > 0) break
    const labelled = readLabelled(block)
    if (labelled === null) continue
    lines.add(block.line)
    const full = withLinesBelow(labelled, top.slice(index + 1, index + 1 + MOST_VALUE_LINES), lines)
    labels.push({ label: full.label, value: oneLine(full.value), line: block.line })
    if (!values.has(full.field) && full.value !== '') values.set(full.field, full)
  }
  const flags: Flag[] = []
  const range = datesOf(values.get('inspected')?.value, flags)
  const published = values.get('published')?.value
  const publishedOn = published === undefined ? null : readWrittenDate(published).on
  if (published !== undefined && publishedOn === null) {
    const read = readWrittenDate(published)
    const why = read.month === null ? 'could not be read' : 'gives no day'
    flags.push({
      code: 'date-missing',
      message: `The date of the report, '${published}', ${why}, so its times have no day to run from. Which day is it?`,
    })
  }
  const providers = splitNames(values.get('providers')?.rawValue ?? '')
  const ccgs = splitNames(values.get('ccgs')?.rawValue ?? '')
  if (providers.ranTogether) {
    flags.push({
      code: 'names-may-have-run-together',
      message: `The providers stand in one cell without separators. They were read as: ${providers.names.join('; ')}. Is that right?`,
    })
  }
  const commissioning = values.get('commissioning')?.value ?? null
  return {
    ...range,
    publishedOn,
    commissioningBody: commissioning ?? (ccgs.names.length > 0 ? ccgs.names.join('; ') : null),
    commissionerClass: classOfLabel(labels.find(({ value }) => value === commissioning)?.label ?? ''),
    inspector: values.get('inspector')?.value ?? null,
    providers: providers.names,
    bodies: [...(commissioning === null ? [] : [commissioning]), ...ccgs.names, ...providers.names],
    labels,
    lines,
    flags,
  }
}

function classOfLabel(label: string): string | null {
  if (/\bpct\b|primary care trust/i.test(label)) return 'PCT'
  return /\bccg\b/i.test(label) ? 'CCG' : null
}

/** 'Provider services included:' with one name a line under it. */
function withLinesBelow(labelled: Labelled, below: readonly Block[], lines: Set<number>): Labelled {
  const fits = VALUE_SHAPES[labelled.field]
  const found: Block[] = []
  let open = labelled.value === ''
  for (const block of below) {
    if (block.cells.length > 1 && found.length === 0 && (block.cells[0]?.text ?? '') !== '') break
    const text = block.text
    if (
      block.kind === 'heading' ||
      block.kind === 'rule' ||
      readLabelled(block) !== null ||
      text.length > 160
    )
      break
    if (!fits(text) || (!open && (block.gap || labelled.field !== 'providers'))) break
    found.push(block)
    open = labelled.field === 'providers' || labelled.field === 'ccgs' || labelled.field === 'inspector'
    if (!open) break
  }
  if (found.length === 0) return labelled
  for (const block of found) lines.add(block.line)
  const values = [labelled.value, ...found.map((block) => block.text)].filter((value) => value !== '')
  return {
    ...labelled,
    value: values.join(labelled.field === 'inspector' ? ', ' : '; '),
    rawValue: [labelled.rawValue, ...found.map((block) => block.raw.replace(/^[-*•]\s/, ''))].join('\n'),
  }
}

const looksLikeName = (text: string): boolean =>
  /^[A-Z]/.test(text) && !/[.!?]$/.test(text) && text.split(' ').length <= 14
const looksLikePerson = (text: string): boolean =>
  looksLikeName(text) &&
  text.split(' ').length <= 5 &&
  !/\d/.test(text) &&
  !/\b(?:report|review|contents|summary)\b/i.test(text)
const VALUE_SHAPES: Readonly<Record<HeaderField, (text: string) => boolean>> = {
  inspected: (text) => /\d/.test(text) && text.length < 80,
  published: (text) => /\d/.test(text) && text.length < 60,
  commissioning: looksLikeName,
  inspector: looksLikePerson,
  providers: looksLikeName,
  ccgs: looksLikeName,
  region: looksLikePerson,
  other: looksLikePerson,
}

function datesOf(
  written: string | undefined,
  flags: Flag[],
): { inspectedFrom: IsoDate | null; inspectedTo: IsoDate | null } {
  if (written === undefined) return { inspectedFrom: null, inspectedTo: null }
  const range = readDateRange(written)
  if (range !== null) return { inspectedFrom: range.from, inspectedTo: range.to }
  flags.push({
    code: 'date-missing',
    message: `The dates of the inspection, '${written}', could not be read. Which days are they?`,
  })
  return { inspectedFrom: null, inspectedTo: null }
}
