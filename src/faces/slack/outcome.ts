import { WebAPIHTTPError, WebAPIRequestError } from '@slack/web-api'
import type { Refused, Sent } from '../../core/courier.ts'
import { slackCode, waitAsked } from './clients.ts'

/** What Slack says when it will not take a message there however often it is asked. */
const refusals: Readonly<Record<string, Refused>> = {
  not_in_channel: 'not a member',
  // Slack says the same of a private channel we were thrown out of as of one that never was.
  channel_not_found: 'not a member',
  is_archived: 'archived',
  user_not_found: 'gone',
  message_not_found: 'gone',
  user_disabled: 'not let in',
  user_is_bot: 'not let in',
  cannot_dm_bot: 'not let in',
  user_not_visible: 'not let in',
  messages_tab_disabled: 'not let in',
  account_inactive: 'not connected',
  token_revoked: 'not connected',
  token_expired: 'not connected',
  invalid_auth: 'not connected',
  not_authed: 'not connected',
  team_access_not_granted: 'not connected',
  org_login_required: 'not connected',
  msg_too_long: 'too large',
  msg_blocks_too_long: 'too large',
}

/** Slack's own failures, which may come after a message was written, and answers that nobody can make sense of. */
const itsOwn = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'unreadable'])

/** Slack turned the request back before it did anything, and may take it the next time. */
const turnedBack = new Set(['request_timeout', 'team_added_to_org', 'ekm_access_denied'])

/** A connection that was never there, or never trusted: nothing was sent over it. */
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENETUNREACH|EHOSTUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_TLS_.*)$/

/** A 429 that does not say for how long, in milliseconds. */
const unnamedWait = 30_000

/**
 * What a call that failed leaves behind. `writes` says whether it was to write something: only then is it uncertain
 * what became of it.
 */
export function outcomeOf(error: unknown, writes: boolean): Exclude<Sent, { kind: 'sent' }> {
  const wait = waitAsked(error)
  if (wait !== null) return { kind: 'wait', forMs: wait }
  const open = (code: string): Exclude<Sent, { kind: 'sent' }> => ({
    kind: writes ? 'uncertain' : 'not sent',
    code,
  })
  const code = slackCode(error)
  if (code !== null) {
    if (itsOwn.has(code)) return open(code)
    if (turnedBack.has(code)) return { kind: 'not sent', code }
    return { kind: 'refused', why: refusals[code] ?? 'other', code }
  }
  if (error instanceof WebAPIHTTPError) {
    const { statusCode } = error
    // Anything below is somebody in between who did not let it pass.
    return statusCode >= 500 ? open(`http_${statusCode}`) : { kind: 'not sent', code: `http_${statusCode}` }
  }
  if (error instanceof WebAPIRequestError) {
    const why = connectionCode(error.original)
    return neverLeft.test(why) ? { kind: 'not sent', code: why } : open(why)
  }
  if (error instanceof Error && error.message.startsWith('Retry header did not'))
    return { kind: 'wait', forMs: unnamedWait }
  return open('unreadable')
}

/** What is the matter with a connection: the code of the error at the bottom of it. */
function connectionCode(error: Error): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no answer'
}
