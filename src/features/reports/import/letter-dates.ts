import type { IsoDate } from '../../../calendar/date.ts'
import { findMonthOrDate, readDateRange } from '../../../calendar/written-date.ts'
import type { Flag } from './schema.ts'

const DAYS = '((?:from|between|on) (?:the )?\\d{1,2}[^.;,]{3,50}?\\b\\d{4})\\b'
const INSPECTED = '\\b(?:inspection|inspected|visit|visited|review|reviewed|fieldwork)s?\\b'
/** 'We visited between 2 and 6 June 2014', and 'Between 2 and 6 June 2014, Ofsted carried out an inspection'. */
const VISITS = [
  new RegExp(`${INSPECTED}[^.;]{0,120}?\\b${DAYS}`, 'i'),
  new RegExp(`(?:^|[.:;] )${DAYS},?[^.;]{0,250}?${INSPECTED}`, 'i'),
]

/** 'This inspection took place from 23 to 27 January 2023'; not the day on which a review was published. */
export function visitIn(texts: readonly string[]): Visit | null {
  for (const pattern of VISITS) {
    for (const text of texts) {
      const match = pattern.exec(text)
      if (match === null || /\bpublish|\bissued\b/i.test(match[0])) continue
      const range = readDateRange(match[1] ?? '')
      if (range !== null) return range
    }
  }
  return null
}

export type Visit = { from: IsoDate; to: IsoDate }
/** `why` begins the question that an inferred date leaves; '' for one that is stated. */
export type Published = { on: IsoDate; inferred: boolean; why: string }
const ON_A_DAY =
  /\b[Oo]n (?:[A-Z][a-z]+day,? )?(\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}),? [^.]{0,80}?\bpublish/
const STATED =
  /\b(?:report|review|findings)\b.{0,120}?\b(?:published|issued|came out)(?: on)? (.{6,40})|\b(?:published|issued) .{0,80}?\bon (.{6,40})/i

/** 'This letter summarises the findings': the letter is the report. */
const IS_THE_REPORT =
  /\b(?:this letter (?:\w+ )?(?:outlines|summarises|sets out|details|reports|contains)\b|(?:findings|areas?) (?:\w+ ){0,4}in this letter\b)/i

/**
 * 'The CQC today publishes its report' dates the report by the letter, and so does a letter that is the report itself;
 * 'published on 3 June' dates it by itself.
 */
export function publishedIn(texts: readonly string[], letterDate: IsoDate | null): Published | null {
  for (const text of texts) {
    const stated = ON_A_DAY.exec(text) ?? STATED.exec(text)
    const on =
      stated === null
        ? null
        : (findMonthOrDate((stated[1] ?? stated[2] ?? '').split(/[,.;()]/)[0] ?? '')?.on ?? null)
    if (on !== null) return { on, inferred: false, why: '' }
  }
  if (letterDate === null) return null
  const today = texts.some((text) => /\btoday\b.{0,60}\bpublish|\bpublish\w*\b.{0,60}\btoday\b/i.test(text))
  if (today)
    return {
      on: letterDate,
      inferred: true,
      why: "The letter says that the report is published on the letter's own day",
    }
  return texts.some((text) => IS_THE_REPORT.test(text))
    ? {
        on: letterDate,
        inferred: true,
        why: "The letter is the report itself, so it was dated by the letter's day",
      }
    : null
}

const TELLS_OF_A_VISIT =
  /\b(?:visited|inspected)\b|\b(?:inspection|visit|review|fieldwork)\b.{0,80}\b(?:took place|(?:was|were) (?:carried out|undertaken|conducted))|\b(?:carried out|undertook|conducted)\b.{0,60}\b(?:inspection|visit|review)\b/i

/** Asks for the days that the letter should give and does not. */
export function datesMissing(
  texts: readonly string[],
  visit: Visit | null,
  published: Published | null,
): Flag[] {
  const flags: Flag[] = []
  if (visit === null && texts.some((text) => TELLS_OF_A_VISIT.test(text)))
    flags.push({
      code: 'date-missing',
      message: 'The letter speaks of an inspection, but no days of it could be read. Which days were they?',
    })
  if (published === null)
    flags.push({
      code: 'date-missing',
      message: 'The letter does not say when the report was published. On which day?',
    })
  return flags
}
