import type { Command } from './core/command.ts'
import { alias } from './features/actions/commands/alias.ts'
import { assign } from './features/actions/commands/assign.ts'
import { overview } from './features/actions/commands/board.ts'
import { claim } from './features/actions/commands/claim.ts'
import { complete } from './features/actions/commands/complete.ts'
import { date } from './features/actions/commands/date.ts'
import { due } from './features/actions/commands/due.ts'
import { find } from './features/actions/commands/find.ts'
import { history } from './features/actions/commands/history.ts'
import { home } from './features/actions/commands/home.ts'
import { list } from './features/actions/commands/list.ts'
import { mine } from './features/actions/commands/mine.ts'
import { add } from './features/actions/commands/new.ts'
import { overdue } from './features/actions/commands/overdue.ts'
import { progress } from './features/actions/commands/progress.ts'
import { release } from './features/actions/commands/release.ts'
import { show } from './features/actions/commands/show.ts'
import { settings } from './features/boards/commands/settings.ts'
import { digest } from './features/digests/commands/digest.ts'
import { admit } from './features/people/commands/admit.ts'
import { people } from './features/people/commands/people.ts'
import { list as recommendations } from './features/recommendations/commands/list.ts'
import { report } from './features/recommendations/commands/report.ts'
import { search } from './features/recommendations/commands/search.ts'
import { show as recommendation } from './features/recommendations/commands/show.ts'
import { reminders } from './features/reminders/commands/reminders.ts'
import { snooze } from './features/reminders/commands/snooze.ts'
import { clock } from './features/reports/commands/clock.ts'
import { received } from './features/reports/commands/received.ts'
import { sent } from './features/reports/commands/sent.ts'
import type { Stores } from './features/stores.ts'

/** Every command there is, in the order help shows them. */
export const commands: readonly Command<Stores>[] = [
  mine,
  due,
  overdue,
  list,
  find,
  show,
  claim,
  progress,
  complete,
  history,
  release,
  assign,
  date,
  add,
  alias,
  overview,
  home,
  digest,
  reminders,
  snooze,
  people,
  admit,
  settings,
  recommendations,
  recommendation,
  search,
  report,
  clock,
  received,
  sent,
]
