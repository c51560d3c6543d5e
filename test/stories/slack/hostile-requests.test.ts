import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { isJson, type Json } from '../../fakes/slack/json.ts'
import { origin, slashFields } from '../../fakes/slack/payloads.ts'
import { formOf, payloadForm, sign } from '../../fakes/slack/wire.ts'
import { openWorld, signingSecret, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  await world.slack.slash('kate', '/actions alias K Slater')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const now = (): number => Math.floor(Date.now() / 1000)

/** A command of Kate's as Slack posts it, ready to be signed. */
async function typed(text: string, change: Json = {}): Promise<string> {
  const { slack, api } = world
  const fields = slashFields(api, {
    userId: api.users.kate,
    command: '/actions',
    text,
    channel: { id: api.channels.safeguarding, name: 'safeguarding' },
    triggerId: await slack.trigger('kate'),
    responseUrl: world.responder.mint(() => undefined),
  })
  return formOf({ ...fields, ...change } as Record<string, string>)
}

describe('requests that are not Slack’s', () => {
  it.each<[what: string, signing: () => object]>([
    ['another secret', () => ({ secret: 'not-the-secret' })],
    ['no signature', () => ({ signature: null })],
    ['an empty signature', () => ({ signature: '' })],
    ['a signature of another version', () => ({ signature: 'v1=00' })],
    ['a signature that is no text of ours', () => ({ signature: `v0=${'é'.repeat(64)}`.normalize() })],
    ['a time six minutes ago', () => ({ timestamp: String(now() - 360) })],
    ['a time in two minutes', () => ({ timestamp: String(now() + 120) })],
    ['a time that is none', () => ({ timestamp: 'yesterday' })],
    ['no time', () => ({ timestamp: '' })],
  ])('are refused: %s', async (_what, signing) => {
    const answer = await world.slack
      .post(await typed('claim 4.9'), signing())
      // Some of these do not even leave this side: no header may have such letters.
      .catch(() => ({ status: 401 }))
    expect(answer.status).toBe(401)
    expect((await world.board.action('4.9')).owner).toBeNull()
  })

  it('are refused when the body was changed under a good signature', async () => {
    const body = await typed('claim 4.9')
    const timestamp = String(now())
    const signature = sign(signingSecret, timestamp, body)
    expect((await world.slack.post(body.replace('4.9', '4.7'), { timestamp, signature })).status).toBe(401)
  })
})

describe('requests that come twice', () => {
  it('write once: the very same one again', async () => {
    const { slack, board } = world
    const body = await typed('progress 4.1 Told once')
    const timestamp = String(now())
    const signing = { timestamp, signature: sign(signingSecret, timestamp, body) }
    const before = (await board.action('4.1')).version
    const answers = [await slack.post(body, signing), await slack.post(body, signing)]
    await slack.settled()
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await board.action('4.1')).version).toBe(before + 1)
  })

  it('write once: both at the same moment, signed anew', async () => {
    const { slack, board } = world
    const body = await typed('progress 4.1 Told once more')
    const before = (await board.action('4.1')).version
    const again = [slack.post(body), slack.post(body, { timestamp: String(now() - 1) }), slack.post(body)]
    expect((await Promise.all(again)).map(({ status }) => status)).toEqual([200, 200, 200])
    await slack.settled()
    expect((await board.action('4.1')).version).toBe(before + 1)
  })

  it('are answered once: a click, and an event that Slack sends again', async () => {
    const { slack, api, proxy } = world
    await slack.slash('kate', '/actions show 4.1')
    const { payload } = await slack.pressing('kate', 'Add progress')
    await slack.interact(payload)
    await slack.interact(payload)
    const opened = proxy.calls.filter(({ method }) => method === 'views.open')
    expect(opened.map(({ answer }) => answer?.['ok'])).toEqual([true])
    slack.close('kate')
    const event = { type: 'app_home_opened', user: api.users.kate, tab: 'home', channel: 'D01' }
    await slack.event(event, { id: 'Ev0TWICE' })
    await slack.event(event, { id: 'Ev0TWICE', retry: 1 })
    expect(proxy.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1)
  })
})

/** The payload without one field, for every field down to a depth. */
function withoutEach(payload: Json, depth: number): [field: string, payload: Json][] {
  return Object.entries(payload).flatMap(([key, value]) => {
    const { [key]: _gone, ...rest } = payload
    const inside: [string, Json][] =
      isJson(value) && depth > 1
        ? withoutEach(value, depth - 1).map(([field, less]) => [
            `${key}.${field}`,
            { ...payload, [key]: less },
          ])
        : []
    return [[key, rest] as [string, Json], ...inside]
  })
}

/** The payload with one field turned into something else. */
function withEachAs(payload: Json, value: unknown): [field: string, payload: Json][] {
  return Object.keys(payload).map((key) => [key, { ...payload, [key]: value }])
}

const oddities: readonly unknown[] = [null, 'x'.repeat(3000), [null], { id: null }]

describe('requests that are not whole', () => {
  it('are never answered with a failure: clicks, forms, shortcuts, searches', async () => {
    const { slack, api } = world
    await slack.slash('viewer', '/actions show 4.7')
    const { payload: click } = await slack.pressing('viewer', 'History')
    await slack.slash('kate', '/actions progress 4.1')
    const form = await slack.submission('kate')
    slack.close('kate')
    const shortcut = {
      type: 'shortcut',
      ...origin(api, api.users.newcomer),
      callback_id: 'find_action',
      trigger_id: 't',
    }
    const search = {
      type: 'block_suggestion',
      ...origin(api, api.users.newcomer),
      action_id: 'find',
      value: 'a',
    }
    const broken = [click, form, shortcut, search].flatMap((payload) => [
      ...withoutEach(payload, 2),
      ...oddities.flatMap((oddity) => withEachAs(payload, oddity)),
    ])
    const { version } = await world.board.action('4.1')
    const statuses = await posted(broken.map(([, payload]) => payloadForm(payload)))
    expect(statuses.filter((status) => ![200, 400, 404].includes(status))).toEqual([])
    // The form was sent with nothing written into it: whatever else it lacked, there was nothing to save.
    expect((await world.board.action('4.1')).version).toBe(version)
  })

  it('are never answered with a failure: commands', async () => {
    const fields = Object.fromEntries(new URLSearchParams(await typed('help')))
    const broken = [
      ...withoutEach(fields, 1),
      ...['', 'null', '[object Object]', '\u0000', 'x'.repeat(4000)].flatMap((value) =>
        withEachAs(fields, value),
      ),
    ]
    const bodies = broken.map(([, less]) => formOf(less as Record<string, string>))
    const statuses = await posted(bodies)
    expect(statuses.filter((status) => ![200, 400, 404].includes(status))).toEqual([])
  })

  it('are refused when they are nothing Slack sends', async () => {
    const { slack } = world
    const json = 'application/json'
    const bodies: [body: string, type?: string][] = [
      [''],
      ['payload='],
      ['payload=null'],
      ['payload=[]'],
      ['payload=%7B'],
      ['payload=%E0%A4%A'],
      ['payload=1&payload=2'],
      ['', json],
      ['{', json],
      ['null', json],
      ['[]', json],
      ['{"type":"event_callback"}', json],
      ['{"type":"event_callback","event":null}', json],
      ['{"type":"something_new"}', json],
      ['{"command":"/actions"}', json],
      ['hello', 'text/plain'],
      [`payload=${'x'.repeat(300_000)}`],
      [`{"type":"event_callback","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, json],
    ]
    const answers = await Promise.all(bodies.map(([body, type]) => slack.post(body, {}, type)))
    // None holds a connection open until Slack's patience is at its end.
    expect(answers.filter(({ ms }) => ms > 2_000)).toEqual([])
    const refused = answers.map(({ status }, at) => [bodies[at]?.[0].slice(0, 40), status] as const)
    expect(refused.filter(([, status]) => ![200, 400, 401, 404, 413, 415].includes(status))).toEqual([])
  })

  it('are refused for a state that no form of ours can have, and nothing goes wrong', async () => {
    const { slack, board, log } = world
    await slack.slash('kate', '/actions progress 4.1')
    const form = await slack.submission('kate')
    slack.close('kate')
    const before = log.length
    const { version } = await board.action('4.1')
    const view = form['view'] as Json
    for (const answer of [
      { type: 'radio_buttons', selected_option: {} },
      { type: 'radio_buttons', selected_option: { value: 7 } },
      { type: 'plain_text_input', value: 7 },
      { type: 'checkboxes', selected_options: {} },
    ]) {
      const state = { values: { 'field:status': { choice: answer } } }
      const { status } = await slack.post(payloadForm({ ...form, view: { ...view, state } }))
      expect(status, JSON.stringify(answer)).toBe(400)
    }
    expect(log.slice(before).filter((line) => line.includes('slack request failed'))).toEqual([])
    expect((await board.action('4.1')).version).toBe(version)
  })

  it('are taken with an empty id where Slack has none to give', async () => {
    const { slack, api } = world
    const nothing = { enterprise_id: '', enterprise_name: '' }
    await slack.slash('viewer', '/actions show “4.1”', { change: nothing })
    expect(slack.latest('viewer')).toContain('4.1 ·')
    const { payload } = await slack.pressing('viewer', 'History')
    const where = { type: 'message', message_ts: '1.1', thread_ts: '', channel_id: api.channels.safeguarding }
    await slack.interact({ ...payload, enterprise: { id: '' }, container: { ...where, is_ephemeral: true } })
    expect(slack.latest('viewer')).toContain('4.1: ')
  })

  it('know the question Slack asks of a new address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aB', token: 'x' })
    const answer = await world.slack.post(body, {}, 'application/json')
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('3eZbrw1aB') })
  })

  it('let pass what Slack may add one day', async () => {
    const { slack, api } = world
    await slack.slash('kate', '/actions show 4.1', { change: { new_field: 'x', channel_name: undefined } })
    expect(slack.latest('kate')).toContain('4.1 ·')
    const { payload } = await slack.pressing('kate', 'History')
    const { team: _team, ...more } = payload
    await slack.interact({ ...more, function_data: {}, bot_access_token: 'xwfp-1', enterprise: undefined })
    expect(slack.latest('kate')).toContain('4.1: ')
    const { payload: whole } = await slack.pressing('kate', 'History', slack.surfaces('kate').at(-2))
    await slack.interact({ ...whole, user: { id: api.users.kate } })
    expect(slack.latest('kate')).toContain('4.1: ')
    expect(slack.surfaces('kate').length).toBeGreaterThan(3)
  })
})

/** So many are on their way at once. */
const atOnce = 250

/** Posts them, and waits for all that they set off. */
async function posted(bodies: readonly string[]): Promise<number[]> {
  const statuses: number[] = []
  for (let at = 0; at < bodies.length; at += atOnce) {
    const some = bodies.slice(at, at + atOnce).map((body) => world.slack.post(body))
    statuses.push(...(await Promise.all(some)).map(({ status }) => status))
  }
  await world.slack.settled()
  return statuses
}
