import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Worker } from '../../src/features/deliveries/jobs.ts'
import { type Jobs, startJobs, type Task } from '../../src/jobs/runner.ts'

let jobs: Jobs | undefined
afterEach(() => jobs?.stop())

const errors: string[] = []
const log = {
  info: () => {},
  error: (event: string, _error: unknown, fields = {}) =>
    void errors.push(`${event} ${JSON.stringify(fields)}`),
}
/** A worker that counts. */
function idle(more: Partial<Worker> = {}): Worker & { drains: number } {
  const worker = {
    drains: 0,
    async drain() {
      worker.drains += 1
    },
    stop: async () => {},
    ...more,
  }
  return worker
}
const everySecond = (run: Task['run']): Task => ({ name: 'test', expression: '* * * * * *', run })
const now = (): Date => new Date('2026-11-23T09:00:00Z')

describe('the clock', () => {
  it('never runs a task beside itself, and sends soon after each', async () => {
    let [running, most, runs] = [0, 0, 0]
    const worker = idle()
    const task = everySecond(async (at) => {
      expect(at).toEqual(now())
      running += 1
      most = Math.max(most, running)
      await sleep(1500)
      running -= 1
      runs += 1
    })
    jobs = startJobs({ tasks: [task], worker, log, now, pollMs: 3_600_000 })
    await expect.poll(() => runs, { timeout: 8000 }).toBe(2)
    await expect.poll(() => worker.drains, { timeout: 1000 }).toBe(3)
    expect(most).toBe(1)
  })

  it('runs a task again that has failed, with a reference in the log', async () => {
    let runs = 0
    const task = everySecond(async () => {
      runs += 1
      throw new Error('secret words')
    })
    jobs = startJobs({ tasks: [task], worker: idle(), log, now })
    await expect.poll(() => runs, { timeout: 5000 }).toBe(2)
    expect(errors.join('\n')).toMatch(/job failed \{"reference":"\w{3}-\w{3}","job":"test"\}/)
  })

  it('looks into the outbox again and again, though once it failed', async () => {
    let drains = 0
    const worker = idle({
      drain: async () => {
        drains += 1
        if (drains === 1) throw new Error('the database is away')
      },
    })
    jobs = startJobs({ tasks: [], worker, log, now, pollMs: 10 })
    await expect.poll(() => drains).toBeGreaterThan(2)
    expect(errors.at(-1)).toMatch(/"job":"outbox"/)
  })

  it('stops in order: nothing new begins, what is under way ends', async () => {
    const seen: string[] = []
    const task = everySecond(async () => {
      seen.push('begins')
      await sleep(700)
      seen.push('ends')
    })
    const worker = idle({ stop: async () => void seen.push('worker stopped') })
    jobs = startJobs({ tasks: [task], worker, log, now, pollMs: 10 })
    await expect.poll(() => seen, { timeout: 3000 }).toEqual(['begins'])
    await jobs.stop()
    expect(seen.toSorted()).toEqual(['begins', 'ends', 'worker stopped'])
    const { length } = seen
    await sleep(1300)
    expect(seen).toHaveLength(length)
  })

  it('does not start with a time that is none', () => {
    const task = { ...everySecond(async () => {}), expression: 'on Mondays' }
    expect(() => startJobs({ tasks: [task], worker: idle(), log, now })).toThrow()
  })
})
