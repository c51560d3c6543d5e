import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { clientId, type Keys, startKeys } from '../fakes/teams/keys.ts'
import { asker, askerEmail, board } from './big-board.ts'
import { child, type Server, startServer } from './server.ts'

const tenantId = 'aaaaaaaa-0000-4000-8000-00000000aaaa'
const objectId = 'dddddddd-0000-4000-8000-000000000001'
const account = '29:kate'

/** As much of Microsoft's side as a press needs: keys that requests are signed with, a roster, and cards that are changed. */
export type Microsoft = { serviceUrl: string; keys: Keys; token: string; close(): Promise<void> }

export async function startMicrosoft(): Promise<Microsoft> {
  const member = {
    id: account,
    name: asker,
    aadObjectId: objectId,
    email: askerEmail,
    userPrincipalName: askerEmail,
    tenantId,
    userRole: 'user',
  }
  const service = createServer((request, response) => {
    request.resume().on('end', () => {
      const body = request.url?.includes('/members/') ? member : { id: 'm1' }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    })
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
  const { port } = service.address() as AddressInfo
  const serviceUrl = `http://127.0.0.1:${port}`
  const keys = await startKeys(serviceUrl)
  return {
    serviceUrl,
    keys,
    token: await keys.token(),
    async close() {
      service.close()
      await keys.close()
    },
  }
}

/** A bot of teams.apps that says hello. */
export function startBare(microsoft: Microsoft): Promise<Server> {
  const args = [child('bare-teams.mjs'), clientId, tenantId, microsoft.keys.metadataUrl]
  return startServer(args, {}, asking(microsoft, 'hello'))
}

/** The product's Teams face on a database of its own. */
export function startProduct(
  database: Readonly<Record<string, string>>,
  microsoft: Microsoft,
): Promise<Server> {
  const args = [child('teams-product.mjs'), clientId, tenantId, microsoft.keys.metadataUrl, board.slug]
  return startServer(args, database, asking(microsoft, 'yours'))
}

function asking(microsoft: Microsoft, says: string): (address: string) => Promise<void> {
  return async (address) => {
    const text = await press(`${address}/api/messages`, microsoft)
    if (!text.includes(says)) throw new Error(`That was no answer: ${text.slice(0, 200)}`)
  }
}

/** Presses 'My actions' on a card of one's own actions, in the chat with the app: the card takes its own place. */
async function press(url: string, { serviceUrl, token }: Microsoft): Promise<string> {
  const activity = {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: account, aadObjectId: objectId },
    recipient: { id: `28:${clientId}` },
    conversation: { id: 'a:kate', conversationType: 'personal', tenantId },
    channelData: { tenant: { id: tenantId } },
    replyToId: 'm1',
    value: {
      action: {
        type: 'Action.Execute',
        verb: 'run',
        data: { do: 'run', c: 'actions mine', o: 'actions mine' },
      },
      trigger: 'manual',
    },
  }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`Status ${response.status}: ${text.slice(0, 200)}`)
  return text
}
