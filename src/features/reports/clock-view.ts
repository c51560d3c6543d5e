import type { IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import type { Form, Option } from '../../core/form.ts'
import type { Membership } from '../../core/permission.ts'
import { may } from '../../core/permission.ts'
import { count, shorten, upperFirst } from '../../core/text.ts'
import { button, type Row } from '../../core/view.ts'
import { shortReport } from '../actions/view.ts'
import { baseWords, clockKind, clockKinds, clockStamp, inputOf, noClock, ownClock } from './clocks.ts'
import type { ReportClock, ReportDetail } from './store.ts'
import { clockText, sentText } from './view.ts'

/** One clock of a list or a reminder: what is to be sent, for which report, and how far it is. */
export function clockRow(clock: ReportClock, today: IsoDate, actor: Membership): Row {
  const { responseKind, responseDueOn, responseSentOn, responseDays, responseProvisional } = clock
  const kind = clockKind(responseKind)
  const base = kind?.base ?? 'receipt'
  return {
    ref: upperFirst(kind?.answer ?? 'plan'),
    text: shorten(clock.title, 60),
    ...(responseSentOn
      ? { when: `sent on ${sentText(responseSentOn, responseDueOn, today)}` }
      : responseDueOn
        ? { when: describeDue(responseDueOn, today) }
        : {}),
    detail: [
      ...(responseDays ? [`${count(responseDays, 'working day')} from ${baseWords[base]}`] : []),
      ...(responseProvisional && !responseSentOn ? [`provisional until ${baseWords[base]} is known`] : []),
      shortReport(clock),
    ].join(' · '),
    menu: [
      ...(may(actor.role, 'keep clocks')
        ? [button('Record dates', `recommendations clock ${clock.id}`)]
        : []),
      button('Open report', `recommendations report ${clock.id}`),
    ],
  }
}

/** The form on one report's clock. */
export function clockForm(report: ReportDetail, today: IsoDate): Form {
  const { kind, on, sentOn } = inputOf(report)
  return {
    type: 'form',
    command: `recommendations clock ${report.id}`,
    title: 'Clock of a report',
    state: [
      {
        type: 'fields',
        fields: [
          { label: 'Report', value: report.title },
          { label: 'Clock', value: clockText(report, today) },
        ],
      },
    ],
    fields: [
      {
        name: 'kind',
        label: 'What is to be sent',
        optional: false,
        type: 'choice',
        value: kind,
        options: kindOptions(report, kind),
      },
      {
        name: 'on',
        label: 'Received on',
        optional: true,
        help: 'The clock runs from this day. For an incident or a rapid review, enter the day of the event.',
        type: 'date',
        value: on ?? '',
      },
      { name: 'sent', label: 'Answer sent on', optional: true, type: 'date', value: sentOn ?? '' },
    ],
    submit: 'Save dates',
    hidden: { stamp: clockStamp(report) },
  }
}

/** The document's own time can be kept, but not chosen again once another kind stands in its place. */
function kindOptions({ responseDays }: ReportDetail, kind: string): Option[] {
  const days = (n: number): string => count(n, 'working day')
  return [
    ...(kind === ownClock && responseDays !== null
      ? [{ value: ownClock, label: `As the document says: ${days(responseDays)}` }]
      : []),
    ...clockKinds.map(({ code, name, workingDays }) => ({
      value: code,
      label: `${name}: ${days(workingDays)}`,
    })),
    { value: noClock, label: 'Nothing by a date' },
  ]
}
