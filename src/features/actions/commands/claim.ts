import type { Reply, Submission } from '../../../core/command.ts'
import { withErrors } from '../../../core/form.ts'
import { word } from '../../../core/grammar.ts'
import { button, buttons, done, refusal } from '../../../core/view.ts'
import { type Ctx, command, todayOf } from '../../context.ts'
import type { RecommendationDetail } from '../../recommendations/store.ts'
import { addFrom } from '../add.ts'
import { aftermathOf, ledBy } from '../aftermath.ts'
import { carryOut, notMade } from '../apply.ts'
import { findByRef, notOneAction } from '../find.ts'
import { actionForm } from '../forms.ts'
import { decideClaim } from '../rules.ts'
import { type ActionDetail, reference } from '../schema.ts'
import { whenOf } from '../view.ts'

/** `/actions claim REF`: an unowned action becomes yours; a recommendation without one gets its first. */
export const claim = command({
  group: 'actions',
  name: 'claim',
  aliases: ['take'],
  args: { ref: word('REF', reference) },
  permission: 'claim action',
  summary: 'Make an unowned action yours; on a recommendation with no action, write its first',
  examples: ['claim 4.2.3', 'claim LEI-6'],
  // Only a recommendation without an action asks for one: most claims are of an action that is there.
  asks: () => false,
  async run({ ref }, context) {
    const found = await findByRef(context, ref)
    if (found.kind === 'recommendation' && found.recommendation.actions.length === 0) {
      return actionForm('claim', found.recommendation, [])
    }
    if (found.kind !== 'action') return notOneAction(ref, found)
    const outcome = await carryOut(context, decideClaim(found.action, context.actor))
    return outcome.kind === 'made' ? claimed(outcome.action, context) : notMade(outcome, context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind === 'recommendation' && found.recommendation.actions.length === 0) {
      return claimFirst(found.recommendation, submission, context)
    }
    // Somebody was faster: the recommendation has an action now, and the text must not be lost without a word.
    if (found.kind === 'action') return overtaken(found.action, context)
    return notOneAction(ref, found)
  },
})

async function claimFirst(
  recommendation: RecommendationDetail,
  submission: Submission,
  context: Ctx,
): Promise<Reply> {
  const form = actionForm('claim', recommendation, [])
  const added = await addFrom(submission, context, {
    recommendation,
    what: 'claimed',
    ownerId: context.actor.personId,
  })
  if (added.kind === 'errors') return withErrors(form, submission.values, added.errors)
  if (added.kind === 'added') return claimed(added.action, context)
  const now = await context.stores.actions.byRef(context.board, recommendation.ref)
  return now
    ? overtaken(now, context)
    : refusal(`${recommendation.ref} has an action now. Nothing of yours was saved.`)
}

async function claimed(action: ActionDetail, context: Ctx): Promise<Reply> {
  const yours =
    action.status === 'handed_over'
      ? `${action.ref} is yours to chase; ${ledBy(action)}.`
      : `${action.ref} is yours, ${whenOf(action, todayOf(context))}.`
  return done(yours, {
    ...(await aftermathOf('claimed', action, context)),
    blocks: [
      buttons(
        button('Add progress', `actions progress ${action.ref}`, { emphasis: 'primary' }),
        button('My actions', 'actions mine'),
      ),
    ],
    next: `actions progress ${action.ref}`,
  })
}

function overtaken(action: ActionDetail, { actor }: Ctx): Reply {
  if (action.owner?.id === actor.personId) {
    return refusal(`${action.ref} is already yours.`, { next: `actions progress ${action.ref}` })
  }
  const who = action.owner
    ? `${action.owner.name} wrote the first action of ${action.ref} a moment ago`
    : `${action.ref} has an action now`
  return refusal(`${who}. Nothing of yours was saved. A lead can add yours as a second one.`, {
    next: `actions show ${action.ref}`,
  })
}
