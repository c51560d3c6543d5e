import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import { newReference } from '../../core/errors.ts'
import type { Membership } from '../../core/permission.ts'
import { type Entry, enter, firstEnter } from './entry.ts'
import { createOnce } from './once.ts'
import type { TabOptions } from './options.ts'
import { createPace } from './pace.ts'
import { asking, wishing } from './schema.ts'
import { type Account, createSessions, sessionSeconds } from './session.ts'
import { createSignOn } from './sign-on.ts'

/** The largest body that is read, in bytes. */
const bodyLimit = 64 * 1024

/** Whose session one of a demonstration is: nobody of any tenant. */
const somebody: Account = { tenantId: 'demo', userId: 'demo', guest: false }

/** A request of a member, let in at this moment. */
type Visit = { account: Account; actor: Membership }

/** The page's own interface. Every request but the first two brings a session, and is let in anew. */
export function createApi(options: TabOptions): Router {
  const { office, log, clientId, hosts, demo } = options
  const signOn = createSignOn(options)
  const sessions = createSessions(options.secrets)
  const tenants = new Set([
    ...options.tenants.map((tenant) => tenant.toLowerCase()),
    ...(demo ? ['demo'] : []),
  ])
  const once = createOnce(office.receipts)
  const mayAsk = createPace()

  /** The member who asks; null when the answer was that they may not. */
  const visitOf = async (request: Request, response: Response): Promise<Visit | null> => {
    const account = sessions.read(bearerOf(request))
    // A tenant may have been taken off the list since the session was opened.
    if (!account || !tenants.has(account.tenantId)) return unknown(response, sessionEnded)
    if (!keepsPace(account, response)) return null
    const entry: Entry = demo ? { ok: true, actor: await demo.actor() } : await enter(office.door, account)
    return entry.ok ? { account, actor: entry.actor } : refuse(response, 403, entry.problem)
  }
  const keepsPace = ({ tenantId, userId }: Account, response: Response): boolean => {
    if (mayAsk(`${tenantId}~${userId}`)) return true
    response.set('retry-after', '5')
    refuse(response, 429, 'That was faster than we can answer. Wait a few seconds and try again.')
    return false
  }
  const greet = (response: Response, account: Account, actor: Membership): void => {
    response.json({
      session: sessions.open(account),
      expiresInSeconds: sessionSeconds,
      you: { name: actor.personName, role: actor.role },
      board: { name: actor.boardName, slug: actor.boardSlug },
      demo: demo !== undefined,
    })
  }

  const api = express.Router({ caseSensitive: true, strict: true })
  if (demo) api.use(onThisMachine)

  api.get('/settings', (_request, response) => {
    response.json({ clientId, hosts, demo: demo !== undefined })
  })

  api.post('/session', async (request, response) => {
    if (demo) return greet(response, somebody, await demo.actor())
    const signed = await signOn(bearerOf(request)).catch((error: unknown) => {
      const reference = newReference()
      log.error('tab sign-on keys failed', error, { reference })
      response.status(503).json({ problem: noKeys(reference), reference })
      return null
    })
    if (!signed) return
    if (!signed.ok) {
      log.info('tab sign-on refused', { why: signed.why })
      return void unknown(response, notSignedOn)
    }
    const { who } = signed
    if (!keepsPace(who, response)) return
    const entry = await firstEnter(office.door, who)
    if (!entry.ok) return void refuse(response, 403, entry.problem)
    greet(response, { tenantId: who.tenantId, userId: who.userId, guest: who.guest }, entry.actor)
  })

  api.get('/glance', async (request, response) => {
    const visit = await visitOf(request, response)
    if (!visit) return
    const wish = wishing.safeParse(request.query)
    if (!wish.success) return void refuse(response, 400, notUnderstood)
    const glanced = await office.glance(visit.actor, wish.data)
    switch (glanced.kind) {
      case 'glance':
        return void response.json(glanced.glance)
      case 'unknown':
        return void refuse(response, 404, glanced.problem)
      case 'not let in':
        return void refuse(response, 403, 'You may not read this board. Ask its administrator to let you in.')
    }
  })

  api.post('/ask', async (request, response) => {
    const visit = await visitOf(request, response)
    if (!visit) return
    if (!isJson.test(request.get('content-type') ?? '')) return void refuse(response, 415, notUnderstood)
    await bodyOf(request, response)
    const asked = asking.safeParse(request.body)
    if (!asked.success) return void refuse(response, 400, notUnderstood)
    const { command, submission, key } = asked.data
    const reply = await once(visit.account, key, () => office.answer(visit.actor, command, submission))
    if (!reply) return void refuse(response, 409, sentAlready)
    response.json({ reply })
  })

  api.use((_request, response) => void refuse(response, 404, 'There is nothing here. Reload the tab.'))
  const failed: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = statusOf(error)
    if (status !== 500) return void refuse(response, status, status === 413 ? tooLarge : notUnderstood)
    const reference = newReference()
    log.error('tab request failed', error, { reference })
    response.status(500).json({ problem: failure(reference), reference })
  }
  api.use(failed)
  return api
}

/** Nothing that a form of another site could send, and no letters but those everybody reads alike. */
const isJson = /^application\/json(; ?charset=utf-8)?$/i
const readJson = express.json({ limit: bodyLimit, type: 'application/json' })

/** Reads the body of who has been let in: nobody else is listened to for long. */
function bodyOf(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    readJson(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })
}

function bearerOf(request: Request): string {
  return /^Bearer ([\w~.-]{1,8000})$/i.exec(request.get('authorization') ?? '')?.[1] ?? ''
}

/** A demonstration lets everybody in, so that it is for this machine alone: by another name nobody is served. */
function onThisMachine(request: Request, response: Response, next: () => void): void {
  if (/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.get('host') ?? '')) next()
  else refuse(response, 403, 'This board is shown on this machine alone.')
}

function unknown(response: Response, problem: string): null {
  response.set('www-authenticate', 'Bearer')
  return refuse(response, 401, problem)
}

function refuse(response: Response, status: number, problem: string): null {
  response.status(status).json({ problem })
  return null
}

/** What a body that could not be read says of itself; anything else is our own mistake. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return 500
  return error.status >= 400 && error.status < 500 ? error.status : 500
}

const sessionEnded = 'Your session has ended. Reload the tab.'
const notSignedOn =
  'Followthrough did not accept the sign-in that Teams gave. Close the tab and open it again. If that does not help, ask whoever runs Followthrough whether your organisation is connected.'
const notUnderstood = 'The page sent something that was not understood. Reload the tab and try again.'
const tooLarge = 'That is too long. Nothing was saved. Shorten what you wrote and send it again.'
const sentAlready = 'This was sent already. Open the page again to see how it stands now.'

function noKeys(reference: string): string {
  return `Microsoft did not answer who you are just now. Try again in a minute. If it happens again, quote reference ${reference} to your administrator.`
}

function failure(reference: string): string {
  return `Something went wrong on our side; nothing was changed. Quote reference ${reference} to your administrator.`
}
