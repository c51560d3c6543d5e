import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { columnDate } from '../../../src/db/dates.ts'
import type { Schedule } from '../../../src/features/digests/rules.ts'
import { listOf } from '../../fakes/slack/json.ts'
import { describePostgres } from '../../support/database.ts'
import { openScene, type Scene } from './senders.ts'

const channels = 12
/** Long enough for each process to have looked for what is due at least once. */
const aLook = 1300

let scene: Scene
beforeAll(async () => {
  scene = await openScene(channels)
  await scene.subscribe(0)
  await scene.reschedule(sundays(540), new Date('2026-03-23T09:00:00Z'))
  scene.moveClocks(new Date('2026-03-23T09:00:00Z'))
  await scene.start(3)
})
afterAll(() => scene.close())

function sundays(minutes: number): Schedule {
  return { weekday: 0, minutes, onHoliday: 'move' }
}
const mondays: Schedule = { weekday: 1, minutes: 540, onHoliday: 'move' }

const seconds = (moment: string, more: number): Date => new Date(Date.parse(moment) + more * 1000)

/** What was written for a week's slot, as far as it is the same for every channel, and how often it stands in Slack. */
async function slotOf(period: string): Promise<{ dueAt: string; state: string; inSlack: number }> {
  const rows = await scene.world.board.prisma.delivery.findMany({
    where: { kind: 'digest', period: columnDate(isoDate(period)) },
    select: { id: true, subscriptionId: true, dueAt: true, state: true },
  })
  expect(rows, 'one delivery a channel').toHaveLength(channels)
  expect(new Set(rows.map(({ subscriptionId }) => subscriptionId)).size).toBe(channels)
  const written = await scene.written()
  const all = rows.map(({ id, dueAt, state }) =>
    JSON.stringify({ dueAt: dueAt.toISOString(), state, inSlack: written.get(id)?.length ?? 0 }),
  )
  expect(new Set(all).size, all.join('\n')).toBe(1)
  return JSON.parse(all[0] ?? '{}')
}

/** Everything that was written so far is what the periods name, and nothing else. */
async function expectNoMore(periods: number, messages: number): Promise<void> {
  await sleep(aLook)
  const { prisma } = scene.world.board
  expect(await prisma.delivery.count({ where: { kind: 'digest' } })).toBe(periods * channels)
  const written = [...(await scene.written()).values()].flat()
  expect(written).toHaveLength(messages * channels)
}

describePostgres('three processes whose clocks are moved', () => {
  it.each([
    ['the night the clocks go forward, at a time that none shows', sundays(90), '2026-03-29', '01:30'],
    ['a bank-holiday Monday, on the Tuesday', mondays, '2026-05-04', '2026-05-05T08:00'],
    ['the night the clocks go back, at the first showing of a time', sundays(90), '2026-10-25', '00:30'],
    [
      'New Year, on the next working day',
      { ...mondays, weekday: 5 } as const,
      '2027-01-01',
      '2027-01-04T09:00',
    ],
  ])('post once on %s', async (_, schedule, period, at) => {
    const dueAt = `${at.includes('T') ? at : `${period}T${at}`}:00.000Z`
    const { prisma } = scene.world.board
    const before = await prisma.delivery.count({ where: { kind: 'digest' } })
    const weeks = before / channels
    await scene.reschedule(schedule, seconds(`${period}T00:00:00Z`, -24 * 3600))
    scene.moveClocks(seconds(dueAt, -aLook / 1000 - 10))
    await sleep(aLook)
    expect(await prisma.delivery.count({ where: { kind: 'digest' } }), 'not a minute too early').toBe(before)
    scene.moveClocks(seconds(dueAt, 0))
    await scene.settled(['pending', 'sending', 'uncertain'], 30)
    expect(await slotOf(period)).toEqual({ dueAt, state: 'sent', inSlack: 1 })
    // An hour on, where a clock that went back shows the same time again.
    scene.moveClocks(seconds(dueAt, 3600))
    await expectNoMore(weeks + 1, weeks + 1)
  })

  it('post after ten days of outage what is still of use, and say what is not', async () => {
    const { board, api } = scene.world
    const { prisma } = board
    await scene.reschedule(mondays, new Date('2027-02-05T09:00:00Z'))
    const back = new Date('2027-02-16T10:00:00Z')
    scene.moveClocks(back)
    await scene.settled(['pending', 'sending', 'uncertain'], 30)
    expect(await slotOf('2027-02-08')).toEqual({
      dueAt: '2027-02-08T09:00:00.000Z',
      state: 'missed',
      inSlack: 0,
    })
    expect(await slotOf('2027-02-15')).toEqual({
      dueAt: '2027-02-15T09:00:00.000Z',
      state: 'sent',
      inSlack: 1,
    })
    const [channel = ''] = api.alsoChannels
    const { messages } = await api.call('conversations.history', { channel, limit: 1000 }, 'kate')
    const [latest] = listOf(messages)
    expect(JSON.stringify(latest?.['blocks'])).toContain('Mon 8 Feb')
    // The administrator is told of all of them in one message, once.
    scene.moveClocks(seconds(back.toISOString(), 300))
    await expectNoMore(6, 5)
    await expect
      .poll(
        () => prisma.delivery.findMany({ where: { kind: 'notice' }, select: { key: true, state: true } }),
        {
          timeout: 10_000,
        },
      )
      .toEqual([{ key: `notice:missed:2027-02-16:${board.people.administrator.personId}`, state: 'sent' }])
    const next = await prisma.subscription.findMany({ select: { nextAt: true } })
    expect(new Set(next.map(({ nextAt }) => nextAt?.toISOString()))).toEqual(
      new Set(['2027-02-22T09:00:00.000Z']),
    )
    expect(scene.complaints).toEqual([])
  })
})
