import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Glance, GlanceWish } from '../../../src/core/glance.ts'
import { createClient } from '../../../src/db/client.ts'
import { connect, type Database } from '../../../src/db/connect.ts'
import { createStores } from '../../../src/db/stores.ts'
import { type AskGlance, createGlance } from '../../../src/features/glance/glance.ts'
import type { GlanceStore } from '../../../src/features/glance/store.ts'
import type { Person } from '../../../src/features/people/store.ts'
import type { Draft } from '../../../src/features/reports/import/schema.ts'
import { createTestBoard, elsewhere, monday, type TestBoard } from '../../support/board.ts'
import { describePostgres, openTestDatabase } from '../../support/database.ts'
import { openOwnDatabase } from '../../support/own-database.ts'
import { subscribe } from '../digests/channel.ts'
import { draftOf } from '../reports/draft.ts'

const reportOf = (area: string): Draft =>
  draftOf({
    report: { title: `Review of ${area}`, area },
    file: `${area}.md`,
    recommendations: [{ ref: null, text: 'Agree one pathway' }],
    actions: [{ recommendation: 0, text: 'Write it down' }],
  })

const everything: GlanceWish = { organisation: null, report: null }

let db: Database
beforeAll(async () => {
  db = await openTestDatabase()
})
afterAll(() => db.close())

type Parts = readonly number[] | null
type Asking = { ask: AskGlance; reckoned: Parts[]; of(person: Person): Promise<Glance> }

/** A board's figures, with a note of everything that was really counted: which parts, or null for all of them. */
function asking({ stores }: Pick<TestBoard, 'stores'>): Asking {
  const reckoned: Parts[] = []
  const glance: GlanceStore = {
    ...stores.glance,
    reckon: (board, asked, parts) => {
      reckoned.push(parts)
      return stores.glance.reckon(board, asked, parts)
    },
  }
  const ask = createGlance({ ...stores, glance })
  return {
    ask,
    reckoned,
    async of(person) {
      const glanced = await ask(person, everything, monday)
      if (glanced.kind !== 'glance') throw new Error(JSON.stringify(glanced))
      return glanced.glance
    },
  }
}

describe('a glance', () => {
  it('is for whoever is on the board, and nobody who has left', async () => {
    const { people, ...board } = await createTestBoard(db)
    const { ask, reckoned } = asking(board)
    for (const person of Object.values(people))
      expect(await ask(person, everything, monday)).toMatchObject({ kind: 'glance' })
    const before = reckoned.length
    expect(await ask({ ...people.lead, active: false }, everything, monday)).toEqual({ kind: 'not let in' })
    expect(reckoned).toHaveLength(before)
  })

  it('is counted once for all who look, until somebody changes something', async () => {
    const board = await createTestBoard(db)
    const { of, reckoned } = asking(board)
    const { viewer, lead } = board.people
    const [before] = await Promise.all([of(viewer), of(lead), of(viewer)])
    expect(reckoned).toHaveLength(1)
    const { headline } = await board.tell(lead, 'actions list unowned')
    expect(headline).toMatch(new RegExp(`^${before.actions.unowned} open action`))
    await board.tell(lead, 'actions claim 4.5')
    expect((await of(viewer)).actions.unowned).toBe(before.actions.unowned - 1)
    expect(reckoned).toEqual([null, [expect.any(Number)]])
  })

  it('after a change has the figures of a board that is counted whole, and counts one part for one action', async () => {
    const board = await createTestBoard(db)
    await board.import(reportOf('Dale'))
    const { administrator, lead, viewer } = board.people
    const { of, reckoned } = asking(board)
    const say = (command: string) => async () =>
      expect(await board.tell(lead, command), command).toMatchObject({ kind: 'done' })
    const fill = (person: Person, command: string, fields: Record<string, string>) => async () => {
      const reply = await board.submit(person, await board.open(person, command), fields)
      expect(reply, command).toMatchObject({ kind: 'done' })
    }
    const of1 = [expect.any(Number)]
    const steps: [string, () => Promise<unknown>, unknown][] = [
      ['nothing', async () => {}, null],
      ['a claim', say('actions claim 4.5'), of1],
      ['a claim in the other report', say('actions claim DAL-1'), of1],
      [
        'progress',
        fill(lead, 'actions progress 4.5', { narrative: 'Half of it is done.', status: 'in_progress' }),
        of1,
      ],
      ['a date', say('actions date DAL-1 1 Dec 2026'), of1],
      [
        'a new action',
        fill(lead, 'actions new DAL-1', { text: 'Ask the new trust', lead: 'Wexcombe Hospice' }),
        of1,
      ],
      ['completion', fill(lead, 'actions complete 4.5', { evidence: 'Minutes of 20 November, item 4' }), of1],
      ['a release', say('actions release DAL-1'), of1],
      [
        'an action of two reports at once',
        async () => {
          await board.tell(lead, 'actions assign 4.7 Owen Hart')
          await board.tell(lead, 'actions claim DAL-1')
        },
        expect.toSatisfy((parts: Parts) => parts !== null && parts.length <= 2),
      ],
      ['a digest that was set up', () => subscribe(board), 'not counted'],
      ['a name of the board', fill(administrator, 'actions settings', { name: 'Northmere and Dale' }), null],
      ['an import', () => board.import(reportOf('Wexcombe')), null],
    ]
    for (const [what, step, counted] of steps) {
      const before = reckoned.length
      await step()
      expect(await of(viewer), what).toEqual(await asking(board).of(viewer))
      expect(reckoned.slice(before), what).toEqual(counted === 'not counted' ? [] : [counted])
    }
  })

  it('shows what is changed about the board itself', async () => {
    const board = await createTestBoard(db)
    const { of } = asking(board)
    const { viewer, administrator, lead } = board.people
    expect((await of(viewer)).board).toBe('Northmere safeguarding partnership')
    const form = await board.open(administrator, 'actions settings')
    await board.submit(administrator, form, { name: 'Northmere and Dale' })
    expect((await of(viewer)).board).toBe('Northmere and Dale')
    const clocks = (await of(viewer)).clocks.length
    await board.tell(lead, 'recommendations sent northmere 20 Nov 2026')
    expect((await of(viewer)).clocks.length).toBeLessThan(Math.max(clocks, 1))
  })

  it('is another one tomorrow, without any change', async () => {
    const board = await createTestBoard(db)
    const { ask, reckoned } = asking(board)
    const glance = await ask(board.people.viewer, everything, monday)
    const later = await ask(board.people.viewer, everything, new Date('2027-03-01T09:00:00Z'))
    if (glance.kind !== 'glance' || later.kind !== 'glance') throw new Error('There was no glance.')
    expect(reckoned).toHaveLength(2)
    expect(later.glance.actions.overdue).toBeGreaterThan(glance.glance.actions.overdue)
  })

  it('of a name that is not on the board says so, and which there are', async () => {
    const board = await createTestBoard(db)
    const { ask, reckoned } = asking(board)
    const unknown = (wish: Partial<GlanceWish>) =>
      ask(board.people.viewer, { ...everything, ...wish }, monday)
    const [first] = await board.stores.glance.organisations(board.id)
    expect(await unknown({ organisation: 'Atlantis' })).toEqual({
      kind: 'unknown',
      problem: expect.stringMatching(
        new RegExp(`^No organisation on this board is called 'Atlantis'. There (is|are) .*${first?.name}`),
      ),
    })
    expect(await unknown({ report: "' OR 1=1 --" })).toMatchObject({ kind: 'unknown' })
    expect(reckoned).toEqual([])
    expect(await unknown({ organisation: first?.name.toUpperCase() ?? '' })).toMatchObject({
      kind: 'glance',
      glance: { chosen: { organisation: first?.name, report: null } },
    })
  })

  it('of a board on which there is nothing is all zeros', async () => {
    const board = await createTestBoard(db, { draft: null })
    const { actions, organisations, due, clocks, trend, ratings } = await asking(board).of(
      board.people.viewer,
    )
    expect(new Set(Object.values(actions))).toEqual(new Set([0]))
    expect([organisations, due, clocks]).toEqual([[], [], []])
    expect(trend.map(({ overdue }) => overdue)).toEqual(Array(12).fill(0))
    expect(ratings.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0])
  })
})

describePostgres('a glance, of two processes', () => {
  it('shows what the other has changed, and what comes in late behind a newer line', async () => {
    const own = await openOwnDatabase()
    const second = await connect({ databaseUrl: own.url, dataDir: '' })
    const there = createClient(second.adapter)
    try {
      const board = await createTestBoard(own.database)
      const { lead, viewer } = board.people
      const { of, reckoned } = asking(board)
      const before = await of(viewer)
      await elsewhere(board, there).say(lead, 'actions claim 4.5')
      expect((await of(viewer)).actions.unowned).toBe(before.actions.unowned - 1)

      // A claim has its line's number, and is not committed: another change overtakes it.
      let finish: () => void = () => {}
      const held = new Promise<void>((resolve) => {
        finish = resolve
      })
      let written: () => void = () => {}
      const writing = new Promise<void>((resolve) => {
        written = resolve
      })
      const slow = there.$transaction(async (tx) => {
        const stores = createStores({
          ...tx,
          $transaction: (work: (t: unknown) => unknown) => work(tx),
        } as never)
        const action = await board.action('4.7')
        await stores.actions.apply(
          board.id,
          {
            actionId: action.id,
            what: 'claimed',
            guard: { version: action.version },
            set: { ownerId: action.owner ? null : lead.personId },
          },
          { personId: lead.personId, name: lead.personName, face: 'console', at: monday },
        )
        written()
        await held
      })
      await writing
      await board.tell(board.people.administrator, 'actions assign 4.10 Owen Hart')
      const meanwhile = await of(viewer)
      expect(await of(viewer)).toBe(meanwhile)
      finish()
      await slow
      expect((await of(viewer)).actions.unowned).not.toBe(meanwhile.actions.unowned)
      expect(reckoned).toEqual([null, ...Array(3).fill([expect.any(Number)])])
    } finally {
      await there.$disconnect()
      await second.close()
      await own.close()
    }
  })
})
