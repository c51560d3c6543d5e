import { addDays, type IsoDate, isoDate } from '../../src/calendar/date.ts'
import { authoriseOperator, type Membership } from '../../src/core/permission.ts'
import type { View } from '../../src/core/view.ts'
import { type Digest, figuresOf, firstDigest, gatherDigest } from '../../src/features/digests/gather.ts'
import { defaultSettings } from '../../src/features/digests/schema.ts'
import { digestView } from '../../src/features/digests/view.ts'
import type { App } from '../../src/main.ts'

/** The sample board's digest as it is this week, as in a week in which all is well, and when everything is late. */
export async function digests(
  { stores }: App,
  members: readonly Membership[],
): Promise<{ name: string; view: View }[]> {
  const board = authoriseOperator(members[0]?.boardId ?? '')
  const today = isoDate('2026-11-23')
  const on = (day: IsoDate) => gatherDigest(stores, board, firstDigest(defaultSettings, day))
  const full = await on(today)
  const { byColour, ...figures } = figuresOf(full)
  const lastWeek = {
    ...figures,
    on: addDays(today, -7),
    byColour: { ...byColour, red: byColour.red - 2, amber: byColour.amber + 1 },
    closedThatDay: 0,
  }
  const past = { last: { on: lastWeek.on, figures: lastWeek }, missed: [] }
  const views = {
    digest: await gatherDigest(stores, board, { ...firstDigest(defaultSettings, today), past }),
    'digest-quiet': quiet(full, await on(addDays(today, 270))),
    'digest-overdue': await on(addDays(today, 270)),
  }
  return Object.entries(views).map(([name, digest]) => ({ name, view: digestView(digest) }))
}

/** The same board when everything due has been done: four of them last week. */
function quiet(now: Digest, { lists }: Digest): Digest {
  const done = lists.overdue.slice(0, 4)
  return {
    ...now,
    open: 6,
    closed: { ...now.closed, count: done.length },
    reckoning: {
      ...now.reckoning,
      byColour: { red: 0, amber: 0, green: 6, blue: 0, grey: 0 },
      overdue: 0,
      dueWithin7: 0,
      dueLater: 0,
      unowned: 0,
      undated: 0,
      closed: done.length,
      clocks: [],
    },
    lists: { overdue: [], soon: [], later: [], unowned: [], undated: [], closed: done },
  }
}
