import { z } from 'zod'
import type { IsoDate } from '../calendar/date.ts'
import type { BoardId, Id } from '../core/ids.ts'
import { listOf } from '../core/text.ts'
import { openStatuses } from '../features/actions/lifecycle.ts'
import type { By } from '../features/actions/store.ts'
import { couldTell, lateSince, type Reachable, toldBy } from '../features/reminders/rules.ts'
import { defaultEscalation, type EscalationStep, escalationSteps } from '../features/reminders/schema.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'

/**
 * So many steps a board takes on one day, which is more than anybody reads: those that have just come before any that
 * wait. What is left is taken on the next working days, so that a board that brings years of overdue actions along does
 * not write them all in one transaction.
 */
const mostSteps = 500

/** A board's steps of escalation. */
export async function readEscalation(db: Queries, board: BoardId): Promise<readonly EscalationStep[]> {
  const { escalation } = await db.board.findUniqueOrThrow({
    where: { id: board },
    select: { escalation: true },
  })
  return escalation === null ? defaultEscalation : escalationSteps.parse(escalation)
}

const overdueRows = z.array(
  z.object({
    step: z.string(),
    actionId: z.string(),
    ref: z.string(),
    version: z.number(),
    dueOn: z.date(),
    ownerId: z.string().nullable(),
    leadOrganisationId: z.string().nullable(),
  }),
)

/**
 * Takes the steps that have come: a row that says so, and the line in the action's history. Whom they tell. A step that
 * could tell nobody is not taken; it is once there is somebody.
 */
export async function escalate(
  tx: Queries,
  board: BoardId,
  today: IsoDate,
  people: ReadonlyMap<Id, Reachable>,
  by: By,
): Promise<{ personId: Id; actionId: Id; step: string }[]> {
  const reachable = [...people.values()]
  const steps = (await readEscalation(tx, board)).filter((step) => couldTell(step, reachable).length > 0)
  const taken = (await readOverdue(tx, board, today, steps, reachable)).flatMap((row) => {
    const step = steps.find(({ code }) => code === row.step)
    const told = step ? toldBy(step, row, reachable) : []
    return told.length > 0 ? [{ ...row, told }] : []
  })
  if (taken.length === 0) return []
  await tx.escalation.createMany({
    data: taken.map(({ actionId, dueOn, step }) => ({ boardId: board, actionId, dueOn, step, at: by.at })),
  })
  await appendAudit(
    tx,
    board,
    by,
    taken.map(({ actionId, ref, version, step, told }) => ({
      what: 'escalated' as const,
      subject: 'action' as const,
      subjectId: actionId,
      subjectRef: ref,
      subjectVersion: version,
      after: { to: listOf(told.map(({ name }) => name)), step },
    })),
  )
  return taken.flatMap(({ actionId, step, told }) =>
    told.map(({ personId }) => ({ personId, actionId, step })),
  )
}

/**
 * Open actions that are late enough for a step that was not taken for their date. They stay as they are until this is
 * written; one that somebody is changing at this moment is left for the next day.
 */
async function readOverdue(
  tx: Queries,
  board: BoardId,
  today: IsoDate,
  steps: readonly EscalationStep[],
  reachable: readonly Reachable[],
): Promise<z.infer<typeof overdueRows>> {
  if (steps.length === 0) return []
  const since = steps.map(({ afterWorkingDays }) => lateSince(today, afterWorkingDays))
  // Who is alone in being told has no one to be told by of their own.
  const alone = steps.map((step) => {
    const [only, another] = couldTell(step, reachable)
    return only && !another ? only.personId : null
  })
  const rows = await tx.$queryRaw`
    SELECT s.code AS step, a."id" AS "actionId", a."ref", a."version", a."dueOn", a."ownerId", a."leadOrganisationId"
      FROM unnest(${steps.map(({ code }) => code)}::text[], ${since}::date[], ${alone}::uuid[]) AS s(code, since, alone)
      JOIN "Action" a ON a."boardId" = ${board}::uuid AND a."status" = ANY(${[...openStatuses]}::"ActionStatus"[])
                     AND a."dueOn" <= s.since AND a."ownerId" IS DISTINCT FROM coalesce(s.alone, ${nobody}::uuid)
     WHERE NOT EXISTS (
       SELECT FROM "Escalation" e WHERE e."boardId" = a."boardId" AND e."actionId" = a."id" AND e."dueOn" = a."dueOn"
                                    AND e."step" = s.code)
     ORDER BY a."dueOn" DESC, s.since DESC, a."refSort"
     LIMIT ${mostSteps} FOR SHARE OF a SKIP LOCKED`
  return overdueRows.parse(rows)
}

const nobody = '00000000-0000-0000-0000-000000000000'
