import { listOf, shorten } from '../../core/text.ts'
import { refusal, type View } from '../../core/view.ts'
import { shortReport } from '../actions/view.ts'
import type { Ctx } from '../context.ts'
import type { ReportDetail, ReportSummary } from './store.ts'

/**
 * The reports that words mean: by id, by number in the list, by the reference of one of its recommendations, or by
 * words of title or area.
 */
export async function reportsLike(
  which: string,
  reports: readonly ReportSummary[],
  { stores, board }: Ctx,
): Promise<ReportSummary[]> {
  const identified = reports.find(({ id }) => id === which)
  if (identified) return [identified]
  const numbered = /^\d{1,3}$/.test(which) ? reports[Number(which) - 1] : undefined
  if (numbered) return [numbered]
  const recommendation = await stores.recommendations.byRef(board, which.toUpperCase())
  if (recommendation) return reports.filter((one) => one.id === recommendation.report.id)
  const words = which.toLowerCase().replace(/…$/, '').split(/\s+/)
  return reports.filter((one) =>
    words.every((word) => `${one.title} ${one.area ?? ''} ${one.kind}`.toLowerCase().includes(word)),
  )
}

/** One report, and its number in the list: what a line calls it that somebody may type. */
export type ReportFound = { ok: true; report: ReportDetail; number: number } | { ok: false; view: View }

/** The one report that words mean, or what to say when they mean none, or several. */
export async function findReport(which: string, context: Ctx): Promise<ReportFound> {
  const { stores, board } = context
  const reports = await stores.reports.list(board)
  const fitting = await reportsLike(which, reports, context)
  const [only] = fitting
  const report = only && fitting.length === 1 ? await stores.reports.get(board, only.id) : null
  if (only && report) return { ok: true, report, number: reports.indexOf(only) + 1 }
  const numbered = (some: readonly ReportSummary[]): string =>
    listOf(some.slice(0, 6).map((one) => `${reports.indexOf(one) + 1} ${shortReport(one)}`))
  const said = shorten(which, 40)
  return {
    ok: false,
    view: refusal(
      reports.length === 0
        ? 'This board has no report yet. An administrator imports one first.'
        : fitting.length > 1
          ? `'${said}' could be ${numbered(fitting)}. Say which by its number.`
          : `No report on this board is called '${said}'. There are ${numbered(reports)}.`,
      { next: 'recommendations report' },
    ),
  }
}
