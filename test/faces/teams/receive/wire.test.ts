import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../../../src/faces/teams/outcome.ts'
import { failureOf, patiently } from '../../../../src/faces/teams/wire.ts'

/** What axios throws for an answer. */
const answered = (status: number, headers: Record<string, string> = {}, code?: string): unknown =>
  Object.assign(new Error(`Request failed with status code ${status}`), {
    isAxiosError: true,
    code: 'ERR_BAD_REQUEST',
    response: {
      status,
      headers,
      data: code === undefined ? '' : { error: { code, message: 'whatever was said' } },
    },
  })
const broken = (code: string): unknown =>
  Object.assign(new Error(`connect ${code}`), { isAxiosError: true, code })

describe('what Teams said of a call that failed', () => {
  it('is its own code, or the status, or that of the connection, and never its words', () => {
    expect(failureOf(answered(403, {}, 'BotDisabledByAdmin'))).toEqual({
      status: 403,
      code: 'BotDisabledByAdmin',
      waitMs: null,
    })
    expect(failureOf(answered(500))).toEqual({ status: 500, code: 'http_500', waitMs: null })
    expect(failureOf(answered(400, {}, 'a sentence with words'))).toMatchObject({ code: 'http_400' })
    expect(failureOf(broken('ECONNREFUSED'))).toEqual({ status: null, code: 'ECONNREFUSED', waitMs: null })
    expect(failureOf(new Error('odd'))).toEqual({ status: null, code: 'no answer', waitMs: null })
  })

  it('says how long to wait, in seconds or as a date', () => {
    expect(failureOf(answered(429, { 'retry-after': '3' })).waitMs).toBe(3000)
    const soon = failureOf(
      answered(429, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }),
    ).waitMs
    expect(soon).toBeGreaterThan(50_000)
    for (const odd of ['', 'soon', '-5'])
      expect(failureOf(answered(429, { 'retry-after': odd })).waitMs).toBe(5000)
  })
})

describe('a call that may be made again', () => {
  const failing = (errors: unknown[]): { call: () => Promise<string>; made: () => number } => {
    let made = 0
    return {
      call: async () => {
        made += 1
        const error = errors.shift()
        if (error) throw error
        return 'answered'
      },
      made: () => made,
    }
  }

  it.each([412, 502, 504])('is, after %i', async (status) => {
    const { call, made } = failing([answered(status)])
    expect(await patiently(call, 5000)).toBe('answered')
    expect(made()).toBe(2)
  })

  it('is not for ever', async () => {
    const { call, made } = failing([502, 502, 502, 502].map((status) => answered(status)))
    await expect(patiently(call, 5000)).rejects.toThrow('502')
    expect(made()).toBe(3)
  })

  it.each([
    ['what will not change', answered(403)],
    ['what may have been done', answered(500)],
    ['a connection that broke off', broken('ECONNRESET')],
    ['a wait that is longer than anybody waits', answered(429, { 'retry-after': '60' })],
  ])('is not, after %s', async (_what, error) => {
    const { call, made } = failing([error])
    await expect(patiently(call, 1000)).rejects.toBe(error)
    expect(made()).toBe(1)
  })
})

/** What Microsoft's library for tokens throws. */
function untaken(errorCode: string): Error {
  return Object.assign(new Error('AADSTS: the secret is not right'), { errorCode, correlationId: 'x' })
}

describe('what becomes of something that was to be written', () => {
  it.each([
    [broken('ECONNREFUSED'), { kind: 'not sent' }],
    [broken('ECONNRESET'), { kind: 'uncertain' }],
    [broken('ECONNABORTED'), { kind: 'uncertain' }],
    [answered(503), { kind: 'uncertain' }],
    [answered(412), { kind: 'not sent' }],
    [answered(401), { kind: 'not sent' }],
    // The bot was given no token: its secret ran out, or Microsoft Entra is away.
    [untaken('invalid_client'), { kind: 'not sent', code: 'token_invalid_client' }],
    [answered(429, { 'retry-after': '2' }), { kind: 'wait', forMs: 2000 }],
    [answered(403), { kind: 'refused', why: 'not a member' }],
    [answered(403, {}, 'ConversationBlockedByUser'), { kind: 'refused', why: 'not let in' }],
    [answered(404), { kind: 'refused', why: 'gone' }],
    [answered(400), { kind: 'refused', why: 'other' }],
    [new Error('ours'), { kind: 'uncertain' }],
  ])('%o: %o', (error, outcome) => {
    expect(outcomeOf(error, true)).toMatchObject(outcome)
  })

  it('is never uncertain before anything was to be written', () => {
    for (const error of [broken('ECONNRESET'), answered(503), new Error('ours')])
      expect(outcomeOf(error, false)).toMatchObject({ kind: 'not sent' })
  })
})
