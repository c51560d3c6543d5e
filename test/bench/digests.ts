import { performance } from 'node:perf_hooks'
import { addDays, type IsoDate } from '../../src/calendar/date.ts'
import { londonTimeToInstant, todayInLondon } from '../../src/calendar/london.ts'
import { authoriseOperator } from '../../src/core/permission.ts'
import type { Delivery } from '../../src/features/deliveries/schema.ts'
import { composeDigest } from '../../src/features/digests/jobs.ts'
import type { Installation } from './installation.ts'
import { median } from './measure.ts'
import { statementsOf } from './statements.ts'
import type { Section } from './table.ts'

const channels = 1_000
/** As many as a worker sends at once. */
const atOnce = 8
/** What channels ask for, in turn. */
const filters = ['', 'org:"Organisation 3"', 'brag:red', 'joint'] as const

/**
 * The digests of a thousand channels, made as the worker makes them, each over one query that only counts; how many
 * statements one takes on a large board and on a small one, and how much memory all of them together.
 */
export async function digestsSection(
  title: string,
  large: Installation,
  small: Installation,
): Promise<Section> {
  const deliveries = await subscribe(large)
  const few = await statementCounts(small, await subscribe(small))
  const many = await statementCounts(large, deliveries)
  const counting = await countingMs(large)
  global.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const compose = composeDigest(large.stores)
  const taken: number[] = []
  const queue = [...deliveries]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const start = performance.now()
        const composed = await compose(next, large.now)
        if (composed.kind !== 'say') throw new Error(`A digest had nothing to say: ${composed.why}.`)
        taken.push(performance.now() - start)
        most = Math.max(most, process.memoryUsage().rss)
      }
    }),
  )
  const each = (performance.now() - began) / deliveries.length
  return {
    title: `Digests, ${title}: ${channels.toLocaleString('en-GB')} channels on 100,000 actions, ${atOnce} at once, over one query that counts what is open`,
    figures: [
      { says: 'a digest, of all of them together', comparison: { ms: each, over: counting } },
      { says: 'a digest, from its beginning to its end', comparison: { ms: median(taken), over: counting } },
    ],
    notes: [
      `statements a digest: ${many} on 100,000 actions, ${few} on 1,000`,
      `memory that making all of them took: ${Math.round((most - before) / 2 ** 20)} MB`,
    ],
  }
}

/** Gives the board its channels, and what is to be sent to each this week. */
async function subscribe({ pool, actor, now }: Installation): Promise<Delivery[]> {
  const today = todayInLondon(now)
  await pool.query(
    `INSERT INTO "Subscription" ("boardId", id, platform, "workspaceId", "channelId", "channelName", filters, weekday,
                                 minutes, "createdById", "createdAt")
     SELECT $1, gen_random_uuid(), 'slack', 'T-bench', 'C' || n, 'channel-' || n, ($3::text[])[1 + n % ${filters.length}],
            1, 540, $2, now()
       FROM generate_series(1, ${channels}) n ON CONFLICT DO NOTHING`,
    [actor.boardId, actor.personId, [...filters]],
  )
  const { rows } = await pool.query<{ id: string; channelId: string }>(
    `SELECT id, "channelId" FROM "Subscription" WHERE "boardId" = $1 ORDER BY id`,
    [actor.boardId],
  )
  return rows.map(({ id, channelId }) => deliveryOf(actor.boardId, id, channelId, today))
}

function deliveryOf(boardId: string, id: string, channelId: string, today: IsoDate): Delivery {
  const at = londonTimeToInstant(today, 9, 0)
  return {
    board: authoriseOperator(boardId),
    id,
    key: `digest:${id}:${today}`,
    target: { platform: 'slack', workspaceId: 'T-bench', channelId, subscriptionId: id },
    period: today,
    subject: { kind: 'digest' },
    figures: null,
    state: 'sending',
    dueAt: at,
    notBefore: at,
    expiresAt: londonTimeToInstant(addDays(today, 1), 21, 0),
    attempts: 0,
    messageId: null,
    messageChannel: null,
    problem: null,
    createdAt: at,
    settledAt: null,
  }
}

/** '18', or '15 to 18' where filters differ in what they ask. */
async function statementCounts(
  { pool, stores, now }: Installation,
  deliveries: readonly Delivery[],
): Promise<string> {
  const compose = composeDigest(stores)
  const counts: number[] = []
  for (const delivery of deliveries.slice(0, 4 * filters.length))
    counts.push((await statementsOf(pool, () => compose(delivery, now))).length)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(most) : `${least} to ${most}`
}

async function countingMs({ pool, actor }: Installation): Promise<number> {
  const taken: number[] = []
  for (let round = 0; round < 30; round++) {
    const start = performance.now()
    await pool.query(
      `SELECT count(*) FROM "Action" WHERE "boardId" = $1 AND status IN ('not_started', 'in_progress', 'blocked', 'handed_over')`,
      [actor.boardId],
    )
    taken.push(performance.now() - start)
  }
  return median(taken.slice(5))
}
