import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey, naturalKey } from '../core/text.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { ActionDetail } from '../features/actions/schema.ts'
import type { ActionChange, ActionStore, Applied, By, NewAction } from '../features/actions/store.ts'
import { readHistory } from './action-history.ts'
import { countActions, listActions, pageOfActions } from './action-lists.ts'
import { detailSelect, toDetail } from './action-rows.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'
import { columnDate, columnDateOrNull, dateOrNull } from './dates.ts'
import { findActions } from './find-actions.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

/** Actions in the database. */
export function createActionStore(prisma: PrismaClient): ActionStore {
  return {
    list: (board, query, slice, today) => listActions(prisma, board, query, slice, today),
    count: (board, query, today) => countActions(prisma, board, query, today),
    page: (board, query, slice, today) => pageOfActions(prisma, board, query, slice, today),
    byRef: (board, ref) => findDetail(prisma, { boardId_ref: { boardId: board, ref } }),
    find: (board, typed, limit) => findActions(prisma, board, typed, limit),
    async refsLike(board, ref) {
      const rows = await prisma.action.findMany({
        where: { boardId: board, refSort: { startsWith: naturalKey(ref).slice(0, 6) } },
        select: { ref: true },
        orderBy: { refSort: 'asc' },
        take: 200,
      })
      return rows.map((row) => row.ref)
    },
    apply: (board, change, by) => prisma.$transaction((tx) => applyChange(tx, board, change, by)),
    add: (board, action, by) => prisma.$transaction((tx) => addAction(tx, board, action, by)),
    history: (board, actionId, sinceVersion) => readHistory(prisma, board, actionId, sinceVersion),
  }
}

async function findDetail(db: Queries, where: Prisma.ActionWhereUniqueInput): Promise<ActionDetail | null> {
  const row = await db.action.findUnique({ where, select: detailSelect })
  return row && toDetail(row)
}

/**
 * One change, whole or not at all. The row is locked first, so that 'before' in the audit trail is what was really
 * there; the guard is part of the UPDATE, so that of two claims at one moment exactly one finds it true.
 */
async function applyChange(tx: Queries, board: BoardId, change: ActionChange, by: By): Promise<Applied> {
  const id = { boardId_id: { boardId: board, id: change.actionId } }
  await tx.$queryRaw`SELECT 1 FROM "Action" WHERE "boardId" = ${board}::uuid AND "id" = ${change.actionId}::uuid FOR UPDATE`
  const before = await findDetail(tx, id)
  if (!before) return { ok: false, reason: 'gone' }
  const { lastProgressOn, completedOn, firstDueOn, ...columns } = change.set
  const { count } = await tx.action.updateMany({
    where: { boardId: board, id: change.actionId, ...stillTrue(change.guard) },
    data: {
      ...columns,
      ...(lastProgressOn === undefined ? {} : { lastProgressOn: columnDate(lastProgressOn) }),
      ...(completedOn === undefined ? {} : { completedOn: columnDateOrNull(completedOn) }),
      ...(firstDueOn === undefined
        ? {}
        : { dueOn: columnDate(firstDueOn), originalDueOn: columnDate(firstDueOn), duePrecision: 'day' }),
      version: { increment: 1 },
      updatedAt: by.at,
    },
  })
  if (count === 0) return { ok: false, reason: 'changed', action: before }
  const progressId = await addProgress(tx, board, change, by)
  await addEvidence(tx, board, change, by)
  const after = await findDetail(tx, id)
  if (!after) return { ok: false, reason: 'gone' }
  const said = {
    ...differences(before, after),
    ...(progressId ? { progressId } : {}),
    ...(change.evidence?.length ? { evidence: change.evidence.map(({ title }) => title) } : {}),
  }
  await appendAudit(tx, board, by, [
    {
      what: change.what,
      subject: 'action',
      subjectId: after.id,
      subjectRef: after.ref,
      subjectVersion: after.version,
      before: differences(after, before),
      after: said,
    },
  ])
  return { ok: true, action: after }
}

function stillTrue(guard: ActionChange['guard']): Prisma.ActionWhereInput {
  if ('version' in guard) return { version: guard.version }
  const open = { status: { in: [...openStatuses] } }
  return 'unowned' in guard ? { ownerId: null, ...open } : { dueOn: null, originalDueOn: null, ...open }
}

async function addProgress(tx: Queries, board: BoardId, change: ActionChange, by: By): Promise<Id | null> {
  if (!change.progress) return null
  const id = randomUUID()
  await tx.progressUpdate.create({
    data: {
      boardId: board,
      id,
      actionId: change.actionId,
      authorId: person(by),
      at: by.at,
      ...change.progress,
    },
  })
  return id
}

async function addEvidence(tx: Queries, board: BoardId, change: ActionChange, by: By): Promise<void> {
  if (!change.evidence?.length) return
  // What comes in together has one moment; its ids rise, so that it is read in the order it was written.
  const ids = change.evidence.map(() => randomUUID()).toSorted()
  await tx.evidence.createMany({
    data: change.evidence.map((item, index) => ({
      boardId: board,
      id: ids[index] ?? randomUUID(),
      actionId: change.actionId,
      addedById: person(by),
      at: by.at,
      ...item,
    })),
  })
}

/** Progress and evidence are somebody's word: the operator at the shell has none to give. */
function person(by: By): Id {
  if (by.personId === null) throw new Error('Progress and evidence need a person.')
  return by.personId
}

const audited = ['status', 'outlook', 'outlookReason', 'blockers', 'dueOn', 'completedOn'] as const

/** What of the second differs from the first, in words an inspector can read. */
function differences(from: ActionDetail, to: ActionDetail): Record<string, string | null> {
  const changed = audited.filter((name) => from[name] !== to[name]).map((name) => [name, to[name]] as const)
  const owner = from.owner?.id === to.owner?.id ? [] : [['owner', to.owner?.name ?? null] as const]
  return Object.fromEntries([...changed, ...owner])
}

async function addAction(
  tx: Queries,
  board: BoardId,
  action: NewAction,
  by: By,
): Promise<ActionDetail | null> {
  await tx.$queryRaw`SELECT 1 FROM "Recommendation" WHERE "boardId" = ${board}::uuid AND "id" = ${action.recommendationId}::uuid FOR UPDATE`
  const recommendation = await tx.recommendation.findUniqueOrThrow({
    where: { boardId_id: { boardId: board, id: action.recommendationId } },
    select: { ref: true, dueOn: true, actions: { select: { ref: true } } },
  })
  const there = recommendation.actions.length
  if (action.onlyIfFirst && there > 0) return null
  if (action.onlyIfActions !== undefined && action.onlyIfActions !== there) return null
  const ref = await freeRef(
    tx,
    board,
    recommendation.ref,
    recommendation.actions.map((other) => other.ref),
  )
  const organisationId = action.leadOrganisation
    ? await organisationOf(tx, board, action.leadOrganisation)
    : null
  const dueOn = action.dueOn ?? dateOrNull(recommendation.dueOn)
  const id = randomUUID()
  await tx.action.create({
    data: {
      boardId: board,
      id,
      recommendationId: action.recommendationId,
      ref,
      refSort: naturalKey(ref),
      text: action.text,
      ownerId: action.ownerId,
      leadOrganisationId: organisationId,
      leadAsWritten: action.leadOrganisation,
      originalDueOn: columnDateOrNull(dueOn),
      dueOn: columnDateOrNull(dueOn),
      duePrecision: dueOn ? 'day' : null,
      flags: [],
      createdAt: by.at,
      updatedAt: by.at,
    },
  })
  const added = await findDetail(tx, { boardId_id: { boardId: board, id } })
  if (!added) throw new Error('The action just written cannot be read.')
  await appendAudit(tx, board, by, [
    {
      what: action.what,
      subject: 'action',
      subjectId: id,
      subjectRef: ref,
      subjectVersion: added.version,
      after: { text: added.text, owner: added.owner?.name ?? null, dueOn: added.dueOn },
    },
  ])
  return added
}

/** The first action of a recommendation bears its reference; later ones are .2, .3 and so on, never one that was used. */
async function freeRef(
  tx: Queries,
  board: BoardId,
  base: string,
  siblings: readonly string[],
): Promise<string> {
  // A recommendation's own number is kept for its own first action: 4.2's second is never 4.2.2 if that is one.
  const taken = async (ref: string): Promise<boolean> =>
    (await tx.action.count({ where: { boardId: board, ref } })) > 0 ||
    (ref !== base && (await tx.recommendation.count({ where: { boardId: board, ref } })) > 0)
  if (siblings.length === 0 && !(await taken(base))) return base
  const numbers = siblings.map((ref) =>
    ref.startsWith(`${base}.`) ? Number(ref.slice(base.length + 1)) || 0 : 1,
  )
  let next = Math.max(1, ...numbers) + 1
  while (await taken(`${base}.${next}`)) next++
  return `${base}.${next}`
}

async function organisationOf(tx: Queries, board: BoardId, name: string): Promise<Id | null> {
  const key = nameKey(name)
  const found = await tx.organisation.findFirst({
    where: { boardId: board, OR: [{ nameKey: key }, { aliases: { some: { aliasKey: key } } }] },
    select: { id: true },
  })
  return found?.id ?? null
}
