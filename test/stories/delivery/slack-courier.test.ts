import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Parcel, Recipient } from '../../../src/core/courier.ts'
import { answer, button, buttons, paragraph } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { Handle } from '../../fakes/slack/cast.ts'
import { at } from '../../fakes/slack/json.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const toRoom = (room: keyof World['api']['channels'], from = world): Recipient => ({
  kind: 'channel',
  workspaceId: from.api.teamId,
  channelId: from.api.channels[room],
})
const toPerson = (who: Handle): Recipient => ({
  kind: 'person',
  workspaceId: world.api.teamId,
  userId: world.api.users[who],
})
const parcel = (to: Recipient, more: Partial<Parcel> = {}): Parcel => ({
  id: randomUUID(),
  to,
  view: answer('2 actions are overdue', [
    paragraph([
      { type: 'person', text: 'Kate Slater', id: 'kate' },
      { type: 'plain', text: ' has one' },
    ]),
    buttons(button('Show 4.1', 'actions show 4.1')),
  ]),
  origin: 'actions overdue',
  pings: new Map(),
  ...more,
})
const posts = () => world.proxy.calls.filter(({ method }) => method === 'chat.postMessage')

describe('the courier of an ordinary workspace', () => {
  beforeAll(async () => {
    world = await openWorld(database)
    for (const who of ['kate', 'lead'] as const) await world.slack.slash(who, '/actions help')
  })
  afterEach(() => world.endsWell())
  afterAll(() => world.close())

  it('posts to a channel: a card whose buttons work, without unfolding or ringing anybody', async () => {
    const sent = await world.face.courier.send(parcel(toRoom('safeguarding')))
    expect(sent).toMatchObject({ kind: 'sent', channelId: world.api.channels.safeguarding })
    expect(world.slack.latest('owen')).toBe(
      '#safeguarding (Followthrough)\n2 actions are overdue\nKate Slater has one\n[Show 4.1]',
    )
    expect(posts().at(-1)?.body).toMatchObject({ unfurl_links: false, unfurl_media: false })
    expect(JSON.stringify(posts().at(-1)?.body)).not.toContain('<@')
    await world.slack.press('kate', 'Show 4.1')
    expect(world.slack.latest('kate')).toContain('4.1')
  })

  it('notifies whom the parcel names, and nobody else', async () => {
    const { kate } = world.api.users
    world.checker.mayMention(kate)
    await world.face.courier.send(parcel(toRoom('safeguarding'), { pings: new Map([['kate', kate]]) }))
    expect(JSON.stringify(posts().at(-1)?.body)).toContain(`<@${kate}> has one`)
  })

  it('changes what it posted', async () => {
    const first = parcel(toRoom('safeguarding'))
    const sent = await world.face.courier.send(first)
    if (sent.kind !== 'sent') throw new Error('It was not sent.')
    const changed = { ...first, view: answer('1 action is overdue') }
    expect(await world.face.courier.update(changed, sent)).toEqual(sent)
    expect(world.slack.latest('owen')).toContain('1 action is overdue')
  })

  it('tells a person in a conversation of their own', async () => {
    const sent = await world.face.courier.send(parcel(toPerson('kate')))
    expect(sent).toMatchObject({ kind: 'sent', channelId: expect.stringMatching(/^D/) })
    expect(world.slack.latest('kate')).toContain('direct message (Followthrough)\n2 actions are overdue')
    expect(world.slack.seen('owen')).not.toContain('direct message')
  })

  it.each<[who: Handle]>([
    ['guest'],
    ['singleGuest'],
    ['robot'],
    ['leaver'],
    ['stranger'],
    ['outsider'],
    ['newcomer'],
  ])('tells nothing to somebody who would not be let in: %s', async (who) => {
    const before = posts().length
    expect(await world.face.courier.send(parcel(toPerson(who)))).toMatchObject({
      kind: 'refused',
      why: 'not let in',
    })
    expect(posts()).toHaveLength(before)
  })

  it('tells nothing to somebody who has left the board', async () => {
    const { prisma, id, people } = world.board
    const left = { where: { boardId_id: { boardId: id, id: people.lead.personId } } }
    await prisma.person.update({ ...left, data: { active: false } })
    expect(await world.face.courier.send(parcel(toPerson('lead')))).toMatchObject({ why: 'not let in' })
    await prisma.person.update({ ...left, data: { active: true } })
    expect(await world.face.courier.send(parcel(toPerson('lead')))).toMatchObject({ kind: 'sent' })
  })

  it('asks at the moment of sending whether others read along', async () => {
    expect(await world.face.courier.send(parcel(toRoom('with-the-council')))).toEqual({
      kind: 'refused',
      why: 'shared',
      code: 'shared',
    })
    expect(posts().filter(({ body }) => body['channel'] === world.api.channels['with-the-council'])).toEqual(
      [],
    )
  })

  it('is refused where it was not invited, and where nobody is any more', async () => {
    const send = (to: Recipient) => world.face.courier.send(parcel(to))
    expect(await send(toRoom('general'))).toMatchObject({ why: 'not a member', code: 'not_in_channel' })
    expect(await send(toRoom('private-board'))).toMatchObject({ why: 'not a member' })
    const other = { kind: 'channel' as const, workspaceId: 'T0ELSEWHERE', channelId: 'C1' }
    expect(await send(other)).toMatchObject({ why: 'not connected' })
    expect(await send({ ...toPerson('kate'), workspaceId: 'E0ELSEWHERE' })).toMatchObject({
      why: 'not connected',
    })
  })

  it('says what became of it on a bad day', async () => {
    const { proxy, face } = world
    const send = () => face.courier.send(parcel(toRoom('safeguarding')))
    proxy.fail('chat.postMessage', { kind: 'rate limit', retryAfter: 30 })
    expect(await send()).toEqual({ kind: 'wait', forMs: 30_000 })
    proxy.fail('chat.postMessage', { kind: 'status', status: 500 })
    expect(await send()).toEqual({ kind: 'uncertain', code: 'http_500' })
    proxy.fail('chat.postMessage', { kind: 'lost answer' })
    expect(await send()).toEqual({ kind: 'uncertain', code: 'timeout' })
    proxy.fail('chat.postMessage', { kind: 'lost request' })
    expect(await send()).toEqual({ kind: 'uncertain', code: 'timeout' })
    proxy.fail('conversations.info', { kind: 'lost request' })
    expect(await send()).toEqual({ kind: 'not sent', code: 'timeout' })
    proxy.fail('conversations.info', { kind: 'rate limit', retryAfter: 3 })
    expect(await send()).toEqual({ kind: 'wait', forMs: 3000 })
  })

  it('cannot look, as it was not given to read', async () => {
    const { courier } = world.face
    const one = parcel(toRoom('safeguarding'))
    await courier.send(one)
    const blind = { kind: 'cannot look', code: 'missing_scope', forGood: true }
    expect(await courier.look(one, new Date())).toEqual(blind)
    expect(await courier.look(parcel(toPerson('kate')), new Date())).toEqual(blind)
  })

  it('is turned away by a closed channel', async () => {
    const { api, face } = world
    await api.call('conversations.archive', { channel: api.channels.safeguarding }, 'slack')
    const info = await api.call('conversations.info', { channel: api.channels.safeguarding }, 'slack')
    const archived = at(info, 'channel', 'is_archived')
    expect(archived).toBe(true)
    expect(await face.courier.send(parcel(toRoom('safeguarding')))).toMatchObject({ why: 'archived' })
  })
})

describe('the courier of a workspace that lets it read', () => {
  beforeEach(async () => {
    world = await openWorld(database, { alsoGranted: ['channels:history', 'im:history', 'im:write'] })
    await world.slack.slash('kate', '/actions help')
  })
  afterEach(async () => {
    world.endsWell()
    await world.close()
  })

  it('finds what arrived though nobody answered, in a channel and with a person', async () => {
    const { proxy, face, slack } = world
    for (const to of [toRoom('safeguarding'), toPerson('kate')]) {
      const since = new Date()
      const one = parcel(to)
      expect(await face.courier.look(one, since)).toEqual({ kind: 'absent' })
      proxy.fail('chat.postMessage', { kind: 'lost answer' })
      expect(await face.courier.send(one)).toMatchObject({ kind: 'uncertain' })
      await face.courier.send(parcel(to))
      const found = await face.courier.look(one, since)
      expect(found).toMatchObject({ kind: 'there', channelId: expect.stringMatching(/^[CD]/) })
      if (found.kind !== 'there') return
      // It can be changed like any other.
      await face.courier.update({ ...one, view: answer('Found again') }, found)
      expect(slack.seen('kate')).toContain('Found again')
    }
  })

  it('finds it though our clock is ahead of Slack’s by as much as Slack puts up with', async () => {
    const one = parcel(toRoom('safeguarding'))
    await world.face.courier.send(one)
    const ahead = new Date(Date.now() + 299_000)
    expect(await world.face.courier.look(one, ahead)).toMatchObject({ kind: 'there' })
  })

  it('does not take another message for it, nor give up because Slack has no time', async () => {
    const { proxy, face } = world
    await face.courier.send(parcel(toRoom('safeguarding')))
    const one = parcel(toRoom('safeguarding'))
    expect(await face.courier.look(one, new Date())).toEqual({ kind: 'absent' })
    proxy.fail('conversations.history', { kind: 'rate limit', retryAfter: 3 })
    expect(await face.courier.look(one, new Date())).toMatchObject({ kind: 'cannot look', forGood: false })
    proxy.fail('conversations.history', { kind: 'lost request' })
    expect(await face.courier.look(one, new Date())).toMatchObject({ kind: 'cannot look', forGood: false })
  })
})

describe('the courier of an organisation', () => {
  it('posts with the token that was kept when the app was installed there', async () => {
    world = await openWorld(database, { oauth: true, enterprise: true })
    const link = await world.invite(world.board)
    await world.install(world, 'administrator', link)
    const to = { ...toRoom('safeguarding'), workspaceId: world.api.enterprise?.id ?? '' }
    expect(await world.face.courier.send(parcel(to))).toMatchObject({ kind: 'sent' })
    world.endsWell()
    await world.close()
  })
})
