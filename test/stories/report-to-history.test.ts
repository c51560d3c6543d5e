import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/commands.ts'
import { dispatch } from '../../src/core/dispatch.ts'
import { authoriseOperator } from '../../src/core/permission.ts'
import { createRegistry } from '../../src/core/registry.ts'
import { createDirectory } from '../../src/db/boards.ts'
import { createClient } from '../../src/db/client.ts'
import type { Database } from '../../src/db/connect.ts'
import { createStores } from '../../src/db/stores.ts'
import { runConsole } from '../../src/faces/console/repl.ts'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import { openTestDatabase } from '../support/database.ts'

/** A Monday morning in London. */
const now = new Date('2026-11-23T09:30:00Z')
const own = fileURLToPath(new URL('../cli/fixtures/wexcombe-plan.txt', import.meta.url))
const seeds = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url))

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Imports a document into a board of its own and holds a whole conversation there; gives what was printed. */
async function converse(file: string, person: string, lines: readonly string[]): Promise<string> {
  const prisma = createClient(database.adapter)
  const stores = createStores(prisma)
  const directory = createDirectory(prisma)
  const made = await directory.createBoard(`story-${randomUUID().slice(0, 8)}`, 'Story board')
  const board = authoriseOperator(made.id)
  const operator = { personId: null, name: 'The operator', face: 'cli', at: now } as const
  await stores.people.add(board, { displayName: person, role: 'lead' }, operator)
  const draft = readDraft({ name: 'document.txt', bytes: readFileSync(file) })
  if (!draft.ok) throw new Error(draft.message)
  await stores.reports.commit(board, draft.draft, null, operator)
  const [actor] = await directory.members(made.slug)
  if (!actor) throw new Error('Nobody is on the board.')
  const registry = createRegistry(commands)
  const failures: unknown[] = []
  const log = { info: () => undefined, error: (_event: string, error: unknown) => failures.push(error) }
  let printed = ''
  await runConsole({
    answer: (text, submission) =>
      dispatch(
        registry,
        { text, actor, face: 'console', now, ...(submission ? { submission } : {}) },
        stores,
        log,
      ),
    input: Readable.from([lines.map((line) => `${line}\n`).join('')]),
    output: new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk)
        done()
      },
    }),
    width: 100,
    log,
  })
  expect(failures).toEqual([])
  return printed
}

/** Asserts that the passages stand in a text, in this order. */
function expectInOrder(text: string, passages: readonly (string | RegExp)[]): void {
  let from = 0
  for (const passage of passages) {
    const rest = text.slice(from)
    const at = typeof passage === 'string' ? rest.indexOf(passage) : rest.search(passage)
    expect(
      at,
      `'${passage}' after:\n${text.slice(Math.max(0, from - 600), from)}\n…in:\n${rest.slice(0, 1500)}`,
    ).toBeGreaterThanOrEqual(0)
    from += at + 1
  }
}

const day = [
  '/actions claim REF',
  '/actions progress REF',
  'First audit done: 14 of 16 records complete.',
  '',
  'blocked',
  'at risk',
  'The supplier has not dated the change.',
  '',
  'https://records.example/audit-1',
  '',
  '/actions complete REF',
  '',
  'The change is live and was tested.',
  '',
  '/actions history REF',
  'exit',
]

describe('a document becomes work, and work becomes history', () => {
  it('from a plan of our own: claimed, blocked with a reason, completed with evidence, all of it on record', async () => {
    const printed = await converse(
      own,
      'Ada Moss',
      day.map((line) => line.replace('REF', '2.1.2')),
    )
    expectInOrder(printed, [
      '✓ 2.1.2 is yours',
      'Progress on 2.1.2',
      'Train every team in its use.',
      '1 of 5',
      'Needed when it is blocked, at risk or off track.',
      '✓ 2.1.2 is blocked, at risk',
      'Complete 2.1.2',
      'Evidence so far',
      '✓ 2.1.2 is complete and waits for sign-off by somebody other than its owner.',
      '2.1.2: 4 entries in its history',
      /The operator \(cli\) · Imported/,
      /Mon 23 Nov, 09:30 +Ada Moss \(console\) · Claimed/,
      'Ada Moss (console) · Blocked',
      "'First audit done: 14 of 16 records complete.'",
      'status: blocked (was not started)',
      'in the way: The supplier has not dated the change.',
      'evidence: audit-1 (records.example)',
      'Completed, awaiting sign-off',
      "'The change is live and was tested.'",
    ])
  })

  const plans = existsSync(seeds)
    ? readdirSync(seeds).filter((name) =>
        /\t.*\t.*\t/.test(readFileSync(seeds + name, 'utf8').slice(0, 2000)),
      )
    : []
  it.skipIf(plans.length === 0)(
    'from a real plan, when the shared documents are beside the project',
    async () => {
      const printed = await converse(`${seeds}${plans[0]}`, 'Kate Slater', [
        '/actions mine',
        '1',
        'y',
        '/actions mine',
        ...day.map((line) => line.replace('REF', '4.2.3')),
      ])
      expectInOrder(printed, [
        '1 action is yours: 1 overdue',
        "The plans name 'K Slater' on 2 actions. Is this you?",
        "✓ 'K Slater' is you: you own 4.3 and 4.6.",
        '3 actions are yours: 3 overdue',
        '✓ 4.2.3 is yours',
        '✓ 4.2.3 is blocked, at risk',
        '✓ 4.2.3 is complete',
        '4.2.3: 4 entries in its history',
      ])
    },
  )
})
