import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authoriseOperator } from '../../src/core/permission.ts'
import { createClient } from '../../src/db/client.ts'
import type { Database } from '../../src/db/connect.ts'
import { createDigestSlots } from '../../src/db/digest-slots.ts'
import type { PrismaClient } from '../../src/db/generated/client.ts'
import { createStores } from '../../src/db/stores.ts'
import type { By } from '../../src/features/actions/store.ts'
import { defaultSettings } from '../../src/features/digests/schema.ts'
import { subscribe } from '../features/digests/channel.ts'
import { createTestBoard, type TestBoard } from '../support/board.ts'
import { describePostgres, openTestDatabase } from '../support/database.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  board = await createTestBoard(db)
})

/** The clock serves every board there is; those of other tests are not let in to, and stay as they are. */
async function open(now: string, prisma: PrismaClient = board.prisma): Promise<void> {
  const strangers = 'a board of another test'
  const slots = createDigestSlots(prisma, (id) => {
    if (id !== board.id) throw new Error(strangers)
    return authoriseOperator(id)
  })
  await slots.open(new Date(now)).catch((error: unknown) => {
    const others = error instanceof AggregateError ? error.errors : [error]
    expect(others.map(String)).toEqual(others.map(() => `Error: ${strangers}`))
  })
}

const written = async (): Promise<string[]> => {
  const rows = await board.prisma.delivery.findMany({
    where: { boardId: board.id },
    orderBy: [{ dueAt: 'asc' }],
  })
  return rows.map(
    ({ period, state, dueAt }) => `${period.toISOString().slice(0, 10)} ${state} ${dueAt.toISOString()}`,
  )
}

const by = (at: string): By => ({
  personId: board.people.lead.personId,
  name: board.people.lead.personName,
  face: 'slack',
  at: new Date(at),
})

describe('the slots of a week', () => {
  it('are written when they come, once, with the next one set', async () => {
    // Set up on Monday at nine sharp: the first is a week on.
    const { id } = await subscribe(board)
    expect(await board.stores.digests.get(board.id, id)).toMatchObject({
      nextAt: new Date('2026-11-30T09:00:00Z'),
      nextPeriod: '2026-11-30',
    })
    await open('2026-11-30T08:59:59Z')
    expect(await written()).toEqual([])
    await open('2026-11-30T09:00:00Z')
    await open('2026-11-30T09:00:30Z')
    expect(await written()).toEqual(['2026-11-30 pending 2026-11-30T09:00:00.000Z'])
    expect(await board.stores.digests.get(board.id, id)).toMatchObject({ nextPeriod: '2026-12-07' })
    const [row] = await board.prisma.delivery.findMany({ where: { boardId: board.id } })
    expect(row).toMatchObject({
      key: `digest:${id}:2026-11-30`,
      kind: 'digest',
      channelId: 'C-safeguarding',
      expiresAt: new Date('2026-12-01T21:00:00Z'),
    })
  })

  it('that passed while nothing ran are all there: the late one to be posted, the others missed', async () => {
    await subscribe(board)
    await open('2026-12-15T08:00:00Z')
    expect(await written()).toEqual([
      '2026-11-30 missed 2026-11-30T09:00:00.000Z',
      '2026-12-07 missed 2026-12-07T09:00:00.000Z',
      '2026-12-14 pending 2026-12-14T09:00:00.000Z',
    ])
    await open('2026-12-15T08:01:00Z')
    expect(await written()).toHaveLength(3)
  })

  it('keep to London over a clock change and a bank holiday', async () => {
    board.now = new Date('2027-03-15T10:00:00Z')
    await subscribe(board)
    for (let day = new Date('2027-03-15T00:00:00Z'); day < new Date('2027-04-13T00:00:00Z'); ) {
      await open(day.toISOString())
      day = new Date(day.getTime() + 12 * 3_600_000)
    }
    expect(await written()).toEqual([
      '2027-03-22 pending 2027-03-22T09:00:00.000Z',
      // Easter Monday: told on Tuesday, by then in summer time.
      '2027-03-29 pending 2027-03-30T08:00:00.000Z',
      '2027-04-05 pending 2027-04-05T08:00:00.000Z',
      '2027-04-12 pending 2027-04-12T08:00:00.000Z',
    ])
  })

  it('of one that is off are not opened', async () => {
    const { id } = await subscribe(board)
    expect(await board.stores.digests.pause(board.id, id, 'off', by('2026-11-25T09:00:00Z'))).toBe(true)
    expect(await board.stores.digests.pause(board.id, id, 'shared', by('2026-11-25T09:00:00Z'))).toBe(false)
    await open('2026-12-15T08:00:00Z')
    expect(await written()).toEqual([])
    expect(await board.stores.digests.get(board.id, id)).toMatchObject({ paused: 'off', nextAt: null })
  })

  it('that have come are not lost by a change a moment later, nor told twice', async () => {
    const { id, version } = await subscribe(board)
    const later = { ...defaultSettings, minutes: 17 * 60 }
    const changed = await board.stores.digests.change(
      board.id,
      id,
      version,
      later,
      by('2026-11-30T09:00:20Z'),
    )
    expect(changed).toMatchObject({ ok: true, changed: true, subscription: { nextPeriod: '2026-12-07' } })
    await open('2026-11-30T18:00:00Z')
    expect(await written()).toEqual(['2026-11-30 pending 2026-11-30T09:00:00.000Z'])
  })

  it('are of the channel’s new day from then on', async () => {
    const { id, version } = await subscribe(board)
    const friday = { ...defaultSettings, weekday: 5 as const }
    await board.stores.digests.change(board.id, id, version, friday, by('2026-11-24T09:00:00Z'))
    await open('2026-12-01T09:00:00Z')
    expect(await written()).toEqual(['2026-11-27 missed 2026-11-27T09:00:00.000Z'])
  })
})

describe('a subscription', () => {
  it('is changed by who saw it last, and says who was faster', async () => {
    const { id, version } = await subscribe(board)
    const change = (minutes: number) =>
      board.stores.digests.change(
        board.id,
        id,
        version,
        { ...defaultSettings, minutes },
        by('2026-11-24T09:00:00Z'),
      )
    expect(await change(600)).toMatchObject({ ok: true, changed: true })
    expect(await change(660)).toMatchObject({ ok: false, reason: 'changed', by: 'Leila Morgan' })
    expect(await board.stores.digests.get(board.id, id)).toMatchObject({ minutes: 600 })
  })

  it('is one a channel, and a channel hears one board', async () => {
    const first = await subscribe(board)
    const again = await subscribe(board, { weekday: 3 })
    expect(again.id).toBe(first.id)
    const other = await createTestBoard(db)
    const channel = { platform: first.platform, workspaceId: first.workspaceId, channelId: first.channelId }
    const theirs = {
      personId: other.people.lead.personId,
      name: 'Leila',
      face: 'slack',
      at: board.now,
    } as const
    expect(
      await other.stores.digests.set(other.id, { ...channel, channelName: 'x' }, defaultSettings, theirs),
    ).toBeNull()
    expect(await other.stores.digests.list(other.id)).toEqual([])
  })

  it('leaves each step in the audit trail', async () => {
    const { id, version } = await subscribe(board)
    await board.stores.digests.change(
      board.id,
      id,
      version,
      { ...defaultSettings, pings: true },
      by('2026-11-24T09:00:00Z'),
    )
    await board.stores.digests.pause(board.id, id, 'off', by('2026-11-24T10:00:00Z'))
    const events = await board.prisma.auditEvent.findMany({
      where: { boardId: board.id, subjectId: id },
      orderBy: { seq: 'asc' },
    })
    expect(events.map(({ what, subjectRef, actorName }) => `${actorName}: ${what} ${subjectRef}`)).toEqual([
      'Leila Morgan: digest set #safeguarding',
      'Leila Morgan: digest set #safeguarding',
      'Leila Morgan: digest stopped #safeguarding',
    ])
    expect(events[1]?.before).toMatchObject({ pings: 'no' })
    expect(events[1]?.after).toMatchObject({ pings: 'yes', when: 'Monday 09:00' })
  })
})

describePostgres('several processes', () => {
  it('write each slot once, and move each subscription on once', async () => {
    const others = [await openTestDatabase(), await openTestDatabase()]
    const clients = [board.prisma, ...others.map(({ adapter }) => createClient(adapter))]
    for (let n = 0; n < 30; n++) await subscribe(board, { weekday: 4 }, `channel-${n}`)
    const moments = ['2026-11-26T09:00:00Z', '2026-11-26T09:00:00Z', '2026-12-03T09:00:00Z']
    for (const now of moments) await Promise.all(clients.map((client) => open(now, client)))
    const rows = await written()
    expect(rows).toHaveLength(60)
    expect(rows.filter((row) => row.startsWith('2026-11-26 pending'))).toHaveLength(30)
    const periods = (await board.stores.digests.list(board.id)).map(({ nextPeriod }) => nextPeriod)
    expect(new Set(periods)).toEqual(new Set(['2026-12-10']))
    for (const other of others) await other.close()
  })

  it('set up one channel at one moment, post it once out of turn, and lose no slot to a change', async () => {
    const other = await openTestDatabase()
    const there = { ...board, stores: createStores(createClient(other.adapter)) }
    const both = [board, there]
    const [first, second] = await Promise.all(both.map((each) => subscribe(each)))
    expect(first?.id).toBe(second?.id)
    const { id = '', version = 0 } = (await board.stores.digests.list(board.id))[0] ?? {}
    const posts = await Promise.all(
      [...both, ...both].map((each) => each.stores.digests.postNow(board.id, id, by('2026-11-24T09:00:59Z'))),
    )
    expect(posts.sort()).toEqual(['just posted', 'just posted', 'just posted', 'to be posted'])
    expect(await board.stores.digests.postNow(board.id, id, by('2026-11-24T09:01:01Z'))).toBe('just posted')
    const later = { ...defaultSettings, minutes: 17 * 60 }
    await Promise.all([
      there.stores.digests.change(board.id, id, version, later, by('2026-11-30T09:00:01Z')),
      open('2026-11-30T09:00:01Z'),
      open('2026-11-30T09:00:01Z'),
    ])
    expect((await written()).filter((row) => row.startsWith('2026-11-30'))).toHaveLength(1)
    expect(await board.stores.digests.get(board.id, id)).toMatchObject({
      nextAt: new Date('2026-12-07T17:00:00Z'),
    })
    await other.close()
  })
})
