import { z } from 'zod'
import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, type FormValues, withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { button, buttons, done } from '../../../core/view.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { hasErrors, privacyErrors } from '../../privacy/form-errors.ts'
import { checkTexts } from '../../privacy/rules.ts'
import { aftermathOf } from '../aftermath.ts'
import { carryOut, changedSince, notMade, type Outcome, whatChanged } from '../apply.ts'
import { readEvidence } from '../evidence.ts'
import { findByRef, notOneAction } from '../find.ts'
import { progressForm, refilled, textValue, versionOf } from '../forms.ts'
import { progressStatuses } from '../lifecycle.ts'
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
  asks: ({ text }) => text === undefined,
  async run({ ref, text }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const form = progressForm(action, await viewing(context), text)
    if (text === undefined) {
      // The first state the form offers: on a complete action that is to reopen it.
      const [status = null] = progressStatuses(action.status)
      const first = { ...oneLineInput, narrative: '-', status }
      const refused = decideProgress(action, context.actor, first, todayOf(context))
      return refused.ok || refused.field ? form : notMade({ kind: 'refused', decision: refused }, context)
    }
    if (text.length > narrativeMax) return withErrors(form, { narrative: text }, { narrative: tooLong(text) })
    const blocked = checkTexts({ text }, todayOf(context))
    if (blocked) return blocked
    const outcome = await carryOut(
      context,
      decideProgress(action, context.actor, { ...oneLineInput, narrative: text }, todayOf(context)),
    )
    return reply(outcome, form, { narrative: text }, context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const { action } = found
    const opened = versionOf(submission)
    // A form that comes back for a mistake must not pass for one that was opened on what stands now.
    const form = { ...progressForm(action, await viewing(context)), hidden: submission.hidden }
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
    const outcome =
      (await changedSince(context, action, opened)) ??
      (await carryOut(context, decideProgress(action, context.actor, read.input, todayOf(context))))
    return reply(outcome, form, submission.values, context)
  },
})

/** A line of text says what happened and nothing else: status and outlook stay, but for starting. */
const oneLineInput: Omit<ProgressInput, 'narrative'> = {
  status: null,
  outlook: null,
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
async function reply(outcome: Outcome, form: Form, values: FormValues, context: Ctx): Promise<Reply> {
  if (outcome.kind === 'made')
    return saved(outcome.action, context, outcome.what === 'reopened' ? 'reopened' : 'progressed')
  if (outcome.kind === 'refused' && outcome.decision.field) {
    return withErrors(form, values, { [outcome.decision.field]: outcome.decision.reason })
  }
  if (outcome.kind === 'overtaken') {
    if (isEcho(outcome, values, context)) return saved(outcome.action, context, 'progressed')
    return {
      ...refilled(progressForm(outcome.action, await viewing(context)), values),
      problem: `${whatChanged(outcome, context)} Nothing was saved; your text is kept. Check it and save again.`,
    }
  }
  return notMade(outcome, context)
}

/** Whether what came in is what this person has saved already: a form sent twice, or sent again after a silence. */
function isEcho(
  { since }: Extract<Outcome, { kind: 'overtaken' }>,
  values: FormValues,
  { actor }: Ctx,
): boolean {
  const written = textValue({ values, hidden: {} }, 'narrative')
  return since.some(({ who, narrative }) => who === actor.personName && narrative === written)
}

async function saved(action: ActionDetail, context: Ctx, deed: 'progressed' | 'reopened'): Promise<Reply> {
  return done(changedLine(action, todayOf(context)), {
    ...(await aftermathOf(deed, action, context)),
    audience: 'private',
    blocks: [buttons(button('Show it', `actions show ${action.ref}`), button('My actions', 'actions mine'))],
  })
}
