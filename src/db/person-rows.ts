import { randomUUID } from 'node:crypto'
import type { BoardId } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { NewPerson, Person, PersonEntry } from '../features/people/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { findOrAddOrganisation } from './organisations.ts'

/** What is read of a person. */
export const personSelect = {
  id: true,
  displayName: true,
  email: true,
  role: true,
  active: true,
  organisation: { select: { id: true, name: true } },
  aliases: { select: { alias: true }, orderBy: { alias: 'asc' } },
  board: { select: { id: true, slug: true, name: true } },
} as const satisfies Prisma.PersonSelect

/** The same, with where they are known on chat. */
export const entrySelect = {
  ...personSelect,
  version: true,
  identities: {
    select: { platform: true, workspaceId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  },
} as const satisfies Prisma.PersonSelect

/** A row as the features know it. */
export function toPerson(row: Prisma.PersonGetPayload<{ select: typeof personSelect }>): Person {
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

/** A row as the administrators' list knows it. */
export function toEntry(row: Prisma.PersonGetPayload<{ select: typeof entrySelect }>): PersonEntry {
  return {
    ...toPerson(row),
    version: row.version,
    organisationId: row.organisation?.id ?? null,
    accounts: row.identities,
  }
}

/** Adds a person, and says so in the audit trail. */
export async function addPerson(tx: Queries, board: BoardId, person: NewPerson, by: By): Promise<Person> {
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
