import type { BoardId, Id } from '../core/ids.ts'
import type { By, HistoryWhat } from '../features/actions/store.ts'
import type { Queries } from './client.ts'
import type { Prisma } from './generated/client.ts'

/** What one audit event says. `before` and `after` hold only what changed. */
export type AuditLine = {
  what:
    | HistoryWhat
    | 'recognised'
    | 'turned away'
    | 'person changed'
    | 'settings changed'
    | 'digest set'
    | 'digest stopped'
    | 'digest posted'
    | 'delivery settled'
    | 'clock changed'
    | 'answer sent'
  subject: 'action' | 'recommendation' | 'report' | 'person' | 'board' | 'digest'
  subjectId: Id
  subjectRef: string
  subjectVersion?: number
  before?: Prisma.InputJsonObject
  after?: Prisma.InputJsonObject
}

/** Appends to the audit trail, in the transaction of the change itself: no change without its line, and no line without its change. */
export async function appendAudit(
  db: Queries,
  board: BoardId,
  by: By,
  lines: readonly AuditLine[],
): Promise<void> {
  await db.auditEvent.createMany({
    data: lines.map((line) => ({
      boardId: board,
      at: by.at,
      actorId: by.personId,
      actorName: by.name,
      face: by.face,
      ...line,
    })),
  })
}
