import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import type { ChatAddress } from '../core/ports.ts'
import type { By } from '../features/actions/store.ts'
import { appendAudit } from './audit.ts'
import type { Queries } from './client.ts'

/**
 * Links a chat account to a person, once: of two requests at one moment, one writes it. Whoever has an account is a
 * newcomer no longer. False when the account was linked already.
 */
export async function linkAccount(
  tx: Queries,
  board: BoardId,
  { platform, workspaceId, userId }: Omit<ChatAddress, 'platform'> & { platform: string },
  person: { id: Id; name: string },
  by: By,
): Promise<boolean> {
  const address = { platform, workspaceId, userId }
  const { count } = await tx.chatIdentity.createMany({
    data: [{ boardId: board, id: randomUUID(), personId: person.id, ...address, createdAt: by.at }],
    skipDuplicates: true,
  })
  await tx.chatNewcomer.deleteMany({ where: { boardId: board, ...address } })
  if (count === 0) return false
  await appendAudit(tx, board, by, [
    {
      what: 'recognised',
      subject: 'person',
      subjectId: person.id,
      subjectRef: person.name,
      after: { platform, workspace: workspaceId, user: userId },
    },
  ])
  return true
}
