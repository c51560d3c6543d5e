import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type IsoDate, isoDate } from '../../../src/calendar/date.ts'
import type { Database } from '../../../src/db/connect.ts'
import { remindBoard } from '../../../src/db/daily-round.ts'
import { columnDate } from '../../../src/db/dates.ts'
import { toDelivery } from '../../../src/db/delivery-rows.ts'
import { composeDaily } from '../../../src/features/reminders/jobs.ts'
import { textOf } from '../../fakes/teams/cards.ts'
import { rooms } from '../../fakes/teams/cast.ts'
import type { Message } from '../../fakes/teams/connector.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { delivered } from '../../features/digests/channel.ts'
import { nine } from '../../features/reminders/morning.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
  const { teams } = world
  await teams.install('lead', 'safeguarding')
  for (const who of ['kate', 'owen', 'lead', 'viewer'] as const) await teams.say(who, 'help')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

describe('the digest of a channel of Teams', () => {
  it('is brought up to date in its place when somebody acts from it, and what was done is said beneath', async () => {
    const { teams, board } = world
    await teams.say('lead', 'actions digest here mon 9am', { in: 'safeguarding' })
    const [subscription] = await board.stores.digests.list(board.id)
    if (!subscription) throw new Error('The channel hears no digest.')
    const sent = { at: board.now, period: isoDate('2026-11-23'), state: 'sent' } as const
    const digest = await post(`actions digest ${await delivered(board, subscription, sent)}`)
    expect(textOf(digest.card)).toMatch(/^Northmere .* week of Mon 23 Nov/)
    expect(textOf(digest.card)).toMatch(/4\.1\s.* no owner, Northmere Hospitals NHS Trust · 14 days/)

    await teams.press('owen', 'Claim', { on: digest })
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
    expect(digest.changes).toBe(1)
    expect(textOf(digest.card)).toMatch(/4\.1\s.* Owen Hart, Northmere Hospitals NHS Trust · 14 days/)
    expect(textOf(teams.last('viewer').card)).toMatch(/^Owen Hart claimed 4\.1\./)
    // Who may not is told so alone, and the digest stays as it is for the others.
    await teams.press('viewer', 'Claim', { on: digest })
    expect(textOf(teams.last('viewer').card)).toContain('Only an owner, a lead or an administrator')
    expect(digest.changes).toBe(1)
  })
})

describe('the day’s message in Teams', () => {
  it('reaches its reader alone, and leaves progress as it stands now', async () => {
    const { teams } = world
    for (const ref of ['4.1', '4.5']) await teams.say('lead', `actions assign ${ref} Kate Slater`)
    await morning(isoDate('2026-11-30'))
    const message = teams.last('kate')
    expect(textOf(message.card)).toContain('2 of your actions: 1 overdue and 1 due soon')
    expect(teams.seen('owen')).not.toContain('1 overdue and 1 due soon')
    const dialog = await teams.openDialog('kate', 'Add progress', { on: message })
    await teams.fill('kate', dialog, { narrative: 'The supplier has dated the change' })
    expect(message.changes).toBe(1)
    expect(textOf(message.card)).toContain('The supplier has dated the change')
  })

  it('is put off, one and then all that is left', async () => {
    const { teams, board } = world
    const message = teams.last('kate')
    const dialog = await teams.openDialog('kate', 'Snooze', { on: message })
    await teams.fill('kate', dialog, { until: '3d' })
    expect(textOf(message.card)).toContain('You are reminded of 4.1 again on Thu 3 Dec')
    await teams.press('kate', 'Snooze to Monday', { on: message })
    expect(textOf(message.card)).toContain('You are reminded of 4.5 again on Mon 7 Dec')
    expect(await board.prisma.reminderSnooze.count({ where: { boardId: board.id } })).toBe(2)
  })
})

/** What a command shows, posted to the channel as the outbox would. */
async function post(command: string): Promise<Message> {
  const { board, face, connector, tenantId } = world
  const sent = await face.courier.send({
    id: randomUUID(),
    to: { kind: 'channel', workspaceId: tenantId, channelId: rooms.safeguarding.id },
    view: await board.tell(board.people.viewer, command),
    origin: command,
    pings: new Map(),
  })
  const message = sent.kind === 'sent' && connector.messages.find(({ id }) => id === sent.messageId)
  if (!message) throw new Error(`It was not posted: ${JSON.stringify(sent)}`)
  return message
}

/** A morning: the round is made, and every message of the day goes to its reader. */
async function morning(day: IsoDate): Promise<void> {
  const { board, face, tenantId } = world
  board.now = nine(day)
  await remindBoard(board.prisma, board.id, board.now)
  const rows = await board.prisma.delivery.findMany({
    where: { boardId: board.id, kind: 'daily', period: columnDate(day) },
  })
  for (const row of rows) {
    const said = await composeDaily(board.stores)(toDelivery(row, board.id), board.now)
    if (said.kind !== 'say') continue
    const to = { kind: 'person', workspaceId: tenantId, userId: row.userId ?? '' } as const
    const sent = await face.courier.send({
      id: row.id,
      to,
      view: said.view,
      origin: said.origin,
      pings: new Map(),
    })
    expect(sent.kind).toBe('sent')
  }
}
