import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import type { Fault } from '../../fakes/slack/proxy.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  await world.slack.slash('kate', '/actions alias K Slater')
  for (const who of ['owen', 'lead', 'viewer'] as const) await world.slack.slash(who, '/actions help')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const whatHappened = 'What has happened since last time'

/** How long one step takes in a slow database, while something is done. */
async function slowly<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  world.weather.slow = milliseconds
  try {
    return await work()
  } finally {
    world.weather.slow = 0
  }
}

describe('a slow database', () => {
  it('answers Slack in time, and the person as soon as it can', async () => {
    const { slack } = world
    const answer = await slowly(2_300, () => slack.slash('kate', '/actions mine'))
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect(answer.ms).toBeLessThan(2_800)
    expect(slack.latest('kate')).toContain('3 actions are yours')
  })

  it('opens a form in time, and fills it when it can', async () => {
    const { slack, proxy } = world
    await slowly(1_500, () => slack.slash('kate', '/actions progress 4.1'))
    const views = proxy.calls.filter(({ method }) => method.startsWith('views.'))
    expect(views.map(({ method }) => method)).toEqual(['views.open', 'views.update'])
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.1\n/)
    slack.fill('kate', { [whatHappened]: 'Slowly but surely' })
    await slowly(2_500, () => slack.submit('kate'))
    expect((await world.board.action('4.1')).lastProgress?.narrative).toBe('Slowly but surely')
    expect(slack.seen('kate')).toContain('4.1 is in progress')
    for (const surface of slack.surfaces('kate')) if (surface.kind === 'modal') slack.close('kate')
  })

  it('keeps what was typed when a late answer says it is wrong', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'My careful words', Delivery: 'Off track' })
    await slowly(2_500, () => slack.submit('kate'))
    expect(slack.latest('kate')).toContain('My careful words')
    expect(slack.latest('kate')).toMatch(/why it is at risk or off track/)
    expect((await world.board.action('4.2.1')).lastProgress).toBeNull()
    slack.close('kate')
  })
})

describe('a slow database on a bad day of Slack', () => {
  it('gets the person out of the window that waits, at the second try', async () => {
    const { slack, proxy } = world
    await slack.slash('kate', '/actions progress 4.1')
    slack.fill('kate', { [whatHappened]: 'Slow twice' })
    proxy.fail('views.update', { kind: 'status', status: 500 })
    await slowly(2_300, () => slack.submit('kate'))
    expect(slack.latest('kate')).not.toContain('One moment')
    expect(slack.latest('kate')).toContain('4.1 is in progress')
    slack.close('kate')
  })

  it('shows and tells what was saved, though the window cannot be changed', async () => {
    const { slack, proxy } = world
    await slack.slash('kate', '/actions show 4.1')
    await slack.press('kate', 'Add progress')
    slack.fill('kate', { [whatHappened]: 'Slow and stuck' })
    proxy.fail('views.update', { kind: 'status', status: 500 }, 2)
    await slowly(2_300, () => slack.submit('kate'))
    expect(slack.latest('kate')).toContain('One moment')
    slack.close('kate')
    expect(slack.latest('kate')).toContain('4.1 is in progress')
    expect(slack.seen('kate')).toContain('Slow and stuck')
  })
})

describe('Slack on a bad day', () => {
  /** What is logged while something is done. */
  async function logged(work: () => Promise<unknown>): Promise<{ event: string; reference?: string }[]> {
    const before = world.log.length
    await work()
    return world.log.slice(before).map((line) => JSON.parse(line))
  }

  it('refuses a late answer at its response_url: it comes by the bot’s own hand', async () => {
    const { slack, responder } = world
    responder.fail(500)
    const lines = await logged(() => slowly(2_300, () => slack.slash('kate', '/actions mine')))
    expect(slack.latest('kate')).toMatch(/^#safeguarding \(only you can see this\)\n3 actions are yours/)
    expect(lines).toMatchObject([{ event: 'slack response refused', code: 'http_500' }])
    expect(lines[0]?.reference).toBeTruthy()
  })

  it('refuses one in a channel the bot is not in: it comes in their own conversation', async () => {
    const { slack, responder } = world
    responder.fail(404)
    await slowly(2_300, () => slack.slash('kate', '/actions mine', { in: 'private-board' }))
    expect(slack.latest('kate')).toMatch(/^direct message \(Followthrough\)\n3 actions are yours/)
    expect(slack.seen('viewer')).not.toContain('3 actions are yours')
  })

  it('refuses what a form did: the person is told all the same', async () => {
    const { slack, responder, board } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'Said by another way' })
    responder.fail(404)
    await slack.submit('kate')
    expect((await board.action('4.2.1')).lastProgress?.narrative).toBe('Said by another way')
    expect(slack.latest('kate')).toMatch(
      /^#safeguarding \(only you can see this\)\n✅ 4\.2\.1 is in progress/,
    )
  })

  it('refuses it there too: the reference that the log has reaches the person', async () => {
    const { slack, responder, proxy } = world
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'Hard to say' })
    responder.fail(404)
    proxy.fail('chat.postEphemeral', { kind: 'status', status: 500 })
    proxy.fail('chat.postMessage', { kind: 'status', status: 500 })
    const lines = await logged(() => slack.submit('kate'))
    const reference = lines.find(({ event }) => event === 'slack request failed')?.reference
    expect(slack.latest('kate')).toMatch(/^direct message .*\n⚠️ That was saved, but Slack did not show it/)
    expect(slack.latest('kate')).toContain(`quote reference ${reference}`)
  })

  const refusals: [what: string, fault: Fault][] = [
    ['asks for patience', { kind: 'rate limit', retryAfter: 30 }],
    ['asks for patience with status 200', { kind: 'error', error: 'ratelimited' }],
    ['fails', { kind: 'status', status: 500 }],
    ['hears nothing', { kind: 'lost request' }],
  ]
  it.each(refusals)(
    '%s when a form is to be opened: the person is told, and nothing is changed',
    async (_what, fault) => {
      const { slack, proxy, board } = world
      const { version } = await board.action('4.2.1')
      // Asked again where Slack says it may be: that goes wrong too.
      proxy.fail('views.open', fault, fault.kind === 'error' ? 2 : 1)
      const before = proxy.calls.length
      await slack.slash('kate', '/actions progress 4.2.1')
      const tries = proxy.calls.slice(before).filter(({ method }) => method === 'views.open')
      if (fault.kind === 'error' && tries.length === 1) proxy.calls.length // told at once
      expect(slack.latest('kate')).toMatch(/⚠️ .*nothing was changed/s)
      expect((await board.action('4.2.1')).version).toBe(version)
    },
  )

  it('opens the form, but its answer is lost', async () => {
    const { slack, proxy } = world
    proxy.fail('views.open', { kind: 'lost answer' })
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'It was there after all' })
    await slack.submit('kate')
    expect((await world.board.action('4.2.1')).lastProgress?.narrative).toBe('It was there after all')
  })

  it('is asked once more when it asks for a moment’s patience', async () => {
    const { slack, proxy } = world
    proxy.fail('users.info', { kind: 'rate limit', retryAfter: 0 })
    await slack.slash('administrator', '/actions mine')
    expect(slack.latest('administrator')).not.toContain('⚠️')
  })

  const silences: [what: string, fault: Fault][] = [
    ['fails', { kind: 'status', status: 503 }],
    ['does not know', { kind: 'error', error: 'user_not_found' }],
    ['is not heard', { kind: 'lost request' }],
    ['wants another token', { kind: 'error', error: 'token_revoked' }],
  ]
  it.each(silences)('%s when it is asked who somebody is: the door stays shut', async (_what, fault) => {
    const { slack, proxy } = world
    proxy.fail('users.info', fault)
    await slack.slash('outsider', '/actions mine')
    expect(slack.latest('outsider')).toContain('nothing was done')
    expect(slack.seen('outsider')).not.toContain('Northmere')
  })

  it('does not take the thread’s message: the person is told instead, and the card is current', async () => {
    const { slack, proxy } = world
    await slack.slash('owen', '/actions claim 4.9')
    proxy.fail('chat.postMessage', { kind: 'error', error: 'not_in_channel' })
    await slack.press('owen', 'Add progress')
    slack.fill('owen', { [whatHappened]: 'Said in no thread' })
    await slack.submit('owen')
    expect(slack.seen('viewer')).toContain('Said in no thread')
    expect(slack.latest('owen')).toContain('4.9 is in progress')
  })

  it('writes the thread’s message and does not say so: it is not written twice', async () => {
    const { slack, proxy } = world
    proxy.fail('chat.postMessage', { kind: 'lost answer' })
    await slack.press('owen', 'Add progress', cardOf('4.9'))
    slack.fill('owen', { [whatHappened]: 'Once in the thread' })
    await slack.submit('owen')
    const threads = slack.surfaces('viewer').filter((one) => one.kind === 'message' && one.thread !== null)
    expect(threads).toHaveLength(1)
  })

  it('does not take what is put in a card’s place: what was done is done, and is told', async () => {
    const { slack, responder, board } = world
    await slack.slash('lead', '/actions show 4.10')
    responder.fail(500)
    await slack.press('lead', 'Claim')
    expect((await board.action('4.10')).owner?.name).toBe('Leila Morgan')
    expect(slack.latest('lead')).toMatch(/4\.10 is yours|That was saved/)
    expect(slack.seen('lead')).not.toContain('nothing was changed')
  })

  it('does not take a page: the command that changed something is answered all the same', async () => {
    const { slack, proxy } = world
    await slack.openHome('lead')
    proxy.fail('views.publish', { kind: 'status', status: 500 })
    await slack.slash('lead', '/actions release 4.10')
    expect((await world.board.action('4.10')).owner).toBeNull()
    expect(slack.seen('lead')).toContain('released 4.10')
  })
})

describe('a form that was open for longer than Slack lets us answer', () => {
  /** Half an hour and a little passes while something is filled in. */
  async function tooLate<T>(work: () => Promise<T>): Promise<T> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 })
    try {
      return await work()
    } finally {
      vi.useRealTimers()
    }
  }

  it('is saved, and its window says so above the card as it stands', async () => {
    const { slack, board, responder } = world
    await slack.slash('kate', '/actions show 4.2.1')
    await slack.press('kate', 'Add progress')
    slack.fill('kate', { [whatHappened]: 'Written over a long lunch' })
    const posted = responder.posted.length
    await tooLate(() => slack.submit('kate'))
    expect((await board.action('4.2.1')).lastProgress?.narrative).toBe('Written over a long lunch')
    expect(slack.latest('kate')).toMatch(/^Followthrough\n✅ 4\.2\.1 is in progress/)
    expect(slack.latest('kate')).toContain('Written over a long lunch')
    expect(responder.posted).toHaveLength(posted)
    slack.close('kate')
  })

  it('is told to the channel it was asked for in, by the bot’s own hand', async () => {
    const { slack, board } = world
    await slack.slash('lead', '/actions assign 4.5')
    slack.fill('lead', { 'Accountable owner': 'Kate Slater' })
    await tooLate(() => slack.submit('lead'))
    expect((await board.action('4.5')).owner?.name).toBe('Kate Slater')
    expect(slack.latest('lead')).toContain("✅ 4.5 is Kate Slater's")
    slack.close('lead')
    expect(slack.latest('viewer')).toMatch(/^#safeguarding .*\n✅ Leila Morgan assigned 4\.5 to Kate Slater/)
    await slack.slash('lead', '/actions release 4.5', { in: 'dm' })
  })
})

/** The newest card of an action in the channel. */
function cardOf(ref: string) {
  const on = world.slack
    .surfaces('viewer')
    .findLast((one) => one.kind === 'message' && JSON.stringify(one.body).includes(`${ref} ·`))
  return on ? { on } : {}
}
