import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/db/connect.ts'
import type { TestBoard } from '../support/board.ts'
import { furnishChat } from './chat-rows.ts'
import { furnishOutbox } from './outbox-rows.ts'

/** The tables that hold rows of boards: those with a board's id. */
export async function boardTables(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'boardId' ORDER BY table_name`,
  )
  return rows.map(({ name }) => name)
}

/** Everything the database holds of a board, as text, table by table. */
export async function everythingOf(db: Database, board: TestBoard): Promise<Map<string, string[]>> {
  const all = new Map<string, string[]>()
  for (const table of await boardTables(db)) {
    const { rows } = await db.pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM "${table}" t WHERE t."boardId" = $1 ORDER BY 1`,
      [board.id],
    )
    all.set(
      table,
      rows.map(({ row }) => row),
    )
  }
  return all
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Every id a board has: its own and its rows'. */
export async function idsOf(db: Database, board: TestBoard): Promise<Set<string>> {
  const rows = [...(await everythingOf(db, board)).values()].flat()
  return new Set([board.id, ...rows.flatMap((row) => row.match(uuid) ?? [])])
}

/** Puts a row into every table an import does not fill: by use where there is a command, by hand where there is none yet. */
export async function furnish(board: TestBoard): Promise<void> {
  const { kate, owen, lead } = board.people
  await board.tell(lead, 'actions assign 4.1 Kate Slater')
  await board.tell(kate, 'actions progress 4.1 The field is in the template')
  await board.tell(kate, 'actions complete 4.1 Template https://records.example/template')
  await board.tell(kate, 'actions alias K Slater')
  await board.tell(lead, 'actions assign 4.10 Owen Hart')
  const action = await board.action('4.9')
  await board.prisma.actionContributor.create({
    data: { boardId: board.id, actionId: action.id, personId: owen.personId },
  })
  const organisation = await board.prisma.organisation.findFirstOrThrow({ where: { boardId: board.id } })
  await board.prisma.organisationAlias.create({
    data: {
      boardId: board.id,
      id: randomUUID(),
      organisationId: organisation.id,
      alias: 'NHT',
      aliasKey: 'nht',
    },
  })
  await board.prisma.person.update({
    where: { boardId_id: { boardId: board.id, id: owen.personId } },
    data: { organisationId: organisation.id },
  })
  await furnishChat(board)
  await furnishOutbox(board)
}
