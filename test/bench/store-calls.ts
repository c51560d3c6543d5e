import type { Stores } from '../../src/features/stores.ts'

/** A call that can be made again. */
export type Call = {
  /** How many earlier calls had been answered when this one was made. */
  after: number
  again: () => Promise<unknown>
}

/** Stores that remember what they are asked. */
export function recording(stores: Stores): { stores: Stores; calls: readonly Call[] } {
  const calls: Call[] = []
  let answered = 0
  const listening = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return (...args: unknown[]) => {
          const again = async (): Promise<unknown> => Reflect.apply(method, target, args)
          calls.push({ after: answered, again })
          return again().finally(() => {
            answered += 1
          })
        }
      },
    })
  return {
    calls,
    stores: {
      actions: listening(stores.actions),
      boards: listening(stores.boards),
      deliveries: listening(stores.deliveries),
      digests: listening(stores.digests),
      glance: listening(stores.glance),
      people: listening(stores.people),
      recommendations: listening(stores.recommendations),
      reminders: listening(stores.reminders),
      reports: listening(stores.reports),
    },
  }
}

/** Makes the same calls once more: together those that were made together, and in turn those that waited for others. */
export async function replay(calls: readonly Call[]): Promise<void> {
  for (const after of new Set(calls.map((call) => call.after))) {
    await Promise.all(calls.filter((call) => call.after === after).map((call) => call.again()))
  }
}
