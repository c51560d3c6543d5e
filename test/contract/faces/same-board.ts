import { accountOf } from '../../fakes/slack/cast.ts'
import { draftOf } from '../../features/reports/draft.ts'
import type { TestBoard } from '../../support/board.ts'

/** People with a chat address whom a platform's own word must keep out: a world has those of its platform only. */
const others = ['guest', 'singleGuest', 'robot', 'leaver', 'stranger', 'outsider'] as const
const own = ['owen', 'lead', 'administrator', 'viewer'] as const

/** Makes boards that were opened for different faces the same: the same people, and a second plan that fills two pages. */
export async function furnishFaces(boards: readonly TestBoard[]): Promise<void> {
  for (const board of boards) {
    const there = (await board.stores.people.list(board.id)).map(({ personName }) => personName)
    for (const handle of own) await setEmail(board, board.people[handle].personId, accountOf(handle).email)
    for (const handle of others) {
      const name = `${accountOf(handle).name} (board)`
      if (there.includes(name)) continue
      const { personId } = await board.add('lead', name)
      await setEmail(board, personId, accountOf(handle).email)
    }
    // Reports stand in the order of their import.
    const { now } = board
    board.now = new Date(now.getTime() + 1)
    await board.import(widePlan)
    board.now = now
  }
}

const many = Array.from({ length: 16 }, (_, at) => `7.${at + 1}`)

const widePlan = draftOf({
  report: { title: 'Dale review of early help', area: 'Dale' },
  file: 'dale.md',
  recommendations: many.map((ref) => ({ ref, text: `Agree step ${ref} of early help` })),
  actions: many.map((recommendation) => ({
    recommendation,
    text: `Carry out step ${recommendation} of early help`,
  })),
})

async function setEmail({ prisma, id: boardId }: TestBoard, id: string, email: string): Promise<void> {
  await prisma.person.update({
    where: { boardId_id: { boardId, id } },
    data: { email },
    select: { id: true },
  })
}

/** What stands on another board of the same database. */
export const anotherPlan = draftOf({
  report: { title: 'Wexcombe review', area: 'Wexcombe' },
  file: 'wexcombe.md',
  recommendations: [{ ref: '88.1', text: 'Keep the harbour records together' }],
  actions: [{ recommendation: '88.1', text: 'Move the harbour records' }],
})
