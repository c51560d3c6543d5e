import { addDays, formatDate } from '../../calendar/date.ts'
import type { BoardId } from '../../core/ids.ts'
import { count } from '../../core/text.ts'
import { answer, type Block, button, buttons, heading, note, paragraph, type View } from '../../core/view.ts'
import { openStatuses } from '../actions/lifecycle.ts'
import type { ActionSummary } from '../actions/schema.ts'
import type { ActionQuery } from '../actions/store.ts'
import { actionRow, type Viewing } from '../actions/view.ts'
import { clockLines } from '../reports/view.ts'
import type { Stores } from '../stores.ts'
import { colourWord, schemeKey, worstFirst } from './rules.ts'
import type { BragScheme } from './schema.ts'
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
  const [{ name }, standing, late, near, nearCount] = await Promise.all([
    stores.boards.get(board),
    stores.boards.standing(board, today),
    some({ due: { from: null, to: addDays(today, -1) } }),
    some({ due: { from: today, to: soon } }),
    stores.actions.count(board, { ...open, due: { from: today, to: soon } }, today),
  ])
  const section = (title: string, all: number, rows: readonly ActionSummary[], command: string): Block[] =>
    rows.length === 0
      ? []
      : [
          heading(`${title} (${all})`),
          { type: 'rows', rows: rows.map((action) => actionRow(action, viewing, { owner: true })) },
          ...(all > rows.length ? [buttons(button(`See all ${all}`, command))] : []),
        ]
  return answer(
    `${name} · ${formatDate(today, today)}`,
    [
      ...glance(standing, viewing),
      ...section('Overdue', standing.overdue, late, 'actions overdue'),
      ...section(`Due by ${formatDate(soon, today)}`, nearCount, near, 'actions due 14d'),
      ...loose(standing),
      note(schemeKey(viewing.scheme), { apart: true }),
      buttons(button('My actions', 'actions mine'), button('Full list', 'actions list')),
    ],
    'actions mine',
  )
}

/** The board in figures: how many of each rating, and the clocks that run; so many clocks at most. */
export function glance(
  { clocks, ...standing }: Standing,
  { scheme, today }: Pick<Viewing, 'scheme' | 'today'>,
  mostClocks?: number,
): Block[] {
  return [paragraph(figures(standing, scheme)), ...clockLines(clocks, today, mostClocks)]
}

/** What no list above shows for itself: nobody's, and dateless. */
function loose({ unowned, undated }: Standing): Block[] {
  const lines = [
    ...(unowned > 0
      ? [`${count(unowned, 'action has', 'actions have')} no owner: /actions list unowned`]
      : []),
    ...(undated > 0
      ? [`${count(undated, 'action has', 'actions have')} no date: /actions list undated`]
      : []),
  ]
  return lines.map((line) => paragraph(line))
}

function figures({ open, byColour, awaitingSignOff }: Omit<Standing, 'clocks'>, scheme: BragScheme): string {
  const words = worstFirst
    .filter((colour) => byColour[colour] > 0)
    .map((colour) => `${byColour[colour]} ${colourWord(colour, scheme)}`)
  const waiting =
    awaitingSignOff > 0 ? ` ${count(awaitingSignOff, 'action waits', 'actions wait')} for sign-off.` : ''
  return `${open === 0 ? 'Nothing is open' : `${open} open: ${words.join(', ')}`}.${waiting}`
}
