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
  const holder = await holderOf(tx, board, aliasKey)
  if (holder && holder.personId !== personId) return { ok: false, reason: 'taken', by: holder.name }
  if ((await tx.actionName.count({ where: unlinked })) === 0) {
    return holder ? { ok: false, reason: 'yours already' } : { ok: false, reason: 'no such name' }
  }
  await tx.personAlias.createMany({
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
  // Somebody may have been faster since the look above: the row that is there now says who has it.
  const winner = await holderOf(tx, board, aliasKey)
  if (winner && winner.personId !== personId) return { ok: false, reason: 'taken', by: winner.name }
  return { ok: true, ...(await linkNames(tx, board, { personId, asWritten, aliasKey }, by)) }
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

/** Ownership where the name stands first and nobody owns the open action, contribution elsewhere. */
async function linkNames(
  tx: Queries,
  board: BoardId,
  { personId, asWritten, aliasKey }: { personId: Id; asWritten: string; aliasKey: string },
  by: By,
): Promise<{ owned: string[]; contributed: string[] }> {
  // Locked in one order, so that who owns them cannot change below and two who confirm do not wait for each other.
  await tx.$queryRaw`
    SELECT 1 FROM "Action" a
     WHERE a."boardId" = ${board}::uuid
       AND EXISTS (SELECT 1 FROM "ActionName" n
                    WHERE n."boardId" = a."boardId" AND n."actionId" = a."id"
                      AND n."nameKey" = ${aliasKey} AND n."personId" IS NULL)
     ORDER BY a."id" FOR UPDATE OF a`
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
