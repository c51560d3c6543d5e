import type { IsoDate } from '../../calendar/date.ts'
import { describeClock } from '../../calendar/distance.ts'
import type { Form, Option } from '../../core/form.ts'
import type { Membership } from '../../core/permission.ts'
import { may } from '../../core/permission.ts'
import { count } from '../../core/text.ts'
import { button, type Row } from '../../core/view.ts'
import {
  answerOf,
  baseWords,
  clockKind,
  clockKinds,
  clockStamp,
  inputOf,
  noClock,
  ownClock,
} from './clocks.ts'
import type { ReportClock, ReportDetail } from './store.ts'
import { clockText, namesOf, sentText } from './view.ts'

/**
 * The clocks of a list or a reminder, a row each: the report by the number that stands for it everywhere, what is to be
 * sent, and how far it is. That a date is provisional comes before what a face may leave out.
 */
export function clockRows(clocks: readonly ReportClock[], today: IsoDate, actor: Membership): Row[] {
  const name = namesOf(clocks, today)
  return clocks.map((clock) => clockRow(clock, name(clock), today, actor))
}

function clockRow(clock: ReportClock, name: string, today: IsoDate, actor: Membership): Row {
  const { responseKind, responseDueOn, responseSentOn, responseDays, responseProvisional } = clock
  const base = baseWords[clockKind(responseKind)?.base ?? 'receipt']
  return {
    ref: String(clock.number),
    text: `${name}: ${answerOf(responseKind)}`,
    ...(responseSentOn
      ? { when: `sent on ${sentText(responseSentOn, responseDueOn, today)}` }
      : responseDueOn
        ? { when: describeClock(responseDueOn, today) }
        : {}),
    detail: [
      ...(responseProvisional && !responseSentOn ? [`provisional until ${base} is known`] : []),
      ...(responseDays ? [`${count(responseDays, 'working day')} from ${base}`] : []),
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
