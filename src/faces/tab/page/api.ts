import type { Reply, Submission } from '../../../core/command.ts'
import type { Glance, GlanceWish } from '../../../core/glance.ts'

/** What the server says of itself before anybody is let in. */
export type Settings = {
  clientId: string
  /** Where Teams itself may be, beside its own addresses: this machine's, for trying things out. */
  hosts: readonly string[]
  /** A fictional board that lets everybody in. */
  demo: boolean
}

export type Session = {
  session: string
  expiresInSeconds: number
  you: { name: string; role: string }
  board: { name: string; slug: string }
  demo: boolean
}

/** What went wrong, in the server's own words. */
export class Problem extends Error {
  readonly status: number
  readonly reference: string | null

  constructor(message: string, status: number, reference: string | null = null) {
    super(message)
    this.status = status
    this.reference = reference
  }
}

/** What went wrong, with the reference that the log has too, where the words do not hold it already. */
export function withReference({ message, reference }: Problem): string {
  return reference && !message.includes(reference) ? `${message} Reference: ${reference}.` : message
}

/** What the page asks the server, as one person, until the tab is closed. */
export type Api = {
  session: Session
  ask(asked: Asked, signal?: AbortSignal): Promise<Reply>
  glance(wish: GlanceWish, signal?: AbortSignal): Promise<Glance>
}

/** `key` marks one attempt at a change: sent again with the same key, it is made once. */
export type Asked = { command: string; submission?: Submission; key?: string }

export async function readSettings(): Promise<Settings> {
  return send('/tab/api/settings', { method: 'GET' })
}

/**
 * Opens a session. `token` gives Teams' sign-on token, or null where none is needed. A session that has ended is
 * renewed once, unseen.
 * @throws Problem when the server refuses, or Teams gives no token
 */
export async function openApi(token: () => Promise<string | null>): Promise<Api> {
  const open = async (): Promise<Session> => {
    const given = await token().catch(() => {
      throw new Problem(noToken, 401)
    })
    return send('/tab/api/session', { method: 'POST', ...(given ? { headers: bearer(given) } : {}) })
  }
  const api: Api = {
    session: await open(),
    ask: ({ command, submission, key }, signal) =>
      withSession(async (headers) => {
        const { reply } = await send<{ reply: Reply }>('/tab/api/ask', {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ command, ...(submission ? { submission } : {}), ...(key ? { key } : {}) }),
          ...(signal ? { signal } : {}),
        }).catch((error: unknown) => {
          // It may have been done, and only its answer lost.
          if (key && error instanceof Problem && error.message === unreachable)
            throw new Problem(unknownFate, error.status)
          throw error
        })
        return reply
      }),
    glance: ({ organisation, report }, signal) => {
      const wish = new URLSearchParams()
      if (organisation) wish.set('org', organisation)
      if (report) wish.set('report', report)
      return withSession((headers) =>
        send(`/tab/api/glance?${wish}`, { method: 'GET', headers, ...(signal ? { signal } : {}) }),
      )
    },
  }
  let renewing: Promise<Session> | null = null
  /** Several requests may find at once that the session has ended: one of them renews it for all. */
  const renew = async (ended: Session): Promise<void> => {
    if (api.session !== ended) return
    renewing ??= open().finally(() => {
      renewing = null
    })
    api.session = await renewing
  }
  const withSession = async <T>(ask: (headers: Record<string, string>) => Promise<T>): Promise<T> => {
    const { session } = api
    try {
      return await ask(bearer(session.session))
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error
      await renew(session)
      return ask(bearer(api.session.session))
    }
  }
  return api
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

const unreachable = 'Followthrough cannot be reached at the moment. Try again in a minute.'
const unknownFate =
  'Followthrough cannot be reached at the moment, so whether this arrived is not known. Try again: it is done once only.'
/** Teams gives a bare word for why it gives no token. */
const noToken = 'Teams did not say who you are. Try again; if it stays so, ask whoever looks after Teams.'

/** The server and this page are built together: what it answers has the types it was built with. */
async function send<T>(address: string, init: RequestInit): Promise<T> {
  const answer = await fetch(address, { ...init, cache: 'no-store', credentials: 'omit' }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new Problem(unreachable, 0)
    },
  )
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok && body !== null) return body as T
  const { problem, reference } = (body ?? {}) as { problem?: unknown; reference?: unknown }
  throw new Problem(
    typeof problem === 'string' ? problem : unreachable,
    answer.status,
    typeof reference === 'string' ? reference : null,
  )
}
