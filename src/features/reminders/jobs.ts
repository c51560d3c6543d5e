import type { IsoDate } from '../../calendar/date.ts'
import { todayInLondon } from '../../calendar/london.ts'
import type { BoardId } from '../../core/ids.ts'
import type { Membership } from '../../core/permission.ts'
import type { View } from '../../core/view.ts'
import type { Composer } from '../deliveries/jobs.ts'
import type { Stores } from '../stores.ts'
import type { DailyMessage } from './store.ts'
import { dailyCommand, dailyView, mostRows } from './view.ts'

/** What making a day's message asks for. */
export type DailyStores = Pick<Stores, 'reminders' | 'boards' | 'people' | 'reports'>

/** Makes a day's message from what is true at the moment it is sent; nothing when that leaves nothing to say. */
export function composeDaily(stores: DailyStores): Composer {
  return async ({ board, id, target, subject, period }, now) => {
    if (subject.kind !== 'daily' || !('personId' in target))
      return { kind: 'nothing', why: 'not a daily message' }
    const { personId } = target
    const person = await stores.people.get(board, personId)
    if (!person?.active) return { kind: 'nothing', why: 'left the board' }
    const message = { id, personId, period, subject }
    const view = await dailyNow(stores, board, message, person, todayInLondon(now))
    if (!view) return { kind: 'nothing', why: 'overtaken' }
    return { kind: 'say', view, origin: dailyCommand(message), pings: [] }
  }
}

/** A day's message as its reader sees it now; null when nothing is left of it. */
export async function dailyNow(
  stores: DailyStores,
  board: BoardId,
  message: DailyMessage,
  actor: Membership,
  today: IsoDate,
): Promise<View | null> {
  const kept = new Set(message.subject.clocks.map(({ reportId }) => reportId))
  const [now, pace, clocks, { scheme }] = await Promise.all([
    stores.reminders.now(board, message, today, mostRows),
    stores.reminders.pace(board, message.personId),
    kept.size > 0 ? stores.reports.clocks(board) : [],
    stores.boards.get(board),
  ])
  const running = clocks.filter(({ id, responseSentOn }) => kept.has(id) && responseSentOn === null)
  return dailyView({ message, now, pace, clocks: running, viewing: { scheme, today, actor } })
}
