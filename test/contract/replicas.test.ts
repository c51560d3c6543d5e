import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createClient } from '../../src/db/client.ts'
import type { Database } from '../../src/db/connect.ts'
import type { PrismaClient } from '../../src/db/generated/client.ts'
import { asView, createTestBoard, elsewhere, type TestBoard } from '../support/board.ts'
import { describePostgres, openTestDatabase } from '../support/database.ts'

describePostgres('two processes on one PostgreSQL', () => {
  let databases: Database[] = []
  let second: PrismaClient
  let here: TestBoard
  let there: Pick<TestBoard, 'say'>
  beforeAll(async () => {
    const [first, other] = [await openTestDatabase(), await openTestDatabase()]
    databases = [first, other]
    second = createClient(other.adapter)
    here = await createTestBoard(first)
    there = elsewhere(here, second)
  })
  afterAll(async () => {
    for (const database of databases) await database.close()
  })

  it('give a claimed action to exactly one, time after time', async () => {
    const { kate, owen, lead } = here.people
    for (let round = 1; round <= 10; round++) {
      const replies = await Promise.all([
        here.say(kate, 'actions claim 4.9'),
        there.say(owen, 'actions claim 4.9'),
      ])
      const { owner } = await here.action('4.9')
      const told = replies.map(asView)
      expect(told.map(({ kind }) => kind).sort(), `round ${round}`).toEqual(['done', 'refusal'])
      expect(told.find(({ kind }) => kind === 'refusal')?.headline).toContain(owner?.name)
      await here.tell(lead, 'actions release 4.9')
    }
  })

  it('wait for a change that is under way, and then tell of it', async () => {
    const { kate, owen } = here.people
    const { id } = await here.action('4.10')
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    let underWay: Promise<unknown> = Promise.resolve()
    await new Promise<void>((written) => {
      underWay = second.$transaction(async (tx) => {
        await tx.action.update({
          where: { boardId_id: { boardId: here.id, id } },
          data: { ownerId: owen.personId, version: { increment: 1 } },
        })
        written()
        await finished
      })
    })
    // Decided on an unowned action, since the other's change is not there yet; then it has to wait for the row.
    const claim = here.tell(kate, 'actions claim 4.10')
    expect(await Promise.race([claim, sleep(300, 'still waiting')])).toBe('still waiting')
    finish()
    await underWay
    expect(await claim).toMatchObject({
      kind: 'refusal',
      headline: expect.stringContaining('Nothing of yours was saved'),
    })
    expect((await here.action('4.10')).owner?.name).toBe('Owen Hart')
  })
})
