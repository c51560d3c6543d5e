import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import { isOpen } from '../features/actions/lifecycle.ts'
import type { By } from '../features/actions/store.ts'
import type { Confirmed } from '../features/people/store.ts'
import { type AuditLine, appendAudit } from './audit.ts'
import type { Queries } from './client.ts'

/**
 * Gives a person the name a plan calls them by, and what bears it. Only a confirmed name reaches this.
 * The unique key of PersonAlias decides between two who claim one name; the same person may confirm again, which
 * gives them what an import that ran at the same moment has left unlinked.
 */
export async function confirmName(
  tx: Queries,
  board: BoardId,
  personId: Id,
  asWritten: string,
  by: By,
): Promise<Confirmed> {
  const aliasKey = nameKey(asWritten)
  const unlinked = { boardId: board, nameKey: aliasKey, personId: null }
  // The person before the name, as everybody does who changes both: nobody waits for each other. Two presses of one
  // button stand in line here, so the second finds what the first has done and writes nothing.
  await tx.$queryRaw`SELECT 1 FROM "Person" WHERE "boardId" = ${board}::uuid AND "id" = ${personId}::uuid FOR UPDATE`
  const holder = await holderOf(tx, board, aliasKey)
  if (holder && holder.personId !== personId) return { ok: false, reason: 'taken', by: holder.name }
  if ((await tx.actionName.count({ where: unlinked })) === 0) {
    return holder ? { ok: false, reason: 'yours already' } : { ok: false, reason: 'no such name' }
  }
  // An administrator who has this person's form open is told that it has changed.
  const { displayName } = await tx.person.update({
    where: { boardId_id: { boardId: board, id: personId } },
    data: { version: { increment: 1 } },
    select: { displayName: true },
  })
  const given = await giveNames(tx, board, personId, [asWritten], by)
  if (!given.ok) return { ok: false, reason: 'taken', by: given.by }
  await appendAudit(tx, board, by, [
    {
      what: 'person changed',
      subject: 'person',
      subjectId: personId,
      subjectRef: displayName,
      after: { 'name added': asWritten },
    },
  ])
  return given
}

export type Given =
  | { ok: true; owned: readonly string[]; contributed: readonly string[] }
  /** One of the names is somebody else's. None was given. */
  | { ok: false; name: string; by: string }

/**
 * Gives a person names, all or none, and with them what bears them. `by` is who confirms. Whoever is locked in the
 * same transaction is locked before: the board, then the person, then names, then actions.
 */
export async function giveNames(
  tx: Queries,
  board: BoardId,
  personId: Id,
  names: readonly string[],
  by: By,
): Promise<Given> {
  const wanted = names
    .map((name) => ({ id: randomUUID(), alias: name, aliasKey: nameKey(name) }))
    .toSorted((a, b) => (a.aliasKey < b.aliasKey ? -1 : 1))
  await tx.personAlias.createMany({
    data: wanted.map((name) => ({
      boardId: board,
      personId,
      ...name,
      confirmedById: by.personId ?? personId,
      confirmedAt: by.at,
    })),
    skipDuplicates: true,
  })
  // Somebody may have been faster: the row that is there now says who has the name.
  for (const { alias, aliasKey } of wanted) {
    const holder = await holderOf(tx, board, aliasKey)
    if (!holder || holder.personId === personId) continue
    await tx.personAlias.deleteMany({ where: { boardId: board, id: { in: wanted.map(({ id }) => id) } } })
    return { ok: false, name: alias, by: holder.name }
  }
  await lockNamed(
    tx,
    board,
    wanted.map(({ aliasKey }) => aliasKey),
  )
  const owned: string[] = []
  const contributed: string[] = []
  for (const { alias, aliasKey } of wanted) {
    const linked = await linkNames(tx, board, { personId, asWritten: alias, aliasKey }, by)
    owned.push(...linked.owned)
    contributed.push(...linked.contributed)
  }
  return { ok: true, owned, contributed: contributed.filter((ref) => !owned.includes(ref)) }
}

async function holderOf(
  tx: Queries,
  board: BoardId,
  aliasKey: string,
): Promise<{ personId: Id; name: string } | null> {
  const row = await tx.personAlias.findUnique({
    where: { boardId_aliasKey: { boardId: board, aliasKey } },
    select: { personId: true, person: { select: { displayName: true } } },
  })
  return row && { personId: row.personId, name: row.person.displayName }
}

/** Locks the actions that bear names, in one order, so that who owns them cannot change and two who confirm do not wait for each other. */
async function lockNamed(tx: Queries, board: BoardId, keys: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Action" a
     WHERE a."boardId" = ${board}::uuid
       AND EXISTS (SELECT 1 FROM "ActionName" n
                    WHERE n."boardId" = a."boardId" AND n."actionId" = a."id"
                      AND n."nameKey" = ANY(${[...keys]}::text[]) AND n."personId" IS NULL)
     ORDER BY a."id" FOR UPDATE OF a`
}

/** Ownership where the name stands first and nobody owns the open action, contribution elsewhere. */
async function linkNames(
  tx: Queries,
  board: BoardId,
  { personId, asWritten, aliasKey }: { personId: Id; asWritten: string; aliasKey: string },
  by: By,
): Promise<{ owned: string[]; contributed: string[] }> {
  const actions = await tx.action.findMany({
    where: { boardId: board, names: { some: { nameKey: aliasKey, personId: null } } },
    select: {
      id: true,
      ref: true,
      ownerId: true,
      status: true,
      version: true,
      names: {
        where: { nameKey: aliasKey },
        select: { position: true },
        orderBy: { position: 'asc' },
        take: 1,
      },
    },
    orderBy: [{ refSort: 'asc' }, { ref: 'asc' }],
  })
  await tx.actionName.updateMany({
    where: {
      boardId: board,
      nameKey: aliasKey,
      personId: null,
      actionId: { in: actions.map(({ id }) => id) },
    },
    data: { personId },
  })
  const gained = actions
    .filter(({ ownerId }) => ownerId !== personId)
    .map((action) => ({
      ...action,
      owns: action.names[0]?.position === 0 && action.ownerId === null && isOpen(action.status),
    }))
  const owned = gained.filter(({ owns }) => owns)
  const contributed = gained.filter(({ owns }) => !owns)
  await tx.action.updateMany({
    where: { boardId: board, id: { in: owned.map(({ id }) => id) } },
    data: { ownerId: personId, version: { increment: 1 }, updatedAt: by.at },
  })
  await tx.actionContributor.createMany({
    data: contributed.map(({ id }) => ({ boardId: board, actionId: id, personId })),
    skipDuplicates: true,
  })
  await appendAudit(
    tx,
    board,
    by,
    gained.map(
      ({ id, ref, version, owns }): AuditLine => ({
        what: 'name confirmed',
        subject: 'action',
        subjectId: id,
        subjectRef: ref,
        subjectVersion: owns ? version + 1 : version,
        after: { name: asWritten, as: owns ? 'owner' : 'contributor' },
      }),
    ),
  )
  return { owned: owned.map(({ ref }) => ref), contributed: contributed.map(({ ref }) => ref) }
}
