import { addDays, compareDates, type IsoDate } from '../../../calendar/date.ts'
import { count } from '../../../core/text.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  heading,
  note,
  paragraph,
  type View,
} from '../../../core/view.ts'
import { isOverdue } from '../../boards/rules.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { likenessBlocks } from '../../people/likeness-view.ts'
import { openStatuses } from '../lifecycle.ts'
import type { ActionSummary } from '../schema.ts'
import type { ActionQuery } from '../store.ts'
import { actionRow } from '../view.ts'

const soonDays = 14
const shown = 25

/** `/actions mine`: what is overdue, what is due soon, how much more there is. */
export const mine = command({
  group: 'actions',
  name: 'mine',
  aliases: ['my'],
  bare: true,
  args: {},
  permission: 'read board',
  summary: 'Your own actions, most urgent first',
  examples: ['mine'],
  async run(_args, context) {
    const { stores, board, actor } = context
    const today = todayOf(context)
    const soon = addDays(today, soonDays)
    const query: ActionQuery = { statuses: openStatuses, involves: actor.personId }
    const [rows, likeness, scheme] = await Promise.all([
      stores.actions.list(board, query, { offset: 0, limit: shown }, today),
      likenessBlocks(stores.people, board, actor),
      schemeOf(context),
    ])
    if (rows.length === 0) return nothing(likeness)
    const [total, overdue, dueByThen] = await Promise.all([
      allOf(rows, () => stores.actions.count(board, query, today)),
      allDueBy(rows, addDays(today, -1), (due) => stores.actions.count(board, { ...query, due }, today)),
      allDueBy(rows, soon, (due) => stores.actions.count(board, { ...query, due }, today)),
    ])
    const viewing = { scheme, today, actor }
    const section = (title: string, some: readonly ActionSummary[]): Block[] =>
      some.length === 0
        ? []
        : [
            heading(title),
            {
              type: 'rows',
              rows: some.map((action) => actionRow(action, viewing, { owner: false, involved: true })),
            },
          ]
    const late = rows.filter((action) => isOverdue(action, today))
    const near = rows.filter(
      (action) => action.dueOn && !late.includes(action) && compareDates(action.dueOn, soon) <= 0,
    )
    const room = Math.max(0, 8 - late.length - near.length)
    const later = rows.filter((action) => !late.includes(action) && !near.includes(action)).slice(0, room)
    const rest = total - late.length - near.length - later.length
    const figures = [
      ...(overdue > 0 ? [`${overdue} overdue`] : []),
      ...(dueByThen > overdue ? [`${dueByThen - overdue} due within ${soonDays} days`] : []),
    ]
    const [first] = rows
    return answer(
      `${count(total, 'action is', 'actions are')} yours${figures.length > 0 ? `: ${figures.join(', ')}` : ', none due soon'}`,
      [
        ...section('Overdue', late),
        ...section(`Due within ${soonDays} days`, near),
        ...section('Later', later),
        ...(rest > 0 ? [note(`${rest} more: /actions list owner:me`)] : []),
        ...likeness,
      ],
      first ? `actions progress ${first.ref}` : undefined,
    )
  },
})

/** How many there are. What is listed is counted; only what goes on past it is asked for. */
async function allOf(rows: readonly ActionSummary[], ask: () => Promise<number>): Promise<number> {
  return rows.length < shown ? rows.length : ask()
}

/** How many are due by a day: they stand first in the list, so often none is past its end. */
async function allDueBy(
  rows: readonly ActionSummary[],
  day: IsoDate,
  ask: (due: { from: null; to: IsoDate }) => Promise<number>,
): Promise<number> {
  const isDue = ({ dueOn }: ActionSummary): boolean => dueOn !== null && compareDates(dueOn, day) <= 0
  const last = rows.at(-1)
  const goesOn = rows.length >= shown && last !== undefined && isDue(last)
  return goesOn ? ask({ from: null, to: day }) : rows.filter(isDue).length
}

function nothing(likeness: readonly Block[]): View {
  return answer(
    'No open action is yours.',
    [
      ...likeness,
      paragraph('Actions without an owner can be claimed.'),
      buttons(button('Unowned actions', 'actions list unowned')),
    ],
    'actions list unowned',
  )
}
