import type { Courier, Parcel, Recipient } from '../../core/courier.ts'
import { type Log, newReference } from '../../core/errors.ts'
import type { Id } from '../../core/ids.ts'
import type { View } from '../../core/view.ts'
import {
  afterLooking,
  afterSending,
  isExpired,
  type Moment,
  type Pace,
  quietFor,
  tooLate,
  usualPace,
} from './rules.ts'
import type { Delivery, DeliveryKind } from './schema.ts'
import type { Claimed, Outbox, Settlement } from './store.ts'

/** What a delivery says, made at the moment it is sent. */
export type Composed =
  | {
      kind: 'say'
      view: View
      /** The command that makes the message again, without the slash. */
      origin: string | null
      /** People to be notified where the view names them. */
      pings: readonly Id[]
      /** What is to be remembered of it, for the next one. */
      figures?: unknown
    }
  /** It has nothing to say any more; why, as a code. */
  | { kind: 'nothing'; why: string }

/** Makes the words of one kind of delivery from what is true now. */
export type Composer = (delivery: Delivery, now: Date) => Promise<Composed>

export type Composers = Readonly<Record<DeliveryKind, Composer>>

/** Sends what is due. */
export type Worker = {
  /** Sends, and looks for what is uncertain, until nothing is due. Rejects only when the database does. */
  drain(): Promise<void>
  /** Takes nothing more, and waits for what is on its way. */
  stop(): Promise<void>
}

export type WorkerOptions = {
  outbox: Outbox
  couriers: readonly Courier[]
  composers: Composers
  /** Who of these people is whom on a platform, for those who are to be notified. */
  addresses(
    workspace: { platform: Courier['platform']; workspaceId: string },
    people: readonly Id[],
  ): Promise<ReadonlyMap<Id, string>>
  log: Log
  now: () => Date
  /** How many are on their way at once. */
  atOnce?: number
  /** For how long a delivery is this process's own, in milliseconds. It is not sent in the later half of that. */
  leaseMs?: number
  pace?: Pace
  /** From 0 to 1. */
  random?: () => number
}

/** The worker of one process; any number of them may work on one database. */
export function createWorker(options: WorkerOptions): Worker {
  const { outbox, couriers, now, log, atOnce = 8, leaseMs = 120_000 } = options
  const { pace = usualPace, random = Math.random } = options
  const platforms = couriers.map(({ platform }) => platform)
  const running = new Set<Promise<void>>()
  let draining: Promise<void> | null = null
  let settled = 0
  let once = false
  let stopping = false

  const moment = (): Moment => ({ now: now(), pace, jitter: random() })

  const start = (delivery: Claimed, work: Promise<Settlement | null>): void => {
    const ended: Promise<void> = work
      .then((settlement) => settlement && settle(delivery, settlement))
      .catch((error: unknown) => {
        // Its lease runs out, and it is looked for: whatever happened to it, it is not sent twice.
        log.error('delivery not settled', error, { reference: newReference(), delivery: delivery.id })
      })
      .then(() => {
        running.delete(ended)
        settled += 1
      })
    running.add(ended)
  }

  const settle = async (delivery: Claimed, settlement: Settlement): Promise<void> => {
    const written = await outbox.settle(delivery, settlement)
    log.info(written ? 'delivery settled' : 'delivery settled elsewhere', {
      delivery: delivery.id,
      kind: delivery.subject.kind,
      state: settlement.state,
      problem: 'problem' in settlement ? settlement.problem : null,
    })
  }

  const take = async (): Promise<number> => {
    const claimedAt = now().getTime()
    const due = await outbox.claim(platforms, atOnce - running.size, leaseMs)
    for (const delivery of due) start(delivery, send(delivery, claimedAt))
    if (running.size >= atOnce) return due.length
    const lost = await outbox.claimUncertain(platforms, atOnce - running.size, leaseMs)
    for (const delivery of lost) start(delivery, look(delivery))
    return due.length + lost.length
  }

  const send = async (delivery: Claimed, claimedAt: number): Promise<Settlement | null> => {
    if (isExpired(delivery, now())) return notInTime(delivery)
    const composed = await options.composers[delivery.subject.kind](delivery, now()).catch(
      (error: unknown): null => {
        const reference = newReference()
        log.error('delivery not composed', error, { reference, delivery: delivery.id })
        return null
      },
    )
    if (!composed) return afterSending(delivery, { kind: 'not sent', code: 'not composed' }, moment())
    if (composed.kind === 'nothing') return { state: 'dropped', problem: composed.why }
    const { view, origin, pings, figures } = composed
    const to = recipientOf(delivery)
    const courier = courierOf(delivery)
    const people =
      pings.length > 0
        ? await options.addresses({ platform: courier.platform, workspaceId: to.workspaceId }, pings)
        : new Map<Id, string>()
    // A process that was held up for so long may be taken for dead, and another be about to send it.
    if (now().getTime() - claimedAt > leaseMs / 2)
      return afterSending(delivery, { kind: 'not sent', code: 'held up' }, moment())
    const parcel: Parcel = { id: delivery.id, to, view, origin, pings: people }
    const sent = await courier.send(parcel)
    if (sent.kind === 'wait') {
      const { platform, workspaceId } = delivery.target
      await outbox.quiet({ platform, workspaceId }, new Date(now().getTime() + quietFor(sent.forMs)))
    }
    return afterSending(delivery, sent, moment(), figures)
  }

  const look = async (delivery: Claimed): Promise<Settlement> => {
    const found = await courierOf(delivery).look(
      { id: delivery.id, to: recipientOf(delivery) },
      delivery.triedAt,
    )
    return afterLooking(delivery, found, moment())
  }

  const courierOf = ({ target }: Delivery): Courier => {
    const courier = couriers.find(({ platform }) => platform === target.platform)
    if (!courier) throw new Error('A delivery was claimed for a platform that nobody carries to.')
    return courier
  }

  const drain = async (): Promise<void> => {
    const [first = 0] = pace.look
    const lost = await outbox.reclaim(new Date(now().getTime() + first * 1000))
    if (lost > 0) log.info('deliveries lost their sender', { count: lost })
    const ended = await outbox.letGo()
    if (ended > 0) log.info('deliveries let go', { count: ended })
    while (!stopping) {
      const before = settled
      if (running.size < atOnce && (await take()) > 0) continue
      // What was settled while we asked may be due again, or have made something else due.
      if (settled !== before) continue
      if (running.size === 0) return
      await Promise.race(running)
    }
  }

  /** Whoever asks while it drains wants what was written just now: it goes once more when it has ended. */
  const inTurn = async (): Promise<void> => {
    do {
      once = false
      await drain()
    } while (once && !stopping)
  }

  return {
    drain() {
      if (couriers.length === 0 || stopping) return Promise.resolve()
      once = draining !== null
      draining ??= inTurn().finally(() => {
        draining = null
      })
      return draining
    },
    async stop() {
      stopping = true
      await draining?.catch(() => {})
      await Promise.all(running)
    },
  }
}

/** Nobody reads that a notice was missed; of anything else it is kept why it could not be said in time. */
function notInTime({ subject, problem }: Delivery): Settlement {
  return { state: subject.kind === 'notice' ? 'dropped' : 'missed', problem: problem ?? tooLate }
}

function recipientOf({ target }: Delivery): Recipient {
  const { workspaceId } = target
  return 'channelId' in target
    ? { kind: 'channel', workspaceId, channelId: target.channelId }
    : { kind: 'person', workspaceId, userId: target.userId }
}
