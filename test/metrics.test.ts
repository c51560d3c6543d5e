import { expect, it } from 'vitest'
import type { DeliveryFigures } from '../src/features/deliveries/store.ts'
import type { HealthFacts } from '../src/features/health/schema.ts'
import { createMetrics } from '../src/metrics.ts'

const now = new Date('2026-11-25T12:00:00Z')
const figures: DeliveryFigures = {
  byState: { pending: 2, sending: 0, sent: 40, uncertain: 1, failed: 0, missed: 0, dropped: 3 },
  oldestPendingDueAt: new Date('2026-11-25T11:58:30Z'),
}
const facts: HealthFacts = {
  database: { kind: 'server', version: '17.5', now, migrations: 7 },
  boards: [
    {
      slug: 'northmere',
      administrators: 1,
      administratorOnChat: true,
      unreachableOwners: 0,
      remindedThrough: null,
      workspaces: [],
      subscriptions: [
        {
          id: 'sent-once',
          channelName: 'private name',
          nextAt: null,
          paused: null,
          lastSentAt: now,
          reachable: true,
        },
        { id: 'never', channelName: 'other', nextAt: null, paused: null, lastSentAt: null, reachable: true },
      ],
      conversations: [],
      deliveries: { stuck: 0, late: 0, oldestLate: null, uncertain: 1, failed: 0, missed: 0 },
    },
  ],
}

it('says how deliveries stand, how long commands take, and when each channel last heard', async () => {
  const metrics = createMetrics({ figures: async () => figures, facts: async () => facts, now: () => now })
  metrics.answered('actions mine', 'slack', 'answer', 42)
  const text = await metrics.text()
  expect(text).toContain('followthrough_deliveries{state="uncertain"} 1\n')
  expect(text).toContain('followthrough_deliveries{state="sent"} 40\n')
  expect(text).toContain('followthrough_oldest_pending_seconds 90\n')
  expect(text).toContain(
    `followthrough_last_digest_timestamp_seconds{board="northmere",channel="sent-once"} ${now.getTime() / 1000}\n`,
  )
  expect(text).not.toContain('never')
  expect(text).not.toContain('private name')
  expect(text).toContain(
    'followthrough_command_seconds_bucket{le="0.05",command="actions mine",face="slack",kind="answer"} 1\n',
  )
})

it('still says what this process knows while the database is away', async () => {
  const away = (): Promise<never> => Promise.reject(new Error('away'))
  const metrics = createMetrics({ figures: away, facts: away, now: () => now })
  metrics.answered('actions mine', 'slack', 'answer', 42)
  const text = await metrics.text()
  expect(text).toContain('followthrough_command_seconds_count')
  expect(text).toContain('followthrough_scrape_failures_total 1\n')
})
