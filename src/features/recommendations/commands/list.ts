import { z } from 'zod'
import { readPeriod } from '../../../calendar/period.ts'
import { filter, flag, rest } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer, refusal } from '../../../core/view.ts'
import { listFilters, wordsOf, writtenFilters } from '../../actions/list-filters.ts'
import { pageOf, pageSize } from '../../actions/listing.ts'
import { pageNumber } from '../../actions/schema.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import type { RecommendationQuery } from '../store.ts'
import { recommendationRow } from '../view.ts'

const off = z.boolean().default(false)

/** `/recommendations list`: what the inspectors asked for, in the reports' order. */
export const list = command({
  group: 'recommendations',
  name: 'list',
  aliases: ['all'],
  bare: true,
  args: {
    org: filter(['org', 'organisation'], 'NAME', listFilters.name),
    report: filter('report', 'NAME', listFilters.name),
    due: filter('due', '14d', listFilters.name),
    joint: flag(off, 'joint'),
    unplanned: flag(off, 'unplanned'),
    page: filter('page', 'N', pageNumber),
    words: rest('words', z.string().max(200).optional()),
  },
  permission: 'read board',
  summary: 'The recommendations; unplanned shows those without an action',
  examples: ['list', 'list joint', 'list org:trust unplanned', 'list report:northmere'],
  async run(filters, context) {
    const { stores, board, actor } = context
    const today = todayOf(context)
    const period = filters.due === undefined ? null : readPeriod(filters.due, today)
    if (period && !period.ok) return refusal(period.message, { next: 'recommendations help list' })
    const query: RecommendationQuery = {
      ...(filters.org === undefined ? {} : { organisation: filters.org }),
      ...(filters.report === undefined ? {} : { report: filters.report }),
      ...(filters.joint ? { joint: true } : {}),
      ...(filters.unplanned ? { withoutAction: true } : {}),
      ...(period ? { due: { from: period.from ?? today, to: period.to } } : {}),
      ...(filters.words ? { words: wordsOf(filters.words) } : {}),
    }
    const page = filters.page ?? 1
    const [total, rows, scheme] = await Promise.all([
      stores.recommendations.count(board, query),
      stores.recommendations.list(board, query, { offset: (page - 1) * pageSize, limit: pageSize }),
      schemeOf(context),
    ])
    const written = [writtenFilters(filters), ...(filters.unplanned ? ['unplanned'] : [])]
      .filter(Boolean)
      .join(' ')
    if (total === 0) {
      const headline =
        written === ''
          ? 'This board has no recommendations yet. An administrator imports a report first.'
          : `No recommendation fits ${written}.`
      return answer(headline, [], written === '' ? 'recommendations help' : 'recommendations list')
    }
    return pageOf({
      headline: `${count(total, 'recommendation')}${written === '' ? '' : `: ${written}`}`,
      rows: rows.map((recommendation) => recommendationRow(recommendation, { scheme, today, actor })),
      total,
      page,
      command: `recommendations list ${written}`.trim(),
      next: rows[0] && `recommendations show ${rows[0].ref}`,
    })
  },
})
