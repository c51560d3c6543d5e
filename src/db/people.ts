import { randomUUID } from 'node:crypto'
import type { BoardId } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { NewPerson, Person, PersonStore } from '../features/people/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { confirmName } from './confirm-name.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { findOrAddOrganisation } from './organisations.ts'

const personSelect = {
  id: true,
  displayName: true,
  email: true,
  role: true,
  active: true,
  organisation: { select: { name: true } },
  aliases: { select: { alias: true }, orderBy: { alias: 'asc' } },
  board: { select: { id: true, slug: true, name: true } },
} as const satisfies Prisma.PersonSelect

function toPerson(row: Prisma.PersonGetPayload<{ select: typeof personSelect }>): Person {
  return {
    boardId: row.board.id,
    boardSlug: row.board.slug,
    boardName: row.board.name,
    personId: row.id,
    personName: row.displayName,
    role: row.role,
    active: row.active,
    email: row.email,
    organisation: row.organisation?.name ?? null,
    aliases: row.aliases.map(({ alias }) => alias),
  }
}

/** People of a board, and the names they go by in documents. */
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
    async likenesses(board, keys) {
      if (keys.length === 0) return []
      const names = await prisma.actionName.groupBy({
        by: ['nameKey'],
        where: { boardId: board, nameKey: { in: [...keys] }, personId: null },
        _count: { actionId: true },
        _min: { asWritten: true },
        orderBy: { nameKey: 'asc' },
      })
      return names.map((name) => ({ asWritten: name._min.asWritten ?? '', actions: name._count.actionId }))
    },
    confirmName: (board, personId, asWritten, by) =>
      prisma.$transaction((tx) => confirmName(tx, board, personId, asWritten, by)),
    add: (board, person, by) => prisma.$transaction((tx) => addPerson(tx, board, person, by)),
  }
}

async function addPerson(tx: Queries, board: BoardId, person: NewPerson, by: By): Promise<Person> {
  const id = randomUUID()
  const organisationId = person.organisation
    ? await findOrAddOrganisation(tx, board, person.organisation)
    : null
  const row = await tx.person.create({
    data: {
      boardId: board,
      id,
      displayName: person.displayName,
      nameKey: nameKey(person.displayName),
      email: person.email?.toLowerCase() ?? null,
      jobTitle: person.jobTitle ?? null,
      role: person.role,
      organisationId,
    },
    select: personSelect,
  })
  await appendAudit(tx, board, by, [
    {
      what: 'added',
      subject: 'person',
      subjectId: id,
      subjectRef: person.displayName,
      after: { role: person.role },
    },
  ])
  return toPerson(row)
}
