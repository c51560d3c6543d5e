import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@slack/bolt'
import {
  type AuthTestResponse,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
  type WebClientOptions,
} from '@slack/web-api'

/** How long one call to Slack may take, in milliseconds: what opens a form must be there 3 s after a click. */
const callTimeout = 2500
/** Clients kept for their tokens; one more is made when it is needed again. */
const mostClients = 200

/**
 * Every call is tried once. Slack's own default is ten times over half an hour, which would open a form long after
 * the person has gone, and write twice what was written before a timeout.
 */
export function clientOptions(apiUrl: string | undefined, logger: Logger): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    timeout: callTimeout,
    rejectRateLimitedCalls: true,
    logger,
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  }
}

export type Clients = (token: string) => WebClient

/** One client a token, the oldest forgotten first. */
export function createClients(options: WebClientOptions): Clients {
  const known = new Map<string, WebClient>()
  return (token) => {
    const client = known.get(token) ?? new WebClient(token, options)
    known.delete(token)
    known.set(token, client)
    const [oldest] = known.keys()
    if (known.size > mostClients && oldest !== undefined) known.delete(oldest)
    return client
  }
}

/**
 * Makes a call, and once more when Slack asks for patience that there is time for. Any other failure is thrown as it
 * is: after a timeout nobody knows whether it was written. `patience` is in milliseconds.
 */
export async function patiently<T>(call: () => Promise<T>, patience: number): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const wait = waitAsked(error)
    if (wait === null || wait > patience) throw error
    await sleep(wait)
    return call()
  }
}

/** How long Slack asks us to wait, in milliseconds; null when that is not what went wrong. */
export function waitAsked(error: unknown): number | null {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000
  if (error instanceof BusyResponse) return error.wait
  // Some methods say it with status 200, which the SDK takes for an answer.
  if (error instanceof WebAPIPlatformError && error.data.error === 'ratelimited')
    return (error.data.response_metadata?.retryAfter ?? 1) * 1000
  return null
}

/** Slack's own word for what went wrong ('expired_trigger'); null when it said none. */
export function slackCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null
  return /^[a-z_]{1,60}$/.test(error.data.error) ? error.data.error : 'unreadable'
}

class BusyResponse extends Error {
  override readonly name = 'BusyResponse'
  readonly wait: number
  constructor(wait: number) {
    super('Slack asked to wait.')
    this.wait = wait
  }
}

/** A response_url that did not take a message. The address is a secret and stands nowhere in this. */
class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused'
  readonly code: string
  constructor(status: number) {
    super('Slack did not take a response.')
    this.code = `http_${status}`
  }
}

/** Sends a message to a response_url; at most five to one, within 30 minutes. */
export function respond(url: string, message: object): Promise<void> {
  return patiently(async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(callTimeout),
    })
    await response.body?.cancel()
    if (response.status === 429)
      throw new BusyResponse(Number(response.headers.get('retry-after') ?? 1) * 1000)
    if (!response.ok) throw new ResponseRefused(response.status)
  }, 5000)
}

/** What a token stands for. Throws what Slack says when it is not good. */
export async function whoseToken(
  client: WebClient,
): Promise<{ workspaceId: string; name: string; wholeOrganisation: boolean }> {
  const test: AuthTestResponse = await patiently(() => client.auth.test(), 10_000)
  const wholeOrganisation = test.is_enterprise_install === true
  const workspaceId = wholeOrganisation ? test.enterprise_id : test.team_id
  if (!workspaceId) throw new Error('Slack did not say what the token is for.')
  return { workspaceId, name: test.team ?? workspaceId, wholeOrganisation }
}
