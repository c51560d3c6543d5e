import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryFigures } from './features/deliveries/store.ts'
import type { HealthFacts } from './features/health/schema.ts'

/** What an operator's monitoring reads. Labels are codes and slugs: nothing that anybody wrote, and no names. */
export type Metrics = {
  /** A command was answered, after so many milliseconds. `command` is one of the registry's, or 'unknown'. */
  answered(command: string, face: string, kind: string, ms: number): void
  /** Everything, in Prometheus's text format. */
  text(): Promise<string>
  contentType: string
}

export type MetricsSources = {
  figures(): Promise<DeliveryFigures>
  facts(now: Date): Promise<HealthFacts>
  now(): Date
}

/** In seconds: most answers take hundredths of one, and Slack gives up after three. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5]

/** Figures of this process, and of the database it shares with others, read when they are asked for. */
export function createMetrics({ figures, facts, now }: MetricsSources): Metrics {
  const register = new Registry()
  const registers = [register]
  const latency = new Histogram({
    name: 'followthrough_command_seconds',
    help: 'How long commands take to be answered, by command, face and kind of answer.',
    labelNames: ['command', 'face', 'kind'],
    buckets,
    registers,
  })
  const failures = new Counter({
    name: 'followthrough_scrape_failures_total',
    help: 'How often the database did not say how deliveries stand.',
    registers,
  })
  const deliveries = new Gauge({
    name: 'followthrough_deliveries',
    help: 'Messages of the outbox by state.',
    labelNames: ['state'],
    registers,
  })
  const lag = new Gauge({
    name: 'followthrough_oldest_pending_seconds',
    help: 'How long the oldest message that waits has been due; 0 when none waits.',
    registers,
  })
  const last = new Gauge({
    name: 'followthrough_last_digest_timestamp_seconds',
    help: 'When a channel last got its digest, by board and subscription; absent before the first.',
    labelNames: ['board', 'channel'],
    registers,
  })
  const read = async (): Promise<void> => {
    const at = now()
    const [{ byState, oldestPendingDueAt }, { boards }] = await Promise.all([figures(), facts(at)])
    for (const [state, count] of Object.entries(byState)) deliveries.set({ state }, count)
    lag.set(oldestPendingDueAt ? Math.max(0, (at.getTime() - oldestPendingDueAt.getTime()) / 1000) : 0)
    last.reset()
    for (const { slug, subscriptions } of boards)
      for (const { id, lastSentAt } of subscriptions)
        if (lastSentAt) last.set({ board: slug, channel: id }, lastSentAt.getTime() / 1000)
  }
  return {
    answered: (command, face, kind, ms) => latency.observe({ command, face, kind }, ms / 1000),
    contentType: register.contentType,
    async text() {
      // What is known of this process is worth having even while the database is away.
      await read().catch(() => failures.inc())
      return register.metrics()
    },
  }
}
