import type { Courier, Found, Parcel, Sent } from '../../src/core/courier.ts'
import type { Id } from '../../src/core/ids.ts'

/** A platform in memory: what was written on it, and what it answers to the next parcels. */
export type FakeCourier = Courier & {
  /** Everything that was written, in order, by the delivery's id. */
  written: { id: Id; conversation: string; at: Date; parcel: Parcel }[]
  sends: number
  looks: number
  /** What becomes of the next parcels, one after the other; 'lost answer' writes and says nothing. */
  next(...outcomes: (Sent | 'lost answer')[]): void
  /** What looking gives until it is said otherwise; null looks into what was written. */
  blind: Found | null
  /** Waited for before anything is written. */
  before: (parcel: Parcel) => Promise<void>
}

export function createFakeCourier(now: () => Date): FakeCourier {
  const outcomes: (Sent | 'lost answer')[] = []
  const fake: FakeCourier = {
    platform: 'slack',
    written: [],
    sends: 0,
    looks: 0,
    blind: null,
    before: async () => {},
    next: (...more) => void outcomes.push(...more),
    async send(parcel) {
      fake.sends += 1
      await fake.before(parcel)
      const outcome = outcomes.shift() ?? 'written'
      if (typeof outcome === 'object') return outcome
      const conversation = parcel.to.kind === 'channel' ? parcel.to.channelId : parcel.to.userId
      fake.written.push({ id: parcel.id, conversation, at: now(), parcel })
      if (outcome === 'lost answer') return { kind: 'uncertain', code: 'timeout' }
      return { kind: 'sent', messageId: `${fake.written.length}.0`, channelId: conversation }
    },
    update: async () => ({ kind: 'not sent', code: 'not asked for' }),
    async look({ id }) {
      fake.looks += 1
      if (fake.blind) return fake.blind
      const found = fake.written.findIndex((one) => one.id === id)
      if (found < 0) return { kind: 'absent' }
      return {
        kind: 'there',
        messageId: `${found + 1}.0`,
        channelId: fake.written[found]?.conversation ?? '',
      }
    },
  }
  return fake
}
