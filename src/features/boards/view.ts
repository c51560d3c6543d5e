import { addDays, formatDate } from '../../calendar/date.ts'
import type { BoardId } from '../../core/ids.ts'
import { count, listOf } from '../../core/text.ts'
import { answer, type Block, button, buttons, heading, note, paragraph, type View } from '../../core/view.ts'
import { openStatuses } from '../actions/lifecycle.ts'
import type { ActionSummary } from '../actions/schema.ts'
import type { ActionQuery } from '../actions/store.ts'
import { actionRow, type Viewing } from '../actions/view.ts'
import { clockText } from '../reports/view.ts'
import type { Stores } from '../stores.ts'
import { schemeKey } from './rules.ts'
import type { Standing } from './store.ts'

const soonDays = 14
const shown = 6

/** The board in twenty seconds: figures first, then what is late, what is next, and what nobody has. */
export async function boardOverview(stores: Stores, board: BoardId, viewing: Viewing): Promise<View> {
  const { today } = viewing
  const soon = addDays(today, soonDays)
  const open: ActionQuery = { statuses: openStatuses }
  const some = (query: ActionQuery): Promise<ActionSummary[]> =>
    stores.actions.list(board, { ...open, ...query }, { offset: 0, limit: shown }, today)
  const [{ name }, standing, late, near, nearCount, unowned] = await Promise.all([
    stores.boards.get(board),
    stores.boards.standing(board, today),
    some({ due: { from: null, to: addDays(today, -1) } }),
    some({ due: { from: today, to: soon } }),
    stores.actions.count(board, { ...open, due: { from: today, to: soon } }, today),
    some({ unowned: true }),
  ])
  const section = (title: string, all: number, rows: readonly ActionSummary[], command: string): Block[] =>
    rows.length === 0
      ? []
      : [
          heading(`${title} (${all})`),
          { type: 'rows', rows: rows.map((action) => actionRow(action, viewing, { owner: true })) },
          ...(all > rows.length ? [note(`${all - rows.length} more: /${command}`)] : []),
        ]
  return answer(
    `${name} · ${formatDate(today, today)}`,
    [
      paragraph(figures(standing)),
      ...standing.clocks.map((clock) =>
        paragraph(
          `${clock.title}: ${clockText({ responseDueOn: clock.dueOn, responseProvisional: clock.provisional }, today)}.`,
        ),
      ),
      ...section('Overdue', standing.overdue, late, 'actions overdue'),
      ...section(`Due by ${formatDate(soon, today)}`, nearCount, near, 'actions due 14d'),
      ...section('No owner', standing.unowned, unowned, 'actions list unowned'),
      ...(standing.undated > 0
        ? [note(`${count(standing.undated, 'action has', 'actions have')} no date: /actions list undated`)]
        : []),
      note(schemeKey(viewing.scheme)),
      buttons(button('My actions', 'actions mine'), button('Full list', 'actions list')),
    ],
    'actions mine',
  )
}

function figures({ open, byColour, awaitingSignOff }: Standing): string {
  if (open === 0) return 'Nothing is open.'
  const rated = (['red', 'amber'] as const).filter((colour) => byColour[colour] > 0)
  const green = open - byColour.red - byColour.amber
  const words = [
    ...rated.map((colour) => `${byColour[colour]} ${colour === 'red' ? 'Red' : 'Amber'}`),
    `${green} Green`,
  ]
  const waiting =
    awaitingSignOff > 0 ? ` ${count(awaitingSignOff, 'action waits', 'actions wait')} for sign-off.` : ''
  return `${open} open: ${listOf(words)}.${waiting}`
}
