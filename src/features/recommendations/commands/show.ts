import { word } from '../../../core/grammar.ts'
import { nearest } from '../../../core/text.ts'
import { answer, refusal } from '../../../core/view.ts'
import { reference } from '../../actions/schema.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { recommendationCard } from '../view.ts'

/** `/recommendations show REF`: one recommendation with its actions. */
export const show = command({
  group: 'recommendations',
  name: 'show',
  aliases: ['view'],
  takesReference: true,
  args: { ref: word('REF', reference) },
  permission: 'read board',
  summary: 'One recommendation as written, whom it binds, and its actions',
  examples: ['show 4.2', 'LEI-6'],
  async run({ ref }, context) {
    const { stores, board, actor } = context
    const direct = await stores.recommendations.byRef(board, ref)
    const action = direct ? null : await stores.actions.byRef(board, ref)
    const recommendation =
      direct ?? (action && (await stores.recommendations.byRef(board, action.recommendation.ref)))
    if (!recommendation) {
      const refs = await stores.recommendations.refsLike(board, ref)
      const near = nearest(ref, refs, 3)
      const shown = near.length > 0 ? near : refs.slice(0, 1)
      return refusal(
        `There is no recommendation ${ref} on this board.${shown.length > 0 ? ` Nearest: ${shown.join(', ')}.` : ''}`,
        {
          next: 'recommendations list',
        },
      )
    }
    const today = todayOf(context)
    const scheme = await schemeOf(context)
    const open = recommendation.actions.length
    const state = open === 0 ? 'no action yet' : `${open} ${open === 1 ? 'action' : 'actions'}`
    return answer(
      `${recommendation.ref} · ${state}`,
      recommendationCard(recommendation, { scheme, today, actor }),
    )
  },
})
