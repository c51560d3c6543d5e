import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import type { Form, FormValues } from '../../src/core/form.ts'
import type { Database } from '../../src/db/connect.ts'
import { type ActionDetail, actionStatuses, outlooks } from '../../src/features/actions/schema.ts'
import type { HistoryEntry } from '../../src/features/actions/store.ts'
import { type Cast, createTestBoard, type TestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { everythingOf } from './every-table.ts'

const refs = ['4.1', '4.2', '4.2.1', '4.2.2', '4.3', '4.5', '4.8', '4.10', "4'; --"]
const nasty = [
  '\0\u0007',
  '\'; DROP TABLE "Action"; --',
  '%_\\',
  '😀'.repeat(60),
  '\ud800',
  'שלום \u202e',
  '__proto__',
  '$1 {{x}}',
  'http://[nowhere',
  'https://records.example/7',
  'x'.repeat(4_100),
  'Kate Slater',
  'me',
  'K Slater',
]
const words = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Done', 'Waits for IT', 'Minutes https://records.example/7') },
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
)

/** Somebody types something, and when a form opens fills it in with anything. */
type Deed = { who: keyof Cast; text: string; values: FormValues }
const anyDeed: fc.Arbitrary<Deed> = fc.record({
  who: fc.constantFrom<keyof Cast>('viewer', 'kate', 'owen', 'lead', 'lead', 'lead', 'administrator'),
  text: fc
    .tuple(
      fc.oneof(
        {
          weight: 6,
          arbitrary: fc.constantFrom(
            'claim',
            'release',
            'assign',
            ...Array<string>(5).fill('progress'),
            'complete',
            'complete',
            'complete',
            'new',
            'alias',
          ),
        },
        { weight: 1, arbitrary: fc.constantFrom(...commands.map(({ name }) => name)) },
      ),
      fc.constantFrom(...refs),
      fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: words }),
    )
    .map((parts) => `actions ${parts.join(' ')}`),
  values: fc.record(
    {
      narrative: words,
      blockers: words,
      evidence: words,
      text: words,
      person: fc.constantFrom('Kate Slater', 'owen', 'Vera', 'nobody'),
      lead: words,
      due: fc.constantFrom('', '31 March 2027', 'never', '\0'),
      status: fc.constantFrom(
        'in_progress',
        'in_progress',
        'blocked',
        'blocked',
        'nonsense',
        ...actionStatuses,
      ),
      outlook: fc.constantFrom(...outlooks, null),
    },
    { requiredKeys: ['narrative', 'text'] },
  ),
})

let db: Database
let board: TestBoard
let other: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  other = await createTestBoard(db)
})
afterAll(() => db.close())

const known = ({ fields }: Form, values: FormValues): FormValues =>
  Object.fromEntries(fields.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])))

async function perform({ who, text, values }: Deed): Promise<void> {
  const person = board.people[who]
  // `say` throws when anything went wrong that was not meant to.
  const reply = await board.say(person, text)
  if (reply.type === 'form') await board.submit(person, reply, known(reply, values))
}

async function allActions(): Promise<{ action: ActionDetail; history: HistoryEntry[] }[]> {
  const slice = { offset: 0, limit: 1_000 }
  const summaries = await board.stores.actions.list(board.id, {}, slice, '2026-11-23' as never)
  return Promise.all(
    summaries.map(async (summary) => {
      const action = await board.action(summary.ref)
      // A list reads by other ways than a card, the last note above all, and has to say the same.
      expect(action).toMatchObject(summary)
      return { action, history: await board.stores.actions.history(board.id, summary.id) }
    }),
  )
}

/** What is true of an action, whatever has been done to it. */
function holdsTogether(action: ActionDetail, history: readonly HistoryEntry[]): void {
  const about = `${action.ref}, ${action.status}`
  const versions = history.filter(({ what, after }) => what !== 'name confirmed' || after['as'] === 'owner')
  expect(
    versions.map(({ version }) => version),
    `${about}: a line of history for each version`,
  ).toEqual(Array.from({ length: action.version }, (_, n) => n + 1))
  expect(action.completedOn !== null, about).toBe(action.status === 'complete')
  if (action.status === 'blocked') expect(action.blockers, about).not.toBeNull()
  expect(action.outlookReason !== null, about).toBe(action.outlook !== 'on_track')
  if (action.status === 'complete') expect(action.evidence.length, about).toBeGreaterThan(0)
  const notes = history.filter(({ narrative }) => narrative !== null)
  expect(action.lastProgress?.narrative ?? null, about).toBe(notes.at(-1)?.narrative ?? null)
  expect(action.owner?.name, about).not.toBe('Vera Ingham')
}

describe('whatever people do all day', () => {
  it('nothing breaks, nothing is rewritten, and the other board never knows', async () => {
    const audit = async (): Promise<unknown[]> =>
      board.prisma.auditEvent.findMany({ where: { boardId: board.id }, orderBy: { seq: 'asc' } })
    const others = await everythingOf(db, other)
    const trailBefore = await audit()
    const dates = new Map((await allActions()).map(({ action }) => [action.id, action.originalDueOn]))
    const deeds = fc.sample(anyDeed, { numRuns: 300, seed: 20_261_123 })
    for (const [minute, deed] of deeds.entries()) {
      board.now = new Date(Date.parse('2026-11-23T09:00:00Z') + minute * 60_000)
      await perform(deed)
    }
    const after = await allActions()
    for (const { action, history } of after) {
      holdsTogether(action, history)
      if (dates.has(action.id)) expect(action.originalDueOn).toBe(dates.get(action.id))
    }
    const trail = await audit()
    expect(trail.slice(0, trailBefore.length)).toEqual(trailBefore)
    expect(await everythingOf(db, other)).toEqual(others)
    // Enough went through for all of this to mean something.
    const did = new Set(after.flatMap(({ history }) => history.map(({ what }) => what)))
    expect([...did].sort()).toEqual(
      expect.arrayContaining([
        'added',
        'assigned',
        'blocked',
        'claimed',
        'completed',
        'progressed',
        'released',
        'reopened',
        'started',
      ]),
    )
    expect(trail.length).toBeGreaterThan(trailBefore.length + 40)
  })
})
