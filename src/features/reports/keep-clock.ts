import type { IsoDate } from '../../calendar/date.ts'
import { parts } from '../../calendar/date.ts'
import { readTypedDate, type TypedDate } from '../../calendar/typed-date.ts'
import { upperFirst } from '../../core/text.ts'
import { button, buttons, done, refusal, type View } from '../../core/view.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import { type ClockField, type ClockInput, decideClock, inputOf } from './clocks.ts'
import { findReport } from './find.ts'
import type { Clock, ReportDetail } from './store.ts'
import { clockText } from './view.ts'

export type Kept =
  | { kind: 'kept'; view: View }
  | { kind: 'wrong'; errors: Partial<Record<ClockField, string>> }
  | { kind: 'overtaken'; by: string | null }

/** Records what somebody says of a report's clock. */
export async function keepClock(report: ReportDetail, input: ClockInput, context: Ctx): Promise<Kept> {
  const { stores, board } = context
  const today = todayOf(context)
  const decision = decideClock(report, input, today)
  if (!decision.ok) return { kind: 'wrong', errors: decision.errors }
  const set = decision.clock
  const changed = await stores.reports.setClock(
    board,
    { reportId: report.id, was: clockOf(report), set },
    byOf(context),
  )
  if (!changed.ok) return { kind: 'overtaken', by: changed.by }
  return { kind: 'kept', view: kept({ ...report, ...set }, context) }
}

/** Records one day of a clock, typed in one line. */
export async function keepDay(
  which: string,
  date: string,
  day: 'on' | 'sentOn',
  context: Ctx,
): Promise<View> {
  const found = await findReport(which, context)
  if (!found.ok) return found.view
  const { report, number } = found
  const form = `recommendations clock ${number}`
  const read = readPastDate(date, todayOf(context))
  if (!read.ok) return refusal(read.message, { next: form })
  const outcome = await keepClock(report, { ...inputOf(report), [day]: read.on }, context)
  switch (outcome.kind) {
    case 'kept':
      return outcome.view
    case 'wrong':
      return refusal(Object.values(outcome.errors).join(' '), { next: form })
    case 'overtaken':
      return refusal(
        `${outcome.by ?? 'Somebody'} changed this clock a moment ago. Nothing of yours was saved.`,
        {
          next: form,
        },
      )
  }
}

/** A day that is behind us: '26 Nov' is the last one, where who sets a date means the next. */
export function readPastDate(text: string, today: IsoDate): TypedDate {
  const read = readTypedDate(text, today)
  if (!read.ok || read.on <= today) return read
  const { year } = parts(today)
  const past = [year, year - 1]
    .map((one) => readTypedDate(`${text} ${one}`, today))
    .find((again) => again.ok && again.on <= today)
  return past ?? read
}

function kept(report: ReportDetail, { actor, now }: Ctx): View {
  const text = clockText(report, todayOf({ now }))
  return done(`${upperFirst(text)}.`, {
    audience: 'private',
    told: `${actor.personName} kept the clock of '${report.title}': ${text}.`,
    about: 'recommendations clock',
    blocks: [
      buttons(
        button('Open report', `recommendations report ${report.id}`),
        button('All clocks', 'recommendations clock'),
      ),
    ],
  })
}

function clockOf(report: ReportDetail): Clock {
  const { responseKind, responseDays, responseFrom, responseDueOn } = report
  const { responseProvisional, responseSentOn, receivedOn } = report
  return {
    responseKind,
    responseDays,
    responseFrom,
    responseDueOn,
    responseProvisional,
    responseSentOn,
    receivedOn,
  }
}
