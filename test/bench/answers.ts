import type { Reply } from '../../src/core/command.ts'
import { dispatch } from '../../src/core/dispatch.ts'
import type { Log } from '../../src/core/errors.ts'
import type { Membership } from '../../src/core/permission.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import type { Stores } from '../../src/features/stores.ts'
import type { App } from '../../src/main.ts'
import { asker, board } from './big-board.ts'
import { compare, inTurn, timed } from './measure.ts'
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

/** From what was typed to the reply: read, permit, run. */
async function reply(
  { app, actor, now }: Installation,
  text: string,
  stores: Stores = app.stores,
): Promise<Reply> {
  return dispatch(app.registry, { text, actor, face: 'cli', now }, stores, strictLog)
}

/** The whole way of a request, from what was typed to the text that is shown. */
async function answer(place: Installation, text: string): Promise<string> {
  return renderReply(await reply(place, text), { width: 100, colour: false, choices: 'commands' })
}

/** The full answer over the store calls it makes, made without it; and before it is rendered. */
export async function answerOverQueries(place: Installation, text: string): Promise<Figure[]> {
  const recorded = recording(place.app.stores)
  insistOnRows(await reply(place, text, recorded.stores), text)
  const calls = [...recorded.calls]
  const [full = 0, unrendered = 0, bare = 0] = await inTurn(
    [timed(() => answer(place, text)), timed(() => reply(place, text)), timed(() => replay(calls))],
    { rounds: 100, budgetMs: 5_000 },
  )
  return [
    { says: text, comparison: { ms: full, over: bare }, aim: 1.3, note: `${calls.length} store calls` },
    { says: `${text}, before it is rendered`, comparison: { ms: unrendered, over: bare } },
  ]
}

/** One answer of a large board over the same answer of a small one. */
export async function largeOverSmall(
  large: Installation,
  small: Installation,
  text: string,
  aim?: number,
): Promise<Figure> {
  for (const place of [large, small]) insistOnRows(await reply(place, text), text)
  const comparison = await compare(
    () => answer(large, text),
    () => answer(small, text),
    aim === undefined ? { rounds: 30, warmUp: 8, budgetMs: 2_500 } : {},
  )
  return { says: text, comparison, ...(aim === undefined ? {} : { aim }) }
}

/** A refusal, or 'nothing found', would be the fastest answer of all. */
function insistOnRows(reply: Reply, text: string): void {
  const found = reply.type === 'view' && reply.blocks.some((block) => block.type === 'rows')
  if (!found) throw new Error(`${text} was to be answered with rows.`)
}
