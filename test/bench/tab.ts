import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { dispatch } from '../../src/core/dispatch.ts'
import { createReceipts } from '../../src/db/desk.ts'
import { createDoor } from '../../src/db/door.ts'
import { createTab } from '../../src/faces/tab/app.ts'
import { createSessions } from '../../src/faces/tab/session.ts'
import { createGlance } from '../../src/features/glance/glance.ts'
import { createWeb } from '../../src/web.ts'
import { builtPage } from '../fakes/tab/tab.ts'
import { type Installation, strictLog } from './installation.ts'
import { inTurn, timed } from './measure.ts'
import type { Section } from './table.ts'

const tenant = '11111111-1111-4111-8111-111111111111'
const secrets = ['a-secret-of-the-benchmark-and-nobody-else'] as const satisfies [string]
/** What a glance is to stay below, in milliseconds. */
const aimMs = 20

/**
 * What the tab's page asks, over a bare Express route that answers the same bytes: the board in figures as it is looked
 * at, right after a change and after an import, and `/actions mine`. Both servers are in this process, and the request goes through a socket.
 */
export async function tabSection(where: string, place: Installation): Promise<Section> {
  const page = builtPage()
  const session = await memberSession(place)
  const tab = await createTab({
    office: {
      answer: (actor, text) =>
        dispatch(place.registry, { text, actor, face: 'tab', now: place.now }, place.stores, strictLog),
      glance: (
        (glance) => (actor, wish) =>
          glance(actor, wish, place.now)
      )(createGlance(place.stores)),
      door: createDoor(place.prisma, () => place.now),
      receipts: createReceipts(place.prisma, () => place.now),
    },
    log: strictLog,
    tenants: [tenant],
    clientId: tenant,
    publicUrl: 'https://bench.example',
    loginUrl: null,
    secrets,
    hosts: [],
    pages: page.folder,
  })
  const web = await start(createWeb({ ready: async () => true, mounts: [tab.mount], log: strictLog }))
  const glance = (): Promise<string> => fetched(`${web.base}/tab/api/glance`, session)
  const ask = (): Promise<string> => fetched(`${web.base}/tab/api/ask`, session, { command: 'actions mine' })
  const bare = await start(bareRoutes({ glance: await glance(), ask: await ask() }))
  try {
    const bareGlance = (): Promise<string> => fetched(`${bare.base}/glance`, session)
    const bareAsk = (): Promise<string> => fetched(`${bare.base}/ask`, session, { command: 'actions mine' })
    // Nobody asks so fast that they are slowed down.
    const effort = { rounds: 30, warmUp: 3, budgetMs: 20_000 }
    const slowly = (work: () => Promise<string>) => timed(work)
    const [looked = 0, asked = 0, bareLooked = 0, bareAsked = 0] = await inTurn(
      [slowly(glance), slowly(ask), slowly(bareGlance), slowly(bareAsk)],
      { ...effort, rounds: 15 },
    )
    // Another account, so that nobody asks too fast.
    const other = await memberSession(place)
    const anew = (): Promise<string> => fetched(`${web.base}/tab/api/glance`, other)
    const [changed = 0, imported = 0, over = 0] = await inTurn(
      [afterChange(place, anew, 'action'), afterChange(place, anew, 'report'), timed(bareGlance)],
      { rounds: 8, warmUp: 1, budgetMs: 20_000 },
    )
    return {
      title: `The tab, ${where}: on 100,000 actions, all open, over a bare Express route that answers the same bytes`,
      figures: [
        {
          says: 'the board at a glance',
          comparison: { ms: looked, over: bareLooked },
          note: `under ${aimMs} ms: ${looked < aimMs ? 'met' : 'MISSED'}`,
        },
        {
          says: 'right after somebody changed an action',
          comparison: { ms: changed, over },
          note: `under ${aimMs} ms: ${changed < aimMs ? 'met' : 'MISSED'}`,
        },
        { says: 'right after an import', comparison: { ms: imported, over } },
        { says: '/actions mine', comparison: { ms: asked, over: bareAsked } },
      ],
    }
  } finally {
    web.server.close().closeAllConnections()
    bare.server.close().closeAllConnections()
    page.remove()
  }
}

/**
 * A glance after somebody has left a line in the trail: about an action, so that a part of the board is counted anew, or
 * about a report, which can have changed anything.
 */
function afterChange(
  { pool, actor, now }: Installation,
  glance: () => Promise<string>,
  subject: 'action' | 'report',
): () => Promise<number> {
  return async () => {
    const table = subject === 'action' ? 'Action' : 'Report'
    await pool.query(
      `INSERT INTO "AuditEvent" ("boardId", at, "actorName", face, what, subject, "subjectId", "subjectRef")
       SELECT "boardId", $2, 'bench', 'cli', 'changed', $4, id, '1.1.1' FROM "${table}"
        WHERE "boardId" = $1 AND id >= $3 ORDER BY id LIMIT 1`,
      [actor.boardId, now, randomUUID(), subject],
    )
    return timed(glance)()
  }
}

/** The asker's account in a tenant, and a session of theirs. */
async function memberSession({ pool, actor }: Installation): Promise<string> {
  const userId = randomUUID()
  await pool.query(
    `INSERT INTO "ChatIdentity" ("boardId", id, "personId", platform, "workspaceId", "userId")
     VALUES ($1, gen_random_uuid(), $2, 'teams', $3, $4)`,
    [actor.boardId, actor.personId, tenant, userId],
  )
  return createSessions(secrets).open({ tenantId: tenant, userId, guest: false })
}

function bareRoutes({ glance, ask }: { glance: string; ask: string }): express.Application {
  const bare = express()
  const [figures, reply] = [JSON.parse(glance), JSON.parse(ask)]
  bare.get('/glance', (_request, response) => void response.json(figures))
  bare.post('/ask', express.json(), (_request, response) => void response.json(reply))
  return bare
}

async function start(web: express.Application): Promise<{ server: Server; base: string }> {
  const server = createServer(web)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { server, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function fetched(url: string, session: string, body?: object): Promise<string> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${session}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`Status ${response.status}: ${text.slice(0, 200)}`)
  return text
}
