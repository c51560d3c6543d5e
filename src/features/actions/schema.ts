import { z } from 'zod'
import type { IsoDate } from '../../calendar/date.ts'
import { referencePattern } from '../../core/dispatch.ts'
import type { Id } from '../../core/ids.ts'
import { shorten } from '../../core/text.ts'

export const actionStatuses = [
  'not_started',
  'in_progress',
  'blocked',
  'complete',
  'assured',
  'embedded',
  'handed_over',
  'withdrawn',
] as const
export type ActionStatus = (typeof actionStatuses)[number]

/** How the owner judges delivery, apart from what the dates say. */
export const outlooks = ['on_track', 'at_risk', 'off_track'] as const
export type Outlook = (typeof outlooks)[number]

/** A reference as people type it, in the one spelling that is stored: '4.2.3', 'LEI-6'. */
export const reference = z
  .string({ error: 'REF is missing: the reference that stands first in every row, such as 4.2.3 or LEI-6.' })
  .transform((text) => text.replace(/^["']+|["'.,;:]+$/g, '').toUpperCase())
  .refine((text) => referencePattern.test(text), {
    error: (issue) =>
      `'${shorten(String(issue.input), 30)}' is not a reference. References look like 4.2.3 or LEI-6.`,
  })

export type PersonName = { id: Id; name: string }

/** An action as a list needs it. Dates are calendar dates in London. */
export type ActionSummary = {
  id: Id
  ref: string
  text: string
  status: ActionStatus
  outlook: Outlook
  outlookReason: string | null
  dueOn: IsoDate | null
  originalDueOn: IsoDate | null
  dueAsWritten: string | null
  duePrecision: 'day' | 'month' | null
  lastProgressOn: IsoDate | null
  completedOn: IsoDate | null
  version: number
  owner: PersonName | null
  ownerAsWritten: string | null
  leadOrganisation: string | null
  recommendation: { id: Id; ref: string; text: string; joint: boolean | null }
  report: { id: Id; title: string; kind: string; area: string | null; marking: string | null }
  lastProgress: { at: Date; narrative: string; author: string } | null
}

/** An action with everything a card, a form or a decision needs. */
export type ActionDetail = ActionSummary & {
  blockers: string | null
  contributors: readonly PersonName[]
  /** Names of the plan's 'Assigned to' that nobody has confirmed yet. */
  unconfirmedNames: readonly string[]
  sharedWith: readonly string[]
  evidence: readonly { title: string; url: string | null; at: Date; addedBy: string }[]
  progressAsWritten: string | null
  evidenceAsWritten: string | null
  statusAsWritten: string | null
  /** The plan's cells under other titles, one 'Title: text' a line. */
  otherAsWritten: string | null
  flags: readonly { code: string; message: string }[]
}

/** Longest narrative, in characters: a paragraph or two, which is what fits a progress column. */
export const narrativeMax = 2000

export const evidenceItem = z.object({
  title: z.string().min(1).max(200),
  url: z
    .url({ protocol: /^https?$/, error: 'A link starts with https://' })
    .max(2000)
    .nullable(),
})
export type EvidenceItem = z.infer<typeof evidenceItem>

/** `page:2`. */
export const pageNumber = z.coerce
  .number({ error: 'page: takes a number, such as page:2.' })
  .int({ error: 'page: takes a whole number, such as page:2.' })
  .min(1, { error: 'Pages begin at 1.' })
  .max(10_000, { error: 'There are not that many pages.' })
