import { boardOverview } from '../../boards/view.ts'
import { command, schemeOf, todayOf } from '../../context.ts'

/** `/actions board`: the board at a glance. */
export const overview = command({
  group: 'actions',
  name: 'board',
  aliases: ['overview', 'status'],
  args: {},
  permission: 'read board',
  summary: 'The board at a glance: ratings, overdue, due soon, unowned',
  examples: ['board'],
  async run(_args, context) {
    const { stores, board, actor } = context
    return boardOverview(stores, board, { scheme: await schemeOf(context), today: todayOf(context), actor })
  },
})
