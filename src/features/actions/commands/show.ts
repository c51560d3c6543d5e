import { word } from '../../../core/grammar.ts'
import { answer } from '../../../core/view.ts'
import { rate } from '../../boards/rules.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { findByRef, notOneAction } from '../find.ts'
import { reference } from '../schema.ts'
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
    return answer(
      `${action.ref} · ${rate(action, scheme, today).word} · ${whenOf(action, today)}`,
      actionCard(action, { scheme, today, actor: context.actor }),
    )
  },
})
