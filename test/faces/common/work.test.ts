import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { within } from '../../../src/faces/common/in-time.ts'
import { createWork } from '../../../src/faces/common/work.ts'

const silent = (): void => {}

describe('a stop', () => {
  it('waits for what is on its way, and for what that leaves to be done', async () => {
    const work = createWork(silent)
    const done: string[] = []
    const request = work.watched(async (name: string) => {
      await sleep(20)
      work.later(
        'page',
        sleep(20).then(() => done.push('page')),
      )
      done.push(name)
    })
    const running = request('click')
    await work.ended()
    expect(done).toEqual(['click', 'page'])
    await running
    await work.ended()
  })

  it('is not kept from it by a failure, which is logged', async () => {
    const failed: unknown[] = []
    const work = createWork((what, error) => void failed.push([what, error]))
    const gone = new Error('gone')
    work.later('page', Promise.reject(gone))
    await expect(work.watched(() => Promise.reject(new Error('gone')))()).rejects.toThrow('gone')
    await work.ended()
    expect(failed).toEqual([['page', gone]])
  })
})

describe('waiting for an answer', () => {
  it('has it in time, or has nothing yet', async () => {
    expect(await within(sleep(1, 'soon'), 1000)).toEqual({ result: 'soon' })
    expect(await within(sleep(1000, 'late', { ref: false }), 5)).toBeNull()
    expect(await within(Promise.resolve('there'), -1)).toEqual({ result: 'there' })
    await expect(within(Promise.reject(new Error('failed')), 1000)).rejects.toThrow('failed')
  })
})
