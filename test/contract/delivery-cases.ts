import type { Delivery } from '../../src/features/deliveries/schema.ts'
import { operatorAt, type TestBoard } from '../support/board.ts'
import type { Case } from './people-cases.ts'

const subscriptionOf = async (own: TestBoard): Promise<string> => {
  const { id } = await own.prisma.subscription.findFirstOrThrow({
    where: { boardId: own.id },
    select: { id: true },
  })
  return id
}

/** The one of a board of which nobody knows whether it arrived. */
export async function uncertainOf(own: TestBoard): Promise<Delivery> {
  const [found] = await own.stores.deliveries.troubled(own.id, 'daily', 'uncertain', new Date(0))
  if (!found) throw new Error('No delivery is in trouble.')
  return found
}

/** What is read of deliveries. */
export const deliveryReads: Readonly<Record<string, Case>> = {
  'deliveries.get': async (own) => own.stores.deliveries.get(own.id, (await uncertainOf(own)).id),
  'deliveries.ofSubscription': async (own) =>
    own.stores.deliveries.ofSubscription(own.id, await subscriptionOf(own), 10),
  'deliveries.troubled': ({ stores, id }) =>
    stores.deliveries.troubled(id, 'daily', 'uncertain', new Date(0)),
  'deliveries.subscribed': async (own) => [
    ...(await own.stores.deliveries.subscribed(own.id, [await subscriptionOf(own)])),
  ],
}

/** What is written there. */
export const deliveryWrites: Readonly<Record<string, Case>> = {
  'deliveries.resolve': async (own) => {
    const { id } = await uncertainOf(own)
    if (!(await own.stores.deliveries.resolve(own.id, id, true, operatorAt(own.now))))
      throw new Error('It was not settled.')
    return own.stores.deliveries.get(own.id, id)
  },
}
