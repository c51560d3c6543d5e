import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { createClients, patiently, slackCode, waitAsked } from '../../../../src/faces/slack/clients.ts'

const refused = (error: string, retryAfter?: number): WebAPIPlatformError =>
  new WebAPIPlatformError({ ok: false, error, response_metadata: { retryAfter } } as never)

/** A call that fails in these ways, one after the other, and then succeeds. */
function failing(...errors: readonly unknown[]) {
  let calls = 0
  const call = async (): Promise<string> => {
    const error = errors[calls]
    calls += 1
    if (error) throw error
    return 'done'
  }
  return { call, calls: () => calls }
}

describe('a call to Slack', () => {
  it('waits once when asked to and there is time', async () => {
    const { call, calls } = failing(new WebAPIRateLimitedError(0.01))
    expect(await patiently(call, 100)).toBe('done')
    expect(calls()).toBe(2)
  })

  it('does not wait twice, nor longer than there is time for', async () => {
    const twice = failing(new WebAPIRateLimitedError(0.01), new WebAPIRateLimitedError(0.01))
    await expect(patiently(twice.call, 100)).rejects.toThrow()
    expect(twice.calls()).toBe(2)
    const long = failing(new WebAPIRateLimitedError(30))
    await expect(patiently(long.call, 1000)).rejects.toThrow()
    expect(long.calls()).toBe(1)
  })

  it('is not made again after a silence: it may have been done', async () => {
    const { call, calls } = failing(new WebAPIRequestError(new Error('timeout')))
    await expect(patiently(call, 10_000)).rejects.toThrow()
    expect(calls()).toBe(1)
  })

  it.each<[unknown, number | null]>([
    [new WebAPIRateLimitedError(3), 3000],
    [refused('ratelimited', 2), 2000],
    [refused('ratelimited'), 1000],
    [refused('channel_not_found'), null],
    [new Error('ratelimited'), null],
  ])('%o asks to wait %s ms', (error, wait) => {
    expect(waitAsked(error)).toBe(wait)
  })

  it('is told apart by Slack’s own word, never by what else it may have sent', () => {
    expect(slackCode(refused('expired_trigger_id'))).toBe('expired_trigger_id')
    expect(slackCode(refused('<html>Kate Slater</html>'))).toBe('unreadable')
    expect(slackCode(new Error('x'))).toBeNull()
  })

  it('is made with one client a token', () => {
    const clients = createClients({})
    expect(clients('a')).toBe(clients('a'))
    expect(clients('a')).not.toBe(clients('b'))
  })
})
