import { word } from '../../../core/grammar.ts'
import { button, buttons, done } from '../../../core/view.ts'
import { command } from '../../context.ts'
import { aftermathOf } from '../aftermath.ts'
import { carryOut, notMade } from '../apply.ts'
import { findByRef, notOneAction } from '../find.ts'
import { decideRelease } from '../rules.ts'
import { reference } from '../schema.ts'

/** `/actions release REF`: gives an action back. */
export const release = command({
  group: 'actions',
  name: 'release',
  aliases: ['unclaim'],
  args: { ref: word('REF', reference) },
  permission: 'claim action',
  summary: 'Give an action back, so that somebody else can claim it',
  examples: ['release 4.2.3'],
  async run({ ref }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const outcome = await carryOut(context, decideRelease(found.action, context.actor))
    if (outcome.kind !== 'made') return notMade(outcome, context)
    return done(`${ref} has no owner now. It will stand under 'No owner' until somebody claims it.`, {
      ...(await aftermathOf('released', outcome.action, context, found.action.owner)),
      blocks: [buttons(button(`Claim ${ref}`, `actions claim ${ref}`))],
    })
  },
})
