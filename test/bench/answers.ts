import type { Reply } from '../../src/core/command.ts'
import { dispatch } from '../../src/core/dispatch.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import type { Stores } from '../../src/features/stores.ts'
import { type Installation, strictLog } from './installation.ts'
import { inTurn, timed } from './measure.ts'
import { statementsOf } from './statements.ts'
import { recording, replay } from './store-calls.ts'
import type { Figure } from './table.ts'

/** The whole way of a request over its bare query is to stay below this. */
const aimOverQuery = 1.3
/** A board a hundred times as large is to stay below this. */
const aimOverSmall = 1.2

/** From what was typed to the reply: read, permit, run. */
async function reply(
  { registry, actor, now, stores: own }: Installation,
  text: string,
  stores: Stores = own,
): Promise<Reply> {
  return dispatch(registry, { text, actor, face: 'cli', now }, stores, strictLog)
}

/** The whole way of a request, from what was typed to the text that is shown. */
async function answer(place: Installation, text: string): Promise<string> {
  return render(await reply(place, text))
}

function render(given: Reply): string {
  return renderReply(given, { width: 100, colour: false, choices: 'commands' })
}

/**
 * The full answer over the SQL statements it needs, sent directly through the same pool, as many at once as the
 * product sends; and over the store calls it makes (SQL and Prisma, without the command).
 */
export async function answerOverQueries(place: Installation, text: string): Promise<Figure[]> {
  const recorded = recording(place.stores)
  insistOnRows(await reply(place, text, recorded.stores), text)
  const calls = [...recorded.calls]
  const statements = await statementsOf(place.pool, () => reply(place, text))
  const given = await reply(place, text)
  const [full = 0, unrendered = 0, stores = 0, sql = 0, rendering = 0] = await inTurn(
    [
      timed(() => answer(place, text)),
      timed(() => reply(place, text)),
      timed(() => replay(calls)),
      timed(() => replay(statements)),
      timed(() => render(given)),
    ],
    { rounds: 100, warmUp: 8, budgetMs: 5_000 },
  )
  const over = { ms: full, over: sql }
  return [
    { says: `${text}, over its ${statements.length} SQL statements`, comparison: over, aim: aimOverQuery },
    {
      says: `  over its ${calls.length} store calls`,
      comparison: { ms: full, over: stores },
      aim: aimOverQuery,
    },
    { says: '  before rendering, over the SQL', comparison: { ms: unrendered, over: sql } },
    { says: '  before rendering, over the store calls', comparison: { ms: unrendered, over: stores } },
    { says: '  rendering for a console, over the SQL', comparison: { ms: rendering, over: sql } },
  ]
}

/** One answer of a large board over the same answer of a small one. */
export async function largeOverSmall(
  large: Installation,
  small: Installation,
  text: string,
  judged = false,
): Promise<Figure[]> {
  for (const place of [large, small]) insistOnRows(await reply(place, text), text)
  const effort = judged
    ? { rounds: 60, warmUp: 8, budgetMs: 5_000 }
    : { rounds: 10, warmUp: 2, budgetMs: 2_000 }
  const [ms = 0, over = 0, bareMs = 0, bareOver = 0] = await inTurn(
    [
      timed(() => answer(large, text)),
      timed(() => answer(small, text)),
      timed(() => reply(large, text)),
      timed(() => reply(small, text)),
    ],
    effort,
  )
  const aim = judged ? { aim: aimOverSmall } : {}
  return [
    { says: text, comparison: { ms, over }, ...aim },
    { says: '  before rendering', comparison: { ms: bareMs, over: bareOver }, ...aim },
  ]
}

/** A refusal, or 'nothing found', would be the fastest answer of all. */
function insistOnRows(reply: Reply, text: string): void {
  const found = reply.type === 'view' && reply.blocks.some((block) => block.type === 'rows')
  if (!found) throw new Error(`${text} was to be answered with rows.`)
}
