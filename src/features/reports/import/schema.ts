import { z } from 'zod'
import { type IsoDate, isIsoDate } from '../../../calendar/date.ts'

/**
 * Everything the importer can ask about. The code is for programs, the message that goes with it is for people:
 * it says what was found, what was made of it, and what to settle.
 */
export const FLAG_CODES = [
  // The document
  'area-unclear',
  'date-missing',
  'duplicate-ref',
  'names-may-have-run-together',
  'no-recommendation-column',
  'no-recommendations',
  'organisation-alias',
  'owners-may-be-one-person',
  'partial-list',
  'publication-date-inferred',
  'received-before-publication',
  'response-clock-provisional',
  'response-clock-unclear',
  'timescale-base-assumed',
  'timescale-base-inspection',
  'timescale-without-recommendations',
  'title-missing',
  // A recommendation
  'collective-responsibility',
  'from-heading',
  'from-running-text',
  'group-resolved',
  'group-unresolved',
  'joined-lines',
  'joint-unclear',
  'no-organisation',
  'not-an-organisation',
  'number-missing',
  'organisation-implied',
  'stray-emphasis',
  'text-missing',
  'timescale-base-missing',
  'timescale-base-receipt',
  'timescale-unclear',
  'timescale-without-length',
  // An action
  'action-from-recommendation',
  'columns-shifted',
  'continues-above',
  'due-before-the-others',
  'due-after-the-others',
  'due-immediate',
  'due-in-words',
  'due-milestone',
  'due-missing',
  'due-month-only',
  'due-not-a-date',
  'due-several',
  'due-status',
  'due-without-year',
  'led-elsewhere',
  'numbers-do-not-match',
  'owner-is-organisation',
  'owner-missing',
  'owner-plural',
  'owner-unclear',
  'plan-status-differs',
  'split-at-lines',
  // A date, wherever it stands
  'falls-on-weekend',
  'falls-on-bank-holiday',
] as const

export const flagSchema = z.object({ code: z.enum(FLAG_CODES), message: z.string().min(1) })
export type Flag = z.infer<typeof flagSchema>

const isoDateSchema = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value), {
  message: 'A date is written YYYY-MM-DD',
})

export const judgementSchema = z.object({ section: z.string(), label: z.string(), grade: z.string() })
export type Judgement = z.infer<typeof judgementSchema>

export const findingSchema = z.object({
  number: z.string(),
  heading: z.string().nullable(),
  /** The regulator's outcome (1-28) under which the paragraph stands; not the section number of the report. */
  outcome: z.number().int().nullable(),
  text: z.string(),
  line: z.number().int().positive(),
})
export type Finding = z.infer<typeof findingSchema>

export const responseClockSchema = z.object({
  workingDays: z.number().int().positive(),
  from: isoDateSchema.nullable(),
  dueOn: isoDateSchema.nullable(),
  /** True until somebody says on which day the report was received. */
  provisional: z.boolean(),
  rule: z.string(),
  line: z.number().int().positive(),
})
export type ResponseClock = z.infer<typeof responseClockSchema>

export const draftTimescaleSchema = z.object({
  raw: z.string(),
  months: z.number().nullable(),
  days: z.number().nullable(),
  workingDays: z.number().nullable(),
  /** The day itself, for headings such as 'By 31 March 2013'. */
  onDate: isoDateSchema.nullable(),
  immediate: z.boolean(),
  ambiguous: z.boolean(),
  baseStated: z.boolean(),
  /** The day the time runs from, and why that one. Null when the document gives no such day. */
  base: z.object({ on: isoDateSchema, basis: z.string() }).nullable(),
})
export type DraftTimescale = z.infer<typeof draftTimescaleSchema>

export const draftReportSchema = z.object({
  title: z.string(),
  kind: z.enum(['inspection report', 'action plan', 'letter']),
  area: z.string().nullable(),
  regulator: z.string().nullable(),
  inspectedFrom: isoDateSchema.nullable(),
  inspectedTo: isoDateSchema.nullable(),
  publishedOn: isoDateSchema.nullable(),
  publishedBasis: z.enum(['stated', 'inferred']).nullable(),
  commissioningBody: z.string().nullable(),
  inspector: z.string().nullable(),
  providers: z.array(z.string()),
  judgements: z.array(judgementSchema),
  marking: z.string().nullable(),
  responseClock: responseClockSchema.nullable(),
  /** An action plan's own organisation. */
  planOwner: z.string().nullable(),
  /** A letter's date, sender and recipient. */
  letterDate: isoDateSchema.nullable(),
  sender: z.string().nullable(),
  recipient: z.string().nullable(),
  /** A plan's column titles as written, in order. */
  columns: z.array(z.string()),
  /** Title-block labels with their values as written. */
  header: z.array(z.object({ label: z.string(), value: z.string(), line: z.number().int().positive() })),
  /** Why the document was taken for one of this kind. */
  reasons: z.array(z.string()),
  flags: z.array(flagSchema),
})
export type DraftReport = z.infer<typeof draftReportSchema>

export const draftRecommendationSchema = z.object({
  /** The document's own number, null when it gives none. */
  ref: z.string().nullable(),
  /** 1 for the first in the document: what people count when there are no refs. */
  numberInReport: z.number().int().positive(),
  text: z.string().min(1),
  /** The same with its '(Joint)' or '(Ofsted 2012)' tag. */
  textAsWritten: z.string().min(1),
  /** The lead-in that the document shares between several items: 'X and Y should:'. */
  stem: z.string().nullable(),
  /** The sub-heading it stands under, where there is one. */
  heading: z.string().nullable(),
  timescale: draftTimescaleSchema.nullable(),
  dueOn: isoDateSchema.nullable(),
  joint: z.boolean().nullable(),
  jointBasis: z.string(),
  organisations: z.array(z.string()),
  organisationsAsWritten: z.array(z.string()),
  /** 'all partners', 'each service': named as responsible, but nobody in particular. */
  collective: z.string().nullable(),
  line: z.number().int().positive(),
  /** Every line of the file that went into it. */
  lines: z.array(z.number().int().positive()),
  flags: z.array(flagSchema),
})
export type DraftRecommendation = z.infer<typeof draftRecommendationSchema>

export const draftActionSchema = z.object({
  /** The ref of its recommendation, or the index in `recommendations` where the ref is missing or not unique. */
  recommendation: z.union([z.string(), z.number().int().nonnegative()]),
  number: z.number().int().positive().nullable(),
  text: z.string().min(1),
  /** The words before '1.' in a numbered cell. */
  stem: z.string().nullable(),
  owners: z.array(z.string()),
  ownerAsWritten: z.string().nullable(),
  leadOrganisation: z.string().nullable(),
  sharedWith: z.array(z.string()),
  /** True when the row says that another body must lead it. */
  handedOver: z.boolean(),
  dueRaw: z.string().nullable(),
  dueOn: isoDateSchema.nullable(),
  /** 'month': dueOn is the last day of the month that was written. */
  duePrecision: z.enum(['day', 'month']).nullable(),
  progress: z.string().nullable(),
  evidence: z.string().nullable(),
  status: z.string().nullable(),
  /** The cells under titles that are nothing else, one 'Title: text' a line. */
  other: z.string().nullable(),
  /** The whole row, by column title. */
  cells: z.array(z.object({ column: z.string(), text: z.string() })),
  line: z.number().int().positive(),
  lines: z.array(z.number().int().positive()),
  flags: z.array(flagSchema),
})
export type DraftAction = z.infer<typeof draftActionSchema>

export const unrecognisedSchema = z.object({
  line: z.number().int().positive(),
  text: z.string(),
  /** What it was taken for ('timescale heading', 'next steps', 'page number'); null when nothing was made of it. */
  readAs: z.string().nullable(),
})
export type Unrecognised = z.infer<typeof unrecognisedSchema>

/** What one document became, with all that is needed to store it and to ask about it. Nothing here is saved yet. */
export const draftSchema = z.object({
  source: z.object({
    name: z.string(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.enum(['text', 'markdown']),
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
    lineCount: z.number().int().nonnegative(),
  }),
  report: draftReportSchema,
  findings: z.array(findingSchema),
  recommendations: z.array(draftRecommendationSchema),
  actions: z.array(draftActionSchema),
  unrecognised: z.array(unrecognisedSchema),
})
export type Draft = z.infer<typeof draftSchema>

/** The documented JSON: what `import --dry-run --json` prints. Strict, so that nothing else slips out. */
export const draftJsonSchema = z.strictObject({
  source: z.strictObject({ name: z.string(), sha256: z.string(), format: z.string() }),
  report: z.strictObject({
    ...draftReportSchema.pick({
      title: true,
      kind: true,
      area: true,
      regulator: true,
      inspectedFrom: true,
      inspectedTo: true,
      publishedOn: true,
      commissioningBody: true,
      inspector: true,
      providers: true,
      judgements: true,
      marking: true,
    }).shape,
    findingsCount: z.number().int().nonnegative(),
    responseClock: responseClockSchema
      .pick({ workingDays: true, from: true, dueOn: true, provisional: true })
      .nullable(),
  }),
  recommendations: z.array(
    z.strictObject({
      ...draftRecommendationSchema.pick({
        ref: true,
        text: true,
        dueOn: true,
        joint: true,
        organisations: true,
        line: true,
        flags: true,
      }).shape,
      timescale: z.strictObject({ raw: z.string(), months: z.number().nullable() }).nullable(),
    }),
  ),
  actions: z.array(
    z.strictObject(
      draftActionSchema.pick({
        recommendation: true,
        number: true,
        text: true,
        owners: true,
        leadOrganisation: true,
        sharedWith: true,
        dueRaw: true,
        dueOn: true,
        duePrecision: true,
        flags: true,
      }).shape,
    ),
  ),
  unrecognised: z.array(z.strictObject({ line: z.number().int().positive(), text: z.string() })),
})
export type DraftJson = z.infer<typeof draftJsonSchema>
