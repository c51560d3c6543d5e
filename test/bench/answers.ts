import { dispatch } from '../../src/core/dispatch.ts'
import type { Log } from '../../src/core/errors.ts'
import type { Membership } from '../../src/core/permission.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import type { Stores } from '../../src/features/stores.ts'
import type { App } from '../../src/main.ts'
import { asker, board } from './big-board.ts'
import { compare, timed } from './measure.ts'
import { recording, replay } from './store-calls.ts'
import type { Figure } from './table.ts'

/** An open installation whose one board is asked. */
export type Installation = { app: App; actor: Membership; now: Date }

/** A surprise ends the benchmark: a failed answer would be the fastest. */
export const strictLog: Log = {
  info: () => {},
  error: (_event, error) => {
    throw error
  },
}

export async function installationOf(app: App, now: Date): Promise<Installation> {
  const actor = (await app.directory.members(board.slug)).find(({ personName }) => personName === asker)
  if (!actor) throw new Error(`${asker} is not on the board.`)
  return { app, actor, now }
}

/** The whole way of a request, from what was typed to the text that is shown. */
async function answer(
  { app, actor, now }: Installation,
  text: string,
  stores: Stores = app.stores,
): Promise<string> {
  const reply = await dispatch(app.registry, { text, actor, face: 'cli', now }, stores, strictLog)
  if (reply.type === 'form' || reply.kind !== 'answer' || reply.blocks.length === 0)
    throw new Error(`${text} was to be answered with rows.`)
  return renderReply(reply, { width: 100, colour: false, choices: 'commands' })
}

/** The full answer over the store calls it makes, made without it. */
export async function answerOverQueries(place: Installation, text: string): Promise<Figure> {
  const recorded = recording(place.app.stores)
  await answer(place, text, recorded.stores)
  const calls = [...recorded.calls]
  const comparison = await compare(
    timed(() => answer(place, text)),
    timed(() => replay(calls)),
    { rounds: 100, budgetMs: 5_000 },
  )
  return { says: text, comparison, aim: 1.3, note: `${calls.length} store calls` }
}

/** One answer of a large board over the same answer of a small one. */
export async function largeOverSmall(
  large: Installation,
  small: Installation,
  text: string,
  aim?: number,
): Promise<Figure> {
  const comparison = await compare(
    timed(() => answer(large, text)),
    timed(() => answer(small, text)),
    { rounds: 60, budgetMs: 4_000 },
  )
  return { says: text, comparison, ...(aim === undefined ? {} : { aim }) }
}
