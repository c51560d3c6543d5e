import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { Subscription } from '../../../src/features/digests/schema.ts'
import { inputsOf, textOf } from '../../fakes/teams/cards.ts'
import { rooms } from '../../fakes/teams/cast.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { delivered } from '../../features/digests/channel.ts'
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

const subscription = async (): Promise<Subscription | undefined> =>
  (await world.board.stores.digests.list(world.board.id))[0]

const last = (who: 'lead' | 'owen' | 'viewer'): string => textOf(world.teams.last(who).card)

describe('the digest of a channel of Teams', () => {
  it('is set up in it, looked at, changed and stopped, without a manual', async () => {
    const { teams, tenantId } = world
    const there = { in: 'safeguarding' } as const
    await teams.say('lead', 'digest', there)
    expect(last('lead')).toContain('This channel hears no digest.')
    await teams.say('lead', 'digest here mon 9am', there)
    expect(last('lead')).toContain('Every Monday at 09:00 this channel hears the whole board.')
    expect(world.teams.last('lead').to).not.toBeNull()
    expect(await subscription()).toMatchObject({
      platform: 'teams',
      workspaceId: tenantId,
      channelId: rooms.safeguarding.id,
      channelName: 'Safeguarding',
    })
    await teams.press('lead', 'Preview')
    expect(last('lead')).toContain('Overdue (2)')

    await teams.say('lead', 'digest', there)
    const settings = await teams.openDialog('lead', 'Settings')
    const again = await teams.fill('lead', settings, { when: 'at tea time', only: 'org:council' })
    if (!again.dialog) throw new Error('A wrong time was saved.')
    expect(textOf(again.dialog.card)).toContain("'at tea time' is not a day and a time.")
    expect(Object.values(inputsOf(again.dialog.card))).toContain('org:council')
    await teams.fill('lead', again.dialog, { when: 'Friday 16:30' })
    expect(await subscription()).toMatchObject({ weekday: 5, minutes: 990 })

    await teams.say('lead', 'digest', there)
    await teams.press('lead', 'Stop it')
    expect((await subscription())?.paused).toBe('off')
    expect(teams.seen('viewer')).toBe('')
  })

  it('is brought up to date in place when somebody acts from it, with what was done in its thread', async () => {
    const { teams, board, connector, face, tenantId } = world
    await teams.install('lead', 'safeguarding')
    await teams.say('lead', 'digest here mon 9am', { in: 'safeguarding' })
    const current = await subscription()
    if (!current) throw new Error('The channel hears no digest.')
    const posted = { at: board.now, period: isoDate('2026-11-23'), state: 'sent' } as const
    const id = await delivered(board, current, posted)
    const origin = `actions digest ${id}`
    const sent = await face.courier.send({
      id,
      to: { kind: 'channel', workspaceId: tenantId, channelId: rooms.safeguarding.id },
      view: await board.tell(board.people.viewer, origin),
      origin,
      pings: new Map(),
    })
    if (sent.kind !== 'sent') throw new Error('The digest was not sent.')
    const digest = connector.messages.find((message) => message.id === sent.messageId)
    if (!digest) throw new Error('The digest is not there.')
    expect(textOf(digest.card)).toContain('week of Mon 23 Nov')

    await teams.press('owen', 'Claim', { on: digest })
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
    expect(digest.changes).toBe(1)
    expect(textOf(digest.card)).toMatch(/Owen Hart/)
    const reply = teams.last('viewer')
    expect(reply.where).toBe(`${rooms.safeguarding.id};messageid=${digest.id}`)
    expect(textOf(reply.card)).toContain('Owen Hart claimed 4.1.')
    // Who comes too late is told, and the digest keeps its buttons for the others.
    await teams.press('viewer', 'Claim', { on: digest })
    expect(last('viewer')).toContain('Only an owner, a lead or an administrator')
    expect(JSON.stringify(digest.card)).toContain('actions mine')
  })
})
