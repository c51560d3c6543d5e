import { randomUUID } from 'node:crypto'
import type { TestBoard } from '../support/board.ts'

/** The workspace of a test board: its own, since a workspace serves one board. */
export const workspaceOf = (board: TestBoard): string => `T-${board.slug}`

/** Puts a row into every table of the chat door: a workspace, an invitation, a member's account, two who knocked. */
export async function furnishChat(board: TestBoard): Promise<void> {
  const { prisma, id: boardId, people } = board
  const place = { platform: 'slack', workspaceId: workspaceOf(board) }
  await prisma.chatWorkspace.create({
    data: { boardId, id: randomUUID(), ...place, name: 'Northmere NHS', connectedAt: board.now },
  })
  await prisma.chatInvitation.create({
    data: { boardId, id: randomUUID(), codeHash: `hash ${board.slug}`, expiresAt: board.now },
  })
  await prisma.chatIdentity.create({
    data: { boardId, id: randomUUID(), personId: people.kate.personId, ...place, userId: 'U-kate' },
  })
  await prisma.chatConversation.create({
    data: {
      boardId,
      id: randomUUID(),
      ...place,
      conversationId: 'a:kate',
      kind: 'personal',
      userId: 'U-kate',
      botId: '28:bot',
      serviceUrl: 'https://smba.example/teams',
      heardAt: board.now,
    },
  })
  await knock(board, 'U-owen', 'Owen Hart')
  await knock(board, 'U-else', 'Somebody Else')
}

/** Somebody whom the board does not know asks to be let in. */
export async function knock(board: TestBoard, userId: string, displayName: string): Promise<string> {
  const id = randomUUID()
  await board.prisma.chatNewcomer.create({
    data: {
      boardId: board.id,
      id,
      platform: 'slack',
      workspaceId: workspaceOf(board),
      userId,
      displayName,
      seenAt: board.now,
    },
  })
  return id
}
