import { nearest, shorten } from '../../core/text.ts'
import { button, buttons, type Row, refusal, type View } from '../../core/view.ts'
import type { Ctx } from '../context.ts'
import type { RecommendationDetail } from '../recommendations/store.ts'
import type { ActionDetail } from './schema.ts'

/** What a reference means on this board. */
export type Found =
  | { kind: 'action'; action: ActionDetail }
  /** A recommendation that has no action, or several: the reference alone does not say which. */
  | { kind: 'recommendation'; recommendation: RecommendationDetail }
  | { kind: 'nothing'; near: readonly string[] }

/** Looks a reference up: an action first, else a recommendation, else what is near it. */
export async function findByRef({ stores, board }: Ctx, ref: string): Promise<Found> {
  const action = await stores.actions.byRef(board, ref)
  if (action) return { kind: 'action', action }
  const recommendation = await stores.recommendations.byRef(board, ref)
  if (recommendation) return { kind: 'recommendation', recommendation }
  const refs = await stores.actions.refsLike(board, ref)
  const close = nearest(ref, refs, 3)
  return { kind: 'nothing', near: close.length > 0 ? close : refs.slice(0, 1) }
}

/** The refusal for a reference that is not one action: never a bare 'not found'. */
export function notOneAction(ref: string, found: Exclude<Found, { kind: 'action' }>): View {
  if (found.kind === 'nothing') {
    const nearestOnes = found.near.length > 0 ? ` Nearest: ${found.near.join(', ')}.` : ''
    return refusal(`There is no action ${ref} on this board.${nearestOnes} Try /actions list.`, {
      blocks:
        found.near.length > 0
          ? [buttons(...found.near.map((near) => button(`Show ${near}`, `actions show ${near}`)))]
          : [],
    })
  }
  const { recommendation } = found
  if (recommendation.actions.length === 0) {
    return refusal(
      `${ref} is a recommendation that has no action yet. Claiming it opens a form for its first one.`,
      {
        blocks: [buttons(button(`Claim ${ref}`, `actions claim ${ref}`, { emphasis: 'primary' }))],
        next: `actions claim ${ref}`,
      },
    )
  }
  const rows = recommendation.actions.map(
    (action): Row => ({
      ref: action.ref,
      text: shorten(action.text, 76),
      menu: [button('Open', `actions show ${action.ref}`)],
    }),
  )
  return refusal(`${ref} is a recommendation with ${rows.length} actions. Which one?`, {
    blocks: [{ type: 'rows', rows }],
    next: `actions show ${rows[0]?.ref ?? ref}`,
  })
}
