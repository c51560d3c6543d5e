import { may } from '../../core/permission.ts'
import { count, listOf } from '../../core/text.ts'
import {
  answer,
  type Block,
  type Button,
  button,
  buttons,
  heading,
  note,
  type Row,
  type View,
} from '../../core/view.ts'
import type { ActionSummary } from '../actions/schema.ts'
import { actionRow, type Viewing, whenOf } from '../actions/view.ts'
import { isOverdue } from '../boards/rules.ts'
import { clockRows } from '../reports/clock-view.ts'
import type { ReportClock } from '../reports/store.ts'
import { isLastWeekly, type Snooze, snoozes } from './rules.ts'
import type { ReminderPace } from './schema.ts'
import type { DailyMessage, Figures, MessageNow } from './store.ts'

/** Rows of each part: three full parts fit into one message, with all that can be pressed in them. */
export const mostRows = 6
/** A clock takes more room than an action, and few keep more. */
const mostClocks = 4

/** What a day's message is made of, as it now stands. */
export type Daily = {
  message: DailyMessage
  now: MessageNow
  clocks: readonly ReportClock[]
  pace: ReminderPace
  viewing: Viewing
}

/** The command that makes a message again. */
export function dailyCommand({ id }: Pick<DailyMessage, 'id'>): string {
  return `actions reminders ${id}`
}

/**
 * A day's message to one person: the clocks they keep and what was escalated to them, which nobody else may see to; then
 * what is theirs. Null when nothing is left of it.
 */
export function dailyView(daily: Daily): View | null {
  const { now, clocks } = daily
  if (now.own.ids.length + now.escalated.ids.length + clocks.length === 0) return null
  return answer(headlineOf(daily), [
    ...clockBlocks(daily),
    ...escalatedBlocks(daily),
    ...ownBlocks(daily),
    // By another of its names: a press that asked for this same command would put its answer in the message's place.
    buttons(button('My actions', 'actions mine'), button('Fewer reminders', 'actions reminder')),
  ])
}

function headlineOf({ now, clocks, viewing }: Daily): string {
  const { own, escalated } = now
  const [only] = own.first
  const parts = [
    ...(own.ids.length === 1 && only
      ? [`${only.ref}: ${whenOf(only, viewing.today)}`]
      : own.ids.length > 0
        ? [`${own.ids.length} of your actions: ${inWords(own.figures)}`]
        : []),
    ...(escalated.ids.length > 0
      ? [`${count(escalated.ids.length, 'overdue action')} escalated to you`]
      : []),
    ...(clocks.length > 0 ? [`${count(clocks.length, 'clock')} to watch`] : []),
  ]
  return parts.join(' · ')
}

/** '2 overdue, 1 due today and 4 due soon'. */
function inWords({ overdue, today, soon, undated }: Figures): string {
  return listOf([
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(today > 0 ? [`${today} due today`] : []),
    ...(soon > 0 ? [`${soon} due soon`] : []),
    ...(undated > 0 ? [`${undated} without a date`] : []),
  ])
}

function ownBlocks(daily: Daily): Block[] {
  const { message, pace, viewing } = daily
  const { own } = daily.now
  if (own.ids.length === 0) return []
  const { today, actor } = viewing
  const late = own.first.filter((action) => isOverdue(action, today))
  const undated = own.first.filter(({ dueOn }) => dueOn === null)
  const soon = own.first.filter((action) => !late.includes(action) && !undated.includes(action))
  const section = (title: string, some: readonly ActionSummary[]): Block[] =>
    some.length === 0
      ? []
      : [heading(title), { type: 'rows', rows: some.map((action) => ownRow(action, daily)) }]
  const last =
    pace === 'mondays' ? [] : late.filter(({ dueOn }) => dueOn !== null && isLastWeekly(dueOn, today))
  return [
    ...section('Overdue', late),
    ...section('Due soon', soon),
    ...section('No date', undated),
    ...theRest(
      own,
      own.figures.overdue > late.length
        ? button('My overdue actions', 'actions list owner:me due:overdue')
        : button('All of mine', 'actions list owner:me'),
    ),
    ...(last.length > 0
      ? [note(`No more weekly reminders will come of ${listOf(last.map(({ ref }) => ref))}: /actions mine`)]
      : []),
    ...(may(actor.role, 'work on own action')
      ? [
          buttons(
            ...snoozeButtons(own.ids.length === 1 ? 'Snooze' : 'Snooze all', (until) =>
              own.first[0] && own.ids.length === 1
                ? `actions snooze ${own.first[0].ref} ${until}`
                : `actions snooze all ${until} ${message.id}`,
            ),
          ),
        ]
      : []),
  ]
}

/** What does not stand among the first of a part, and where all of it does. */
function theRest(
  { ids, first }: { ids: readonly unknown[]; first: readonly unknown[] },
  all: Button,
): Block[] {
  const more = ids.length - first.length
  return more > 0 ? [note(`and ${count(more, 'more', 'more')}`), buttons(all)] : []
}

/**
 * One of the reader's own: what moves it on first, then what puts it off, which asks for how long: every choice in every
 * row would fill the message. Its form shows the rest of it.
 */
function ownRow(action: ActionSummary, { now: { own }, viewing }: Daily): Row {
  const row = actionRow(action, viewing, { owner: false, involved: true, report: false })
  const working = (row.menu ?? []).filter(({ label }) => label !== 'History')
  const deeds = working.filter(({ label }) => label !== 'Open')
  // Of one alone the choices stand below it.
  const putOff = own.ids.length > 1 && may(viewing.actor.role, 'work on own action')
  return {
    ...row,
    menu: [
      ...(deeds.length > 1 ? deeds : working),
      ...(putOff ? [button('Snooze', `actions snooze ${action.ref}`)] : []),
    ],
  }
}

function snoozeButtons(verb: string, commandOf: (until: Snooze) => string): Button[] {
  return (Object.keys(snoozes) as Snooze[]).map((until) =>
    button(`${verb} ${until === 'monday' ? 'to ' : ''}${snoozes[until].label}`, commandOf(until)),
  )
}

function escalatedBlocks({ now: { escalated }, viewing }: Daily): Block[] {
  if (escalated.ids.length === 0) return []
  return [
    heading(`Escalated to you (${escalated.ids.length})`),
    {
      type: 'rows',
      rows: escalated.first.map((action) => escalatedRow(action, viewing)),
    },
    ...theRest(escalated, button('All overdue actions', 'actions overdue')),
  ]
}

/** One of somebody else's: it is looked at or asked about here, and what ends it stands on its card. */
function escalatedRow(action: ActionSummary, viewing: Viewing): Row {
  const row = actionRow(action, viewing, { owner: true, report: false })
  return { ...row, menu: (row.menu ?? []).filter(({ label }) => !['Complete', 'History'].includes(label)) }
}

function clockBlocks({ clocks, viewing: { today, actor } }: Daily): Block[] {
  if (clocks.length === 0) return []
  const first = clocks.slice(0, mostClocks)
  return [
    heading('Clocks you keep'),
    { type: 'rows', rows: clockRows(clocks, today, actor).slice(0, mostClocks) },
    ...theRest({ ids: clocks, first }, button('All clocks', 'recommendations clock')),
  ]
}
