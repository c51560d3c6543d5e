import { z } from 'zod'
import { rest } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer, button, type Row, refusal } from '../../../core/view.ts'
import { shortReport } from '../../actions/view.ts'
import { command, todayOf } from '../../context.ts'
import { reportsLike } from '../../reports/find.ts'
import { clockText, openText, reportCard } from '../../reports/view.ts'

/** `/recommendations report [WHICH]`: the reports and plans behind the recommendations. */
export const report = command({
  group: 'recommendations',
  name: 'report',
  aliases: ['reports'],
  args: { which: rest('WHICH', z.string().max(120).optional()) },
  permission: 'read board',
  summary: 'The reports behind it all: dates, judgements, clocks, what was not understood',
  examples: ['report', 'report 2', 'report northmere', 'report LEI-6'],
  async run({ which }, context) {
    const { stores, board } = context
    const today = todayOf(context)
    const reports = await stores.reports.list(board)
    if (reports.length === 0)
      return answer('This board has no report yet. An administrator imports one first.')
    const fitting = which === undefined ? reports : await reportsLike(which, reports, context)
    if (fitting.length === 0) {
      return refusal(
        `No report on this board is called '${which}'. There are ${reports.map(shortReport).join(', ')}.`,
        { next: 'recommendations report' },
      )
    }
    const [only] = fitting
    if (only && fitting.length === 1) {
      const detail = await stores.reports.get(board, only.id)
      if (detail)
        return answer(
          detail.title,
          reportCard(detail, today),
          `recommendations list report:"${shortReport(detail)}"`,
        )
    }
    const rows = fitting.map(
      (one): Row => ({
        ref: String(reports.indexOf(one) + 1),
        text: one.title,
        detail: [
          one.kind,
          count(one.recommendations, 'recommendation'),
          openText(one),
          ...(one.responseDueOn ? [clockText(one, today)] : []),
          ...(one.marking ? [one.marking] : []),
        ].join(' · '),
        menu: [button('Open', `recommendations report ${reports.indexOf(one) + 1}`)],
      }),
    )
    return answer(
      count(fitting.length, 'report'),
      [{ type: 'rows', rows }],
      only && `recommendations report ${reports.indexOf(only) + 1}`,
    )
  },
})
