import type { BoardId, Id } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import type { By } from '../features/actions/store.ts'
import type { PersonChange, PersonChanged, PersonEntry } from '../features/people/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { giveNames } from './confirm-name.ts'
import { findOrAddOrganisation } from './organisations.ts'
import { entrySelect, toEntry } from './person-rows.ts'

type Changed = Exclude<PersonChanged, { ok: true }> | Omit<Extract<PersonChanged, { ok: true }>, 'person'>

/**
 * One administrator at a time changes who is on a board: two who demote each other at one moment would otherwise
 * both find the other still there. Rows that refer to the board are written meanwhile.
 */
export async function lockBoard(tx: Queries, board: BoardId): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Board" WHERE "id" = ${board}::uuid FOR NO KEY UPDATE`
}

/** Who last changed something, by its audit trail. */
export async function lastChangedBy(tx: Queries, board: BoardId, subjectId: Id): Promise<string | null> {
  const event = await tx.auditEvent.findFirst({
    where: { boardId: board, subjectId },
    select: { actorName: true },
    orderBy: { seq: 'desc' },
  })
  return event?.actorName ?? null
}

/** Changes a person as an administrator's form says, whole or not at all. */
export async function changePerson(
  tx: Queries,
  board: BoardId,
  change: PersonChange,
  by: By,
): Promise<Changed> {
  await lockBoard(tx, board)
  // The person before any name, as everybody does who changes both: see confirmName.
  await tx.$queryRaw`
    SELECT 1 FROM "Person" WHERE "boardId" = ${board}::uuid AND "id" = ${change.personId}::uuid FOR NO KEY UPDATE`
  const where = { boardId: board, id: change.personId }
  const row = await tx.person.findUnique({ where: { boardId_id: where }, select: entrySelect })
  if (!row) return { ok: false, reason: 'gone' }
  const before = toEntry(row)
  const refused = await whyNot(tx, board, before, change)
  if (refused) return refused
  const held = new Set(before.aliases.map(nameKey))
  const wanted = new Map(change.aliases.map((alias) => [nameKey(alias), alias]))
  const added = [...wanted].filter(([key]) => !held.has(key)).map(([, alias]) => alias)
  const given = await giveNames(tx, board, change.personId, added, by)
  if (!given.ok) return { ok: false, reason: 'name taken', name: given.name, by: given.by }
  await takeNames(
    tx,
    board,
    change.personId,
    [...held].filter((key) => !wanted.has(key)),
  )
  const after = await tx.person.update({
    where: { boardId_id: where },
    data: {
      role: change.role,
      email: change.email?.toLowerCase() ?? null,
      active: change.active,
      version: { increment: 1 },
      organisationId: await organisationOf(tx, board, change.organisation),
    },
    select: entrySelect,
  })
  await sayWhatChanged(tx, board, before, toEntry(after), by)
  return { ok: true, before, owned: given.owned, contributed: given.contributed }
}

async function whyNot(
  tx: Queries,
  board: BoardId,
  before: PersonEntry,
  change: PersonChange,
): Promise<Extract<Changed, { ok: false }> | null> {
  if (before.version !== change.version)
    return { ok: false, reason: 'changed', by: await lastChangedBy(tx, board, change.personId) }
  const others = { boardId: board, id: { not: change.personId } }
  const runs = (person: Pick<PersonEntry, 'role' | 'active'>): boolean =>
    person.active && person.role === 'administrator'
  if (runs(before) && !runs(change)) {
    const left = await tx.person.count({ where: { ...others, role: 'administrator', active: true } })
    if (left === 0) return { ok: false, reason: 'last administrator' }
  }
  if (change.email) {
    const holder = await tx.person.findFirst({
      where: { ...others, email: change.email.toLowerCase() },
      select: { displayName: true },
    })
    if (holder) return { ok: false, reason: 'e-mail taken', by: holder.displayName }
  }
  return null
}

/** A name that is not theirs after all is nobody's again where plans bear it; actions that came with it stay theirs. */
async function takeNames(tx: Queries, board: BoardId, personId: Id, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.personAlias.deleteMany({ where: { boardId: board, personId, aliasKey: { in: [...keys] } } })
  await tx.actionName.updateMany({
    where: { boardId: board, personId, nameKey: { in: [...keys] } },
    data: { personId: null },
  })
}

async function organisationOf(
  tx: Queries,
  board: BoardId,
  organisation: PersonChange['organisation'],
): Promise<Id | null> {
  if (organisation === null) return null
  return 'id' in organisation ? organisation.id : findOrAddOrganisation(tx, board, organisation.name)
}

async function sayWhatChanged(
  tx: Queries,
  board: BoardId,
  before: PersonEntry,
  after: PersonEntry,
  by: By,
): Promise<void> {
  const said = (person: PersonEntry) => ({
    role: person.role,
    organisation: person.organisation,
    email: person.email,
    'names in plans': person.aliases.join(', ') || null,
    'on the board': person.active,
  })
  const [was, is] = [said(before), said(after)]
  const changed = (Object.keys(is) as (keyof typeof is)[]).filter((name) => was[name] !== is[name])
  if (changed.length === 0) return
  const only = (person: typeof is): Record<string, string | boolean | null> =>
    Object.fromEntries(changed.map((name) => [name, person[name]]))
  await appendAudit(tx, board, by, [
    {
      what: 'person changed',
      subject: 'person',
      subjectId: after.personId,
      subjectRef: after.personName,
      before: only(was),
      after: only(is),
    },
  ])
}
