import type { BoardId } from '../../core/ids.ts'
import { type Membership, may } from '../../core/permission.ts'
import { count, listOf } from '../../core/text.ts'
import { type Block, button, paragraph } from '../../core/view.ts'
import { likelyKeys } from './rules.ts'
import type { PersonStore } from './store.ts'

/** Names in the plans that may be this person's: offered, never assumed. */
export async function likenessBlocks(
  people: PersonStore,
  board: BoardId,
  actor: Membership,
): Promise<Block[]> {
  if (!may(actor.role, 'confirm own alias')) return []
  const likely = await people.likenesses(board, likelyKeys(actor.personName))
  if (likely.length === 0) return []
  const names = likely.map(({ asWritten, actions }) => `'${asWritten}' on ${count(actions, 'action')}`)
  return [
    paragraph(`The plans name ${listOf(names)}. Is this you?`),
    {
      type: 'buttons',
      buttons: likely.map(({ asWritten, actions }) =>
        button(`Yes, ${asWritten} is me`, `actions alias ${asWritten}`, {
          confirm: {
            title: `Are you ${asWritten}?`,
            text: `${count(actions, 'action')} will be listed as yours, and the history will show that you confirmed it.`,
            yes: 'That is me',
          },
        }),
      ),
    },
  ]
}
