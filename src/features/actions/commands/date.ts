import { z } from 'zod'
import type { IsoDate } from '../../../calendar/date.ts'
import { readTypedDate } from '../../../calendar/typed-date.ts'
import type { Reply } from '../../../core/command.ts'
import { withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { button, buttons, done, refusal } from '../../../core/view.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { aftermathOf } from '../aftermath.ts'
import { carryOut, notMade } from '../apply.ts'
import { decideDate } from '../date-rules.ts'
import { findByRef, notOneAction } from '../find.ts'
import { dateForm, textValue } from '../forms.ts'
import { type ActionDetail, reference } from '../schema.ts'
import { whenOf } from '../view.ts'

/** `/actions date REF DATE`: by when an action is to be done that came without a date. */
export const date = command({
  group: 'actions',
  name: 'date',
  args: {
    ref: word('REF', reference),
    on: rest('DATE', z.string().max(60, { error: 'That is too long for a date.' }).optional()),
  },
  permission: 'date action',
  summary: 'Set the due date of an action that has none; without a date a form opens',
  examples: ['date 4.9 31 Mar', 'date 4.9 in 3 months', 'date 4.9'],
  asks: ({ on }) => on === undefined,
  async run({ ref, on }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    if (on !== undefined) {
      const day = readTypedDate(on, todayOf(context))
      return day.ok
        ? set(found.action, day.on, context)
        : refusal(day.message, { next: `actions date ${ref}` })
    }
    const decision = decideDate(found.action, todayOf(context), todayOf(context))
    return decision.ok ? formFor(found.action, context) : notMade({ kind: 'refused', decision }, context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const day = readTypedDate(textValue(submission, 'due') ?? '', todayOf(context))
    if (day.ok) return set(found.action, day.on, context)
    return withErrors(await formFor(found.action, context), submission.values, { due: day.message })
  },
})

async function formFor(action: ActionDetail, context: Ctx): Promise<ReturnType<typeof dateForm>> {
  return dateForm(action, { scheme: await schemeOf(context), today: todayOf(context), actor: context.actor })
}

async function set(action: ActionDetail, day: IsoDate, context: Ctx): Promise<Reply> {
  const today = todayOf(context)
  const outcome = await carryOut(context, decideDate(action, day, today))
  if (outcome.kind !== 'made') return notMade(outcome, context)
  return done(
    `${action.ref} has its date: ${whenOf(outcome.action, today)}. It is kept as its original date.`,
    {
      ...(await aftermathOf('dated', outcome.action, context)),
      blocks: [
        buttons(
          button('Show it', `actions show ${action.ref}`),
          button('Undated actions', 'actions list undated'),
        ),
      ],
    },
  )
}
