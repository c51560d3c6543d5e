import type { Block } from './blocks.ts'
import { assembleEntries } from './entries.ts'
import { type JointConvention, pictureOf, readJoint, readTag } from './joint.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { addressedOf, type RawItem } from './raw-item.ts'
import { readList } from './read-list.ts'
import { splitRunOn } from './run-on.ts'
import type { DraftRecommendation, Flag, Unrecognised } from './schema.ts'
import { shownDate } from './shown-date.ts'
import { type ClockBases, dateTimescale } from './timescales.ts'

export type ReadRecommendations = {
  recommendations: DraftRecommendation[]
  unrecognised: Unrecognised[]
  /** What concerns the list as a whole. */
  flags: Flag[]
}

export type ListContext = {
  readonly book: OrganisationBook
  readonly bases: ClockBases
  readonly furniture: ReadonlySet<number>
  readonly jointInspection: boolean
}

/**
 * Reads a list of recommendations: every line of `blocks` ends up in a recommendation or in `unrecognised`, in the
 * order of the document.
 */
export function readRecommendations(blocks: readonly Block[], context: ListContext): ReadRecommendations {
  const list = readList(assembleEntries(blocks, context.furniture).flatMap(splitRunOn), context.book)
  const tagged = list.items.map((item) => readTag(item.block.inline))
  const convention: JointConvention = {
    jointInspection: context.jointInspection,
    style: list.declared?.style ?? null,
    noteLine: list.declared?.line ?? null,
  }
  const picture = pictureOf(tagged, convention)
  const flags: Flag[] = list.emptyTimescales.map(({ raw, line }) => ({
    code: 'timescale-without-recommendations',
    message: `Nothing stands under '${raw}' (line ${line}). Is something missing from this copy?`,
  }))
  const recommendations = list.items.map((item, index): DraftRecommendation => {
    const read = tagged[index] ?? readTag(item.block.inline)
    const joint = readJoint(read, picture, convention)
    const addressed = addressedOf(item, read.text, context.book)
    const dated = item.timescale === null ? null : dateTimescale(item.timescale, context.bases)
    return {
      ref: item.ref,
      numberInReport: index + 1,
      text: withoutListSign(oneLine(read.text)),
      textAsWritten: oneLine(read.asWritten),
      stem: item.stem,
      heading: item.heading,
      timescale: dated?.timescale ?? null,
      dueOn: dated?.dueOn ?? null,
      joint: joint.joint,
      jointBasis: joint.basis,
      organisations: [...addressed.organisations],
      organisationsAsWritten: [...addressed.asWritten],
      collective: addressed.collective,
      line: item.parts[0]?.line ?? item.block.line,
      lines: item.parts.map((part) => part.line),
      flags: [...itemFlags(item), ...joint.flags, ...addressed.flags, ...(dated?.flags ?? [])],
    }
  })
  flags.push(...repeatedRefs(recommendations), ...assumedBase(recommendations), ...fromHeadings(list.items))
  return { recommendations, unrecognised: list.unrecognised, flags }
}

/** '...; and' and '...;' hold a list together, they are no part of the item. */
function withoutListSign(text: string): string {
  const bare = text.replace(/(?:;|,)(?: and| or)?$/, '')
  return bare === '' ? text : bare
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}

function itemFlags(item: RawItem): Flag[] {
  const flags: Flag[] = []
  if (item.rejoined) {
    flags.push({
      code: 'joined-lines',
      message: 'A page break cut it in two; both parts were put together. Is the text whole?',
    })
  }
  if (item.running) {
    flags.push({
      code: 'from-running-text',
      message: 'It stands in running text, not in the list. Is it a recommendation?',
    })
  }
  if (item.block.inline.stray) {
    flags.push({
      code: 'stray-emphasis',
      message: 'It begins with an asterisk that is never closed: its italics may have been lost.',
    })
  }
  return flags
}

/** The same number twice is common where each timescale counts from 1; a person then needs another name for them. */
export function repeatedRefs(recommendations: readonly { ref: string | null }[]): Flag[] {
  const seen = new Map<string, number>()
  for (const { ref } of recommendations) if (ref !== null) seen.set(ref, (seen.get(ref) ?? 0) + 1)
  const twice = [...seen].filter(([, count]) => count > 1).map(([ref]) => ref)
  if (twice.length === 0) return []
  return [
    {
      code: 'duplicate-ref',
      message: `Used for more than one recommendation: ${twice.slice(0, 10).join(', ')}. They are told apart by their order.`,
    },
  ]
}

/** Bodies that only a heading names: said once, because it concerns every item under it. */
function fromHeadings(items: readonly RawItem[]): Flag[] {
  const headings = [
    ...new Set(items.flatMap(({ fromHeading, stem }) => (fromHeading && stem !== null ? [stem] : []))),
  ]
  if (headings.length === 0) return []
  return [
    {
      code: 'from-heading',
      message: `Who is responsible was read from the headings above the recommendations: ${headings.slice(0, 12).join('; ')}. Is that right?`,
    },
  ]
}

/** From which day a time runs, where that had to be chosen; one question for the whole report. */
function assumedBase(recommendations: readonly DraftRecommendation[]): Flag[] {
  const flags: Flag[] = []
  for (const { timescale } of recommendations) {
    const base = timescale?.base ?? null
    if (timescale === null || base === null || timescale.immediate) continue
    const code = timescale.baseStated ? 'timescale-base-inspection' : 'timescale-base-assumed'
    if (timescale.baseStated && !base.basis.includes('inspection')) continue
    if (flags.some((flag) => flag.code === code)) continue
    const message = timescale.baseStated
      ? `'${timescale.raw}': the last day of the inspection (${shownDate(base.on)}) was taken as the start. Is that right?`
      : `'${timescale.raw}' does not say from when; the date of the final report (${shownDate(base.on)}) was taken.`
    flags.push({ code, message })
  }
  return flags
}
