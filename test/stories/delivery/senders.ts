import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { weekday } from '../../../src/calendar/date.ts'
import { londonDateOf } from '../../../src/calendar/london.ts'
import type { Id } from '../../../src/core/ids.ts'
import { columnDate } from '../../../src/db/dates.ts'
import { nextPosting, type Schedule } from '../../../src/features/digests/rules.ts'
import { type Json, listOf, objectOf, stringOf } from '../../fakes/slack/json.ts'
import type { Fault } from '../../fakes/slack/proxy.ts'
import { openWorld, type World, type WorldOptions } from '../../fakes/slack/world.ts'
import { type OwnDatabase, openOwnDatabase } from '../../support/own-database.ts'

const script = fileURLToPath(new URL('children/sender.mjs', import.meta.url))
/** Numbers from 0 to 1, the same for the same seed. */
export function numbersOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A Slack with many channels, and processes that send to it and may be killed. */
export type Scene = {
  world: World
  own: OwnDatabase
  /** What went wrong in the processes, beside being killed. */
  complaints: string[]
  kills: number
  /** Every digest that was uncertain at one time, and why it was first. */
  uncertain: ReadonlyMap<Id, string>
  /** Every channel has its digest, due one after the other within so many seconds; in which order, by subscription. */
  subscribe(withinSeconds: number): Promise<Id[]>
  /** Every channel's digest is set to another time, as from a moment on. */
  reschedule(schedule: Schedule, from: Date): Promise<void>
  start(processes: number): Promise<void>
  /** Moves the clocks of all processes, those still to be started too. Nothing may be on its way. */
  moveClocks(moment: Date): void
  /** For so many seconds: something goes wrong with Slack all the time, and each second a process is killed. */
  storm(seconds: number, random: () => number): Promise<void>
  /**
   * Waits until no slot waits to be opened, and no digest is in one of these states; throws what is left when it takes
   * too long.
   */
  settled(states: readonly string[], withinSeconds: number): Promise<void>
  /** How often each delivery stands in Slack, and where. */
  written(): Promise<Map<Id, { channel: string; ts: string }[]>>
  close(): Promise<void>
}

const leaseMs = 4000

export async function openScene(channels: number, options: WorldOptions = {}): Promise<Scene> {
  const own = await openOwnDatabase()
  const alsoChannels = Array.from({ length: channels }, (_, n) => `board-${n}`)
  const world = await openWorld(own.database, { ...options, alsoChannels, board: { draft: null } })
  const { board, api, proxy } = world
  const { prisma } = board
  await world.slack.slash('administrator', '/actions help')
  const children: ChildProcess[] = []
  const working = new Set<ChildProcess>()
  const complaints: string[] = []
  const uncertain = new Map<Id, string>()
  let closing = false
  let aheadMs = 0

  const spawnOne = (): Promise<ChildProcess> =>
    new Promise((resolve) => {
      const about = {
        databaseUrl: own.url,
        apiUrl: proxy.url,
        token: api.bot.token,
        board: board.slug,
        leaseMs,
        aheadMs,
      }
      const child = spawn(process.execPath, [script, JSON.stringify(about)], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      })
      createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
        if (line !== 'ready') return complaints.push(line)
        working.add(child)
        return resolve(child)
      })
      child.once('exit', () => resolve(child))
      children.push(child)
    })
  const kill = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      children.splice(children.indexOf(child), 1)
      working.delete(child)
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGKILL')
    })
  const watchUncertain = async (): Promise<void> => {
    while (!closing) {
      const rows = await prisma.delivery.findMany({
        where: { kind: 'digest', state: 'uncertain' },
        select: { id: true, problem: true },
      })
      for (const { id, problem } of rows) if (!uncertain.has(id)) uncertain.set(id, problem ?? '')
      await sleep(200)
    }
  }
  const watching = watchUncertain()

  const scene: Scene = {
    world,
    own,
    complaints,
    kills: 0,
    uncertain,
    async subscribe(withinSeconds) {
      const now = new Date()
      const today = londonDateOf(now)
      const rows = api.alsoChannels.map((channelId, n) => ({
        boardId: board.id,
        id: randomUUID(),
        platform: 'slack',
        workspaceId: api.teamId,
        channelId,
        channelName: `board-${n}`,
        weekday: weekday(today),
        minutes: 0,
        nextAt: new Date(now.getTime() + (n / channels) * withinSeconds * 1000),
        nextPeriod: columnDate(today),
        createdById: board.people.lead.personId,
        createdAt: now,
      }))
      await prisma.subscription.createMany({ data: rows })
      return rows.map(({ id }) => id)
    },
    async reschedule(schedule, from) {
      const { at, period } = nextPosting(schedule, from)
      const data = { ...schedule, nextAt: at, nextPeriod: columnDate(period), version: { increment: 1 } }
      await prisma.subscription.updateMany({ where: { boardId: board.id }, data })
    },
    async start(processes) {
      await Promise.all(Array.from({ length: processes }, spawnOne))
    },
    moveClocks(moment) {
      aheadMs = moment.getTime() - Date.now()
      for (const child of children) child.send({ aheadMs })
    },
    async storm(seconds, random) {
      const until = Date.now() + seconds * 1000
      let nextKill = Date.now() + 1000
      while (Date.now() < until) {
        proxy.fail(...someFault(random))
        await sleep(250)
        if (Date.now() < nextKill) continue
        nextKill += 1000
        // One of those that have begun to work, never the last of them: where all take long to start, none would ever send.
        const victim = [...working][Math.floor(random() * working.size)]
        if (!victim || working.size < 2) continue
        await kill(victim)
        scene.kills += 1
        void spawnOne()
      }
      proxy.calm()
    },
    async settled(states, withinSeconds) {
      const until = Date.now() + withinSeconds * 1000
      while (Date.now() < until) {
        const [closed, left] = await Promise.all([
          prisma.subscription.count({ where: { nextAt: { lte: new Date(Date.now() + aheadMs) } } }),
          prisma.delivery.count({ where: { kind: 'digest', state: { in: states as never } } }),
        ])
        if (closed + left === 0) return
        await sleep(200)
      }
      const left = await prisma.delivery.groupBy({ by: ['state', 'problem'], _count: { _all: true } })
      throw new Error(`Not settled in time: ${JSON.stringify(left)}`)
    },
    async written() {
      const found = new Map<Id, { channel: string; ts: string }[]>()
      for (const channel of api.alsoChannels) {
        const { messages } = await api.call('conversations.history', { channel, limit: 1000 }, 'kate')
        for (const message of listOf(messages)) {
          const id = idOf(message)
          found.set(id, [...(found.get(id) ?? []), { channel, ts: stringOf(message['ts']) }])
        }
      }
      return found
    },
    async close() {
      closing = true
      await watching
      await Promise.all([...children].map(kill))
      await world.close()
      await own.close()
    },
  }
  return scene
}

/** The delivery that a message is of. */
export function idOf(message: Json): Id {
  return stringOf(objectOf(objectOf(message['metadata'])['event_payload'])['id'])
}

function someFault(random: () => number): [method: string, fault: Fault] {
  const faults: readonly Fault[] = [
    { kind: 'rate limit', retryAfter: 1 },
    { kind: 'status', status: 500 },
    { kind: 'error', error: 'internal_error' },
    { kind: 'lost request' },
    { kind: 'lost answer' },
    { kind: 'lost answer' },
    { kind: 'slow', ms: 700 },
  ]
  const fault = faults[Math.floor(random() * faults.length)] ?? { kind: 'lost answer' }
  const method = random() < 0.8 ? 'chat.postMessage' : 'conversations.info'
  return [method, fault]
}
