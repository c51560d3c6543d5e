import { isoDate } from '../../src/calendar/date.ts'
import type { By } from '../../src/features/actions/store.ts'
import { defaultScheme } from '../../src/features/boards/schema.ts'
import { defaultSettings, type Subscription } from '../../src/features/digests/schema.ts'
import type { TestBoard } from '../support/board.ts'
import { workspaceOf } from './chat-rows.ts'
import type { Case } from './people-cases.ts'

const by = ({ people: { lead }, now }: TestBoard): By => ({
  personId: lead.personId,
  name: lead.personName,
  face: 'slack',
  at: now,
})

const channel = (own: TestBoard) => ({
  platform: 'slack',
  workspaceId: workspaceOf(own),
  channelId: `C-${own.slug}`,
})

async function theOne({ stores, id }: TestBoard): Promise<Subscription> {
  const [one] = await stores.digests.list(id)
  if (!one) throw new Error('The board has no subscription.')
  return one
}

/** What is read of digests and of what was said unasked. */
export const digestReads: Readonly<Record<string, Case>> = {
  'digests.list': ({ stores, id }) => stores.digests.list(id),
  'digests.get': async (own) => own.stores.digests.get(own.id, (await theOne(own)).id),
  'digests.byChannel': (own) => own.stores.digests.byChannel(own.id, channel(own)),
  'digests.before': async (own) => {
    const { last } = await own.stores.digests.before(own.id, (await theOne(own)).id, own.now)
    return last
  },
  'digests.reckon': async ({ stores, id }) => {
    const asked = {
      scheme: defaultScheme,
      today: isoDate('2026-11-23'),
      since: isoDate('2026-11-16'),
      lookAheadDays: 28,
    }
    const all = await stores.digests.reckon(id, { ...asked, query: { report: 'northmere' } })
    return [all.overdue, all, await stores.digests.reckon(id, { ...asked, query: { organisation: 'NHT' } })]
  },
  'deliveries.get': async (own) => {
    const [one] = await own.stores.deliveries.ofSubscription(own.id, (await theOne(own)).id, 1)
    return own.stores.deliveries.get(own.id, one?.id ?? '')
  },
  'deliveries.ofSubscription': async (own) =>
    own.stores.deliveries.ofSubscription(own.id, (await theOne(own)).id, 5),
  'deliveries.troubled': ({ stores, id }) => stores.deliveries.troubled(id, 'digest', 'missed', new Date(0)),
}

/** What is written of digests. */
export const digestWrites: Readonly<Record<string, Case>> = {
  'digests.set': (own) =>
    own.stores.digests.set(
      own.id,
      { ...channel(own), channelName: 'board' },
      { ...defaultSettings, weekday: 5 },
      by(own),
    ),
  'digests.change': async (own) => {
    const { id, version } = await theOne(own)
    return own.stores.digests.change(own.id, id, version, { ...defaultSettings, minutes: 600 }, by(own))
  },
  'digests.postNow': async (own) => own.stores.digests.postNow(own.id, (await theOne(own)).id, by(own)),
  'digests.pause': async (own) => own.stores.digests.pause(own.id, (await theOne(own)).id, 'off', by(own)),
  'deliveries.resolve': async (own) => {
    const [one] = await own.stores.deliveries.ofSubscription(own.id, (await theOne(own)).id, 1)
    return own.stores.deliveries.resolve(own.id, one?.id ?? '', true, by(own))
  },
}
