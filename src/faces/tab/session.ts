import { z } from 'zod'
import { createSeal } from '../../core/seal.ts'

/** Whose session it is. A guest is asked about again with every request, like everybody else. */
export type Account = { tenantId: string; userId: string; guest: boolean }

export type Sessions = {
  open(account: Account): string
  /** Null when it has ended, was changed, or was opened with a secret that is not ours any more. */
  read(session: string): Account | null
}

/** How long a session lasts, in seconds. Teams gives the page a new token without asking anybody. */
export const sessionSeconds = 3_600

const inside = z.object({ until: z.number(), guest: z.boolean() })

/**
 * Sessions that are kept by the page alone: sealed, so that any process reads them, and bound to one person of one
 * tenant. What somebody may do is not in them.
 */
export function createSessions(
  secrets: readonly [string, ...string[]],
  now: () => number = () => Date.now(),
): Sessions {
  const seal = createSeal(secrets, 'tab sessions')
  return {
    open({ tenantId, userId, guest }) {
      const text = JSON.stringify({ until: now() + sessionSeconds * 1_000, guest })
      return `${tenantId}~${userId}~${seal.close(text, about(tenantId, userId))}`
    },
    read(session) {
      const [tenantId = '', userId = '', sealed = '', ...more] = session.split('~')
      const text = more.length === 0 ? seal.open(sealed, about(tenantId, userId)) : null
      if (text === null) return null
      // We wrote it ourselves: the seal has proved that.
      const { until, guest } = inside.parse(JSON.parse(text))
      return until > now() ? { tenantId, userId, guest } : null
    },
  }
}

function about(tenantId: string, userId: string): string {
  return `${tenantId}\n${userId}`
}
