import { type Membership, may } from '../../core/permission.ts'
import { type Button, button } from '../../core/view.ts'
import { findMove, isOpen } from './lifecycle.ts'
import { mayWork, type Standing, standing } from './rules.ts'
import type { ActionSummary } from './schema.ts'

/** What decides on what a person may do with an action. */
type Offered = Standing & Pick<ActionSummary, 'ref' | 'status' | 'dueOn'>

/** Who reads what is offered: one person, or everybody in a channel, of whom some may do it. */
export type Reader = Membership | 'anybody'

type Deed = 'claim' | 'progress' | 'complete' | 'date' | 'release'

/** What somebody may do with an action, or anybody at all; each is asked for again when it is done. */
function offersOf(action: Offered, reader: Reader): Deed[] {
  if (!isOpen(action.status)) return []
  const anybody = reader === 'anybody'
  const owned = action.owner !== null
  const owns = anybody ? owned : standing(action, reader.personId) === 'owner'
  const works = anybody ? owned || action.contributors.length > 0 : mayWork(action, reader)
  const offers: readonly [Deed, boolean][] = [
    ['claim', !owned && (anybody || may(reader.role, 'claim action'))],
    ['progress', works],
    [
      'complete',
      owned &&
        findMove(action.status, 'complete') !== undefined &&
        (owns || (!anybody && may(reader.role, 'work on any action'))),
    ],
    ['date', action.dueOn === null && !anybody && may(reader.role, 'date action')],
    ['release', owns],
  ]
  return offers.filter(([, offered]) => offered).map(([deed]) => deed)
}

const labels = {
  claim: 'Claim',
  progress: 'Add progress',
  complete: 'Complete',
  date: 'Set a date',
  release: 'Release',
} as const satisfies Record<Deed, string>

function buttonOf(deed: Deed, ref: string): Button {
  return button(labels[deed], `actions ${deed} ${ref}`)
}

/** On an action's own card, as buttons. */
export function actionButtons(action: Offered, reader: Reader): Button[] {
  const primary: Deed = action.owner ? 'progress' : 'claim'
  const list = offersOf(action, reader).map((deed): Button => {
    const plain = buttonOf(deed, action.ref)
    if (deed === 'release') return { ...plain, ...releasing(action.ref) }
    return deed === primary ? { ...plain, emphasis: 'primary' } : plain
  })
  return [...list, button('History', `actions history ${action.ref}`)]
}

function releasing(ref: string): Pick<Button, 'emphasis' | 'confirm'> {
  return {
    emphasis: 'danger',
    confirm: {
      title: `Release ${ref}?`,
      text: 'It will have no owner until somebody claims it.',
      yes: 'Release it',
    },
  }
}

/**
 * In a list, as a menu: the usual thing first. A list does not read who contributes; one of somebody's own says with
 * `involved` that they do where they do not own.
 */
export function actionMenu(
  action: Pick<ActionSummary, 'ref' | 'status' | 'dueOn' | 'owner'>,
  actor: Membership,
  involved = false,
): Button[] {
  const contributors = involved ? [{ id: actor.personId, name: actor.personName }] : []
  return [
    button('Open', `actions show ${action.ref}`),
    ...offersOf({ ...action, contributors }, actor)
      .filter((deed) => deed !== 'release')
      .map((deed) => buttonOf(deed, action.ref)),
    button('History', `actions history ${action.ref}`),
  ]
}
