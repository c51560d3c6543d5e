import type { Asking } from './asking.ts'
import type { Handle } from './cast.ts'
import type { Checker } from './checker.ts'
import { type Json, listOf, objectOf } from './json.ts'
import { origin } from './payloads.ts'
import { stateOf } from './state.ts'

export type Found = { options: Json[]; block: Json; element: Json; view: Json }

/** Asks the app what a field that looks things up offers for some letters, as Slack does while somebody types. */
export async function lookUp(
  asking: Pick<Asking, 'api' | 'modal' | 'interact'>,
  checker: Checker,
  who: Handle,
  query: string,
): Promise<Found> {
  const { api } = asking
  const { view, typed } = asking.modal(who)
  const places = listOf(view['blocks']).flatMap((block) =>
    [objectOf(block['element']), objectOf(block['accessory']), ...listOf(block['elements'])].map(
      (element) => ({
        block,
        element,
      }),
    ),
  )
  const place = places.find(({ element }) => element['type'] === 'external_select')
  if (!place) throw new Error('Nothing in this modal looks things up.')
  const { block, element } = place
  const least = Number(element['min_query_length'] ?? 3)
  if (query.length < least) throw new Error(`Slack asks only from ${least} letters on.`)
  const answer = await asking.interact({
    type: 'block_suggestion',
    ...origin(api, api.users[who]),
    container: { type: 'view', view_id: view['id'] },
    action_id: element['action_id'],
    block_id: block['block_id'],
    value: query,
    view: { ...view, state: stateOf(typed, view) },
  })
  const body = objectOf(answer.json)
  checker.check(body, 'block_suggestion')
  const options = [
    ...listOf(body['options']),
    ...listOf(body['option_groups']).flatMap((group) => listOf(group['options'])),
  ]
  return { options, block, element, view }
}
