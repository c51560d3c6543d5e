import { z } from 'zod'
import { rest } from '../../../core/grammar.ts'
import { listOf, nameKey } from '../../../core/text.ts'
import { done, refusal } from '../../../core/view.ts'
import { byOf, command } from '../../context.ts'
import { likelyKeys } from '../../people/rules.ts'
import type { Confirmed } from '../../people/store.ts'

const name = z
  .string({ error: 'NAME is missing: the name as the plan writes it, such as K Slater.' })
  .max(80, { error: 'That is too long for a name.' })

/** `/actions alias NAME`: a person says that a name in a plan is theirs. */
export const alias = command({
  group: 'actions',
  name: 'alias',
  args: { name: rest('NAME', name) },
  permission: 'confirm own alias',
  summary: 'Confirm that a name in a plan is yours',
  examples: ['alias K Slater'],
  async run({ name: asWritten }, context) {
    const { stores, board, actor } = context
    // Anybody could otherwise make anybody's actions theirs: a name that is not like their own is an assignment.
    if (!likelyKeys(actor.personName).includes(nameKey(asWritten))) {
      return refusal(
        `'${asWritten}' is not like ${actor.personName}. A lead can assign those actions to you instead.`,
        {
          next: `actions list owner:"${asWritten}"`,
        },
      )
    }
    const confirmed = await stores.people.confirmName(board, actor.personId, asWritten, byOf(context))
    if (!confirmed.ok) return refusal(whyNot(confirmed, asWritten), { next: 'actions mine' })
    const gained = [
      ...(confirmed.owned.length > 0 ? [`you own ${listOf(confirmed.owned)}`] : []),
      ...(confirmed.contributed.length > 0 ? [`you contribute to ${listOf(confirmed.contributed)}`] : []),
    ]
    return done(
      `'${asWritten}' is you: ${gained.join(', ') || 'the actions that bear it were yours already'}.`,
      {
        audience: 'private',
        next: 'actions mine',
        told: `${actor.personName} is '${asWritten}' in the plans.`,
        about: 'actions mine',
        concerns: [actor.personId],
      },
    )
  },
})

function whyNot(confirmed: Extract<Confirmed, { ok: false }>, asWritten: string): string {
  switch (confirmed.reason) {
    case 'taken':
      return `${confirmed.by} has confirmed '${asWritten}' already.`
    case 'yours already':
      return `You have confirmed '${asWritten}' already.`
    case 'no such name':
      return `No action names '${asWritten}'; there was nothing to confirm.`
  }
}
