import { z } from 'zod'
import type { Reply } from '../../../core/command.ts'
import { withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { button, buttons, done } from '../../../core/view.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { hasErrors, privacyErrors } from '../../privacy/form-errors.ts'
import { checkTexts } from '../../privacy/rules.ts'
import { aftermathOf } from '../aftermath.ts'
import { carryOut, changedSince, notMade, type Outcome, whatChanged } from '../apply.ts'
import { readEvidence } from '../evidence.ts'
import { findByRef, notOneAction } from '../find.ts'
import { completeForm, refilled, textValue, versionOf } from '../forms.ts'
import { decideComplete } from '../rules.ts'
import { type ActionDetail, narrativeMax, reference } from '../schema.ts'

/** `/actions complete REF [evidence]`: says that it is done, with what shows it. */
export const complete = command({
  group: 'actions',
  name: 'complete',
  aliases: ['done'],
  args: {
    ref: word('REF', reference),
    evidence: rest(
      'evidence',
      z
        .string()
        .max(4000, { error: 'That is too long for evidence: use the form, one piece a line.' })
        .optional(),
    ),
  },
  permission: 'work on own action',
  summary: 'Say that an action is done, with its evidence; it then waits for sign-off',
  examples: ['complete 4.2.3 Audit report https://records.example/audit-7', 'complete 4.2.3'],
  asks: ({ evidence }) => evidence === undefined,
  async run({ ref, evidence }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const form = completeForm(action, {
      scheme: await schemeOf(context),
      today: todayOf(context),
      actor: context.actor,
    })
    const read = readEvidence(evidence ?? '')
    const input = { narrative: null, evidence: read.ok ? read.items : [], version: null }
    const decision = decideComplete(action, context.actor, input, todayOf(context))
    if (!decision.ok && !decision.field) return notMade({ kind: 'refused', decision }, context)
    if (evidence === undefined) return form
    if (!read.ok) return withErrors(form, { evidence }, { evidence: read.message })
    const blocked = checkTexts({ evidence }, todayOf(context))
    if (blocked) return blocked
    // Nothing but a dash or a bullet was written: the form asks for the rest.
    if (!decision.ok) return withErrors(form, { evidence }, { evidence: decision.reason })
    return reply(await carryOut(context, decision), context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const fresh = completeForm(action, {
      scheme: await schemeOf(context),
      today: todayOf(context),
      actor: context.actor,
    })
    // A form that comes back for a mistake must not pass for one that was opened on what stands now.
    const form = { ...fresh, hidden: submission.hidden }
    const narrative = textValue(submission, 'narrative')
    const written = textValue(submission, 'evidence')
    const read = readEvidence(written ?? '')
    if (!read.ok) return withErrors(form, submission.values, { evidence: read.message })
    if (narrative && narrative.length > narrativeMax) {
      return withErrors(form, submission.values, {
        narrative: `A note holds ${narrativeMax.toLocaleString('en-GB')} characters; this has ${narrative.length.toLocaleString('en-GB')}. Your text is kept.`,
      })
    }
    const identifying = privacyErrors({ narrative, evidence: written }, todayOf(context))
    if (hasErrors(identifying)) return withErrors(form, submission.values, identifying)
    const input = { narrative, evidence: read.items, version: versionOf(submission) }
    const outcome =
      (await changedSince(context, action, input.version)) ??
      (await carryOut(context, decideComplete(action, context.actor, input, todayOf(context))))
    if (outcome.kind === 'refused' && outcome.decision.field) {
      return withErrors(form, submission.values, { [outcome.decision.field]: outcome.decision.reason })
    }
    if (outcome.kind === 'overtaken') {
      if (isEcho(outcome, context)) return finished(outcome.action, context)
      return {
        ...refilled(fresh, submission.values),
        hidden: { version: String(outcome.action.version) },
        problem: `${whatChanged(outcome, context)} Nothing was saved; your text is kept. Check it and save again.`,
      }
    }
    return reply(outcome, context)
  },
})

async function reply(outcome: Outcome, context: Ctx): Promise<Reply> {
  if (outcome.kind !== 'made') return notMade(outcome, context)
  return finished(outcome.action, context)
}

/** Whether this person has completed it already: a form sent twice, or sent again after a silence. */
function isEcho({ action, since }: Extract<Outcome, { kind: 'overtaken' }>, { actor }: Ctx): boolean {
  const last = since.at(-1)
  return action.status === 'complete' && last?.what === 'completed' && last.who === actor.personName
}

async function finished(action: ActionDetail, context: Ctx): Promise<Reply> {
  return done(`${action.ref} is complete and waits for sign-off by somebody other than its owner.`, {
    ...(await aftermathOf('completed', action, context)),
    blocks: [
      buttons(
        button('Show it', `actions show ${action.ref}`),
        button('History', `actions history ${action.ref}`),
      ),
    ],
  })
}
