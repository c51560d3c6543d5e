import { z } from 'zod'
import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { shorten } from '../../../core/text.ts'
import { button, buttons, done, refusal } from '../../../core/view.ts'
import { type Ctx, command, todayOf } from '../../context.ts'
import type { RecommendationDetail } from '../../recommendations/store.ts'
import { addFrom } from '../add.ts'
import { aftermathOf } from '../aftermath.ts'
import { actionForm, refilled, textValue } from '../forms.ts'
import { reference } from '../schema.ts'
import { ownerOf, whenOf } from '../view.ts'

/** `/actions new REF`: an action under a recommendation, through a form. */
export const add = command({
  group: 'actions',
  name: 'new',
  aliases: ['add'],
  args: { ref: word('RECOMMENDATION', reference), text: rest('text', z.string().max(4000).optional()) },
  permission: 'add action',
  summary: 'Add an action to a recommendation; without a text a form opens',
  examples: ['new 4.2', 'new 4.2 Agree the audit tool with the IT provider'],
  async run({ ref, text }, context) {
    const recommendation = await recommendationOf(ref, context)
    if (!recommendation) return noRecommendation(ref, context)
    const form = actionForm('new', recommendation, await context.stores.people.list(context.board))
    return text === undefined ? form : save(form, { values: { text }, hidden: {} }, recommendation, context)
  },
  async submit({ ref }, submission, context) {
    const recommendation = await recommendationOf(ref, context)
    if (!recommendation) return noRecommendation(ref, context)
    const form = actionForm('new', recommendation, await context.stores.people.list(context.board))
    // The count the form was opened at stays with it, or a second sending would pass for a new one.
    return save({ ...form, hidden: submission.hidden }, submission, recommendation, context)
  },
})

/** A recommendation by its reference, or by that of one of its actions. */
async function recommendationOf(
  ref: string,
  { stores, board }: Ctx,
): ReturnType<Ctx['stores']['recommendations']['byRef']> {
  const direct = await stores.recommendations.byRef(board, ref)
  if (direct) return direct
  const action = await stores.actions.byRef(board, ref)
  return action && stores.recommendations.byRef(board, action.recommendation.ref)
}

async function save(
  form: Form,
  submission: Submission,
  recommendation: RecommendationDetail,
  context: Ctx,
): Promise<Reply> {
  const added = await addFrom(submission, context, { recommendation, what: 'added', ownerId: null })
  if (added.kind === 'errors') return withErrors(form, submission.values, added.errors)
  if (added.kind === 'overtaken') return overtaken(submission, recommendation.ref, context)
  const { action } = added
  return done(`${action.ref} is added: ${ownerOf(action)}, ${whenOf(action, todayOf(context))}.`, {
    ...(await aftermathOf('added', action, context)),
    blocks: [
      buttons(
        button('Show it', `actions show ${action.ref}`),
        button(`Another for ${recommendation.ref}`, `actions new ${recommendation.ref}`),
      ),
    ],
  })
}

/** Somebody added one meanwhile, which may be all that was wanted; or the same form came in twice. */
async function overtaken(submission: Submission, ref: string, context: Ctx): Promise<Reply> {
  const now = await recommendationOf(ref, context)
  if (!now) return noRecommendation(ref, context)
  const written = textValue(submission, 'text')
  const same = now.actions.find(({ text }) => text === written)
  if (same) {
    return refusal(`${same.ref} says exactly this already, so it was not added again.`, {
      next: `actions show ${same.ref}`,
    })
  }
  const last = now.actions.at(-1)
  return {
    ...refilled(actionForm('new', now, await context.stores.people.list(context.board)), submission.values),
    problem: `${last ? `${last.ref} was added to ${ref} while you were writing: '${shorten(last.text, 80)}'.` : `${ref} has changed.`} Nothing was saved; your text is kept. Send it again to add it too.`,
  }
}

async function noRecommendation(ref: string, { stores, board }: Ctx): Promise<ReturnType<typeof refusal>> {
  const near = await stores.recommendations.refsLike(board, ref)
  const hint = near.length > 0 ? ` Nearest: ${near.slice(0, 3).join(', ')}.` : ''
  return refusal(`There is no recommendation ${ref} on this board.${hint}`, { next: 'recommendations list' })
}
