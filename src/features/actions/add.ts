import type { IsoDate } from '../../calendar/date.ts'
import { readTypedDate } from '../../calendar/typed-date.ts'
import type { Submission } from '../../core/command.ts'
import type { Id } from '../../core/ids.ts'
import { may } from '../../core/permission.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import { findPerson } from '../people/find.ts'
import { hasErrors, privacyErrors } from '../privacy/form-errors.ts'
import { actionsThen, textValue } from './forms.ts'
import { type ActionDetail, narrativeMax } from './schema.ts'

export type Added =
  | { kind: 'added'; action: ActionDetail }
  | { kind: 'errors'; errors: Record<string, string> }
  /** The recommendation has got an action meanwhile: this was to be its first, or the form was sent twice. */
  | { kind: 'overtaken' }

type Wanted = {
  recommendation: { id: Id; ref: string }
  what: 'added' | 'claimed'
  /** The owner when the form does not ask for one. */
  ownerId: Id | null
}

/** Adds the action a form describes. Claiming adds the first only, so that of two claims exactly one wins. */
export async function addFrom(submission: Submission, context: Ctx, wanted: Wanted): Promise<Added> {
  const { stores, board } = context
  const errors: Record<string, string> = {}
  const text = textValue(submission, 'text') ?? ''
  if (text === '') errors['text'] = 'Say in a sentence what is to be done.'
  if (text.length > narrativeMax)
    errors['text'] =
      `At most ${narrativeMax.toLocaleString('en-GB')} characters; this has ${text.length.toLocaleString('en-GB')}. Your text is kept.`
  const lead = textValue(submission, 'lead')
  if (lead && lead.length > 120) errors['lead'] = 'That is too long for the name of an organisation.'
  const dueOn = readDue(submission, context, errors)
  const ownerId = await readOwner(submission, context, wanted, errors)
  Object.assign(errors, privacyErrors({ text, lead }, todayOf(context)))
  if (hasErrors(errors)) return { kind: 'errors', errors }
  const then = actionsThen(submission)
  const action = await stores.actions.add(
    board,
    {
      recommendationId: wanted.recommendation.id,
      text,
      ownerId,
      leadOrganisation: lead,
      dueOn,
      what: wanted.what,
      onlyIfFirst: wanted.what === 'claimed',
      ...(then === null ? {} : { onlyIfActions: then }),
    },
    byOf(context),
  )
  return action ? { kind: 'added', action } : { kind: 'overtaken' }
}

function readDue(submission: Submission, context: Ctx, errors: Record<string, string>): IsoDate | null {
  const typed = textValue(submission, 'due')
  if (!typed) return null
  const date = readTypedDate(typed, todayOf(context))
  if (date.ok) return date.on
  errors['due'] = `${date.message} Your text is kept.`
  return null
}

async function readOwner(
  submission: Submission,
  { stores, board }: Ctx,
  wanted: Wanted,
  errors: Record<string, string>,
): Promise<Id | null> {
  const typed = textValue(submission, 'owner')
  if (!typed) return wanted.ownerId
  const found = await findPerson(stores.people, board, typed)
  if (!found.ok) {
    errors['owner'] = found.message
    return null
  }
  if (may(found.person.role, 'work on own action')) return found.person.personId
  errors['owner'] = `${found.person.personName} may only read this board, so cannot own an action.`
  return null
}
