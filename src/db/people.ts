import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import { isOpen } from '../features/actions/lifecycle.ts'
import type { By } from '../features/actions/store.ts'
import type { Confirmed, NewPerson, Person, PersonStore } from '../features/people/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
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

/** Only a confirmed name reaches this; the unique key of PersonAlias decides between two who claim one name. */
async function confirmName(
  tx: Queries,
  board: BoardId,
  personId: Id,
  asWritten: string,
  by: By,
): Promise<Confirmed> {
  const aliasKey = nameKey(asWritten)
  const named = await tx.actionName.findMany({
    where: { boardId: board, nameKey: aliasKey, personId: null },
    select: {
      position: true,
      action: { select: { id: true, ref: true, ownerId: true, status: true, version: true } },
    },
    orderBy: { action: { refSort: 'asc' } },
  })
  const { count } = await tx.personAlias.createMany({
    data: [
      {
        boardId: board,
        id: randomUUID(),
        personId,
        alias: asWritten,
        aliasKey,
        confirmedById: by.personId ?? personId,
        confirmedAt: by.at,
      },
    ],
    skipDuplicates: true,
  })
  if (count === 0) {
    const holder = await tx.personAlias.findUniqueOrThrow({
      where: { boardId_aliasKey: { boardId: board, aliasKey } },
      select: { person: { select: { displayName: true } } },
    })
    return { ok: false, reason: 'taken', by: holder.person.displayName }
  }
  if (named.length === 0) return { ok: false, reason: 'no such name' }
  await tx.actionName.updateMany({
    where: { boardId: board, nameKey: aliasKey, personId: null },
    data: { personId },
  })
  const owned: string[] = []
  const contributed: string[] = []
  for (const { position, action } of named) {
    const owns = position === 0 && action.ownerId === null && isOpen(action.status)
    if (action.ownerId === personId) continue
    if (owns) {
      await tx.action.updateMany({
        where: { boardId: board, id: action.id, ownerId: null },
        data: { ownerId: personId, version: { increment: 1 }, updatedAt: by.at },
      })
    } else {
      await tx.actionContributor.createMany({
        data: [{ boardId: board, actionId: action.id, personId }],
        skipDuplicates: true,
      })
    }
    ;(owns ? owned : contributed).push(action.ref)
    await appendAudit(tx, board, by, [
      {
        what: 'name confirmed',
        subject: 'action',
        subjectId: action.id,
        subjectRef: action.ref,
        subjectVersion: owns ? action.version + 1 : action.version,
        after: { name: asWritten, as: owns ? 'owner' : 'contributor' },
      },
    ])
  }
  return { ok: true, owned, contributed }
}
