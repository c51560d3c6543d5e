import type { Refused, Sent } from '../../core/courier.ts'
import { failureOf } from './wire.ts'

/** What Teams says when it will not take a message there however often it is asked. */
const refusals: Readonly<Record<string, Refused>> = {
  BotNotInConversationRoster: 'not a member',
  BotDisabledByAdmin: 'not connected',
  ConversationBlockedByUser: 'not let in',
  UserNotInConversationRoster: 'not let in',
  ConversationNotFound: 'gone',
  ActivityNotFoundInConversation: 'gone',
  MessageSizeTooBig: 'too large',
  ChannelNotFound: 'gone',
  ArchivedTeam: 'archived',
  NotEnoughPermissions: 'not a member',
  InvalidBotApiHost: 'other',
}

/** By status, where the code says nothing we know. */
function refusedBy(status: number): Refused {
  if (status === 403) return 'not a member'
  if (status === 404 || status === 410) return 'gone'
  return status === 413 ? 'too large' : 'other'
}

/** A token that the bot was not given, a connection that was never there or never trusted: nothing was sent over it. */
const neverLeft =
  /^(token_.*|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENETUNREACH|EHOSTUNREACH|ENETDOWN|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_TLS_.*)$/

/**
 * What a call that failed leaves behind. `writes` says whether it was to write something: only then is it uncertain
 * what became of it.
 */
export function outcomeOf(error: unknown, writes: boolean): Exclude<Sent, { kind: 'sent' }> {
  const { status, code, waitMs } = failureOf(error)
  if (waitMs !== null) return { kind: 'wait', forMs: waitMs }
  const open: Exclude<Sent, { kind: 'sent' }> = { kind: writes ? 'uncertain' : 'not sent', code }
  if (status === null) return neverLeft.test(code) ? { kind: 'not sent', code } : open
  // Its own precondition, asked to be tried again: it says that nothing was written.
  if (status === 412) return { kind: 'not sent', code }
  // The bot's own token was not taken: a secret that ran out is mended by the operator, and what waits is sent then.
  if (status === 401) return { kind: 'not sent', code }
  if (status >= 500) return open
  if (status >= 400) return { kind: 'refused', why: refusals[code] ?? refusedBy(status), code }
  return open
}
