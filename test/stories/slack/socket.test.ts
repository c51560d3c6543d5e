import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { startFace } from '../../fakes/slack/face.ts'
import { textOf } from '../../fakes/slack/screen.ts'
import { type SlackSocket, startSlackSocket } from '../../fakes/slack/socket.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let socket: SlackSocket
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  socket = await startSlackSocket()
  world = await openWorld(database, { socket })
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await socket.close()
  await database.close()
})

/** Waits until something is so, for some seconds at the most. */
async function until(isSo: () => boolean): Promise<void> {
  const late = performance.now() + 10_000
  while (!isSo() && performance.now() < late) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isSo()).toBe(true)
}

describe('over a socket', () => {
  it('commands, buttons, forms, searches and pages work as they do over HTTP', async () => {
    const { slack, board, face } = world
    expect(face.ready()).toBe(true)
    await slack.slash('kate', '/actions alias K Slater')
    expect(slack.latest('kate')).toContain("'K Slater' is you")
    await slack.slash('kate', '/actions show 4.1')
    await slack.press('kate', 'Add progress')
    slack.fill('kate', { 'What has happened since last time': 'Over the socket', Delivery: 'At risk' })
    await slack.submit('kate')
    expect(slack.latest('kate')).toContain('! Say in a few words why it is at risk or off track')
    slack.fill('kate', { 'What is in the way, and what would help': 'Nothing much' })
    const again = await slack.submission('kate')
    await slack.submit('kate')
    await slack.interact(again)
    expect((await board.action('4.1')).lastProgress?.narrative).toBe('Over the socket')
    expect((await board.action('4.1')).version).toBe(3)
    await slack.openHome('kate')
    expect(slack.latest('kate')).toMatch(/^Home\n3 actions are yours/)
    await slack.shortcut('kate', 'find_action')
    expect(await slack.options('kate', 'audit')).toHaveLength(2)
    slack.close('kate')
    await slack.slash('owen', '/actions claim 4.9')
    expect(slack.latest('viewer')).toContain('Owen Hart claimed 4.9')
  })

  it('an envelope that comes twice is answered twice and done once', async () => {
    const { slack, board } = world
    const envelope = { envelopeId: 'e-1' }
    const { payload } = await slack.pressing('owen', 'Release')
    const answers = [
      await socket.deliver('interactive', payload, envelope),
      await socket.deliver('interactive', payload, envelope),
    ]
    await slack.settled()
    expect(answers.every((answer) => answer !== null)).toBe(true)
    expect((await board.action('4.9')).owner).toBeNull()
    const told = slack.surfaces('viewer').filter((one) => one.kind === 'message' && one.thread !== null)
    expect(told.map((one) => textOf(one, slack.names))).toEqual([
      expect.stringContaining('Owen Hart released 4.9'),
    ])
  })

  it('nonsense harms nobody', async () => {
    const { slack } = world
    for (const [kind, payload] of [
      ['interactive', {}],
      ['interactive', { type: 'block_actions' }],
      ['slash_commands', {}],
      ['slash_commands', { command: '/actions', user_id: 7 }],
      ['events_api', { type: 'event_callback', event: {} }],
      ['unheard_of', { a: 1 }],
    ] as const)
      void socket.deliver(kind, payload)
    await slack.slash('owen', '/actions mine')
    expect(slack.latest('owen')).toContain('is yours')
  })

  it('is connected anew when Slack asks for it, and when the line goes dead', async () => {
    const { slack, face } = world
    const before = socket.connections()
    socket.refresh()
    await until(() => socket.connections() > before && face.ready())
    await slack.slash('owen', '/actions mine')
    expect(slack.latest('owen')).toContain('is yours')
    const then = socket.connections()
    socket.cut()
    await until(() => socket.connections() > then && face.ready())
    await slack.slash('owen', '/actions show 4.9')
    expect(slack.latest('owen')).toContain('4.9 ·')
  })

  it('does not start with a token Slack does not take, and says so', async () => {
    const { office, proxy, api } = world
    const settings = { appToken: 'xapp-wrong', botToken: api.bot.token, apiUrl: proxy.url }
    const log = { info: () => {}, error: () => {} }
    const started = startFace({ office, log, board: null, settings })
    await expect(started).rejects.toThrow(/SLACK_APP_TOKEN \(invalid_auth\)/)
    const wrongBot = startFace({
      office,
      log,
      board: null,
      settings: { ...settings, botToken: 'xoxb-wrong' },
    })
    await expect(wrongBot).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/)
  })
})
