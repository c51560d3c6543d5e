import { z } from 'zod'
import type { IsoDate } from '../../../calendar/date.ts'
import type { Reply, Submission } from '../../../core/command.ts'
import { withErrors } from '../../../core/form.ts'
import { rest } from '../../../core/grammar.ts'
import { may, whoMay } from '../../../core/permission.ts'
import { count } from '../../../core/text.ts'
import { answer, type Block, heading, refusal, type View } from '../../../core/view.ts'
import { refilled, textValue } from '../../actions/forms.ts'
import { type Ctx, command, todayOf } from '../../context.ts'
import { clockForm, clockRows } from '../clock-view.ts'
import { clockStamp, inputOf } from '../clocks.ts'
import { findReport } from '../find.ts'
import { keepClock, readPastDate } from '../keep-clock.ts'
import type { ReportDetail } from '../store.ts'
import { clockText } from '../view.ts'

/** `/recommendations clock [REPORT]`: what is to be sent by when; with a report, its days are recorded. */
export const clock = command({
  group: 'recommendations',
  name: 'clock',
  aliases: ['clocks'],
  args: { report: rest('REPORT', z.string().max(120).optional()) },
  permission: 'read board',
  summary:
    'The statutory clocks, in working days; with a report, record when it came and when it was answered',
  examples: ['clock', 'clock northmere', 'clock 2'],
  asks: ({ report }) => report !== undefined,
  async run({ report: which }, context) {
    if (which === undefined) return clocks(context)
    const found = await findReport(which, context)
    if (!found.ok) return found.view
    const { report, number } = found
    const today = todayOf(context)
    if (may(context.actor.role, 'keep clocks')) return clockForm(report, today)
    return answer(
      `${report.title.replace(/\.$/, '')}: ${clockText(report, today)}.`,
      [],
      `recommendations report ${number}`,
    )
  },
  async submit({ report: which }, submission, context) {
    if (!may(context.actor.role, 'keep clocks'))
      return refusal(`Only ${whoMay('keep clocks')} can record the days of a clock. Nothing was changed.`, {
        next: 'recommendations clock',
      })
    const found = await findReport(which ?? '', context)
    return found.ok ? save(found.report, submission, context) : found.view
  },
})

async function clocks(context: Ctx): Promise<View> {
  const { stores, board, actor } = context
  const today = todayOf(context)
  const all = await stores.reports.clocks(board)
  const running = all.filter(({ responseSentOn }) => responseSentOn === null)
  const sent = all.filter(({ responseSentOn }) => responseSentOn !== null)
  const rows = (some: typeof all): Block => ({
    type: 'rows',
    rows: clockRows(some, today, actor),
  })
  const [first] = running
  return answer(
    running.length === 0
      ? 'No clock is running'
      : `${count(running.length, 'clock is', 'clocks are')} running`,
    [
      ...(running.length > 0 ? [rows(running)] : []),
      ...(sent.length > 0 ? [heading(`Answered (${sent.length})`), rows(sent.slice(0, 5))] : []),
    ],
    first && may(actor.role, 'keep clocks')
      ? `recommendations clock ${first.number}`
      : 'recommendations report',
  )
}

async function save(report: ReportDetail, submission: Submission, context: Ctx): Promise<Reply> {
  const today = todayOf(context)
  // A form that comes back for a mistake must not pass for one that was opened on what stands now.
  const form = { ...clockForm(report, today), hidden: submission.hidden }
  const errors: Record<string, string> = {}
  const day = (name: string): IsoDate | null => {
    const written = textValue(submission, name)
    const read = written === null ? null : readPastDate(written, today)
    if (read && !read.ok) errors[name] = read.message
    return read?.ok ? read.on : null
  }
  const { kind } = submission.values
  const input = { kind: typeof kind === 'string' ? kind : '', on: day('on'), sentOn: day('sent') }
  if (Object.keys(errors).length > 0) return withErrors(form, submission.values, errors)
  const stale = submission.hidden['stamp'] !== clockStamp(report)
  // What came in twice is what stands already: it is answered as it was the first time.
  const echo = stale && JSON.stringify(input) === JSON.stringify(inputOf(report))
  const outcome =
    stale && !echo ? { kind: 'overtaken' as const, by: null } : await keepClock(report, input, context)
  switch (outcome.kind) {
    case 'kept':
      return outcome.view
    case 'wrong':
      return withErrors(form, submission.values, outcome.errors)
    case 'overtaken':
      return {
        ...refilled(clockForm(report, today), submission.values),
        problem: `${outcome.by ?? 'Somebody'} changed this clock while you were writing: ${clockText(report, today)}. Nothing was saved; what you wrote is kept. Check it and save again.`,
      }
  }
}
