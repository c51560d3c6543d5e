import { afterEach, expect, it } from 'vitest'
import type { Id } from '../../../src/core/ids.ts'
import { describePostgres } from '../../support/database.ts'
import { idOf, numbersOf, openScene, type Scene } from './senders.ts'

/** How long it storms, in seconds; a minute before a release. */
const seconds = Number(process.env['STORM_SECONDS'] ?? 20)
const seed = Number(process.env['STORM_SEED'] ?? Date.now() % 1_000_000)

let scene: Scene
afterEach(() => scene.close())

/** That every digest stands in Slack once, where the database says. */
async function expectEachOnce(many: number): Promise<void> {
  const { prisma } = scene.world.board
  const rows = await prisma.delivery.findMany({
    where: { kind: 'digest' },
    select: { id: true, state: true, messageId: true, messageChannel: true, channelId: true },
  })
  const written = await scene.written()
  expect(rows).toHaveLength(many)
  const wrong = rows.filter(({ id, channelId }) => {
    const there = written.get(id) ?? []
    return there.length !== 1 || there[0]?.channel !== channelId
  })
  expect(wrong, `seed ${seed}: digests that do not stand in Slack exactly once`).toEqual([])
  expect(written.size, 'nothing is there that was not sent').toBe(many)
  expect(rows.filter(({ state }) => state !== 'sent')).toEqual([])
}

describePostgres('three processes, killed at random, on a bad day of Slack', () => {
  it('post every digest exactly once, and find out what became of those nobody knew of', async () => {
    const [channels, asked] = [200, 20]
    const many = channels + asked
    scene = await openScene(channels, { alsoGranted: ['channels:history'] })
    const posted: { id: Id; channel: unknown; at: number }[] = []
    scene.world.proxy.onCall(({ method, body }) => {
      if (method === 'chat.postMessage')
        posted.push({ id: idOf(body), channel: body['channel'], at: Date.now() })
    })
    const ids = await scene.subscribe(seconds)
    // Some are asked for out of turn as well, and fall into one conversation with their own.
    const { board } = scene.world
    const { personId, personName } = board.people.lead
    const by = { personId, name: personName, face: 'slack' as const, at: new Date() }
    for (const id of ids.slice(0, asked))
      expect(await board.stores.digests.postNow(board.id, id, by)).toBe('to be posted')
    await scene.start(3)
    await scene.storm(seconds, numbersOf(seed))
    await scene.settled(['pending', 'sending', 'uncertain'], 120)
    await expectEachOnce(many)

    const { rows } = await scene.own.database.pool.query<{ messageId: string; channelId: string }>(
      `SELECT "messageId", "channelId" FROM "Delivery" WHERE "kind" = 'digest'`,
    )
    const stood = [...(await scene.written()).values()].flat().map(({ channel, ts }) => `${channel} ${ts}`)
    expect(rows.map(({ channelId, messageId }) => `${channelId} ${messageId}`).toSorted()).toEqual(
      stood.toSorted(),
    )
    const why = [...scene.uncertain.values()]
    expect(why.length, 'few were ever uncertain: the storm was too mild').toBeGreaterThan(5)
    expect(new Set(why), 'some lost their answer, some their sender').toEqual(
      new Set([...why, 'timeout', 'sender gone']),
    )
    // One a second; fewer where a process takes long to begin.
    expect(scene.kills, 'processes were killed').toBeGreaterThanOrEqual(5)
    expect(scene.complaints).toEqual([])
    for (const channel of new Set(posted.map((one) => one.channel))) {
      const [first, second] = posted.filter((one) => one.channel === channel)
      if (first && second) expect(second.at - first.at, 'one message a second a channel').toBeGreaterThan(900)
    }
    expect(scene.world.checker.violations).toEqual([])
  }, 240_000)

  it('leave to a person what they may not look for, and send what that person did not find', async () => {
    const many = 40
    scene = await openScene(many)
    await scene.start(3)
    await scene.subscribe(4)
    await scene.storm(4, numbersOf(seed + 1))
    await scene.settled(['pending', 'sending'], 120)
    const { board } = scene.world
    const { administrator } = board.people
    const { prisma, stores } = board
    await expect
      .poll(() => prisma.delivery.count({ where: { state: 'uncertain', lookAt: { not: null } } }), {
        timeout: 20_000,
      })
      .toBe(0)
    const ended = await prisma.delivery.findMany({
      where: { id: { in: [...scene.uncertain.keys()] } },
      select: { id: true, state: true },
    })
    const left = ended.filter(({ state }) => state === 'uncertain')
    expect(left.length, 'none was uncertain: the storm was too mild').toBeGreaterThan(0)
    // On a slow machine some sender is taken for dead, and says after all what became of it.
    expect(ended.filter(({ state }) => state !== 'uncertain' && state !== 'sent')).toEqual([])
    expect(await prisma.delivery.count({ where: { kind: 'digest', state: 'uncertain' } })).toBe(left.length)
    const notices = await prisma.delivery.findMany({ where: { kind: 'notice' }, select: { key: true } })
    expect(notices.map(({ key }) => key).toSorted()).toEqual(
      left.map(({ id }) => `notice:uncertain:${id}:${administrator.personId}`).toSorted(),
    )
    const there = await scene.written()
    const by = { personId: administrator.personId, name: administrator.personName, face: 'slack' as const }
    for (const { id } of left)
      await stores.deliveries.resolve(board.id, id, there.has(id), { ...by, at: new Date() })
    await scene.settled(['pending', 'sending', 'uncertain'], 120)
    await expectEachOnce(many)
  }, 120_000)
})
