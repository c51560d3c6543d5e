import { randomBytes } from 'node:crypto'
import { commands } from '../../src/commands.ts'
import type { Reply, Submission } from '../../src/core/command.ts'
import { dispatch } from '../../src/core/dispatch.ts'
import type { Log } from '../../src/core/errors.ts'
import type { Form, FormValues } from '../../src/core/form.ts'
import type { BoardId } from '../../src/core/ids.ts'
import { authoriseOperator, type Role } from '../../src/core/permission.ts'
import type { Place } from '../../src/core/place.ts'
import { createRegistry } from '../../src/core/registry.ts'
import type { View } from '../../src/core/view.ts'
import { createDirectory } from '../../src/db/boards.ts'
import { createClient } from '../../src/db/client.ts'
import type { Database } from '../../src/db/connect.ts'
import type { PrismaClient } from '../../src/db/generated/client.ts'
import { createStores } from '../../src/db/stores.ts'
import type { ActionDetail } from '../../src/features/actions/schema.ts'
import type { By } from '../../src/features/actions/store.ts'
import type { NewPerson, Person } from '../../src/features/people/store.ts'
import type { Draft } from '../../src/features/reports/import/schema.ts'
import type { Imported } from '../../src/features/reports/store.ts'
import type { Stores } from '../../src/features/stores.ts'
import { smallPlan } from '../features/reports/small-plan.ts'

/** The Monday from which the small plan is seen, at nine in London. */
export const monday = new Date('2026-11-23T09:00:00Z')

/** The people of every test board: one of each role, and a second owner. Kate is the plan's K Slater, if she says so. */
const cast = {
  viewer: { displayName: 'Vera Ingham', role: 'viewer' },
  kate: { displayName: 'Kate Slater', role: 'owner', email: 'kate@northmere.example' },
  owen: { displayName: 'Owen Hart', role: 'owner' },
  lead: { displayName: 'Leila Morgan', role: 'lead' },
  administrator: { displayName: 'Adam Brandt', role: 'administrator' },
} as const satisfies Record<string, NewPerson>

export type Cast = Record<keyof typeof cast, Person>

export type TestBoard = {
  id: BoardId
  slug: string
  name: string
  people: Cast
  prisma: PrismaClient
  stores: Stores
  /** The moment at which people act; tests move it on. */
  now: Date
  /** The channel that people speak in; null at a prompt. */
  place: Place | null
  /** Dispatches what somebody types, through the real registry. A surprise is thrown, not answered. */
  say(person: Person, text: string, submission?: Submission, audience?: View['audience']): Promise<Reply>
  /** `say`, for what must answer with a view. */
  tell(person: Person, text: string, submission?: Submission): Promise<View>
  /** `say`, for what must open a form. */
  open(person: Person, text: string): Promise<Form>
  /** Submits a form as it stands but for these values. */
  submit(person: Person, form: Form, values: FormValues): Promise<Reply>
  add(role: Role, displayName: string): Promise<Person>
  import(draft: Draft): Promise<Imported>
  action(ref: string): Promise<ActionDetail>
}

export type TestBoardOptions = {
  name?: string
  /** What is imported; the small plan unless said otherwise. */
  draft?: Draft | null
  /** For tests that listen to the statements. */
  prisma?: PrismaClient
}

/** A board of its own for a test: its people, and a plan committed as an import would. */
export async function createTestBoard(db: Database, options: TestBoardOptions = {}): Promise<TestBoard> {
  const { name = 'Northmere safeguarding partnership', draft = smallPlan(), prisma = clientOf(db) } = options
  const stores = createStores(prisma)
  const created = await createDirectory(prisma).createBoard(`test-${randomBytes(8).toString('hex')}`, name)
  const id = authoriseOperator(created.id)
  const add = (person: NewPerson): Promise<Person> => stores.people.add(id, person, operatorAt(monday))
  const board: TestBoard = {
    ...created,
    id,
    prisma,
    stores,
    now: monday,
    place: null,
    people: {
      viewer: await add(cast.viewer),
      kate: await add(cast.kate),
      owen: await add(cast.owen),
      lead: await add(cast.lead),
      administrator: await add(cast.administrator),
    },
    say: (person, text, submission, audience) => answer(board, person, text, submission, audience),
    tell: async (person, text, submission) => asView(await board.say(person, text, submission)),
    open: async (person, text) => asForm(await board.say(person, text)),
    submit: (person, form, values) => board.say(person, form.command, filledIn(form, values)),
    add: (role, displayName) => add({ role, displayName }),
    import: (more) => stores.reports.commit(id, more, null, operatorAt(board.now)),
    async action(ref) {
      const found = await stores.actions.byRef(id, ref)
      if (!found) throw new Error(`The test's board has no action ${ref}.`)
      return found
    },
  }
  if (draft) await board.import(draft)
  return board
}

/** The same board as another process asks for it, through a client of its own. */
export function elsewhere(board: TestBoard, prisma: PrismaClient): Pick<TestBoard, 'say'> {
  const there = { ...board, prisma, stores: createStores(prisma) }
  return { say: (person, text, submission) => answer(there, person, text, submission) }
}

const clients = new WeakMap<Database, PrismaClient>()

/** One client a database, as in the product: each would listen to the same pool. */
function clientOf(db: Database): PrismaClient {
  const client = clients.get(db) ?? createClient(db.adapter)
  clients.set(db, client)
  return client
}

/** The operator at the command line, for the audit trail. */
export function operatorAt(at: Date): By {
  return { personId: null, name: 'operator', face: 'cli', at }
}

/** What a form brings back when somebody changes these values and leaves the rest. */
export function filledIn(form: Form, values: FormValues): Submission {
  const asShown = Object.fromEntries(form.fields.map((field) => [field.name, field.value]))
  return { values: { ...asShown, ...values }, hidden: form.hidden }
}

export function asView(reply: Reply): View {
  if (reply.type !== 'view') throw new Error(`Expected a view, but a form opened: ${reply.title}`)
  return reply
}

export function asForm(reply: Reply): Form {
  if (reply.type !== 'form') throw new Error(`Expected a form, but was told: ${reply.headline}`)
  return reply
}

const registry = createRegistry(commands)

async function answer(
  board: TestBoard,
  person: Person,
  text: string,
  submission: Submission | undefined,
  audience: View['audience'] = 'private',
): Promise<Reply> {
  const failures: unknown[] = []
  const log: Log = { info: () => {}, error: (_event, error) => void failures.push(error) }
  const request = {
    text,
    actor: person,
    face: 'console' as const,
    now: board.now,
    audience,
    ...(submission ? { submission } : {}),
    ...(board.place ? { place: board.place } : {}),
  }
  const reply = await dispatch(registry, request, board.stores, log)
  if (failures.length > 0) throw failures[0]
  return reply
}
