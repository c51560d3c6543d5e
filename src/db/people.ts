import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { PersonFile, PersonStore } from '../features/people/store.ts'
import { changePerson } from './change-person.ts'
import type { Queries } from './client.ts'
import { confirmName } from './confirm-name.ts'
import type { PrismaClient } from './generated/client.ts'
import { admit, findNewcomer, readNewcomers, turnAway } from './newcomers.ts'
import { addPerson, entrySelect, personSelect, toEntry, toPerson } from './person-rows.ts'

const likenessRows = z.array(z.object({ asWritten: z.string(), actions: z.coerce.number() }))

/** People of a board, the names they go by in documents, and who waits to join them. */
export function createPersonStore(prisma: PrismaClient): PersonStore {
  return {
    async list(board) {
      const rows = await prisma.person.findMany({
        where: { boardId: board, active: true },
        select: personSelect,
        orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toPerson)
    },
    async everybody(board, { offset, limit }) {
      const rows = await prisma.person.findMany({
        where: { boardId: board },
        select: entrySelect,
        orderBy: [{ active: 'desc' }, { displayName: 'asc' }, { id: 'asc' }],
        skip: offset,
        take: limit,
      })
      return rows.map(toEntry)
    },
    async count(board) {
      const [active, left] = await Promise.all([
        prisma.person.count({ where: { boardId: board, active: true } }),
        prisma.person.count({ where: { boardId: board, active: false } }),
      ])
      return { active, left }
    },
    get: (board, personId) => findFile(prisma, board, personId),
    async likenesses(board, keys) {
      if (keys.length === 0) return []
      // Asked with every list of one's own, where what Prisma adds to a statement is more than the statement takes.
      return likenessRows.parse(
        await prisma.$queryRaw`
          SELECT min("asWritten") AS "asWritten", count(*) AS actions FROM "ActionName"
           WHERE "boardId" = ${board}::uuid AND "nameKey" = ANY(${[...keys]}) AND "personId" IS NULL
           GROUP BY "nameKey" ORDER BY "nameKey"`,
      )
    },
    confirmName: (board, personId, asWritten, by) =>
      prisma.$transaction((tx) => confirmName(tx, board, personId, asWritten, by)),
    add: (board, person, by) => prisma.$transaction((tx) => addPerson(tx, board, person, by)),
    async change(board, change, by) {
      const changed = await prisma.$transaction((tx) => changePerson(tx, board, change, by))
      if (!changed.ok) return changed
      const person = await findFile(prisma, board, change.personId)
      return person ? { ...changed, person } : { ok: false, reason: 'gone' }
    },
    organisations: (board, limit) =>
      prisma.organisation.findMany({
        where: { boardId: board },
        select: { id: true, name: true },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        take: limit,
      }),
    newcomers: (board, limit) => readNewcomers(prisma, board, limit),
    newcomer: (board, id) => findNewcomer(prisma, board, id),
    admit: (board, id, as, by) => prisma.$transaction((tx) => admit(tx, board, id, as, by)),
    turnAway: (board, id, by) => prisma.$transaction((tx) => turnAway(tx, board, id, by)),
  }
}

async function findFile(db: Queries, board: BoardId, personId: Id): Promise<PersonFile | null> {
  const row = await db.person.findUnique({
    where: { boardId_id: { boardId: board, id: personId } },
    select: entrySelect,
  })
  if (!row) return null
  const openActions = await db.action.count({
    where: { boardId: board, ownerId: personId, status: { in: [...openStatuses] } },
  })
  return { ...toEntry(row), openActions }
}
