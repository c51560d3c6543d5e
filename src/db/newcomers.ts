import type { BoardId, Id } from '../core/ids.ts'
import type { By } from '../features/actions/store.ts'
import type { Admitted, KnownNewcomer, Newcomer, NewPerson } from '../features/people/store.ts'
import { appendAudit } from './audit.ts'
import { lockBoard } from './change-person.ts'
import type { Queries } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { linkAccount } from './identities.ts'
import { addPerson, entrySelect, toEntry } from './person-rows.ts'

const newcomerSelect = {
  id: true,
  platform: true,
  workspaceId: true,
  userId: true,
  displayName: true,
  seenAt: true,
} as const satisfies Prisma.ChatNewcomerSelect
type NewcomerRow = Prisma.ChatNewcomerGetPayload<{ select: typeof newcomerSelect }>

function toNewcomer({ userId: _, ...row }: NewcomerRow): Newcomer {
  return row
}

/** Who waits to be let in, the latest first. */
export async function readNewcomers(
  db: Queries,
  board: BoardId,
  limit: number,
): Promise<{ total: number; newest: Newcomer[] }> {
  const [total, rows] = await Promise.all([
    db.chatNewcomer.count({ where: { boardId: board } }),
    db.chatNewcomer.findMany({
      where: { boardId: board },
      select: newcomerSelect,
      orderBy: [{ seenAt: 'desc' }, { id: 'asc' }],
      take: limit,
    }),
  ])
  return { total, newest: rows.map(toNewcomer) }
}

export async function findNewcomer(db: Queries, board: BoardId, id: Id): Promise<KnownNewcomer | null> {
  const row = await db.chatNewcomer.findUnique({
    where: { boardId_id: { boardId: board, id } },
    select: newcomerSelect,
  })
  return row && { ...toNewcomer(row), formerly: await formerlyOf(db, board, row) }
}

/** Whose account it is, when it is one already: somebody's who has left the board. */
async function formerlyOf(
  db: Queries,
  board: BoardId,
  { platform, workspaceId, userId }: NewcomerRow,
): Promise<{ id: Id; name: string } | null> {
  const identity = await db.chatIdentity.findFirst({
    where: { boardId: board, platform, workspaceId, userId },
    select: { person: { select: { id: true, displayName: true } } },
  })
  return identity && { id: identity.person.id, name: identity.person.displayName }
}

/** Lets a newcomer in: their account is linked to a person, who is on the board from now on. */
export async function admit(
  tx: Queries,
  board: BoardId,
  id: Id,
  as: { personId: Id } | { person: NewPerson },
  by: By,
): Promise<Admitted> {
  await lockBoard(tx, board)
  const row = await tx.chatNewcomer.findUnique({
    where: { boardId_id: { boardId: board, id } },
    select: newcomerSelect,
  })
  if (!row) return { ok: false, reason: 'gone' }
  const formerly = await formerlyOf(tx, board, row)
  if (formerly && !('personId' in as && as.personId === formerly.id))
    return { ok: false, reason: 'was somebody', name: formerly.name }
  const personId = 'personId' in as ? as.personId : (await addPerson(tx, board, as.person, by)).personId
  const person = await tx.person.findUnique({
    where: { boardId_id: { boardId: board, id: personId } },
    select: entrySelect,
  })
  if (!person) return { ok: false, reason: 'no such person' }
  const there = person.identities.some(
    ({ platform, workspaceId }) => platform === row.platform && workspaceId === row.workspaceId,
  )
  if (there && !formerly) return { ok: false, reason: 'has account', name: person.displayName }
  await linkAccount(tx, board, row, { id: personId, name: person.displayName }, by)
  return { ok: true, person: person.active ? toEntry(person) : await returned(tx, board, personId, by) }
}

/** Somebody who had left is on the board again. */
async function returned(
  tx: Queries,
  board: BoardId,
  personId: Id,
  by: By,
): Promise<ReturnType<typeof toEntry>> {
  const row = await tx.person.update({
    where: { boardId_id: { boardId: board, id: personId } },
    data: { active: true, version: { increment: 1 } },
    select: entrySelect,
  })
  await appendAudit(tx, board, by, [
    {
      what: 'person changed',
      subject: 'person',
      subjectId: personId,
      subjectRef: row.displayName,
      before: { 'on the board': false },
      after: { 'on the board': true },
    },
  ])
  return toEntry(row)
}

/** Takes a newcomer off the list. Should they knock again, they are noted again. */
export async function turnAway(tx: Queries, board: BoardId, id: Id, by: By): Promise<boolean> {
  const row = await tx.chatNewcomer.findUnique({
    where: { boardId_id: { boardId: board, id } },
    select: newcomerSelect,
  })
  const { count } = await tx.chatNewcomer.deleteMany({ where: { boardId: board, id } })
  if (!row || count === 0) return false
  await appendAudit(tx, board, by, [
    {
      what: 'turned away',
      subject: 'board',
      subjectId: board,
      subjectRef: row.displayName,
      after: { platform: row.platform, workspace: row.workspaceId, user: row.userId },
    },
  ])
  return true
}
