import { randomUUID } from 'node:crypto'
import type { TestBoard } from '../support/board.ts'
import { workspaceOf } from './chat-rows.ts'

/** Puts a row into every table of digests, deliveries and reminders. */
export async function furnishOutbox(board: TestBoard): Promise<void> {
  const { prisma, id: boardId, people } = board
  const { personId } = people.owen
  const place = { platform: 'slack', workspaceId: workspaceOf(board), channelId: `C-${board.slug}` }
  const subscriptionId = randomUUID()
  const day = new Date('2026-11-23T00:00:00.000Z')
  const action = await board.action('4.9')
  await prisma.subscription.create({
    data: {
      boardId,
      id: subscriptionId,
      ...place,
      channelName: 'safeguarding',
      weekday: 1,
      minutes: 540,
      createdById: personId,
      createdAt: board.now,
    },
  })
  for (const [weeks, state] of [
    [0, 'pending'],
    [1, 'missed'],
    [2, 'sent'],
  ] as const) {
    const at = new Date(board.now.getTime() - weeks * 7 * 86_400_000)
    await prisma.delivery.create({
      data: {
        boardId,
        id: randomUUID(),
        kind: 'digest',
        key: `digest:${subscriptionId}:${at.toISOString().slice(0, 10)}`,
        ...place,
        subscriptionId,
        period: at,
        subject: { kind: 'digest' },
        state,
        dueAt: at,
        notBefore: at,
        expiresAt: at,
        createdAt: at,
        settledAt: state === 'missed' ? at : null,
      },
    })
  }
  await prisma.delivery.create({
    data: {
      boardId,
      id: randomUUID(),
      kind: 'daily',
      key: `daily:${personId}:2026-11-23`,
      platform: place.platform,
      workspaceId: place.workspaceId,
      userId: 'U-owen',
      personId,
      period: day,
      subject: { kind: 'daily', own: [], escalated: [], clocks: [] },
      state: 'uncertain',
      problem: 'timeout',
      dueAt: board.now,
      notBefore: board.now,
      expiresAt: board.now,
      createdAt: board.now,
      settledAt: board.now,
    },
  })
  await prisma.delivery.create({
    data: {
      boardId,
      id: randomUUID(),
      kind: 'daily',
      key: `daily:${people.kate.personId}:2026-11-23`,
      platform: 'slack',
      workspaceId: place.workspaceId,
      userId: 'U-kate',
      personId: people.kate.personId,
      period: day,
      subject: {
        kind: 'daily',
        own: [{ actionId: (await board.action('4.2.1')).id, reason: 'overdue' }],
        escalated: [{ actionId: action.id, step: 'lead' }],
        clocks: [],
      },
      dueAt: board.now,
      notBefore: board.now,
      expiresAt: board.now,
      createdAt: board.now,
    },
  })
  const before = new Date(board.now.getTime() - 28 * 86_400_000)
  await prisma.delivery.create({
    data: {
      boardId,
      id: randomUUID(),
      kind: 'daily',
      key: `daily:${personId}:2026-10-26`,
      platform: place.platform,
      workspaceId: place.workspaceId,
      userId: 'U-owen',
      personId,
      period: before,
      subject: { kind: 'daily', own: [], escalated: [], clocks: [] },
      state: 'failed',
      problem: 'not let in',
      dueAt: before,
      notBefore: before,
      expiresAt: before,
      createdAt: before,
      settledAt: before,
    },
  })
  await prisma.reminderChoice.create({ data: { boardId, personId, pace: 'mondays' } })
  await prisma.reminderSnooze.create({ data: { boardId, personId, actionId: action.id, until: day } })
  await prisma.escalation.create({
    data: { boardId, actionId: action.id, dueOn: day, step: 'lead', at: board.now },
  })
}
