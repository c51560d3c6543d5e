import { compareDates, formatDate, formatLongDate, type IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import { londonDateOf } from '../../calendar/london.ts'
import { count, listOf, shorten } from '../../core/text.ts'
import { type Block, type Field, heading, note } from '../../core/view.ts'
import type { ReportDetail, ReportSummary } from './store.ts'

/**
 * The clock of the answering plan: 'plan due in 6 working days (Tue 1 Dec), provisional until the receipt date is
 * known', 'plan 12 days overdue (Mon 9 Nov)'.
 */
export function clockText(
  report: Pick<ReportSummary, 'responseDueOn' | 'responseProvisional'>,
  today: IsoDate,
): string {
  if (!report.responseDueOn) return 'no plan is asked for by a date'
  const provisional = report.responseProvisional ? ', provisional until the date of receipt is known' : ''
  const due = compareDates(report.responseDueOn, today) < 0 ? '' : 'due '
  return `plan ${due}${describeDue(report.responseDueOn, today)}${provisional}`
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
    ...report.flags.map(({ message }) => note(`To check: ${message}`)),
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
    report.responseDueOn
      ? {
          label: 'Clock',
          value: `${clockText(report, today)}${report.responseDays ? `: ${report.responseDays} working days` : ''}`,
        }
      : null,
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

function unrecognised(report: ReportDetail): Block[] {
  // Headings, page numbers and 'Next steps' were understood, though they are nothing to act on.
  const unread = report.unrecognised.filter(({ readAs }) => readAs === null)
  if (unread.length === 0) return []
  const lines = unread.slice(0, 5).map(({ line, text }) => note(`Line ${line}: ${shorten(text, 100)}`))
  const more = unread.length - lines.length
  return [heading('Not understood'), ...lines, ...(more > 0 ? [note(`and ${count(more, 'more line')}`)] : [])]
}
