import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { personalOf, rooms } from '../../fakes/teams/cast.ts'
import { startConnector } from '../../fakes/teams/connector.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

/** Says something in the channel that nobody has asked for. */
const tellChannel = () =>
  world.face.courier.send({
    id: randomUUID(),
    to: { kind: 'channel', workspaceId: world.tenantId, channelId: rooms.safeguarding.id },
    view: answer('The week', []),
    origin: null,
    pings: new Map(),
  })

const greetings = (): number => world.teams.seen('viewer').match(/tell this channel every week/g)?.length ?? 0

/** Teams tells of an installation; `action` is its word for what happened. */
const installation = (action: string) =>
  world.teams.post(world.teams.activity('lead', 'safeguarding', { type: 'installationUpdate', action }))

describe('a conversation', () => {
  it('is kept where Teams has it now, also when it comes back to where it was', async () => {
    const { connector, keys, teams, tenantId, url, board } = world
    const another = await startConnector(tenantId)
    for (const { serviceUrl } of [connector, another, connector]) {
      const message = teams.activity('kate', 'own', { type: 'message', text: 'help' })
      const token = await keys.token({ serviceurl: serviceUrl })
      await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ ...message, serviceUrl }),
      })
      const kept = await board.prisma.chatConversation.findFirst({
        where: { boardId: board.id, conversationId: personalOf('kate') },
      })
      expect(kept?.serviceUrl).toBe(serviceUrl)
    }
    await another.close()
  })
})

describe('the app in a channel', () => {
  it('that is taken away and put back is known there again, and says again what it can do', async () => {
    const { teams } = world
    await teams.install('lead', 'safeguarding')
    await teams.say('lead', 'help', { in: 'safeguarding' })
    expect(await tellChannel()).toMatchObject({ kind: 'sent' })
    await teams.remove('lead', 'safeguarding')
    expect(await tellChannel()).toMatchObject({ kind: 'refused', code: 'no_conversation' })
    await teams.install('lead', 'safeguarding')
    expect(await tellChannel()).toMatchObject({ kind: 'sent' })
    expect(greetings()).toBe(2)
  })

  it('stays known there when it is upgraded, however Teams tells of it, and greets nobody again', async () => {
    const before = greetings()
    // A greeting of weeks ago has no receipt any more.
    await world.board.prisma.chatReceipt.deleteMany({})
    await installation('add-upgrade')
    expect(await tellChannel()).toMatchObject({ kind: 'sent' })
    await installation('remove-upgrade')
    expect(await tellChannel()).toMatchObject({ kind: 'sent' })
    expect(greetings()).toBe(before)
  })
})
