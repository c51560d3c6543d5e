import type { Block } from '../blocks.ts'
import type { FamilyInput, FamilyReading } from '../family.ts'
import { readFindings } from '../findings.ts'
import { type Header, readHeader } from '../header.ts'
import { readJudgements } from '../judgements.ts'
import { collectOrganisations, likelyAliases } from '../organisation-book.ts'
import { paragraphsOf } from '../paragraphs.ts'
import { readRecommendations } from '../recommendations.ts'
import { readResponseClock } from '../response-clock.ts'
import type { DraftRecommendation, Flag } from '../schema.ts'
import { findSection } from '../section.ts'
import { areaOf, readMarking, readTitle, regulatorOf } from '../title.ts'

/**
 * Reads an inspection report: title block, grades, numbered findings, then the recommendations. The findings are the
 * evidence and are kept apart; only what stands under the recommendations' heading can become a recommendation.
 */
export function readInspectionReport({ blocks, furniture, receivedOn, reasons }: FamilyInput): FamilyReading {
  const section = findSection(blocks)
  const before = blocks.slice(0, section?.heading ?? section?.from ?? blocks.length)
  const list = section === null ? [] : blocks.slice(section.heading ?? section.from)
  const header = readHeader(before)
  const marking = readMarking(blocks.slice(0, 40))
  const title = readTitle(before, new Set([...furniture, ...(marking?.lines ?? [])]))
  const judged = readJudgements(before)
  const body = before.filter((block) => !header.lines.has(block.line) && !judged.lines.has(block.line))
  const texts = paragraphsOf(blocks).map((paragraph) => paragraph.text)
  const regulator = regulatorOf(title?.text ?? '', texts)
  const dates = { receivedOn, publishedOn: header.publishedOn }
  const read = readRecommendations(list, {
    book: collectOrganisations(header.bodies, texts, commissionerOf(header)),
    bases: { ...dates, inspectedTo: header.inspectedTo },
    furniture,
    jointInspection: regulator.joint,
  })
  const response = readResponseClock(blocks, dates)
  const area = title === null ? null : areaOf(title.text)
  const flags: Flag[] = [...header.flags, ...missing(title, header, area, read.recommendations.length)]
  flags.push(...response.flags, ...read.flags, ...aliasFlags(read.recommendations, header.bodies))
  return {
    report: {
      title: title?.text ?? '',
      kind: 'inspection report',
      area,
      regulator: regulator.name,
      inspectedFrom: header.inspectedFrom,
      inspectedTo: header.inspectedTo,
      publishedOn: header.publishedOn,
      publishedBasis: header.publishedOn === null ? null : 'stated',
      commissioningBody: header.commissioningBody,
      inspector: header.inspector,
      providers: header.providers,
      judgements: judged.judgements,
      marking: marking?.text ?? null,
      responseClock: response.clock,
      planOwner: null,
      letterDate: null,
      sender: null,
      recipient: null,
      columns: [],
      header: header.labels,
      reasons,
      flags,
    },
    findings: readFindings(withoutFrontMatter(body), furniture),
    recommendations: read.recommendations,
    actions: [],
    unrecognised: read.unrecognised.sort((a, b) => a.line - b.line),
  }
}

function commissionerOf({
  commissioningBody,
  commissionerClass,
}: Header): { className: string; name: string } | null {
  return commissioningBody === null || commissionerClass === null
    ? null
    : { className: commissionerClass, name: commissioningBody }
}

/** Bodies that the recommendations call by another name than the title block does. */
function aliasFlags(recommendations: readonly DraftRecommendation[], bodies: readonly string[]): Flag[] {
  const names = new Set(recommendations.flatMap(({ organisations }) => organisations))
  return [...names].flatMap((name): Flag[] => {
    const aliases = likelyAliases(name, bodies)
    if (aliases.length === 0) return []
    return [
      {
        code: 'organisation-alias',
        message: `'${name}' may be ${aliases.join(' or ')} of the title block. They were kept apart; say if they are the same.`,
      },
    ]
  })
}

/** A table of contents numbers its lines like findings; it ends with the last line that ends in a page number. */
function withoutFrontMatter(blocks: readonly Block[]): readonly Block[] {
  const last = blocks
    .slice(0, 120)
    .findLastIndex(
      (block) =>
        /(?:\.{2,}|(?:\.\s){2,}|\t|\s{2,})\s{0,3}\d{1,3}$/.test(block.raw.slice(-40)) &&
        block.text.length < 120,
    )
  return last < 0 ? blocks : blocks.slice(last + 1)
}

function missing(
  title: { text: string } | null,
  header: Header,
  area: string | null,
  recommendations: number,
): Flag[] {
  const flags: Flag[] = []
  if (title === null)
    flags.push({ code: 'title-missing', message: 'No title was found. What should the report be called?' })
  else if (area === null)
    flags.push({
      code: 'area-unclear',
      message: 'The title does not say which area it is about. Which is it?',
    })
  // A date that stands there and could not be read has been asked about already.
  const asked = header.labels.some(({ label }) => /publi|report/i.test(label))
  if (header.publishedOn === null && !(asked && header.flags.some(({ code }) => code === 'date-missing'))) {
    flags.push({
      code: 'date-missing',
      message:
        'No date of the final report was found, so its times have no date to run from. When was it published?',
    })
  }
  if (recommendations === 0) {
    flags.push({
      code: 'no-recommendations',
      message: 'The section is there, but no recommendation was found in it. Is this copy complete?',
    })
  }
  return flags
}
