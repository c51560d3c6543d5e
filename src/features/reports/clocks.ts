import { compareDates, type IsoDate } from '../../calendar/date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import type { Clock, ReportDetail } from './store.ts'

/** What day a clock runs from: the receipt of the report, the last day of the inspection, or an event of its own. */
export type ClockBase = 'receipt' | 'inspection' | 'event'

export type ClockKind = {
  code: string
  name: string
  /** What is to be sent, as a sentence calls it. */
  answer: string
  workingDays: number
  base: ClockBase
}

/** The statutory clocks. A report that sets a time of its own has none of these: its kind is null. */
export const clockKinds = [
  {
    code: 'cqc-plan',
    name: 'Action plan to CQC',
    answer: 'action plan',
    workingDays: 20,
    base: 'receipt',
  },
  {
    code: 'ilacs-plan',
    name: 'Action plan after ILACS or JTAI',
    answer: 'action plan',
    workingDays: 70,
    base: 'receipt',
  },
  {
    code: 'focused-visit',
    name: 'Draft plan after a focused visit with priority action',
    answer: 'draft plan',
    workingDays: 20,
    base: 'inspection',
  },
  {
    code: 'serious-incident',
    name: 'Serious incident notification',
    answer: 'notification',
    workingDays: 5,
    base: 'event',
  },
  { code: 'rapid-review', name: 'Rapid review', answer: 'rapid review', workingDays: 15, base: 'event' },
] as const satisfies readonly ClockKind[]

/** What a form offers beside the kinds: the time that the document itself sets, and no clock. */
export const ownClock = 'document'
export const noClock = 'none'

export function clockKind(code: string | null): ClockKind | null {
  return clockKinds.find((kind) => kind.code === code) ?? null
}

/** What is to be sent, as a sentence calls it: where the document sets its own time, its plan. */
export function answerOf(code: string | null): string {
  return clockKind(code)?.answer ?? 'plan'
}

/** What day is to be known before a clock is no longer provisional. */
export const baseWords = {
  receipt: 'the date of receipt',
  inspection: 'the last day of the visit',
  event: 'the day of the event',
} as const satisfies Record<ClockBase, string>

/** What somebody says of a clock: a code, or `ownClock` or `noClock`; the day it runs from; when the answer was sent. */
export type ClockInput = { kind: string; on: IsoDate | null; sentOn: IsoDate | null }

export type ClockField = 'kind' | 'on' | 'sent'
export type ClockDecision =
  | { ok: true; clock: Clock }
  | { ok: false; errors: Partial<Record<ClockField, string>> }

/** What a report's clock stands on, as a form shows it. */
export function inputOf(report: Clock): ClockInput {
  const { responseKind, responseDays, responseFrom, receivedOn, responseSentOn } = report
  const base = clockKind(responseKind)?.base ?? 'receipt'
  return {
    kind: responseKind ?? (responseDays === null ? noClock : ownClock),
    on: base !== 'event' ? receivedOn : report.responseProvisional ? null : responseFrom,
    sentOn: responseSentOn,
  }
}

/**
 * The clock that somebody's words make, counted by the calendar; or what is wrong with them, by field. A clock whose day
 * is not known runs from the report's own date, and is provisional.
 */
export function decideClock(
  report: Clock & Pick<ReportDetail, 'publishedOn' | 'inspectedTo'>,
  input: ClockInput,
  today: IsoDate,
): ClockDecision {
  const { on, sentOn } = input
  const errors: Partial<Record<ClockField, string>> = {}
  if (on !== null && compareDates(on, today) > 0)
    errors.on = 'This day is still to come. Enter the day it was.'
  if (sentOn !== null && compareDates(sentOn, today) > 0)
    errors.sent = 'This day is still to come. Enter it once the answer has been sent.'
  if (input.kind === noClock) {
    if (sentOn !== null) errors.kind = 'Choose which answer was sent, or leave the day of sending empty.'
    return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, clock: noneOf(report, on) }
  }
  const kind = clockKind(input.kind)
  const workingDays = kind?.workingDays ?? (input.kind === ownClock ? report.responseDays : null)
  if (workingDays === null) return { ok: false, errors: { ...errors, kind: 'Choose what is to be sent.' } }
  const base = kind?.base ?? 'receipt'
  const known = base === 'inspection' ? (report.inspectedTo ?? on) : on
  // Until the day is known a clock keeps the day it was given: the report's own, whatever else is recorded.
  const provisional =
    report.responseProvisional && report.responseKind === (kind?.code ?? null) ? report.responseFrom : null
  const from = known ?? provisional ?? report.publishedOn
  if (known !== null && sentOn !== null && compareDates(sentOn, known) < 0)
    errors.sent = 'This is before the day the clock runs from. One of the two days is wrong.'
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    clock: {
      responseKind: kind?.code ?? null,
      responseDays: workingDays,
      responseFrom: from,
      responseDueOn: from && addWorkingDays(from, workingDays),
      responseProvisional: known === null,
      responseSentOn: sentOn,
      // The day of an event is not the day on which a report was received.
      receivedOn: base === 'event' ? report.receivedOn : on,
    },
  }
}

function noneOf({ receivedOn, responseKind }: Clock, on: IsoDate | null): Clock {
  return {
    responseKind: null,
    responseDays: null,
    responseFrom: null,
    responseDueOn: null,
    responseProvisional: false,
    responseSentOn: null,
    receivedOn: clockKind(responseKind)?.base === 'event' ? receivedOn : on,
  }
}

/** What a form was opened on, in one text: when the clock has another by then, somebody was faster. */
export function clockStamp(clock: Clock): string {
  const { responseKind, responseDays, responseFrom, receivedOn, responseSentOn } = clock
  return [responseKind, responseDays, responseFrom, receivedOn, responseSentOn]
    .map((one) => one ?? '')
    .join('|')
}
