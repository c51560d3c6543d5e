import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { Found, Refused, Sent } from '../../../src/core/courier.ts'
import {
  afterLooking,
  afterSending,
  isExpired,
  type Moment,
  noticesOf,
  quietFor,
  troubleOf,
  usualPace,
} from '../../../src/features/deliveries/rules.ts'
import type { Settlement } from '../../../src/features/deliveries/store.ts'

const now = new Date('2026-11-23T09:00:00Z')
const seconds = (more: number): Date => new Date(now.getTime() + more * 1000)
const moment = (jitter = 0): Moment => ({ now, pace: usualPace, jitter })
const delivery = { attempts: 0, expiresAt: seconds(36 * 3600), absences: 0, problem: 'timeout' }
const posted = { messageId: '1.2', channelId: 'C1' }

describe('a delivery that was sent', () => {
  it('is sent, with where it stands and what it counted', () => {
    expect(afterSending(delivery, { kind: 'sent', ...posted }, moment(), { open: 3 })).toEqual({
      state: 'sent',
      posted,
      figures: { open: 3 },
    })
  })

  it('waits as long as the platform asks, and that is no attempt', () => {
    expect(afterSending(delivery, { kind: 'wait', forMs: 30_000 }, moment())).toEqual({
      state: 'pending',
      notBefore: seconds(30),
      problem: 'asked to wait',
      countsAsAttempt: false,
    })
  })

  it('waits for a second at least and for six hours at the most', () => {
    expect([0, 1, 999, 1000, 4000, 1e12].map(quietFor)).toEqual([1000, 1000, 1000, 1000, 4000, 21_600_000])
  })

  it('is tried again in ever longer steps when it never left, then has failed', () => {
    const waits = Array.from({ length: 10 }, (_, attempts) =>
      afterSending({ ...delivery, attempts }, { kind: 'not sent', code: 'ECONNREFUSED' }, moment()),
    )
    expect(waits.slice(0, 9).map((one) => 'notBefore' in one && one.notBefore)).toEqual(
      [10, 30, 120, 600, 1800, 3600, 3600, 7200, 14_400].map(seconds),
    )
    expect(waits[9]).toEqual({ state: 'failed', problem: 'ECONNREFUSED', pauses: false })
  })

  it('is uncertain when nobody answered, and soon looked for', () => {
    expect(afterSending(delivery, { kind: 'uncertain', code: 'timeout' }, moment())).toEqual({
      state: 'uncertain',
      lookAt: seconds(20),
      absences: 0,
      problem: 'timeout',
    })
  })

  it.each<[why: Refused, pauses: boolean]>([
    ['shared', true],
    ['archived', true],
    ['not a member', true],
    ['gone', true],
    ['not let in', false],
    ['too large', false],
    ['other', false],
  ])('has failed when it is refused as %s; the subscription pauses: %s', (why, pauses) => {
    const problem = why === 'other' ? 'invalid_blocks' : why
    expect(afterSending(delivery, { kind: 'refused', why, code: 'invalid_blocks' }, moment())).toEqual({
      state: 'failed',
      problem,
      pauses,
    })
  })
})

describe('a delivery to a workspace that is not connected', () => {
  it('waits for it to be connected again, however often: it is no attempt, and pauses nothing', () => {
    for (const attempts of [0, 20])
      expect(
        afterSending(
          { ...delivery, attempts },
          { kind: 'refused', why: 'not connected', code: 'invalid_auth' },
          moment(),
        ),
      ).toEqual({
        state: 'pending',
        notBefore: seconds(900),
        problem: 'not connected',
        countsAsAttempt: false,
      })
  })
})

describe('a delivery that was looked for', () => {
  it('was sent when it is there', () => {
    expect(afterLooking(delivery, { kind: 'there', ...posted }, moment())).toEqual({ state: 'sent', posted })
  })

  it('is sent again only when it was not there twice', () => {
    const once = afterLooking(delivery, { kind: 'absent' }, moment())
    expect(once).toEqual({ state: 'uncertain', lookAt: seconds(120), absences: 1, problem: 'timeout' })
    expect(afterLooking({ ...delivery, absences: 1 }, { kind: 'absent' }, moment())).toEqual({
      state: 'pending',
      notBefore: now,
      problem: 'timeout',
      countsAsAttempt: true,
    })
  })

  it('is missed when it was not there until it was too late, and has failed when it was tried often enough', () => {
    const late = { ...delivery, absences: 1, expiresAt: now }
    expect(afterLooking(late, { kind: 'absent' }, moment())).toEqual({ state: 'missed', problem: 'timeout' })
    const often = { ...delivery, absences: 1, attempts: 9 }
    expect(afterLooking(often, { kind: 'absent' }, moment())).toMatchObject({ state: 'failed' })
  })

  it('is left to a person when the platform does not let us look, or does not answer until it is too late', () => {
    const look = (forGood: boolean, expiresAt: Date): Settlement =>
      afterLooking({ ...delivery, expiresAt }, { kind: 'cannot look', code: 'x', forGood }, moment())
    expect(look(true, seconds(9999))).toMatchObject({ state: 'uncertain', lookAt: null })
    expect(look(false, seconds(9999))).toMatchObject({ state: 'uncertain', lookAt: seconds(300) })
    expect(look(false, now)).toMatchObject({ state: 'uncertain', lookAt: null })
  })
})

const sents: fc.Arbitrary<Sent> = fc.oneof(
  fc.constant<Sent>({ kind: 'sent', messageId: '1', channelId: 'C' }),
  fc.integer({ min: -5, max: 1e9 }).map((forMs): Sent => ({ kind: 'wait', forMs })),
  fc.constant<Sent>({ kind: 'not sent', code: 'a' }),
  fc.constant<Sent>({ kind: 'uncertain', code: 'b' }),
  fc
    .constantFrom<Refused>('shared', 'archived', 'not let in', 'other')
    .map((why): Sent => ({ kind: 'refused', why, code: 'c' })),
)
const founds: fc.Arbitrary<Found> = fc.oneof(
  fc.constant<Found>({ kind: 'there', messageId: '1', channelId: 'C' }),
  fc.constant<Found>({ kind: 'absent' }),
  fc.boolean().map((forGood): Found => ({ kind: 'cannot look', code: 'd', forGood })),
)

describe('whatever a platform answers', () => {
  it('a delivery is never sent again after it may have arrived, unless it was looked for and absent twice', () => {
    const turns = fc.array(fc.tuple(sents, fc.array(founds, { maxLength: 6 })), { maxLength: 30 })
    fc.assert(
      fc.property(turns, fc.double({ min: 0, max: 0.999, noNaN: true }), (answers, jitter) => {
        let standing = { ...delivery }
        for (const [sent, looks] of answers) {
          let settled = afterSending(standing, sent, moment(jitter))
          let absences = 0
          for (const found of looks) {
            if (settled.state !== 'uncertain' || settled.lookAt === null) break
            if (found.kind === 'absent') absences += 1
            settled = afterLooking({ ...standing, absences: settled.absences }, found, moment(jitter))
          }
          if (sent.kind === 'uncertain' && settled.state === 'pending') expect(absences).toBe(2)
          if (settled.state !== 'pending') return
          expect(settled.notBefore.getTime()).toBeGreaterThanOrEqual(now.getTime())
          expect(settled.countsAsAttempt).toBe(sent.kind !== 'wait')
          standing = { ...standing, attempts: standing.attempts + (settled.countsAsAttempt ? 1 : 0) }
          expect(standing.attempts).toBeLessThanOrEqual(usualPace.retry.length)
        }
      }),
    )
  })

  it('what is waited is never less than was asked, and at most a quarter more, or a second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1000, max: 3_600_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, forMs, jitter) => {
          const wait = (sent: Sent): number => {
            const settled = afterSending({ ...delivery, attempts }, sent, moment(jitter))
            return settled.state === 'pending' ? settled.notBefore.getTime() - now.getTime() : -1
          }
          const step = (usualPace.retry[attempts] ?? 0) * 1000
          const [tried, asked] = [wait({ kind: 'not sent', code: 'a' }), wait({ kind: 'wait', forMs })]
          expect(tried).toBeGreaterThanOrEqual(step)
          expect(tried).toBeLessThanOrEqual(step * 1.25)
          expect(asked).toBeGreaterThanOrEqual(forMs)
          expect(asked).toBeLessThanOrEqual(forMs + 1000)
        },
      ),
    )
  })
})

describe('expiry', () => {
  it('is the moment itself, and after', () => {
    expect([seconds(1), now, seconds(-1)].map((expiresAt) => isExpired({ expiresAt }, now))).toEqual([
      false,
      true,
      true,
    ])
  })
})

describe('what administrators are told', () => {
  const digest = { subject: { kind: 'digest' as const } }
  it('is what became of a digest, once there is something to do or to know', () => {
    const told = (settlement: Settlement) => troubleOf(digest, settlement)
    expect(told({ state: 'failed', problem: 'x', pauses: false })).toBe('failed')
    expect(told({ state: 'failed', problem: 'shared', pauses: true })).toBe('paused')
    expect(told({ state: 'missed', problem: 'late' })).toBe('missed')
    expect(told({ state: 'uncertain', lookAt: null, absences: 0, problem: 'x' })).toBe('uncertain')
    expect(told({ state: 'uncertain', lookAt: now, absences: 0, problem: 'x' })).toBeNull()
    expect(told({ state: 'dropped', problem: 'quiet' })).toBeNull()
    expect(told({ state: 'sent', posted })).toBeNull()
  })

  it('is what a person refused to be told; what they missed comes the next day', () => {
    const daily = { subject: { kind: 'daily' as const, own: [], escalated: [], clocks: [] } }
    expect(troubleOf(daily, { state: 'failed', problem: 'x', pauses: false })).toBe('refused')
    expect(troubleOf(daily, { state: 'missed', problem: 'late' })).toBeNull()
    expect(troubleOf(daily, { state: 'uncertain', lookAt: null, absences: 0, problem: 'x' })).toBeNull()
  })

  it('is never a notice about a notice', () => {
    const notice = {
      subject: { kind: 'notice' as const, what: 'failed' as const, subscriptionId: null, deliveryId: null },
    }
    expect(troubleOf(notice, { state: 'failed', problem: 'x', pauses: true })).toBeNull()
  })

  it('goes to each of them once; what was missed in an outage once a day', () => {
    const keepers = ['p1', 'p2'].map((personId) => ({
      personId,
      platform: 'slack',
      workspaceId: 'T1',
      userId: `U-${personId}`,
    }))
    const about = (id: string) => ({
      id,
      period: isoDate('2026-11-16'),
      target: { platform: 'slack', workspaceId: 'T1', channelId: 'C1', subscriptionId: 's1' },
    })
    const keys = (what: 'missed' | 'failed') =>
      ['d1', 'd2'].flatMap((id) => noticesOf(about(id), what, keepers, now).map(({ key }) => key))
    expect(keys('failed')).toEqual([
      'notice:failed:d1:p1',
      'notice:failed:d1:p2',
      'notice:failed:d2:p1',
      'notice:failed:d2:p2',
    ])
    expect(new Set(keys('missed'))).toEqual(
      new Set(['notice:missed:2026-11-23:p1', 'notice:missed:2026-11-23:p2']),
    )
    expect(noticesOf(about('d1'), 'failed', keepers, now)[0]).toMatchObject({
      target: { personId: 'p1', userId: 'U-p1', workspaceId: 'T1' },
      subject: { kind: 'notice', what: 'failed', subscriptionId: 's1', deliveryId: 'd1' },
      dueAt: now,
    })
  })
})
