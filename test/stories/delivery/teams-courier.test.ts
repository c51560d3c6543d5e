import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Parcel, Recipient, Sent } from '../../../src/core/courier.ts'
import { answer, button, buttons, paragraph } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { textOf } from '../../fakes/teams/cards.ts'
import {
  accountOf,
  foreignTenant,
  type Handle,
  personalOf,
  type Room,
  rooms,
} from '../../fakes/teams/cast.ts'
import type { Fault } from '../../fakes/teams/connector.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
  for (const room of ['safeguarding', 'with-the-council', 'few'] as const)
    await world.teams.install('lead', room)
  for (const who of ['kate', 'lead'] as const) await world.teams.say(who, 'help')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const toRoom = (room: Room): Recipient => ({
  kind: 'channel',
  workspaceId: world.tenantId,
  channelId: rooms[room].id,
})
const toPerson = (who: Handle): Recipient => ({
  kind: 'person',
  workspaceId: world.tenantId,
  userId: accountOf(who).oid,
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
const send = (to: Recipient, more: Partial<Parcel> = {}): Promise<Sent> =>
  world.face.courier.send(parcel(to, more))

describe('the courier of Teams', () => {
  it('posts to a channel: a card whose buttons work, and rings nobody', async () => {
    const sent = await send(toRoom('safeguarding'))
    expect(sent).toMatchObject({ kind: 'sent', channelId: rooms.safeguarding.id })
    const message = world.teams.last('owen')
    expect(message.summary).toContain('2 actions are overdue')
    expect(textOf(message.card)).toContain('Kate Slater has one')
    expect(JSON.stringify(message.card)).not.toContain('mention')
    await world.teams.press('kate', 'Show 4.1', { on: message })
    expect(world.teams.seen('kate')).toContain('(only you) ')
  })

  it('notifies whom the parcel names, and nobody else', async () => {
    const { oid } = accountOf('kate')
    await send(toRoom('safeguarding'), { pings: new Map([['kate', oid]]) })
    const { card } = world.teams.last('owen')
    expect(card['msteams']).toMatchObject({
      entities: [
        { type: 'mention', text: '<at>Kate Slater</at>', mentioned: { id: oid, name: 'Kate Slater' } },
      ],
    })
  })

  it('changes what it posted, where it stands', async () => {
    const first = parcel(toRoom('safeguarding'))
    const sent = await world.face.courier.send(first)
    if (sent.kind !== 'sent') throw new Error('It was not sent.')
    const before = world.connector.messages.length
    const changed = { ...first, view: answer('1 action is overdue') }
    expect(await world.face.courier.update(changed, sent)).toEqual(sent)
    expect(world.connector.messages).toHaveLength(before)
    expect(textOf(world.teams.last('owen').card)).toContain('1 action is overdue')
  })

  it('tells a person in a conversation of their own', async () => {
    expect(await send(toPerson('kate'))).toMatchObject({ kind: 'sent', channelId: personalOf('kate') })
    expect(textOf(world.teams.last('kate').card)).toContain('2 actions are overdue')
  })

  it('still knows whose conversation it is when Teams does not say it with every request', async () => {
    const activity = world.teams.activity('kate', 'own', {
      type: 'installationUpdate',
      action: 'add-upgrade',
      from: { id: 'a:nobody' },
    })
    expect((await world.teams.post(activity)).status).toBe(200)
    expect(await send(toPerson('kate'))).toMatchObject({ kind: 'sent', channelId: personalOf('kate') })
    const { prisma, id: boardId } = world.board
    const kept = await prisma.chatConversation.findFirst({
      where: { boardId, conversationId: personalOf('kate') },
    })
    expect(kept).toMatchObject({ userId: accountOf('kate').oid, accountId: accountOf('kate').id })
  })

  it('opens a conversation with a member who has never spoken with it', async () => {
    await world.teams.say('owen', 'help', { in: 'safeguarding' })
    expect(await send(toPerson('owen'))).toMatchObject({ kind: 'sent', channelId: personalOf('owen') })
  })

  it.each<[who: Handle]>([['guest'], ['outsider'], ['anonymous'], ['newcomer']])(
    'tells nothing to somebody who would not be let in: %s',
    async (who) => {
      const before = world.connector.messages.length
      expect(await send(toPerson(who))).toMatchObject({ kind: 'refused', why: 'not let in' })
      expect(world.connector.messages).toHaveLength(before)
    },
  )

  it('tells nothing to somebody who has left the board', async () => {
    const { prisma, id, people } = world.board
    const left = { where: { boardId_id: { boardId: id, id: people.lead.personId } } }
    await prisma.person.update({ ...left, data: { active: false } })
    expect(await send(toPerson('lead'))).toMatchObject({ why: 'not let in' })
    await prisma.person.update({ ...left, data: { active: true } })
    expect(await send(toPerson('lead'))).toMatchObject({ kind: 'sent' })
  })

  it.each<[Room, Partial<Sent>]>([
    ['with-the-council', { kind: 'refused', why: 'shared', code: 'shared' }],
    ['few', { kind: 'refused', why: 'other', code: 'direct' }],
    ['general', { kind: 'refused', why: 'not a member', code: 'no_conversation' }],
  ])('asks at the moment of sending whether a channel may be told: %s', async (room, sent) => {
    const before = world.connector.messages.length
    expect(await send(toRoom(room))).toEqual(sent)
    expect(world.connector.messages).toHaveLength(before)
  })

  it.each<[string, Omit<Fault, 'call'>, Partial<Sent>]>([
    ['asks for patience', { status: 429, retryAfter: '7' }, { kind: 'wait', forMs: 7000 }],
    ['asks for patience, and not for how long', { status: 429 }, { kind: 'wait', forMs: 5000 }],
    ['asks to be asked again', { status: 412 }, { kind: 'not sent' }],
    ['does not take the bot for itself', { status: 401 }, { kind: 'not sent' }],
    ['fails', { status: 502 }, { kind: 'uncertain' }],
    ['fails after it was written', { status: 504, after: true }, { kind: 'uncertain' }],
    [
      'has thrown us out',
      { status: 403, code: 'BotNotInConversationRoster' },
      { kind: 'refused', why: 'not a member' },
    ],
    [
      'knows the channel no more',
      { status: 404, code: 'ConversationNotFound' },
      { kind: 'refused', why: 'gone' },
    ],
    [
      'has us switched off',
      { status: 403, code: 'BotDisabledByAdmin' },
      { kind: 'refused', why: 'not connected' },
    ],
    ['finds it too large', { status: 413, code: 'MessageSizeTooBig' }, { kind: 'refused', why: 'too large' }],
  ])('says what became of it when Teams %s, and tries once', async (_what, fault, sent) => {
    const { calls } = world.connector
    const before = calls.filter((call) => call === 'POST activities').length
    world.connector.fail({ call: 'POST activities', ...fault })
    expect(await send(toRoom('safeguarding'))).toMatchObject(sent)
    expect(calls.filter((call) => call === 'POST activities')).toHaveLength(before + 1)
  })

  it('that fails before anything is written may be tried again', async () => {
    world.connector.fail({ call: 'GET conversations', status: 500 })
    await new Promise((resolve) => setTimeout(resolve, 3100))
    expect(await send(toRoom('safeguarding'))).toMatchObject({ kind: 'not sent' })
  })

  it('tells nothing to a tenant that is not let in any more', async () => {
    const { calls } = world.connector
    const before = calls.length
    for (const to of [toRoom('safeguarding'), toPerson('kate')])
      expect(await send({ ...to, workspaceId: foreignTenant })).toEqual({
        kind: 'refused',
        why: 'not connected',
        code: 'tenant',
      })
    expect(calls).toHaveLength(before)
  })

  it('cannot look for what nobody confirmed: a bot reads no conversations', async () => {
    expect(await world.face.courier.look(parcel(toRoom('safeguarding')), new Date())).toEqual({
      kind: 'cannot look',
      code: 'no_history',
      forGood: true,
    })
  })

  it('says nothing in the log of what it carried', () => {
    expect(world.log.join('')).not.toMatch(/overdue|Kate|eyJ/)
  })
})
