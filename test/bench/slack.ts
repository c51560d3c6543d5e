import { median } from './measure.ts'
import { load, type SlackServer, startBare, startProduct, startWebApi } from './slack-server.ts'
import type { Figure, Section } from './table.ts'

const rounds = 8
const oneByOne = { requests: 40, atOnce: 1 }
const together = { requests: 160, atOnce: 8 }

type Measured = { p50: number; p99: number; perRequest: number; memory: number }
type Env = Readonly<Record<string, string>>

/**
 * A signed `POST /slack/events` with `/actions mine`, from the first byte to the last of the answer, over a Bolt app
 * that says hello: each a process of its own, asked in turns.
 */
export async function slackSection(
  where: string,
  { large, small, aim }: { large: Env; small: Env; aim: number },
): Promise<Section> {
  const api = await startWebApi()
  const servers: SlackServer[] = []
  try {
    servers.push(await startProduct(large, api.url))
    servers.push(await startProduct(small, api.url))
    servers.push(await startBare())
    const [big, little, bare] = await measured(servers)
    servers.length = 0
    if (!big || !little || !bare) throw new Error('A server was not measured.')
    const over = (says: string, part: (one: Measured) => number, judged?: number): Figure => ({
      says,
      comparison: { ms: part(big), over: part(bare) },
      ...(judged === undefined ? {} : { aim: judged }),
    })
    const rate = (one: Measured): string => (1_000 / one.perRequest).toFixed(0)
    return {
      title: `Slack, ${where}: signed POST of /actions mine on 100,000 actions over a Bolt app that says hello`,
      figures: [
        over('p50, one at a time', ({ p50 }) => p50, aim),
        over('p99, one at a time', ({ p99 }) => p99),
        over('a request, eight at a time', ({ perRequest }) => perRequest),
        {
          says: 'p50 on 100,000 actions over 1,000',
          comparison: { ms: big.p50, over: little.p50 },
          aim: 1.2,
        },
      ],
      notes: [
        `requests a second, eight at a time: ${rate(big)} on 100,000 actions, ${rate(little)} on 1,000, ${rate(bare)} bare`,
        `resident memory at the end: ${big.memory} MB on 100,000 actions, ${little.memory} MB on 1,000, ${bare.memory} MB bare`,
      ],
    }
  } finally {
    for (const server of servers) await server.end()
    api.close()
  }
}

async function measured(servers: readonly SlackServer[]): Promise<Measured[]> {
  const taken = servers.map(() => ({ each: [] as number[], perRequest: [] as number[] }))
  for (const server of servers) await load(server, { requests: 150, atOnce: 4 })
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, server] of servers.entries()) {
      taken[at]?.each.push(...(await load(server, oneByOne)).each)
      const all = await load(server, together)
      taken[at]?.perRequest.push(all.together / together.requests)
    }
  }
  const results: Measured[] = []
  for (const [at, server] of servers.entries()) {
    const { each = [], perRequest = [] } = taken[at] ?? {}
    const sorted = each.toSorted((a, b) => a - b)
    results.push({
      p50: median(each),
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
      perRequest: median(perRequest),
      memory: await server.end(),
    })
  }
  return results
}
