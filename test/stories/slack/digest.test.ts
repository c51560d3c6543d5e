import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { createSeal } from '../../../src/core/seal.ts'
import type { Database } from '../../../src/db/connect.ts'
import { renderMessage } from '../../../src/faces/slack/render.ts'
import type { Subscription } from '../../../src/features/digests/schema.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { delivered } from '../../features/digests/channel.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const subscription = async (): Promise<Subscription | undefined> =>
  (await world.board.stores.digests.list(world.board.id))[0]

describe('the digest of a channel', () => {
  it('is set up in it, looked at, changed and stopped, without a manual', async () => {
    const { slack, api } = world
    await slack.slash('lead', '/actions digest')
    expect(slack.latest('lead')).toContain('This channel hears no digest.')
    expect(slack.latest('lead')).toContain('Next: /actions digest here')
    await slack.slash('lead', '/actions digest here mon 9am')
    expect(slack.latest('lead')).toContain('Every Monday at 09:00 this channel hears the whole board.')
    expect(slack.latest('lead')).toContain('Next: Mon 30 Nov, 09:00.')
    expect(slack.latest('lead')).toContain('only you can see this')
    expect(await subscription()).toMatchObject({
      platform: 'slack',
      workspaceId: api.teamId,
      channelId: api.channels.safeguarding,
      channelName: 'safeguarding',
    })

    await slack.press('lead', 'Preview')
    expect(slack.latest('lead')).toContain('Northmere safeguarding partnership · week of Mon 23 Nov')
    expect(slack.latest('lead')).toContain('Overdue (2)')

    await slack.press('lead', 'Settings')
    expect(slack.latest('lead')).toMatch(/^Weekly digest\n/)
    slack.fill('lead', { When: 'at tea time', Only: 'org:council' })
    await slack.submit('lead')
    expect(slack.latest('lead')).toContain("! 'at tea time' is not a day and a time.")
    expect(slack.latest('lead')).toContain('Only: org:council')
    slack.fill('lead', { When: 'Friday 16:30', 'Quiet weeks': 'Say nothing' })
    await slack.submit('lead')
    expect(() => slack.modal('lead')).toThrow(/no modal open/)
    expect(slack.latest('lead')).toContain(
      "Every Friday at 16:30 this channel hears the board's org:council.",
    )
    expect(await subscription()).toMatchObject({ weekday: 5, minutes: 990, whenQuiet: 'silent' })

    const { confirm } = await slack.press('lead', 'Stop', { answer: 'no' })
    expect(confirm).toMatchObject({ title: { text: 'Stop the digest?' }, confirm: { text: 'Stop it' } })
    expect((await subscription())?.paused).toBeNull()
    await slack.press('lead', 'Stop')
    expect(slack.latest('lead')).toContain('#safeguarding hears no digest any more.')
    expect((await subscription())?.paused).toBe('off')
    expect(slack.seen('viewer')).toBe('')
  })

  it('is not for everybody to set up', async () => {
    const { slack } = world
    for (const who of ['viewer', 'owen'] as const) {
      await slack.slash(who, '/actions digest here')
      expect(slack.latest(who)).toContain('Only a lead or an administrator can set up')
    }
    expect((await subscription())?.paused).toBe('off')
  })

  it('is refused where another organisation reads along, where the bot is not, and where nobody else reads', async () => {
    const { slack } = world
    for (const [room, says] of [
      ['with-the-council', 'Another organisation reads along in this channel'],
      ['general', 'I am not in this channel. Put me there (Slack: /invite @Followthrough'],
      ['private-board', 'I am not in this channel. Put me there (Slack: /invite @Followthrough'],
      ['dm', 'Type it in the channel that is to hear the digest'],
    ] as const) {
      await slack.slash('lead', '/actions digest here', { in: room })
      expect(slack.latest('lead'), room).toContain(says)
    }
    expect(await world.board.stores.digests.list(world.board.id)).toHaveLength(1)
  })

  it('asks Slack nothing about the channel while nobody wants to know', async () => {
    const { slack, proxy } = world
    const asked = () => proxy.calls.filter(({ method }) => method === 'conversations.info').length
    const before = asked()
    await slack.slash('viewer', '/actions digest status')
    await slack.slash('viewer', '/actions mine')
    expect(asked()).toBe(before)
    world.proxy.fail('conversations.info', { kind: 'error', error: 'internal_error' })
    await slack.slash('lead', '/actions digest here')
    expect(slack.latest('lead')).toContain('I could not find out just now whether this channel may be told.')
  })

  it('is brought up to date in place when somebody acts from it, with what was done in its thread', async () => {
    const { slack, board, api } = world
    await slack.slash('lead', '/actions digest here mon 9am')
    const current = await subscription()
    if (!current) throw new Error('The channel hears no digest.')
    const posted = { at: board.now, period: isoDate('2026-11-23'), state: 'sent' } as const
    const id = await delivered(board, current, posted)
    await post(`actions digest ${id}`)
    expect(slack.latest('viewer')).toMatch(
      /^#safeguarding \(Followthrough\)\nNorthmere .* week of Mon 23 Nov/,
    )
    expect(slack.latest('viewer')).toMatch(/4\.1 .* no owner, Northmere Hospitals NHS… · 14 days/)

    await slack.press('owen', 'Claim')
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
    const [digest, reply] = slack.surfaces('viewer').filter(({ kind }) => kind === 'message')
    expect(digest).toMatchObject({ edited: 1, thread: null, channel: api.channels.safeguarding })
    expect(slack.seen('viewer')).toMatch(/4\.1 .* Owen Hart, Northmere Hospitals NHS… · 14 days/)
    expect(reply).toMatchObject({ thread: digest && 'ts' in digest ? digest.ts : null })
    expect(slack.latest('viewer')).toMatch(/in a thread \(Followthrough\)\n.*Owen Hart claimed 4\.1\./)
    // Who comes too late is told, and the digest keeps its buttons for the others.
    await slack.press('viewer', 'Claim')
    expect(slack.latest('viewer')).toContain('Only an owner, a lead or an administrator')
    expect(slack.seen('viewer')).toContain('[My actions]')
  })

  it('is shown nothing newer once another organisation reads along', async () => {
    const { slack, board, api } = world
    await slack.slash('lead', '/actions digest here mon 9am')
    const current = await subscription()
    if (!current) throw new Error('The channel hears no digest.')
    const posted = { at: board.now, period: isoDate('2026-11-16'), state: 'sent' } as const
    await post(`actions digest ${await delivered(board, current, posted)}`)
    await board.prisma.action.updateMany({
      where: { boardId: board.id },
      data: { text: 'Written after the channel was shared' },
    })
    const before = slack.seen('viewer')
    api.shared.add(api.channels.safeguarding)
    // What Slack said of a channel is believed for the length of one act.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
    try {
      await slack.press('owen', 'Claim')
    } finally {
      vi.useRealTimers()
    }
    expect(slack.latest('owen')).toMatch(/is yours/)
    expect(slack.seen('viewer')).not.toContain('Written after')
    expect(slack.seen('viewer')).toBe(before)
    expect(slack.latest('owen')).toContain('A channel that is shared with others is not told')
  })
})

/** Posts an answer to the channel as the bot, as a courier would. */
async function post(command: string): Promise<void> {
  const { board, api, proxy } = world
  const view = await board.tell(board.people.viewer, command)
  const seal = createSeal(['of the courier'], 'slack messages')
  const message = renderMessage(view, { seal, about: api.teamId, origin: command })
  const channel = api.channels.safeguarding
  const response = await fetch(`${proxy.url}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${api.bot.token}` },
    body: JSON.stringify({ channel, unfurl_links: false, unfurl_media: false, ...message }),
  })
  expect(await response.json()).toMatchObject({ ok: true })
}
