import { z } from 'zod'
import { filter } from '../../core/grammar.ts'
import { isId } from '../../core/ids.ts'
import { may, whoMay } from '../../core/permission.ts'
import { refusal, type View } from '../../core/view.ts'
import type { Ctx } from '../context.ts'
import { lookAheads, type Subscription } from './schema.ts'

/** `key:` with one of these words. */
function oneOf<const T extends string>(key: string, ...words: readonly [T, ...T[]]) {
  const error = `${key}: takes ${words.join(' or ')}.`
  return filter(key, words.join('|'), z.string().toLowerCase().pipe(z.enum(words, { error })))
}

/** What may be said of a digest in one line, besides when and which actions. */
export const choiceArgs = {
  ahead: filter(
    'ahead',
    lookAheads.join('|'),
    z
      .string()
      .transform((text) => Number(text.replace(/\s*d(ays)?$/, '')))
      .refine((days) => lookAheads.some((known) => known === days), {
        error: `ahead: takes ${lookAheads.join(', ')} days.`,
      }),
  ),
  quiet: oneOf('quiet', 'say', 'silent'),
  holidays: oneOf('holidays', 'move', 'keep'),
  pings: oneOf('pings', 'yes', 'no'),
}

/** Who may change digests is asked for again here, since everybody may read them. Null when they may. */
export function mayNotManage({ actor }: Ctx): View | null {
  if (may(actor.role, 'manage digests')) return null
  return refusal(
    `Only ${whoMay('manage digests')} can set up, change, post or stop a channel's digest. You can read it.`,
    { next: 'actions digest preview' },
  )
}

/** The subscription that is meant: the one named by its id, else the channel's in which it was asked. */
export async function subscriptionOf(which: string | undefined, context: Ctx): Promise<Subscription | null> {
  const { stores, board, place } = context
  if (which !== undefined) return isId(which) ? stores.digests.get(board, which) : null
  return place && stores.digests.byChannel(board, place)
}

/** What is said where there is none, or one that is off. */
export function noDigest({ place, actor }: Ctx): View {
  if (!place) {
    return refusal('Type it in the channel it is about, or choose one from the list.', {
      next: 'actions digest status',
    })
  }
  return may(actor.role, 'manage digests')
    ? refusal('This channel hears no digest. Set one up here.', { next: 'actions digest here' })
    : refusal(`This channel hears no digest. Only ${whoMay('manage digests')} can set one up here.`, {
        next: 'actions digest preview',
      })
}
