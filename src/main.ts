import { commands } from './commands.ts'
import type { Config } from './config.ts'
import type { FaceName, Reply, Submission } from './core/command.ts'
import type { Courier } from './core/courier.ts'
import { dispatch, helpFor, readText } from './core/dispatch.ts'
import { type Log, PlainError } from './core/errors.ts'
import type { BoardId } from './core/ids.ts'
import { authoriseOperator, type Membership } from './core/permission.ts'
import type { Place } from './core/place.ts'
import type { Office, PageOffice } from './core/ports.ts'
import { createRegistry, type Registry } from './core/registry.ts'
import { createDirectory } from './db/boards.ts'
import { createClient } from './db/client.ts'
import { connect } from './db/connect.ts'
import { createConversations } from './db/conversations.ts'
import { createDailyRound } from './db/daily-round.ts'
import { createPages, createReceipts, createTokenShelf } from './db/desk.ts'
import { createDigestSlots } from './db/digest-slots.ts'
import { createDoor, createInvitation } from './db/door.ts'
import { createHealthStore } from './db/health.ts'
import { createOutbox } from './db/outbox.ts'
import { createStores } from './db/stores.ts'
import type { Directory } from './features/boards/store.ts'
import { createWorker, type WorkerOptions } from './features/deliveries/jobs.ts'
import type { DeliveryFigures } from './features/deliveries/store.ts'
import { createGlance } from './features/glance/glance.ts'
import type { HealthStore } from './features/health/store.ts'
import type { Stores } from './features/stores.ts'
import { composersOf, tasksOf } from './jobs/list.ts'
import type { Jobs } from './jobs/runner.ts'

/** The product, put together: what every face and the operator's command line work with. */
export type App = {
  registry: Registry<Stores>
  stores: Stores
  directory: Directory
  /** Answers a request of a member; never throws. */
  answer(
    actor: Membership,
    face: FaceName,
    text: string,
    submission?: Submission,
    place?: Place,
  ): Promise<Reply>
  /** What a chat face is given. */
  office(face: 'slack' | 'teams'): Office
  /** What a page of the board's own is given. */
  pageOffice(): PageOffice
  /** A one-time code that connects a workspace to a board. */
  invite(board: BoardId): Promise<string>
  /** Tells of every answer from now on. */
  watch(watcher: Watcher): void
  /** How deliveries stand, of every board. */
  figures(): Promise<DeliveryFigures>
  /** How the whole installation stands. */
  health: HealthStore
  /** Starts the clock of this process: what is due is written, and sent by these couriers. */
  jobs(couriers: readonly Courier[], tuning?: Tuning): Promise<Jobs>
  /** Whether the database answers. */
  ready(): Promise<boolean>
  close(): Promise<void>
}

/** Told which command was answered ('actions mine', or 'unknown'), where, with what, and how many milliseconds it took. */
export type Watcher = (command: string, face: FaceName, kind: string, ms: number) => void

/**
 * How fast the clock goes and the worker works, and whose words it sends; only tests say otherwise. `every` is when each
 * task runs, as cron has it.
 */
export type Tuning = Partial<WorkerOptions> & { pollMs?: number; every?: string }

export type AppOptions = {
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>
  log: Log
  /** A board in memory, gone at the end. */
  memory?: boolean
  /** The clock; only tests say otherwise. */
  now?: () => Date
}

/** Opens the database, brings it up to date and puts the product together. */
export async function openApp({
  config,
  log,
  memory = false,
  now = () => new Date(),
}: AppOptions): Promise<App> {
  const registry = createRegistry(commands)
  const database = await connect({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, memory }, log)
  const prisma = createClient(database.adapter)
  const stores = createStores(prisma)
  const outbox = createOutbox(prisma, now, authoriseOperator)
  let watcher: Watcher | null = null
  const answer: App['answer'] = async (actor, face, text, submission, place) => {
    const asked = { ...(submission ? { submission } : {}), ...(place ? { place } : {}) }
    const startedAt = performance.now()
    const reply = await dispatch(registry, { text, actor, face, now: now(), ...asked }, stores, log)
    if (watcher) {
      const reading = readText(registry, text)
      const command =
        reading.kind === 'command' ? `${reading.command.group} ${reading.command.name}` : 'unknown'
      watcher(command, face, reply.type === 'view' ? reply.kind : 'form', performance.now() - startedAt)
    }
    return reply
  }
  const desk = {
    door: createDoor(prisma, now),
    shelf: createTokenShelf(prisma),
    receipts: createReceipts(prisma, now),
    pages: createPages(prisma, now),
    conversations: createConversations(prisma, now),
  }
  const glance = createGlance(stores)
  return {
    registry,
    stores,
    directory: createDirectory(prisma),
    answer,
    office: (face) => ({
      answer: (actor, text, submission, place) => answer(actor, face, text, submission, place),
      answerAll: (actor, text) =>
        dispatch(registry, { text, actor, face, now: now(), audience: 'public' }, stores, log),
      help: (text) => helpFor(registry, text),
      ...desk,
    }),
    pageOffice: () => ({
      answer: (actor, text, submission) => answer(actor, 'tab', text, submission),
      async glance(actor, wish) {
        const startedAt = performance.now()
        const glanced = await glance(actor, wish, now())
        watcher?.(
          'glance',
          'tab',
          glanced.kind === 'glance' ? 'answer' : 'refusal',
          performance.now() - startedAt,
        )
        return glanced
      },
      door: desk.door,
      receipts: desk.receipts,
    }),
    invite: (board) => createInvitation(prisma, board, now()),
    watch(next) {
      watcher = next
    },
    figures: () => outbox.figures(),
    health: createHealthStore(prisma, database.kind === 'embedded' ? 'embedded' : 'server'),
    async jobs(couriers, { pollMs, every, ...tuning } = {}) {
      // Only the server has a clock: the other tools start without it.
      const { startJobs } = await import('./jobs/runner.ts')
      const worker = createWorker({
        outbox,
        couriers,
        composers: composersOf(stores),
        addresses: desk.door.addresses,
        log,
        now,
        ...tuning,
      })
      const slots = createDigestSlots(prisma, authoriseOperator)
      const round = createDailyRound(prisma, authoriseOperator)
      const tasks = tasksOf({ slots, round }).map((task) => (every ? { ...task, expression: every } : task))
      return startJobs({ tasks, worker, log, now, ...(pollMs ? { pollMs } : {}) })
    },
    ready: () =>
      prisma.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ),
    async close() {
      await prisma.$disconnect()
      await database.close()
    },
  }
}

/**
 * The board the operator means: the one named, or the only one there is. Throws a PlainError that lists them; `how` is
 * where to name one.
 */
export async function chooseBoard(
  directory: Directory,
  named: string | undefined,
  how = '--board',
): Promise<{ id: string; slug: string; name: string }> {
  const boards = await directory.boards()
  const [only] = boards
  if (!only) {
    throw new PlainError(
      "There is no board yet. Create one: followthrough board add northmere 'Northmere safeguarding partnership'",
    )
  }
  if (named === undefined && boards.length === 1) return only
  const found = boards.find(({ slug }) => slug === named?.toLowerCase())
  if (found) return found
  const list = boards.map(({ slug }) => slug).join(', ')
  throw new PlainError(
    named === undefined
      ? `Say which board with ${how}: ${list}.`
      : `There is no board '${named}'. There are: ${list}.`,
  )
}
