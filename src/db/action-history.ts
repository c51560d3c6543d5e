import { z } from 'zod'
import type { BoardId, Id } from '../core/ids.ts'
import type { HistoryEntry, HistoryWhat } from '../features/actions/store.ts'
import type { Queries } from './client.ts'

const said = z.record(z.string(), z.unknown()).nullable().catch(null)

/** The audit trail of one action, oldest first, with the progress notes it points to. */
export async function readHistory(
  db: Queries,
  board: BoardId,
  actionId: Id,
  sinceVersion?: number,
): Promise<HistoryEntry[]> {
  const events = await db.auditEvent.findMany({
    where: {
      boardId: board,
      subjectId: actionId,
      ...(sinceVersion === undefined ? {} : { subjectVersion: { gt: sinceVersion } }),
    },
    select: {
      at: true,
      actorName: true,
      face: true,
      what: true,
      subjectVersion: true,
      before: true,
      after: true,
    },
    orderBy: { seq: 'asc' },
  })
  const notes = await db.progressUpdate.findMany({
    where: { boardId: board, actionId },
    select: { id: true, narrative: true },
  })
  const narratives = new Map(notes.map((progress) => [progress.id, progress.narrative]))
  return events.map((event) => {
    const after = said.parse(event.after) ?? {}
    return {
      at: event.at,
      who: event.actorName,
      face: event.face,
      // The column is written only by appendAudit, whose type is HistoryWhat.
      what: event.what as HistoryWhat,
      version: event.subjectVersion,
      before: said.parse(event.before) ?? {},
      after,
      narrative: narratives.get(String(after['progressId'] ?? '')) ?? null,
    }
  })
}
