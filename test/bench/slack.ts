import { type Measured, measureInTurns, type Server } from './server.ts'
import { startBare, startProduct, startWebApi } from './slack-server.ts'
import type { Figure, Section } from './table.ts'

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
  const servers: Server[] = []
  try {
    servers.push(await startProduct(large, api.url))
    servers.push(await startProduct(small, api.url))
    servers.push(await startBare())
    const [big, little, bare] = await measureInTurns(servers)
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
