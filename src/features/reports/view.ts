import { compareDates, formatDate, formatLongDate, type IsoDate } from '../../calendar/date.ts'
import { describeClock } from '../../calendar/distance.ts'
import { londonDateOf } from '../../calendar/london.ts'
import { countWorkingDays } from '../../calendar/working-days.ts'
import { count, listOf, shorten } from '../../core/text.ts'
import { type Block, type Field, heading, note, paragraph } from '../../core/view.ts'
import { shortReport } from '../actions/view.ts'
import { answerOf, baseWords, clockKind } from './clocks.ts'
import type { ReportClock, ReportDetail, ReportSummary, RunningClock } from './store.ts'

/**
 * The clock of a report's answer: 'plan due in 6 working days (Tue 1 Dec), provisional until the date of receipt is
 * known', 'answer sent on Mon 30 Nov, in time'.
 */
export function clockText(
  report: Pick<ReportSummary, 'responseDueOn' | 'responseProvisional'> &
    Partial<Pick<ReportSummary, 'responseKind' | 'responseSentOn'>>,
  today: IsoDate,
): string {
  const { responseDueOn, responseProvisional, responseKind = null, responseSentOn = null } = report
  if (responseSentOn) return `answer sent on ${sentText(responseSentOn, responseDueOn, today)}`
  if (!responseDueOn) return 'no plan is asked for by a date'
  const provisional = responseProvisional
    ? `, provisional until ${baseWords[clockKind(responseKind)?.base ?? 'receipt']} is known`
    : ''
  const due = compareDates(responseDueOn, today) < 0 ? '' : 'due '
  return `${answerOf(responseKind)} ${due}${describeClock(responseDueOn, today)}${provisional}`
}

/** The clocks that run, a line each, and where the rest of them are when these are too many. */
export function clockLines(clocks: readonly RunningClock[], today: IsoDate, most = clocks.length): Block[] {
  const name = namesOf(clocks, today)
  const more = clocks.length - most
  return [
    ...clocks
      .slice(0, most)
      .map((clock) => paragraph(`${name(clock)}: ${clockText(clock, today)}, not yet recorded as sent.`)),
    ...(more > 0 ? [note(`${count(more, 'more clock')}: /recommendations clock`)] : []),
  ]
}

/**
 * What to call each of several reports, in a few words: by the day it was published where two would be called the same,
 * and by its number where that does not tell them apart either.
 */
export function namesOf(reports: readonly Named[], today: IsoDate): (report: Named) => string {
  const ways: ((report: Named) => string)[] = [
    shortName,
    (one) => (one.publishedOn ? `${shortName(one)} of ${formatDate(one.publishedOn, today)}` : numbered(one)),
    numbered,
  ]
  const shared = ways.map((way) => {
    const names = reports.map(way)
    return new Set(names.filter((one, at) => names.indexOf(one) !== at))
  })
  return (report) => (ways.find((way, at) => !shared[at]?.has(way(report))) ?? numbered)(report)
}

type Named = Pick<ReportClock, 'title' | 'area' | 'kind' | 'publishedOn' | 'number'>

/** A title that ends in a full stop stands before a colon here. */
function shortName(report: Named): string {
  return shortReport(report).replace(/\.$/, '')
}

function numbered(report: Named): string {
  return `${shortName(report)} (report ${report.number})`
}

/** 'Mon 30 Nov, in time', 'Fri 4 Dec, 3 working days late'. */
export function sentText(sentOn: IsoDate, dueOn: IsoDate | null, today: IsoDate): string {
  const day = formatDate(sentOn, today)
  if (dueOn === null) return day
  const late = compareDates(sentOn, dueOn) > 0 ? countWorkingDays(dueOn, sentOn) : 0
  return late > 0 ? `${day}, ${count(late, 'working day')} late` : `${day}, in time`
}

/** '5 of 20 actions open', 'all 3 actions open', 'no actions yet'. */
export function openText({ openActions, actions }: Pick<ReportSummary, 'openActions' | 'actions'>): string {
  if (actions === 0) return 'no actions yet'
  if (openActions === actions) return count(actions, 'open action')
  return `${openActions} of ${count(actions, 'action')} open`
}

/** One report whole. */
export function reportCard(report: ReportDetail, today: IsoDate): Block[] {
  const judged = report.judgements.map(
    ({ section, label, grade }): Field => ({ label: grade, value: `${label} (${section})` }),
  )
  return [
    { type: 'fields', fields: fields(report, today) },
    ...(judged.length > 0 ? [heading('Judgements'), { type: 'fields' as const, fields: judged }] : []),
    ...report.flags
      // The question was answered since.
      .filter(({ code }) => code !== 'response-clock-provisional' || report.responseProvisional)
      .map(({ message }) => note(`To check: ${message}`)),
    ...unrecognised(report),
  ]
}

function fields(report: ReportDetail, today: IsoDate): Field[] {
  const { inspectedFrom, inspectedTo } = report
  const inspected =
    inspectedFrom && inspectedTo
      ? inspectedFrom === inspectedTo
        ? formatLongDate(inspectedFrom)
        : `${formatLongDate(inspectedFrom)} to ${formatLongDate(inspectedTo)}`
      : null
  const all: (Field | null)[] = [
    report.marking ? { label: 'Marking', value: report.marking } : null,
    { label: 'Kind', value: report.kind },
    report.area ? { label: 'Area', value: report.area } : null,
    report.regulator ? { label: 'Regulator', value: report.regulator } : null,
    inspected ? { label: 'Inspected', value: inspected } : null,
    report.publishedOn ? { label: 'Published', value: formatLongDate(report.publishedOn) } : null,
    report.receivedOn ? { label: 'Received', value: formatLongDate(report.receivedOn) } : null,
    ...clockFields(report, today),
    report.commissioningBody ? { label: 'Commissioning body', value: report.commissioningBody } : null,
    report.providers.length > 0 ? { label: 'Providers', value: listOf(report.providers) } : null,
    report.inspector ? { label: 'Inspector', value: report.inspector } : null,
    {
      label: 'Holds',
      value: `${count(report.recommendations, 'recommendation')}, ${openText(report)}, ${count(report.findings, 'finding')}`,
    },
    {
      label: 'Source',
      value: `${report.sourceName}, imported ${formatDate(londonDateOf(report.importedAt), today)}`,
    },
  ]
  return all.filter((field) => field !== null)
}

function clockFields(report: ReportDetail, today: IsoDate): Field[] {
  const { responseDueOn, responseSentOn, responseDays, responseKind } = report
  if (responseSentOn)
    return [
      {
        label: 'Answer sent on',
        value: `${sentText(responseSentOn, responseDueOn, today)}${responseDueOn ? `; it was due ${formatDate(responseDueOn, today)}` : ''}`,
      },
    ]
  if (!responseDueOn) return []
  const name = clockKind(responseKind)?.name
  const days = responseDays ? `: ${count(responseDays, 'working day')}${name ? `, ${name}` : ''}` : ''
  return [{ label: 'Clock', value: `${clockText(report, today)}${days}` }]
}

function unrecognised(report: ReportDetail): Block[] {
  // Headings, page numbers and 'Next steps' were understood, though they are nothing to act on.
  const unread = report.unrecognised.filter(({ readAs }) => readAs === null)
  if (unread.length === 0) return []
  const lines = unread.slice(0, 5).map(({ line, text }) => note(`Line ${line}: ${shorten(text, 100)}`))
  const more = unread.length - lines.length
  return [heading('Not understood'), ...lines, ...(more > 0 ? [note(`and ${count(more, 'more line')}`)] : [])]
}
