import { z } from 'zod'
import { formatDate, type IsoDate } from '../../../calendar/date.ts'
import { withErrors } from '../../../core/form.ts'
import { unshown, word } from '../../../core/grammar.ts'
import { isId } from '../../../core/ids.ts'
import { count, shorten } from '../../../core/text.ts'
import { done, refusal, type View } from '../../../core/view.ts'
import { findByRef, notOneAction } from '../../actions/find.ts'
import { isOpen, lifecycle } from '../../actions/lifecycle.ts'
import type { ActionDetail } from '../../actions/schema.ts'
import { reference } from '../../actions/schema.ts'
import { type Ctx, command, todayOf } from '../../context.ts'
import { backOn, type Snooze, snoozes } from '../rules.ts'
import { snoozeForm } from '../snooze-form.ts'

const until = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine((text): text is Snooze => Object.hasOwn(snoozes, text), {
    error: (issue) => `'${shorten(String(issue.input), 30)}' is not a snooze. Write 1d, 3d or monday.`,
  })

const forHowLong = 'Say for how long: 1d, 3d or monday.'

const all = z
  .string({ error: 'REF is missing: the reference that stands first in every row, or all.' })
  .regex(/^all$/i)
  .transform(() => 'all' as const)

/**
 * `/actions snooze REF 1d|3d|monday`: puts off reminders of one's own action, or of all in a day's message. Without a
 * time it asks for how long.
 */
export const snooze = command({
  group: 'actions',
  name: 'snooze',
  args: {
    what: word('REF|all', z.union([all, reference])),
    until: word('1d|3d|monday', until.optional()),
    message: unshown(
      word('MESSAGE', z.string().refine(isId, { error: 'That is not a message of mine.' }).optional()),
    ),
  },
  permission: 'work on own action',
  summary:
    'Put off the reminders of an action of yours, for a day, three days or to Monday; without a time a form opens',
  examples: ['snooze 4.2.3 3d', 'snooze 4.2.3', 'snooze all 1d'],
  asks: ({ what, until: how }) => what !== 'all' && how === undefined,
  async run({ what, until: how, message }, context) {
    if (what === 'all') {
      if (how === undefined) return refusal(forHowLong, { next: 'actions snooze all 1d' })
      return snoozeAll(message ?? null, backOn(how, todayOf(context)), context)
    }
    const found = await findByRef(context, what)
    if (found.kind !== 'action') return notOneAction(what, found)
    if (how !== undefined) return snoozeOne(found.action, how, context)
    const { owner, status } = found.action
    return owner?.id === context.actor.personId && isOpen(status)
      ? snoozeForm(found.action, todayOf(context))
      : notYours(found.action, context)
  },
  async submit({ what }, submission, context) {
    if (what === 'all') return refusal(forHowLong, { next: 'actions snooze all 1d' })
    const found = await findByRef(context, what)
    if (found.kind !== 'action') return notOneAction(what, found)
    const how = until.safeParse(submission.values['until'])
    if (how.success) return snoozeOne(found.action, how.data, context)
    const form = snoozeForm(found.action, todayOf(context))
    return withErrors(form, submission.values, { until: 'Choose for how long.' })
  },
})

async function snoozeOne(action: ActionDetail, how: Snooze, context: Ctx): Promise<View> {
  const { stores, board, actor } = context
  const day = backOn(how, todayOf(context))
  const held = await stores.reminders.snooze(board, actor.personId, [action.id], day)
  return held.length > 0 ? putOff(held, day, context) : notYours(action, context)
}

/** What is left in a day's message, by its id or the latest. */
async function snoozeAll(id: string | null, day: IsoDate, context: Ctx): Promise<View> {
  const { stores, board, actor } = context
  const message = await stores.reminders.message(board, actor.personId, id)
  const next = 'actions mine'
  if (!message)
    return refusal(
      id === null ? 'You have had no reminder to put off.' : 'There is no such message to you.',
      { next },
    )
  const { own } = await stores.reminders.now(board, message, todayOf(context), 0)
  const held = await stores.reminders.snooze(board, actor.personId, own.ids, day)
  return held.length > 0
    ? putOff(held, day, context)
    : refusal(
        id === null
          ? 'Nothing in your last reminder waits for you: it is done, or put off already.'
          : 'Nothing in this message waits for you any more.',
        { next },
      )
}

function putOff(refs: readonly string[], day: IsoDate, context: Ctx): View {
  const when = formatDate(day, todayOf(context))
  const [only] = refs
  const what =
    only && refs.length === 1
      ? `You are reminded of ${only} again`
      : `You are reminded of ${count(refs.length, 'action')} again`
  return done(`${what} on ${when}. Due dates stay as they are.`, {
    audience: 'private',
    next: 'actions mine',
  })
}

/** Reminders go to the owner of what is open: to nobody else, and of nothing else. */
function notYours(action: ActionDetail, { actor }: Ctx): View {
  const { ref, owner, status } = action
  const next = `actions show ${ref}`
  if (!isOpen(status))
    return refusal(`${ref} is ${lifecycle[status].word.toLowerCase()}: nobody is reminded of it.`, { next })
  if (!owner)
    return refusal(`${ref} has no owner, so nobody is reminded of it.`, { next: `actions claim ${ref}` })
  return refusal(
    owner.id === actor.personId
      ? `${ref} has changed a moment ago. Nothing was put off.`
      : `${owner.name} owns ${ref} and is reminded of it. Only they can put that off.`,
    { next },
  )
}
