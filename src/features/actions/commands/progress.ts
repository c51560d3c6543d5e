import { z } from 'zod'
import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { button, buttons, done } from '../../../core/view.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { hasErrors, privacyErrors } from '../../privacy/form-errors.ts'
import { checkTexts } from '../../privacy/rules.ts'
import { carryOut, notMade, type Outcome, whatChanged } from '../apply.ts'
import { readEvidence } from '../evidence.ts'
import { findByRef, notOneAction } from '../find.ts'
import { progressForm, textValue, versionOf } from '../forms.ts'
import { decideProgress, type ProgressInput } from '../rules.ts'
import {
  type ActionDetail,
  type ActionStatus,
  actionStatuses,
  narrativeMax,
  type Outlook,
  outlooks,
  reference,
} from '../schema.ts'
import { changedLine } from '../view.ts'

/** `/actions progress REF [text]`: in one line, or through the form. */
export const progress = command({
  group: 'actions',
  name: 'progress',
  aliases: ['update'],
  args: { ref: word('REF', reference), text: rest('text', z.string().optional()) },
  permission: 'work on own action',
  summary: 'Post progress; without a text a form opens',
  examples: ['progress 4.2.3 First audit done, 14 of 16 records complete', 'progress 4.2.3'],
  async run({ ref, text }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const form = progressForm(action, await viewing(context), text)
    if (text === undefined) {
      const refused = decideProgress(
        action,
        context.actor,
        { ...oneLineInput, narrative: '-' },
        todayOf(context),
      )
      return refused.ok || refused.field ? form : notMade({ kind: 'refused', decision: refused }, context)
    }
    if (text.length > narrativeMax) return withErrors(form, { narrative: text }, { narrative: tooLong(text) })
    const blocked = checkTexts({ text }, todayOf(context))
    if (blocked) return blocked
    const outcome = await carryOut(
      context,
      decideProgress(action, context.actor, { ...oneLineInput, narrative: text }, todayOf(context)),
    )
    return reply(outcome, form, context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const form = progressForm(found.action, await viewing(context))
    const read = readSubmission(submission)
    if (!read.ok) return withErrors(form, submission.values, read.errors)
    const identifying = privacyErrors(
      {
        narrative: read.input.narrative,
        blockers: read.input.blockers,
        evidence: textValue(submission, 'evidence'),
      },
      todayOf(context),
    )
    if (hasErrors(identifying)) return withErrors(form, submission.values, identifying)
    const outcome = await carryOut(
      context,
      decideProgress(found.action, context.actor, read.input, todayOf(context)),
    )
    return reply(outcome, withErrors(form, submission.values, {}), context)
  },
})

/** A line of text says what happened and nothing else: status and outlook stay, but for starting. */
const oneLineInput: Omit<ProgressInput, 'narrative'> = {
  status: null,
  outlook: null,
  outlookReason: null,
  blockers: null,
  evidence: [],
  version: null,
}

async function viewing(context: Ctx): Promise<{
  scheme: Awaited<ReturnType<typeof schemeOf>>
  today: ReturnType<typeof todayOf>
  actor: Ctx['actor']
}> {
  return { scheme: await schemeOf(context), today: todayOf(context), actor: context.actor }
}

function tooLong(text: string): string {
  return `This has ${text.length.toLocaleString('en-GB')} characters; a note holds ${narrativeMax.toLocaleString('en-GB')}. Your text is kept: shorten it, or keep the long version in your records and link to it.`
}

type Read = { ok: true; input: ProgressInput } | { ok: false; errors: Record<string, string> }

function readSubmission(submission: Submission): Read {
  const errors: Record<string, string> = {}
  const narrative = textValue(submission, 'narrative') ?? ''
  if (narrative === '') errors['narrative'] = 'Say in a sentence what has happened.'
  if (narrative.length > narrativeMax) errors['narrative'] = tooLong(narrative)
  const blockers = textValue(submission, 'blockers')
  if (blockers && blockers.length > narrativeMax) errors['blockers'] = tooLong(blockers)
  const status = oneOf<ActionStatus>(submission.values['status'], actionStatuses)
  const outlook = oneOf<Outlook>(submission.values['outlook'], outlooks)
  const evidence = readEvidence(textValue(submission, 'evidence') ?? '')
  if (!evidence.ok) errors['evidence'] = evidence.message
  if (Object.keys(errors).length > 0 || !evidence.ok) return { ok: false, errors }
  const version = versionOf(submission)
  return {
    ok: true,
    input: {
      narrative,
      status,
      outlook,
      outlookReason: blockers,
      blockers,
      evidence: evidence.items,
      version,
    },
  }
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | null {
  return known.find((one) => one === value) ?? null
}

/** Made: one line. Refused by a rule about a field: the form again. Overtaken: the form again, with what changed. */
async function reply(outcome: Outcome, form: Form, context: Ctx): Promise<Reply> {
  if (outcome.kind === 'made') return saved(outcome.action, context)
  if (outcome.kind === 'refused' && outcome.decision.field) {
    const field = outcome.decision.field === 'outlookReason' ? 'blockers' : outcome.decision.field
    return withErrors(form, {}, { [field]: outcome.decision.reason })
  }
  if (outcome.kind === 'overtaken') {
    const fresh = progressForm(outcome.action, await viewing(context))
    return {
      ...form,
      state: fresh.state,
      hidden: fresh.hidden,
      problem: `${whatChanged(outcome, context)} Nothing was saved; your text is kept. Check it and save again.`,
    }
  }
  return notMade(outcome, context)
}

function saved(action: ActionDetail, context: Ctx): Reply {
  return done(changedLine(action, todayOf(context)), {
    audience: 'private',
    blocks: [buttons(button('Show it', `actions show ${action.ref}`), button('My actions', 'actions mine'))],
  })
}
