/** What is under way, so that a test can wait until the app has done all that an act set off. */
export type Busy = {
  during<T>(work: Promise<T>): Promise<T>
  /** Resolves when nothing has been under way for a moment. */
  idle(): Promise<void>
  /** The same object, each function of which counts as under way while it runs. */
  watch<T extends object>(thing: T): T
}

/**
 * So many turns of the event loop without anything under way are the end. Turns, not milliseconds: app, fake and test
 * share one process, and on a busy machine it may be held up between two steps of the app for any time.
 */
const quietTurns = 15

export function createBusy(): Busy {
  let underWay = 0
  let steps = 0
  const busy: Busy = {
    async during(work) {
      underWay += 1
      steps += 1
      try {
        return await work
      } finally {
        underWay -= 1
        steps += 1
      }
    },
    async idle() {
      let seen = steps
      for (let quiet = 0; quiet < quietTurns; quiet += 1) {
        await new Promise((resolve) => setTimeout(resolve, 2))
        if (underWay > 0 || steps !== seen) quiet = 0
        seen = steps
      }
    },
    watch: (thing) => watched(busy, thing),
  }
  return busy
}

function watched<T extends object>(busy: Busy, thing: T): T {
  return new Proxy(thing, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver)
      if (typeof value === 'function') {
        return (...args: unknown[]): unknown => {
          const result: unknown = value.apply(target, args)
          return result instanceof Promise ? busy.during(result) : result
        }
      }
      return typeof value === 'object' && value !== null ? watched(busy, value) : value
    },
  })
}
