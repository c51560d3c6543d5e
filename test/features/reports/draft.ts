import { createHash } from 'node:crypto'
import { isoDate } from '../../../src/calendar/date.ts'
import type {
  Draft,
  DraftAction,
  DraftRecommendation,
  DraftReport,
} from '../../../src/features/reports/import/schema.ts'

/** What a test says of a recommendation; the rest is filled in. */
export type SomeRecommendation = Partial<DraftRecommendation> & { ref: string | null; text: string }
/** What a test says of an action; `recommendation` is the number or the place of the one it belongs to. */
export type SomeAction = Partial<DraftAction> & Pick<DraftAction, 'recommendation' | 'text'>

/** A draft as the importer would hand it over, built by hand from the few things a test is about. */
export function draftOf(given: {
  report?: Partial<DraftReport>
  recommendations?: readonly SomeRecommendation[]
  actions?: readonly SomeAction[]
  findings?: Draft['findings']
  file?: string
}): Draft {
  const { file = 'northmere.md', findings = [] } = given
  return {
    source: {
      name: file,
      sha256: createHash('sha256').update(JSON.stringify(given)).digest('hex'),
      format: 'markdown',
      encoding: 'utf-8',
      lineCount: 200,
    },
    report: { ...emptyReport, ...given.report },
    findings,
    recommendations: (given.recommendations ?? []).map(recommendationOf),
    actions: (given.actions ?? []).map(actionOf),
    unrecognised: [{ line: 199, text: 'Page 12 of 12', readAs: 'page number' }],
  }
}

const emptyReport: DraftReport = {
  title: 'Northmere review of safeguarding',
  kind: 'action plan',
  area: 'Northmere',
  regulator: null,
  inspectedFrom: null,
  inspectedTo: null,
  publishedOn: isoDate('2026-09-01'),
  publishedBasis: 'stated',
  commissioningBody: null,
  inspector: null,
  providers: [],
  judgements: [],
  marking: null,
  responseClock: null,
  planOwner: null,
  letterDate: null,
  sender: null,
  recipient: null,
  columns: [],
  header: [],
  reasons: [],
  flags: [],
}

function recommendationOf(some: SomeRecommendation, index: number): DraftRecommendation {
  return {
    numberInReport: index + 1,
    textAsWritten: some.text,
    stem: null,
    heading: null,
    timescale: null,
    dueOn: null,
    joint: false,
    jointBasis: 'the plan does not tag it',
    organisations: [],
    organisationsAsWritten: [],
    collective: null,
    line: index + 10,
    lines: [index + 10],
    flags: [],
    ...some,
  }
}

function actionOf(some: SomeAction, index: number): DraftAction {
  return {
    number: null,
    stem: null,
    owners: [],
    ownerAsWritten: null,
    leadOrganisation: null,
    sharedWith: [],
    handedOver: false,
    dueRaw: null,
    dueOn: null,
    duePrecision: null,
    progress: null,
    evidence: null,
    status: null,
    other: null,
    cells: [],
    line: index + 50,
    lines: [index + 50],
    flags: [],
    ...some,
  }
}
