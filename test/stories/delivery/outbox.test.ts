import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../../src/calendar/date.ts'
import { londonDateOf } from '../../../src/calendar/london.ts'
import { textOf } from '../../../src/core/view.ts'
import { writeDeliveries } from '../../../src/db/delivery-rows.ts'
import { monday } from '../../support/board.ts'
import { type OwnDatabase, openOwnDatabase } from '../../support/own-database.ts'
import { openPost, type Post, workspaceId } from './post.ts'

let own: OwnDatabase
let post: Post
beforeAll(async () => {
  own = await openOwnDatabase()
})
afterAll(() => own.close())
beforeEach(async () => {
  // The worker serves every board: what the test before has left is none of this one's.
  await own.database.pool.query('DELETE FROM "Delivery"')
  post = await openPost(own.database)
})

const subscriptionOf = async (id: string) => {
  const { target } = await post.standing(id)
  if (!('subscriptionId' in target)) throw new Error('No digest.')
  return post.board.prisma.subscription.findUniqueOrThrow({
    where: { boardId_id: { boardId: post.board.id, id: target.subscriptionId } },
  })
}
/** So many messages of the day to owners, due now; written as missed with a reason where one is given. */
const reminded = async (many: number, missed?: string): Promise<void> => {
  const { board } = post
  const { personId } = board.people.kate
  const deliveries = Array.from({ length: many }, (_, n) => ({
    key: `daily:${personId}:${n}:${post.now().toISOString()}`,
    target: { platform: 'slack', workspaceId: workspaceId(board), userId: `U-${n}`, personId },
    period: londonDateOf(post.now()),
    subject: { kind: 'daily' as const, own: [], escalated: [], clocks: [] },
    dueAt: post.now(),
    expiresAt: new Date(post.now().getTime() + 9 * 3_600_000),
    ...(missed === undefined ? {} : { missed }),
  }))
  await writeDeliveries(board.prisma, board.id, deliveries, post.now())
}
/** What the administrator read last. */
const told = (): string => {
  const { view } = post.courier.written.at(-1)?.parcel ?? {}
  const texts = view?.blocks.flatMap((block) => (block.type === 'text' ? [textOf(block.text)] : [])) ?? []
  return [view?.headline, ...texts].join('\n')
}

describe('a digest that is due', () => {
  it('is sent once, and where it stands is kept', async () => {
    const id = await post.digest()
    await post.drained()
    await post.drained(60)
    expect(post.courier.written.map((one) => one.id)).toEqual([id])
    expect(await post.standing(id)).toMatchObject({
      state: 'sent',
      messageId: '1.0',
      messageChannel: 'C-safeguarding',
      figures: { open: 3 },
      attempts: 1,
      problem: null,
      settledAt: monday,
    })
  })

  it('is written once, however often its cause is found', async () => {
    const id = await post.digest()
    const { target } = await post.standing(id)
    const again = 'subscriptionId' in target ? target.subscriptionId : ''
    expect(await post.digest({ subscriptionId: again })).toBe(id)
  })

  it('waits for its hour', async () => {
    const id = await post.digest()
    await post.board.prisma.delivery.updateMany({
      where: { boardId: post.board.id, id },
      data: { notBefore: new Date(post.now().getTime() + 60_000) },
    })
    await post.drained(59)
    expect(post.courier.sends).toBe(0)
    await post.drained(1)
    expect(post.courier.sends).toBe(1)
  })

  it('of one channel waits a second for the other', async () => {
    const first = await post.digest()
    const { target } = await post.standing(first)
    const subscriptionId = 'subscriptionId' in target ? target.subscriptionId : ''
    await post.digest({ subscriptionId, period: isoDate('2026-11-30') })
    await post.drained()
    expect(post.courier.written).toHaveLength(1)
    await post.drained(0.9)
    expect(post.courier.written).toHaveLength(1)
    await post.drained(0.1)
    expect(post.courier.written).toHaveLength(2)
  })

  it('does not hold up another board, though it be one of many', async () => {
    for (let n = 0; n < 12; n++) await post.digest({ channel: `C-${n}` })
    const other = await openPost(own.database)
    other.pass(30)
    await other.digest()
    const taken = await other.outbox.claim(['slack'], 4, 60_000)
    expect(taken.map(({ board }) => board === other.board.id)).toContain(true)
  })
})

describe('a platform that has no time', () => {
  it('is left alone as long as it asks, by everybody in that workspace, and it is no attempt', async () => {
    post.courier.next({ kind: 'wait', forMs: 30_000 })
    const asked = await post.digest({ channel: 'C-1' })
    await post.drained()
    await post.digest({ channel: 'C-2' })
    await post.drained(29)
    expect(post.courier.written).toEqual([])
    expect(await post.standing(asked)).toMatchObject({ state: 'pending', attempts: 0 })
    await post.drained(1)
    expect(post.courier.written).toHaveLength(2)
  })

  it('is tried again later and later when nothing reaches it, and the administrators are told in the end', async () => {
    const id = await post.digest()
    const never = { kind: 'not sent', code: 'ECONNREFUSED' } as const
    post.courier.next(...Array.from({ length: 10 }, () => never))
    for (const seconds of [0, 10, 30, 120, 600, 1800, 3600, 3600, 7200]) await post.drained(seconds)
    expect(await post.standing(id)).toMatchObject({ state: 'pending', attempts: 9, problem: 'ECONNREFUSED' })
    await post.drained(14_400)
    expect(await post.standing(id)).toMatchObject({ state: 'failed' })
    expect(await post.notices()).toEqual([{ what: 'failed', state: 'sent', userId: 'U-adam' }])
    expect(told()).toContain('The digest of Mon 23 Nov in #safeguarding could not be posted.')
    expect(told()).toContain("It is not tried any more: the platform said 'ECONNREFUSED'. The next one")
    expect((await subscriptionOf(id)).paused).toBeNull()
  })
})

describe('a digest of which nobody knows whether it arrived', () => {
  it('is looked for, and was there', async () => {
    post.courier.next('lost answer')
    const id = await post.digest()
    await post.drained()
    expect(await post.standing(id)).toMatchObject({ state: 'uncertain', problem: 'timeout' })
    await post.drained(19)
    expect(post.courier.looks).toBe(0)
    await post.drained(1)
    expect(await post.standing(id)).toMatchObject({ state: 'sent', messageId: '1.0', figures: { open: 3 } })
    expect(post.courier.sends).toBe(1)
    expect(await post.notices()).toEqual([])
  })

  it('is sent again only after it was looked for twice', async () => {
    post.courier.next({ kind: 'uncertain', code: 'timeout' })
    const id = await post.digest()
    await post.drained()
    await post.drained(20)
    expect(post.courier).toMatchObject({ looks: 1, sends: 1 })
    await post.drained(119)
    expect(post.courier).toMatchObject({ looks: 1, sends: 1 })
    await post.drained(1)
    expect(post.courier).toMatchObject({ looks: 2, sends: 2 })
    expect(await post.standing(id)).toMatchObject({ state: 'sent' })
  })

  it('is left to a person where we may not look; who says it is there, or not', async () => {
    const { stores, id: board, people } = post.board
    post.courier.blind = { kind: 'cannot look', code: 'missing_scope', forGood: true }
    post.courier.next('lost answer', { kind: 'uncertain', code: 'timeout' })
    const there = await post.digest({ channel: 'C-1' })
    await post.drained()
    const gone = await post.digest({ channel: 'C-2' })
    await post.drained()
    await post.drained(20)
    await post.drained(3600)
    expect(post.courier).toMatchObject({ looks: 2 })
    expect(await post.notices()).toMatchObject([
      { what: 'uncertain', state: 'sent' },
      { what: 'uncertain', state: 'sent' },
    ])
    expect(told()).toMatch(/Nobody knows whether the digest of Mon 23 Nov in #[12] arrived\./)
    const uncertain = await stores.deliveries.troubled(board, 'digest', 'uncertain', monday)
    expect(uncertain.map(({ id }) => id).toSorted()).toEqual([there, gone].toSorted())
    const by = {
      personId: people.lead.personId,
      name: 'Leila Morgan',
      face: 'slack' as const,
      at: post.now(),
    }
    expect(await stores.deliveries.resolve(board, there, true, by)).toBe('sent')
    expect(await stores.deliveries.resolve(board, gone, false, by)).toBe('pending')
    expect(await stores.deliveries.resolve(board, gone, false, by)).toBeNull()
    expect(await post.standing(there)).toMatchObject({ state: 'sent' })
    await post.drained()
    expect(await post.standing(gone)).toMatchObject({ state: 'sent' })
    expect(post.courier.written.filter(({ conversation }) => conversation === 'C-2')).toHaveLength(1)
    const trail = await post.board.prisma.auditEvent.findMany({
      where: { boardId: board, what: 'delivery settled' },
      orderBy: { seq: 'asc' },
    })
    expect(trail).toMatchObject([
      { actorName: 'Leila Morgan', subject: 'digest', subjectRef: '#1', after: { state: 'sent' } },
      { subjectRef: '#2', before: { state: 'uncertain' }, after: { state: 'pending' } },
    ])
  })

  it('is missed when a person says so too late', async () => {
    const { stores, id: board, people } = post.board
    post.courier.blind = { kind: 'cannot look', code: 'missing_scope', forGood: true }
    post.courier.next({ kind: 'uncertain', code: 'timeout' })
    const id = await post.digest()
    await post.drained()
    post.pass(40 * 3600)
    const by = {
      personId: people.lead.personId,
      name: 'Leila Morgan',
      face: 'slack' as const,
      at: post.now(),
    }
    expect(await stores.deliveries.resolve(board, id, false, by)).toBe('missed')
    expect(await post.standing(id)).toMatchObject({ state: 'missed' })
  })
})

describe('a message to a person of which nobody knows whether it arrived', () => {
  it('is missed when its day ends, so that the next can tell it; nobody else could say', async () => {
    post.courier.blind = { kind: 'cannot look', code: 'missing_scope', forGood: true }
    post.courier.next({ kind: 'uncertain', code: 'timeout' })
    await reminded(1)
    const state = async () =>
      (await post.board.prisma.delivery.findFirst({ where: { boardId: post.board.id, kind: 'daily' } }))
        ?.state
    await post.drained()
    await post.drained(8 * 3600)
    expect(await state()).toBe('uncertain')
    await post.drained(3600)
    expect(await state()).toBe('missed')
    expect(post.courier.sends).toBe(1)
  })

  it('is let go when it is a notice', async () => {
    post.courier.blind = { kind: 'cannot look', code: 'missing_scope', forGood: true }
    post.courier.next({ kind: 'refused', why: 'archived', code: 'x' }, { kind: 'uncertain', code: 'timeout' })
    await post.digest()
    await post.drained()
    await post.drained(3600)
    expect(await post.notices()).toMatchObject([{ what: 'paused', state: 'uncertain' }])
    await post.drained(7 * 24 * 3600)
    expect(await post.notices()).toMatchObject([{ what: 'paused', state: 'dropped' }])
  })
})

describe('a board whose administrators are not on chat', () => {
  const accountOf = async (who: 'lead' | 'kate'): Promise<void> => {
    const { board } = post
    await board.prisma.chatIdentity.updateMany({
      where: { boardId: board.id },
      data: { personId: board.people[who].personId, userId: `U-${who}` },
    })
  }
  const archived = { kind: 'refused', why: 'archived', code: 'is_archived' } as const

  it('has its leads told', async () => {
    await accountOf('lead')
    post.courier.next(archived)
    await post.digest()
    await post.drained()
    expect(await post.notices()).toEqual([{ what: 'paused', state: 'sent', userId: 'U-lead' }])
  })

  it('has whoever set the digest up told, where the leads are not either', async () => {
    const { board } = post
    await accountOf('kate')
    const id = await post.digest()
    post.courier.next(archived)
    await board.prisma.subscription.updateMany({
      where: { boardId: board.id },
      data: { createdById: board.people.kate.personId },
    })
    await post.drained()
    expect((await post.standing(id)).state).toBe('failed')
    expect(await post.notices()).toEqual([{ what: 'paused', state: 'sent', userId: 'U-kate' }])
  })

  it('has nobody told who neither set it up nor runs the board', async () => {
    await accountOf('kate')
    post.courier.next(archived)
    await post.digest()
    await post.drained()
    expect(await post.notices()).toEqual([])
  })
})

describe('people whose message is refused', () => {
  it('are named to the administrators, once a day and all together', async () => {
    const refused = { kind: 'refused', why: 'not let in', code: 'user_disabled' } as const
    post.courier.next(refused, { ...refused, why: 'not a member' })
    await reminded(3)
    await post.drained()
    await post.drained(600)
    expect(await post.notices()).toEqual([{ what: 'refused', state: 'sent', userId: 'U-adam' }])
    expect(told()).toMatch(/^2 people were not told of their actions on Mon 23 Nov\.\n/)
    expect(told()).toMatch(/ · their account was switched off/)
    expect(told()).toMatch(/ · they do not have the app where they are to be told/)
    await post.drained(24 * 3600)
    post.courier.next(refused)
    await reminded(1)
    await post.drained()
    await post.drained(600)
    expect(told()).toMatch(/^1 person was not told of their actions on Tue 24 Nov\.\n/)
  })
})

describe('a channel that may not be told any more', () => {
  it.each([
    ['shared', 'another organisation reads along there'],
    ['archived', 'the channel is archived'],
    ['not a member', 'I am not in the channel any more'],
  ] as const)('pauses its digest when it is %s, and the administrators are told once', async (why, words) => {
    post.courier.next({ kind: 'refused', why, code: why })
    const id = await post.digest()
    await post.drained()
    expect(await post.standing(id)).toMatchObject({ state: 'failed', problem: why })
    expect(await subscriptionOf(id)).toMatchObject({
      paused: why,
      nextAt: null,
      nextPeriod: null,
      version: 2,
    })
    expect(await post.notices()).toEqual([{ what: 'paused', state: 'sent', userId: 'U-adam' }])
    expect(told()).toContain(`The digest in #safeguarding has stopped: ${words}.`)
    const trail = await post.board.prisma.auditEvent.findMany({
      where: { boardId: post.board.id, what: 'digest stopped' },
    })
    expect(trail).toMatchObject([
      { actorName: 'Followthrough', actorId: null, subjectRef: '#safeguarding', after: { why } },
    ])
  })

  it('leaves a subscription alone that was set up for another channel meanwhile', async () => {
    post.courier.next({ kind: 'refused', why: 'archived', code: 'is_archived' })
    const id = await post.digest()
    await post.board.prisma.subscription.updateMany({
      where: { boardId: post.board.id },
      data: { channelId: 'C-new' },
    })
    await post.drained()
    expect((await subscriptionOf(id)).paused).toBeNull()
  })

  it('is not told of once it was put right', async () => {
    post.courier.next({ kind: 'refused', why: 'archived', code: 'is_archived' })
    await post.digest()
    const [claimed] = await post.outbox.claim(['slack'], 1, 60_000)
    if (!claimed) throw new Error('Nothing was due.')
    await post.outbox.settle(claimed, { state: 'failed', problem: 'archived', pauses: true })
    await post.board.prisma.subscription.updateMany({
      where: { boardId: post.board.id },
      data: { paused: null },
    })
    await post.drained()
    expect(await post.notices()).toEqual([{ what: 'paused', state: 'dropped', userId: 'U-adam' }])
    expect(post.courier.written).toEqual([])
  })
})

describe('a workspace whose token is bad', () => {
  const refused = { kind: 'refused', why: 'not connected', code: 'invalid_auth' } as const

  it('for a moment: the digest is posted when it is good again, and nothing has stopped', async () => {
    post.courier.next(refused)
    const id = await post.digest()
    await post.drained()
    expect(await post.standing(id)).toMatchObject({ state: 'pending', problem: 'not connected', attempts: 0 })
    await post.drained(900)
    expect(await post.standing(id)).toMatchObject({ state: 'sent' })
    expect((await subscriptionOf(id)).paused).toBeNull()
    expect(await post.notices()).toEqual([])
  })

  it('for two days: the digest is missed, and whoever looks after it is told when it is connected again', async () => {
    post.courier.next(refused, refused, refused)
    const id = await post.digest()
    await post.drained()
    await post.drained(37 * 3600)
    expect(await post.standing(id)).toMatchObject({ state: 'missed', problem: 'not connected' })
    expect((await subscriptionOf(id)).paused).toBeNull()
    await post.drained(120)
    await post.drained(900)
    expect(await post.notices()).toEqual([{ what: 'missed', state: 'pending', userId: 'U-adam' }])
    await post.drained(6 * 24 * 3600)
    expect(await post.notices()).toEqual([{ what: 'missed', state: 'sent', userId: 'U-adam' }])
  })

  it('for good: what nobody could be told of is let go after a week', async () => {
    post.courier.next(...Array.from({ length: 4 }, () => refused))
    await post.digest()
    await post.drained()
    await post.drained(37 * 3600)
    await post.drained(120)
    await post.drained(7 * 24 * 3600)
    expect(await post.notices()).toEqual([{ what: 'missed', state: 'dropped', userId: 'U-adam' }])
  })
})

describe('a worker that was down for ten days', () => {
  it('records what was missed, says so once, and posts what is still of use', async () => {
    const old = [
      await post.digest({ channel: 'C-1', period: isoDate('2026-11-16') }),
      await post.digest({ channel: 'C-2', period: isoDate('2026-11-16') }),
    ]
    post.pass(10 * 24 * 3600)
    const fresh = await post.digest({ channel: 'C-3', period: isoDate('2026-12-03') })
    await post.drained()
    for (const id of old) expect(await post.standing(id)).toMatchObject({ state: 'missed', problem: 'late' })
    expect(await post.standing(fresh)).toMatchObject({ state: 'sent' })
    expect(post.courier.written.map((one) => one.id)).toEqual([fresh])
    await post.drained(120)
    expect(await post.notices()).toEqual([{ what: 'missed', state: 'sent', userId: 'U-adam' }])
    expect(told()).toMatch(
      /^2 digests were not posted in time\.\nThey would .*\n#\d · Mon 16 Nov\n#\d · Mon 16 Nov$/,
    )
  })
})

describe('a worker that was down for ten weeks', () => {
  it('tells of every digest that was missed, however old, though a crowd was not reminded either', async () => {
    const first = await post.digest({ period: isoDate('2026-09-14') })
    const { target } = await post.standing(first)
    const subscriptionId = 'subscriptionId' in target ? target.subscriptionId : ''
    for (let week = 1; week < 9; week++) {
      post.pass(7 * 24 * 3600)
      await post.digest({ subscriptionId, period: addDays(isoDate('2026-09-14'), 7 * week) })
    }
    post.pass(7 * 24 * 3600)
    await reminded(60, 'late')
    await post.drained()
    await post.drained(120)
    expect(told()).toMatch(/^9 digests were not posted in time\.\n/)
    expect(told()).toContain('#safeguarding · Mon 14 Sep')
  })
})

describe('a process that dies while it sends', () => {
  it('leaves a lease that runs out; then it is looked for, not repeated', async () => {
    const id = await post.digest()
    const [claimed] = await post.outbox.claim(['slack'], 8, 120_000)
    expect(claimed?.id).toBe(id)
    // It was written before the process died.
    await post.courier.send({
      id,
      to: { kind: 'channel', workspaceId: workspaceId(post.board), channelId: 'C-safeguarding' },
      view: { type: 'view', kind: 'answer', audience: 'private', headline: '', blocks: [] },
      origin: null,
      pings: new Map(),
    })
    await post.drained(119)
    expect(await post.standing(id)).toMatchObject({ state: 'sending' })
    await post.drained(1)
    expect(await post.standing(id)).toMatchObject({ state: 'uncertain', problem: 'sender gone' })
    await post.drained(20)
    expect(await post.standing(id)).toMatchObject({ state: 'sent' })
    expect(post.courier.sends).toBe(1)
    expect(
      claimed && (await post.outbox.settle(claimed, { state: 'failed', problem: 'x', pauses: false })),
    ).toBe(false)
  })

  it('or was only slow: what it knows still counts, as long as nobody else has looked', async () => {
    const id = await post.digest()
    const [claimed] = await post.outbox.claim(['slack'], 8, 1000)
    post.pass(1)
    expect(await post.outbox.reclaim(post.now())).toBe(1)
    const posted = { messageId: '9.9', channelId: 'C-safeguarding' }
    expect(claimed && (await post.outbox.settle(claimed, { state: 'sent', posted }))).toBe(true)
    expect(await post.standing(id)).toMatchObject({ state: 'sent', messageId: '9.9' })
  })

  it('does not send what it was held up with for so long that others take it for dead', async () => {
    const id = await post.digest()
    const slow = post.another({
      leaseMs: 10_000,
      composers: {
        ...post.composers,
        digest: async () => {
          post.pass(6)
          return {
            kind: 'say',
            view: await post.board.tell(post.board.people.lead, 'actions board'),
            origin: null,
            pings: [],
          }
        },
      },
    })
    await slow.drain()
    expect(post.courier.sends).toBe(0)
    expect(await post.standing(id)).toMatchObject({ state: 'pending', problem: 'held up' })
  })
})

describe('words that cannot be made', () => {
  it('are tried again later, with a reference in the log, and hold up nobody', async () => {
    const bad = await post.digest({ channel: 'C-bad' })
    const good = await post.digest({ channel: 'C-good' })
    const worker = post.another({
      composers: {
        ...post.composers,
        digest: async ({ id }) => {
          if (id === bad) throw new Error('secret words')
          return { kind: 'nothing', why: 'quiet' }
        },
      },
    })
    await worker.drain()
    expect(await post.standing(bad)).toMatchObject({ state: 'pending', problem: 'not composed', attempts: 1 })
    expect(await post.standing(good)).toMatchObject({ state: 'dropped', problem: 'quiet' })
    expect(post.log.join('\n')).toMatch(/delivery not composed \{"reference":"\w{3}-\w{3}"/)
    expect(post.log.join('\n')).not.toContain('secret words')
  })
})

describe('a stop', () => {
  it('waits for what is on its way, and takes nothing more', async () => {
    for (const n of [1, 2, 3]) await post.digest({ channel: `C-${n}` })
    const worker = post.another({ atOnce: 1 })
    let open = (): void => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    post.courier.before = () => gate
    const draining = worker.drain()
    await new Promise((resolve) => setTimeout(resolve, 100))
    const stopped = worker.stop()
    open()
    await Promise.all([stopped, draining])
    expect(post.courier.written).toHaveLength(1)
    expect((await post.outbox.figures()).byState.sending).toBe(0)
    await worker.drain()
    expect(post.courier.written).toHaveLength(1)
  })
})

describe('the figures', () => {
  it('count every state, and say since when the oldest waits', async () => {
    expect(await post.outbox.figures()).toEqual({
      byState: { pending: 0, sending: 0, sent: 0, uncertain: 0, failed: 0, missed: 0, dropped: 0 },
      oldestPendingDueAt: null,
    })
    const dueAt = post.now()
    await post.digest()
    post.pass(60)
    await post.digest({ channel: 'C-2' })
    expect(await post.outbox.figures()).toMatchObject({ byState: { pending: 2 }, oldestPendingDueAt: dueAt })
  })
})
