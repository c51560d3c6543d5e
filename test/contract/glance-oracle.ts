import { addDays, type IsoDate } from '../../src/calendar/date.ts'
import type { Glance, GlanceWish } from '../../src/core/glance.ts'
import { isOpen } from '../../src/features/actions/lifecycle.ts'
import { isOverdue, rate } from '../../src/features/boards/rules.ts'
import type { BragScheme } from '../../src/features/boards/schema.ts'
import type { SownAction } from '../support/sown-board.ts'
import { fits } from './list-oracle.ts'

type Counted = Pick<Glance, 'actions' | 'ratings' | 'trend' | 'due'> & {
  organisations: { name: string; counts: number[]; open: number; overdue: number }[]
}

// What the figures mean, written out a second time as plainly as can be: one action, one question.

/** The figures of sown actions. `names` are the organisations that can be chosen; `days` those of the trend. */
export function glanceByHand(
  all: readonly SownAction[],
  scheme: BragScheme,
  wish: GlanceWish,
  { today, names, days, soonDays, monday }: Moment,
): Counted {
  const fitting = (organisation: string | null): SownAction[] =>
    all.filter((action) =>
      fits(
        action,
        {
          ...(organisation === null ? {} : { organisation }),
          ...(wish.report === null ? {} : { report: wish.report }),
        },
        today,
      ),
    )
  const chosen = fitting(wish.organisation)
  const open = chosen.filter(({ status }) => isOpen(status))
  const ofColour = (actions: readonly SownAction[], colour: string): number =>
    actions.filter((action) => rate(action, scheme, today).colour === colour).length
  const colours = (['red', 'amber', 'green', 'blue', 'grey'] as const).filter((colour) =>
    scheme.some((rule) => rule.colour === colour),
  )
  return {
    actions: {
      total: chosen.length,
      open: open.length,
      overdue: chosen.filter((action) => isOverdue(action, today)).length,
      soon: open.filter(({ dueOn }) => dueOn !== null && dueOn >= today && dueOn <= addDays(today, soonDays))
        .length,
      undated: open.filter(({ dueOn }) => dueOn === null).length,
      unowned: open.filter(({ ownerId }) => ownerId === null).length,
      complete: chosen.filter(({ status }) => ['complete', 'assured', 'embedded'].includes(status)).length,
    },
    ratings: colours.map((colour) => ({
      colour,
      word: [...new Set(scheme.filter((rule) => rule.colour === colour).map(({ word }) => word))].join('/'),
      count: ofColour(chosen, colour),
    })),
    organisations: (wish.organisation === null ? names : [wish.organisation])
      .map((name) => {
        const theirs = fitting(name)
        return {
          name,
          counts: colours.map((colour) => ofColour(theirs, colour)),
          open: theirs.filter(({ status }) => isOpen(status)).length,
          overdue: theirs.filter((action) => isOverdue(action, today)).length,
        }
      })
      .filter(({ counts }) => counts.some((count) => count > 0))
      .toSorted((a, b) => b.overdue - a.overdue || b.open - a.open),
    trend: days.map((day) => ({
      day,
      overdue: chosen.filter((action) => wasLate(action, day, today)).length,
    })),
    due: Array.from({ length: 42 }, (_, at) => addDays(monday, at)).flatMap((day) => {
      const count = open.filter(({ dueOn }) => dueOn === day).length
      const org = wish.organisation === null ? '' : ` org:"${wish.organisation}"`
      const report = wish.report === null ? '' : ` report:"${wish.report}"`
      return count === 0 ? [] : [{ day, count, command: `actions list${org}${report} due:${day}` }]
    }),
  }
}

export type Moment = {
  today: IsoDate
  monday: IsoDate
  names: readonly string[]
  days: readonly IsoDate[]
  soonDays: number
}

function wasLate({ status, dueOn, completedOn }: SownAction, day: IsoDate, today: IsoDate): boolean {
  if (dueOn === null || dueOn >= day) return false
  return isOpen(status) || (day < today && completedOn !== null && completedOn > day)
}

/** The same parts of a glance as they were answered. */
export function countedOf({ actions, ratings, organisations, trend, due }: Glance): Counted {
  return {
    actions,
    ratings,
    trend,
    due,
    organisations: organisations.map(({ name, ratings: own, open, overdue }) => ({
      name,
      counts: own.map(({ count }) => count),
      open,
      overdue,
    })),
  }
}
