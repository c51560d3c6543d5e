import { randomUUID } from 'node:crypto'
import { addDays, type IsoDate } from '../../../src/calendar/date.ts'
import { londonTimeToInstant } from '../../../src/calendar/london.ts'
import type { View } from '../../../src/core/view.ts'
import { remindBoard } from '../../../src/db/daily-round.ts'
import { columnDate } from '../../../src/db/dates.ts'
import { toDelivery } from '../../../src/db/delivery-rows.ts'
import type { Composed } from '../../../src/features/deliveries/jobs.ts'
import type { DeliveryState } from '../../../src/features/deliveries/schema.ts'
import type { Person } from '../../../src/features/people/store.ts'
import { composeDaily } from '../../../src/features/reminders/jobs.ts'
import type { TestBoard } from '../../support/board.ts'
import { refsOf } from '../../support/shown.ts'

export const workspaceOf = (board: TestBoard): string => `T-${board.slug}`

/** Connects a workspace to the board, and gives these people an account there. */
export async function giveAccounts(board: TestBoard, ...people: readonly Person[]): Promise<void> {
  const place = { platform: 'slack', workspaceId: workspaceOf(board) }
  await board.prisma.chatWorkspace.createMany({
    data: [{ boardId: board.id, id: randomUUID(), ...place, name: 'Northmere NHS', connectedAt: board.now }],
    skipDuplicates: true,
  })
  await board.prisma.chatIdentity.createMany({
    data: people.map(({ personId, personName }) => ({
      boardId: board.id,
      id: randomUUID(),
      personId,
      ...place,
      userId: `U-${personName}`,
    })),
  })
}

/** An action gets another date in force: no command moves one yet. */
export async function setDue(board: TestBoard, ref: string, dueOn: IsoDate | null): Promise<void> {
  await board.prisma.action.update({
    where: { boardId_ref: { boardId: board.id, ref } },
    data: { dueOn: dueOn && columnDate(dueOn), duePrecision: dueOn && 'day' },
    select: { id: true },
  })
}

/** Nine in London on a day. */
export const nine = (day: IsoDate): Date => londonTimeToInstant(day, 9, 0)

/** Every person's message of a day, by name, as it is made at a moment. */
export async function messagesOf(
  board: TestBoard,
  day: IsoDate,
  at = nine(day),
): Promise<Map<string, Composed>> {
  const rows = await board.prisma.delivery.findMany({
    where: { boardId: board.id, kind: 'daily', period: columnDate(day) },
    orderBy: { key: 'asc' },
  })
  const compose = composeDaily(board.stores)
  const messages = new Map<string, Composed>()
  for (const row of rows) {
    const person = await board.stores.people.get(board.id, row.personId ?? '')
    messages.set(person?.personName ?? '', await compose(toDelivery(row, board.id), at))
  }
  return messages
}

/** What a message says; throws when it says nothing. */
export function saidIn(composed: Composed | undefined): View {
  if (composed?.kind !== 'say') throw new Error(`Nothing is said: ${composed?.why ?? 'there is no message'}`)
  return composed.view
}

/** The days from one to another, weekends and all. */
export const daysFrom = (first: IsoDate, many: number): IsoDate[] =>
  Array.from({ length: many }, (_, n) => addDays(first, n))

/**
 * Lets mornings pass, the round made and the messages sent at each of them, and tells what somebody reads: '2026-11-23 4.1 4.2.1'.
 * The board's clock stands at the last of them afterwards.
 */
export async function mornings(
  board: TestBoard,
  who: Person,
  days: readonly IsoDate[],
  outcome: DeliveryState = 'sent',
): Promise<string[]> {
  const read: string[] = []
  for (const day of days) {
    board.now = nine(day)
    await remindBoard(board.prisma, board.id, board.now)
    const composed = (await messagesOf(board, day)).get(who.personName)
    await settle(board, day, outcome)
    if (composed?.kind === 'say') read.push([day, ...refsOf(composed.view)].join(' '))
  }
  return read
}

function settle(board: TestBoard, day: IsoDate, state: DeliveryState): Promise<unknown> {
  const where = { boardId: board.id, kind: 'daily', period: columnDate(day) }
  return board.prisma.delivery.updateMany({ where, data: { state } })
}
