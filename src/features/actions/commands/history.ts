import { word } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer } from '../../../core/view.ts'
import { command, todayOf } from '../../context.ts'
import { findByRef, notOneAction } from '../find.ts'
import { historyEntries } from '../history-view.ts'
import { reference } from '../schema.ts'

/** `/actions history REF`: who did what, when, and through what. */
export const history = command({
  group: 'actions',
  name: 'history',
  aliases: ['log'],
  args: { ref: word('REF', reference) },
  permission: 'read board',
  summary: 'Everything that happened to an action, oldest first',
  examples: ['history 4.2.3'],
  async run({ ref }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const entries = await context.stores.actions.history(context.board, found.action.id)
    return answer(
      `${ref}: ${count(entries.length, 'entry', 'entries')} in its history`,
      [{ type: 'timeline', entries: historyEntries(entries, todayOf(context)) }],
      `actions show ${ref}`,
    )
  },
})
