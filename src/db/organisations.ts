import { randomUUID } from 'node:crypto'
import type { BoardId, Id } from '../core/ids.ts'
import { nameKey } from '../core/text.ts'
import type { Queries } from './client.ts'

/** The organisation of a name or alias on this board; added when the board does not know it yet. */
export async function findOrAddOrganisation(tx: Queries, board: BoardId, name: string): Promise<Id> {
  const key = nameKey(name)
  const known = await tx.organisation.findFirst({
    where: { boardId: board, OR: [{ nameKey: key }, { aliases: { some: { aliasKey: key } } }] },
    select: { id: true },
  })
  if (known) return known.id
  // Two imports may bring one name at the same moment: the unique key decides, and the loser reads the winner's row.
  await tx.organisation.createMany({
    data: [{ boardId: board, id: randomUUID(), name, nameKey: key }],
    skipDuplicates: true,
  })
  const row = await tx.organisation.findUniqueOrThrow({
    where: { boardId_nameKey: { boardId: board, nameKey: key } },
    select: { id: true },
  })
  return row.id
}
