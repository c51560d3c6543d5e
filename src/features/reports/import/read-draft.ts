import { compareDates, type IsoDate } from '../../../calendar/date.ts'
import { readBlocks } from './blocks.ts'
import { readActionPlan } from './families/action-plan.ts'
import { readInspectionReport } from './families/inspection-report.ts'
import { readLetter } from './families/letter.ts'
import type { FamilyInput, FamilyReading } from './family.ts'
import { findFurniture } from './furniture.ts'
import { flagPlanStatus } from './plan-status.ts'
import { type FileInput, readFile } from './read-file.ts'
import { type Family, recogniseFamily } from './recognise.ts'
import type { Draft, DraftJson, Flag } from './schema.ts'
import { shownDate } from './shown-date.ts'

export type ReadDraftInput = FileInput & {
  /** The day the report was received, which no document knows; the response clock is provisional without it. */
  receivedOn?: IsoDate
  /** The day on which it is read: what is overdue by then, the board will rate so. */
  today?: IsoDate
}
export type ReadDraft = { ok: true; draft: Draft } | { ok: false; message: string }

const READERS: Readonly<Record<Family, (input: FamilyInput) => FamilyReading>> = {
  'inspection report': readInspectionReport,
  'action plan': readActionPlan,
  letter: readLetter,
}

/**
 * Turns a report, plan or letter into a draft of recommendations and actions, or says in plain words why not. Reads and
 * flags only; nothing is stored, and nothing doubtful is settled. Takes time linear in the length of the file.
 */
export function readDraft(input: ReadDraftInput): ReadDraft {
  const file = readFile(input)
  if (!file.ok) return file
  const { source } = file
  const blocks = readBlocks(source.lines)
  const recognised = recogniseFamily(blocks)
  if (!recognised.ok) return recognised
  const reading = READERS[recognised.family]({
    blocks,
    furniture: findFurniture(blocks),
    receivedOn: input.receivedOn ?? null,
    reasons: recognised.reasons,
  })
  reading.report.flags.push(...receivedTooEarly(input.receivedOn ?? null, reading.report.publishedOn))
  flagPlanStatus(reading.actions, reading.recommendations, input.today ?? null)
  const { name, sha256, format, encoding, lines } = source
  return {
    ok: true,
    draft: { source: { name, sha256, format, encoding, lineCount: lines.length }, ...reading },
  }
}

function receivedTooEarly(receivedOn: IsoDate | null, publishedOn: IsoDate | null): Flag[] {
  if (receivedOn === null || publishedOn === null || compareDates(receivedOn, publishedOn) >= 0) return []
  const message = `It is said to have been received on ${shownDate(receivedOn)}, before its own date, ${shownDate(publishedOn)}. Its times run from the day of receipt. Which of the two is wrong?`
  return [{ code: 'received-before-publication', message }]
}

/** The documented JSON of a draft: what other programs read. What only the database needs is left out. */
export function draftJson(draft: Draft): DraftJson {
  const { report } = draft
  const clock = report.responseClock
  return {
    source: { name: draft.source.name, sha256: draft.source.sha256, format: draft.source.format },
    report: {
      title: report.title,
      kind: report.kind,
      area: report.area,
      regulator: report.regulator,
      inspectedFrom: report.inspectedFrom,
      inspectedTo: report.inspectedTo,
      publishedOn: report.publishedOn,
      commissioningBody: report.commissioningBody,
      inspector: report.inspector,
      providers: report.providers,
      judgements: report.judgements,
      marking: report.marking,
      findingsCount: draft.findings.length,
      responseClock:
        clock === null
          ? null
          : {
              workingDays: clock.workingDays,
              from: clock.from,
              dueOn: clock.dueOn,
              provisional: clock.provisional,
            },
    },
    recommendations: draft.recommendations.map(
      ({ ref, text, timescale, dueOn, joint, organisations, line, flags }) => ({
        ref,
        text,
        timescale: timescale === null ? null : { raw: timescale.raw, months: timescale.months },
        dueOn,
        joint,
        organisations,
        line,
        flags,
      }),
    ),
    actions: draft.actions.map((action) => ({
      recommendation: action.recommendation,
      number: action.number,
      text: action.text,
      owners: action.owners,
      leadOrganisation: action.leadOrganisation,
      sharedWith: action.sharedWith,
      dueRaw: action.dueRaw,
      dueOn: action.dueOn,
      duePrecision: action.duePrecision,
      flags: action.flags,
    })),
    unrecognised: draft.unrecognised.map(({ line, text }) => ({ line, text })),
  }
}
