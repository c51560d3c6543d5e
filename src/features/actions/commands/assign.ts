import { z } from 'zod'
import type { Reply } from '../../../core/command.ts'
import { withErrors } from '../../../core/form.ts'
import { rest, word } from '../../../core/grammar.ts'
import { button, buttons, done, refusal } from '../../../core/view.ts'
import { type Ctx, command, schemeOf, todayOf } from '../../context.ts'
import { findPerson } from '../../people/find.ts'
import type { Person } from '../../people/store.ts'
import { aftermathOf, ledBy } from '../aftermath.ts'
import { carryOut, notMade } from '../apply.ts'
import { findByRef, notOneAction } from '../find.ts'
import { assignForm, textValue, versionOf } from '../forms.ts'
import { decideAssign } from '../rules.ts'
import { type ActionDetail, reference } from '../schema.ts'
import { whenOf } from '../view.ts'

/** `/actions assign REF PERSON`: gives an action to somebody. */
export const assign = command({
  group: 'actions',
  name: 'assign',
  aliases: ['give'],
  args: { ref: word('REF', reference), person: rest('PERSON', z.string().max(80).optional()) },
  permission: 'assign action',
  instead: { command: 'claim', says: 'You can claim it if nobody owns it.' },
  summary: 'Give an action to somebody; without a name a form opens',
  examples: ['assign 4.2.3 Kate Slater', 'assign 4.2.3 me'],
  asks: ({ person }) => person === undefined,
  async run({ ref, person }, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    if (person === undefined) return formFor(found.action, context)
    const named = await personOf(person, context)
    if (!named.ok) return refusal(named.message, { next: `actions assign ${ref}` })
    return give(found.action, named.person, null, context)
  },
  async submit({ ref }, submission, context) {
    const found = await findByRef(context, ref)
    if (found.kind !== 'action') return notOneAction(ref, found)
    const form = await formFor(found.action, context)
    const typed = textValue(submission, 'person')
    if (!typed) return withErrors(form, submission.values, { person: 'Choose who is accountable for it.' })
    const named = await personOf(typed, context)
    if (!named.ok) return withErrors(form, submission.values, { person: named.message })
    return give(found.action, named.person, versionOf(submission), context)
  },
})

async function formFor(action: ActionDetail, context: Ctx): Promise<ReturnType<typeof assignForm>> {
  const people = await context.stores.people.list(context.board)
  return assignForm(
    action,
    { scheme: await schemeOf(context), today: todayOf(context), actor: context.actor },
    people,
  )
}

async function personOf(words: string, { stores, board, actor }: Ctx): ReturnType<typeof findPerson> {
  return findPerson(stores.people, board, /^(me|myself)$/i.test(words.trim()) ? actor.personId : words)
}

async function give(
  action: ActionDetail,
  person: Person,
  version: number | null,
  context: Ctx,
): Promise<Reply> {
  const outcome = await carryOut(context, decideAssign(action, person, version))
  if (outcome.kind !== 'made') return notMade(outcome, context)
  const theirs =
    action.status === 'handed_over'
      ? `${action.ref} is ${person.personName}'s to chase; ${ledBy(action)}.`
      : `${action.ref} is ${person.personName}'s, ${whenOf(outcome.action, todayOf(context))}.`
  return done(theirs, {
    ...(await aftermathOf('assigned', outcome.action, context, action.owner)),
    blocks: [buttons(button('Show it', `actions show ${action.ref}`))],
  })
}
