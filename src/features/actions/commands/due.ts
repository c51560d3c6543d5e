import { z } from 'zod'
import { readPeriod } from '../../../calendar/period.ts'
import { filter, rest } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer, refusal } from '../../../core/view.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { openStatuses } from '../lifecycle.ts'
import { pageOf, pageSize } from '../listing.ts'
import { pageNumber } from '../schema.ts'
import type { ActionQuery } from '../store.ts'
import { actionRow } from '../view.ts'

/** `/actions due [WHEN]`: what falls due, from today on. */
export const due = command({
  group: 'actions',
  name: 'due',
  args: {
    when: rest('WHEN', z.string().max(60).optional()),
    page: filter('page', 'N', pageNumber),
  },
  permission: 'read board',
  summary: 'What falls due soon: within 14 days, or when you say',
  examples: ['due', 'due 7d', 'due next month', 'due by 31 Mar'],
  async run({ when, page = 1 }, context) {
    const { stores, board, actor } = context
    const today = todayOf(context)
    const period = readPeriod(when ?? '14d', today)
    if (!period.ok) return refusal(period.message, { next: 'actions due 7d' })
    const query: ActionQuery = { statuses: openStatuses, due: { from: period.from ?? today, to: period.to } }
    const slice = { offset: (page - 1) * pageSize, limit: pageSize }
    const [total, actions, scheme] = await Promise.all([
      stores.actions.count(board, query, today),
      stores.actions.list(board, query, slice, today),
      schemeOf(context),
    ])
    if (total === 0) return answer(`Nothing is due ${period.label}.`, [], 'actions overdue')
    return pageOf({
      headline: `${count(total, 'action is', 'actions are')} due ${period.label}`,
      rows: actions.map((action) => actionRow(action, { scheme, today, actor }, { owner: true })),
      total,
      page,
      command: `actions due ${when ?? '14d'}`,
      next: actions[0] && `actions show ${actions[0].ref}`,
    })
  },
})
