import { schedule } from 'node-cron'
import { type Log, newReference } from '../core/errors.ts'
import type { Worker } from '../features/deliveries/jobs.ts'

/** Something that is done at certain times, by every process: what it writes is written once all the same. */
export type Task = {
  name: string
  /** As cron has it, with seconds in front or without, in London's time. */
  expression: string
  run(now: Date): Promise<unknown>
}

export type JobsOptions = {
  tasks: readonly Task[]
  worker: Worker
  log: Log
  now: () => Date
  /** How often the outbox is looked into, in milliseconds. */
  pollMs?: number
}

export type Jobs = {
  /** Starts nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

const zone = 'Europe/London'

/**
 * The clock of one process. A task does not run beside itself; one that fails is logged, and runs again the next time.
 * After each, and every few seconds, whatever is due is sent. Throws when a task's expression is none.
 */
export function startJobs({ tasks, worker, log, now, pollMs = 3000 }: JobsOptions): Jobs {
  const underWay = new Set<Promise<void>>()
  const watched = (what: string, work: Promise<unknown>): Promise<void> => {
    const ended: Promise<void> = work
      .then(
        () => {},
        (error: unknown) => log.error('job failed', error, { reference: newReference(), job: what }),
      )
      .then(() => void underWay.delete(ended))
    underWay.add(ended)
    return ended
  }
  const drain = (): Promise<void> => watched('outbox', worker.drain())
  const scheduled = tasks.map(({ name, expression, run }) =>
    schedule(
      expression,
      async () => {
        await watched(name, (async () => run(now()))())
        void drain()
      },
      { name, timezone: zone, noOverlap: true, logger: telling(log, name) },
    ),
  )
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const poll = async (): Promise<void> => {
    await drain()
    if (!stopped) timer = setTimeout(poll, pollMs)
  }
  void poll()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await Promise.all(scheduled.map((task) => task.destroy()))
      await worker.stop()
      await Promise.all(underWay)
    },
  }
}

/** node-cron speaks when a run was left out or came late; its words are fixed, and hold nothing of anybody's. */
function telling(log: Log, job: string) {
  const tell = (message: string): void => log.info('clock', { job, says: message.slice(0, 120) })
  return {
    info: () => {},
    debug: () => {},
    warn: tell,
    error: (message: string | Error) => tell(message instanceof Error ? message.name : message),
  }
}
