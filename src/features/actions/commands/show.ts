import { word } from '../../../core/grammar.ts'
import { answer } from '../../../core/view.ts'
import { rate } from '../../boards/rules.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { toldLast } from '../aftermath.ts'
import { findByRef, notOneAction } from '../find.ts'
import { type ActionDetail, reference } from '../schema.ts'
import { actionCard, whenOf } from '../view.ts'

/** `/actions show REF`: one action, whole. */
export const show = command({
  group: 'actions',
  name: 'show',
  aliases: ['view'],
  takesReference: true,
  args: { ref: word('REF', reference) },
  permission: 'read board',
  summary: 'One action whole: owner, dates, what is in the way, evidence',
  examples: ['show 4.2.3', '4.2.3'],
  async run({ ref }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const today = todayOf(context)
    const scheme = await schemeOf(context)
    const everybody = context.audience === 'public'
    const rating = rate(action, scheme, today)
    const headline = `${action.ref} · ${rating.word} · ${whenOf(action, today)}`
    const blocks = actionCard(action, { today, reader: everybody ? 'anybody' : context.actor })
    const card = { ...answer(headline, blocks), rating }
    const told = everybody ? await lastOf(action, context) : undefined
    return told === undefined ? card : { ...card, told }
  },
})

/** What was done last, for those who did not see it. */
async function lastOf(action: ActionDetail, context: Ctx): Promise<string | undefined> {
  const since = await context.stores.actions.history(context.board, action.id, action.version - 1)
  return toldLast(action, since.at(-1), todayOf(context))
}
