import type { IsoDate } from '../../../calendar/date.ts'
import { addWorkingDays } from '../../../calendar/working-days.ts'
import { findMonthOrDate } from '../../../calendar/written-date.ts'
import type { Block } from './blocks.ts'
import { type Paragraph, paragraphsOf } from './paragraphs.ts'
import type { Flag, ResponseClock } from './schema.ts'
import { shownDate } from './shown-date.ts'

const NUMBERS: Readonly<Record<string, number>> = {
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  'twenty-five': 25,
  thirty: 30,
  forty: 40,
  sixty: 60,
  seventy: 70,
}
const WORKING_DAYS = /\b(\d{1,3}|[a-z]{3,6}(?:-five)?)\s?(?:\(\d{1,3}\)\s)?working\sdays\b/gi
const ASKS = /\b(?:action plan|improvement plan|plan|response|written statement)\b/i
const REQUIRES =
  /\b(?:required|requested|submit|submitted|complete|provide|send|sent|return|respond|produce|publish|must|should|expect)\b/i
const FROM_RECEIPT =
  /\b(?:receipt|receiving|received|publication|published|date of (?:this|the)|report|letter|inspection)\b/i

/**
 * The rule by which the regulator wants an answer ('An action plan is required within 20 working days of receipt'), as
 * a date. No document knows when it was received, so without `receivedOn` the date is provisional, counted from the
 * report's own date.
 */
export function readResponseClock(
  blocks: readonly Block[],
  dates: { receivedOn: IsoDate | null; publishedOn: IsoDate | null },
): { clock: ResponseClock | null; flags: Flag[] } {
  const rules = paragraphsOf(blocks).flatMap(rulesIn)
  // The last statement is the one under 'Next steps'.
  const rule = rules.at(-1)
  if (rule === undefined) return { clock: null, flags: [...answerBy(blocks)] }
  const flags: Flag[] = []
  const lengths = [...new Set(rules.map(({ workingDays }) => workingDays))]
  if (lengths.length > 1) {
    flags.push({
      code: 'response-clock-unclear',
      message: `The document gives different times for the answer: ${lengths.join(' and ')} working days. ${rule.workingDays} was taken, from line ${rule.line}.`,
    })
  }
  const from = dates.receivedOn ?? dates.publishedOn
  const provisional = dates.receivedOn === null
  if (provisional) {
    const counted =
      from === null
        ? 'there is no date to count from'
        : `until then it is counted from the report's date, ${shownDate(from)}`
    flags.push({
      code: 'response-clock-provisional',
      message: `The answer is due ${rule.workingDays} working days after receipt. On which day was the report received? (${counted})`,
    })
  }
  const dueOn = from === null ? null : addWorkingDays(from, rule.workingDays)
  return { clock: { ...rule, from, dueOn, provisional }, flags }
}

const BY_A_DAY =
  /\bby (?=\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(.{6,24})/

/** 'Send the written statement of action to us by 23 June 2023' is no clock to count, but somebody must keep the day. */
function answerBy(blocks: readonly Block[]): Flag[] {
  for (const { text, first } of paragraphsOf(blocks)) {
    for (const sentence of text.slice(0, LONGEST_PARAGRAPH).split(/(?<=\.)\s/)) {
      const on = findMonthOrDate(BY_A_DAY.exec(sentence)?.[1] ?? '')?.on ?? null
      if (on === null || !PLAN_OR_STATEMENT.test(sentence) || !REQUIRES.test(sentence)) continue
      const message = `Line ${first.line} asks for the answer by ${shownDate(on)}. No date for it was set from this.`
      return [{ code: 'response-clock-unclear', message }]
    }
  }
  return []
}

const LONGEST_PARAGRAPH = 4000
const PLAN_OR_STATEMENT = /\b(?:action plan|improvement plan|(?:written )?statement|response)\b/i

function rulesIn({ text, first }: Paragraph): { workingDays: number; rule: string; line: number }[] {
  if (!/working\sdays/i.test(text)) return []
  const found: { workingDays: number; rule: string; line: number }[] = []
  for (const match of text.matchAll(WORKING_DAYS)) {
    const workingDays = NUMBERS[(match[1] ?? '').toLowerCase()] ?? Number(match[1])
    const rule = sentenceAround(text, match.index).replace(/^next steps:?\s/i, '')
    if (!Number.isInteger(workingDays) || workingDays < 1) continue
    if (ASKS.test(rule) && REQUIRES.test(rule) && FROM_RECEIPT.test(rule))
      found.push({ workingDays, rule, line: first.line })
  }
  return found
}

const LONGEST_SENTENCE = 600

function sentenceAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LONGEST_SENTENCE), at)
  const after = text.slice(at, at + LONGEST_SENTENCE)
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('? '))
  const end = after.search(/\.(?:\s|$)/)
  return (before.slice(start < 0 ? 0 : start + 2) + (end < 0 ? after : after.slice(0, end + 1))).trim()
}
