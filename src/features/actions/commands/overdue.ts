import { addDays } from '../../../calendar/date.ts'
import { filter } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer } from '../../../core/view.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { openStatuses } from '../lifecycle.ts'
import { pageOf, pageSize } from '../listing.ts'
import { pageNumber } from '../schema.ts'
import type { ActionQuery } from '../store.ts'
import { actionRow } from '../view.ts'

/** `/actions overdue`: longest first. */
export const overdue = command({
  group: 'actions',
  name: 'overdue',
  aliases: ['late'],
  args: { page: filter('page', 'N', pageNumber) },
  permission: 'read board',
  summary: 'What is overdue, longest first',
  examples: ['overdue'],
  async run({ page = 1 }, context) {
    const { stores, board, actor } = context
    const today = todayOf(context)
    const query: ActionQuery = { statuses: openStatuses, due: { from: null, to: addDays(today, -1) } }
    const slice = { offset: (page - 1) * pageSize, limit: pageSize }
    const [total, actions, scheme] = await Promise.all([
      stores.actions.count(board, query, today),
      stores.actions.list(board, query, slice, today),
      schemeOf(context),
    ])
    if (total === 0) return answer('Nothing is overdue.', [], 'actions due 14d')
    return pageOf({
      headline: `${count(total, 'action is', 'actions are')} overdue`,
      rows: actions.map((action) => actionRow(action, { scheme, today, actor }, { owner: true })),
      total,
      page,
      command: 'actions overdue',
      next: actions[0] && `actions show ${actions[0].ref}`,
    })
  },
})
