import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Card } from './cards.ts'
import { accounts, type Handle, personalOf, rooms, teamId } from './cast.ts'

/** A message that stands somewhere: what the bot said last under that id. */
export type Message = {
  id: string
  /** The conversation with its thread, as it was said there. */
  where: string
  /** The account that alone sees it; null when everybody there does. */
  to: string | null
  summary: string
  card: Card
  /** How often it was changed. */
  changes: number
}

export type Fault = {
  /** Which call: 'POST activities', 'PUT activities', 'GET members', 'GET conversations', 'POST conversations'. */
  call: string
  status: number
  code?: string
  retryAfter?: string
  /** Done all the same, and the answer is lost. */
  after?: boolean
  /** Every time, and not only once. */
  always?: boolean
}

/** Teams' own service for bots, with a screen to look at. */
export type Connector = {
  serviceUrl: string
  messages: Message[]
  /** Every call, with its method and what it was about. */
  calls: string[]
  /** Goes wrong the next time. */
  fail(fault: Fault): void
  /** Faults that have not happened yet. */
  pending(): readonly Fault[]
  /** What somebody may see, oldest first. */
  seenBy(handle: Handle): Message[]
  /** Tells the roster something else of somebody from now on. */
  say(handle: Handle, change: Partial<(typeof accounts)[Handle]> & { gone?: boolean }): void
  close(): Promise<void>
}

const budget = 28 * 1024

export async function startConnector(tenantId: string): Promise<Connector> {
  const messages: Message[] = []
  const calls: string[] = []
  const faults: Fault[] = []
  const said = new Map<Handle, { gone?: boolean }>()
  let id = 0
  const web = express()
  web.use(express.json({ limit: '1mb' }))
  const nameOf = (method: string, path: string): string =>
    `${method} ${/(activities|members|conversations)(?:\/[^/]*)?$/.exec(path)?.[1] ?? path}`
  web.use((request, response, next) => {
    const call = nameOf(request.method, request.path)
    calls.push(call)
    if (!/^Bearer \S+/.test(request.get('authorization') ?? ''))
      return void response.status(401).json({ error: { code: 'Unauthorized' } })
    const at = faults.findIndex(
      (fault) =>
        fault.call === call ||
        fault.call === `${call}${request.query['isTargetedActivity'] ? ' targeted' : ''}`,
    )
    const fault = faults[at]
    if (!fault) return next()
    if (!fault.always) faults.splice(at, 1)
    const refuse = (): void => {
      if (fault.retryAfter) response.set('retry-after', fault.retryAfter)
      response
        .status(fault.status)
        .json({ error: { code: fault.code ?? 'ServiceError', message: 'as the test wants it' } })
    }
    if (!fault.after) return refuse()
    response.json = () => {
      response.json = express.response.json
      refuse()
      return response
    }
    next()
  })
  const contentOf = (body: { summary?: string; attachments?: { content: Card }[] }) => {
    const card = body.attachments?.[0]?.content
    if (!card) throw new Error('A message without a card was sent.')
    const size = JSON.stringify(card).length
    if (size > budget) throw new Error(`A card of ${size} bytes was sent.`)
    return { summary: body.summary ?? '', card }
  }
  web.post('/v3/conversations', (request, response) => {
    const [member] = request.body.members as { id: string }[]
    const who = Object.entries(accounts).find(
      ([, { id: account, oid }]) => member?.id === account || member?.id === oid,
    )
    if (!who) return void response.status(403).json({ error: { code: 'BotNotInConversationRoster' } })
    response.json({ id: personalOf(who[0] as Handle) })
  })
  web.post('/v3/conversations/:where/activities', (request, response) => {
    id += 1
    const targeted = request.query['isTargetedActivity'] === 'true'
    const to = targeted ? (request.body.recipient?.id as string) : null
    const message: Message = {
      id: `m${id}`,
      where: request.params['where'],
      to,
      changes: 0,
      ...contentOf(request.body),
    }
    messages.push(message)
    response.status(201).json({ id: message.id })
  })
  web.put('/v3/conversations/:where/activities/:id', (request, response) => {
    const targeted = request.query['isTargetedActivity'] === 'true'
    const message = messages.find((one) => one.id === request.params['id'] && (one.to !== null) === targeted)
    if (!message) return void response.status(404).json({ error: { code: 'ActivityNotFoundInConversation' } })
    // Whom a message is for cannot be changed: Teams takes no change of one that says it.
    if (targeted && request.body.recipient !== undefined)
      return void response.status(400).json({ error: { code: 'Bad argument' } })
    Object.assign(message, contentOf(request.body), { changes: message.changes + 1 })
    response.json({ id: message.id })
  })
  web.get('/v3/conversations/:where/members/:member', (request, response) => {
    const found = Object.entries(accounts).find(
      ([, one]) => one.id === request.params['member'] || one.oid === request.params['member'],
    )
    const change = found && said.get(found[0] as Handle)
    if (!found || change?.gone)
      return void response.status(404).json({ error: { code: 'MemberNotFoundInConversation' } })
    const {
      id: account,
      name,
      oid,
      email,
      principal,
      role,
      tenant,
    } = { tenant: undefined, ...found[1], ...change }
    response.json({
      id: account,
      name,
      ...(role === 'anonymous' ? {} : { aadObjectId: oid }),
      email,
      userPrincipalName: principal,
      tenantId: tenant ?? tenantId,
      userRole: role,
    })
  })
  web.get('/v3/teams/:team/conversations', (request, response) => {
    if (request.params['team'] !== teamId)
      return void response.status(404).json({ error: { code: 'TeamNotFound' } })
    const channels = Object.values(rooms).filter(({ conversationType }) => conversationType === 'channel')
    response.json({
      conversations: channels.map(({ id: channel, name, type }) => ({
        id: channel,
        ...(name ? { name } : {}),
        type,
      })),
    })
  })
  const server = createServer(web)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    serviceUrl: `http://127.0.0.1:${port}`,
    messages,
    calls,
    fail: (fault) => void faults.push(fault),
    pending: () => faults.filter(({ always }) => !always),
    seenBy: (handle) =>
      messages.filter(({ where, to }) => {
        if (where.startsWith('a:')) return where === personalOf(handle)
        return to === null || to === accounts[handle].id
      }),
    say: (handle, change) => void said.set(handle, { ...said.get(handle), ...change }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
