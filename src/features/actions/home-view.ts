import { addDays, type IsoDate } from '../../calendar/date.ts'
import type { BoardId } from '../../core/ids.ts'
import { may } from '../../core/permission.ts'
import { type Block, button, buttons, heading, type MenuOption, note, type Row } from '../../core/view.ts'
import { colourWord, openColours } from '../boards/rules.ts'
import type { RatingRule } from '../boards/schema.ts'
import { waitingRow } from '../people/view.ts'
import type { Stores } from '../stores.ts'
import { openStatuses } from './lifecycle.ts'
import { writtenFilters } from './list-filters.ts'
import type { ActionSummary } from './schema.ts'
import type { ActionQuery } from './store.ts'
import { actionRow, shortReport, type Viewing } from './view.ts'

/** How far 'soon' reaches, in days. */
export const soonDays = 14

/** Rows of each section: some forty in all on a page that is read on a phone. */
const most = { overdue: 10, soon: 10, later: 10, unowned: 6, signOff: 4, waiting: 4 } as const

/** A menu holds so many reports: more is what the list's own filter is for. */
const mostReports = 30

export type HomeFilters = { report?: string | undefined; brag?: readonly RatingRule['colour'][] | undefined }

export type Asking = {
  stores: Stores
  board: BoardId
  viewing: Viewing
  filters: HomeFilters
  page: number
}

/** The command of a personal page with these filters. */
export function homeCommand(filters: HomeFilters, page = 1): string {
  return ['actions home', writtenFilters(filters), ...(page > 1 ? [`page:${page}`] : [])]
    .filter(Boolean)
    .join(' ')
}

/** What the filters leave of the open actions. */
export function filtered({ filters, viewing }: Pick<Asking, 'filters' | 'viewing'>): ActionQuery {
  return {
    statuses: openStatuses,
    ...(filters.report === undefined ? {} : { report: filters.report }),
    ...(filters.brag ? { rating: { colours: filters.brag, scheme: viewing.scheme } } : {}),
  }
}

export type Mine = {
  total: number
  overdue: number
  soon: number
  blocks: Block[]
  first: ActionSummary | undefined
}

/** The reader's own: what is late, what is next, and a page of the rest. */
export async function mineOf(asking: Asking): Promise<Mine> {
  const { stores, board, viewing, filters, page } = asking
  const { today, actor } = viewing
  const query: ActionQuery = { ...filtered(asking), involves: actor.personId }
  const until = (to: IsoDate): Promise<number> =>
    stores.actions.count(board, { ...query, due: { from: null, to } }, today)
  const [total, overdue, byThen] = await Promise.all([
    stores.actions.count(board, query, today),
    until(addDays(today, -1)),
    until(addDays(today, soonDays)),
  ])
  const soon = byThen - overdue
  const later = total - byThen
  const part = (offset: number, there: number, limit: number): Promise<ActionSummary[]> =>
    there > 0 ? stores.actions.list(board, query, { offset, limit: Math.min(limit, there) }, today) : none
  // The list is in the order of urgency, so the three follow each other in it.
  const [late, near, rest] = await Promise.all([
    part(0, overdue, most.overdue),
    part(overdue, soon, most.soon),
    part(byThen + (page - 1) * most.later, later - (page - 1) * most.later, most.later),
  ])
  const row = (action: ActionSummary): Row => actionRow(action, viewing, { owner: false, involved: true })
  const list = `actions list ${writtenFilters({ ...filters, owner: 'me' })}`
  return {
    total,
    overdue,
    soon,
    first: late[0] ?? near[0] ?? rest[0],
    blocks: [
      ...section('Overdue', late.map(row), overdue, `${list} due:overdue`),
      ...section(`Due within ${soonDays} days`, near.map(row), soon, `${list} due:${soonDays}d`),
      ...section('Later', rest.map(row), later),
      ...turning(filters, page, later),
    ],
  }
}

const none: Promise<ActionSummary[]> = Promise.resolve([])

/** Between the pages of what is due later. */
function turning(filters: HomeFilters, page: number, later: number): Block[] {
  const pages = Math.max(1, Math.ceil(later / most.later))
  if (pages === 1 && page === 1) return []
  const at = Math.min(page, pages)
  return [
    note(page > pages ? `Page ${page} is past the end.` : `Later: page ${page} of ${pages}.`),
    buttons(
      ...(page > 1 ? [button('Earlier ones', homeCommand(filters, page > pages ? at : at - 1))] : []),
      ...(page < pages ? [button('Later ones', homeCommand(filters, page + 1))] : []),
    ),
  ]
}

/** What has no owner and is led by the reader's organisation, for who may claim it. */
export async function unownedOf(asking: Asking): Promise<Block[]> {
  const { stores, board, viewing, filters } = asking
  const { actor, today } = viewing
  if (!may(actor.role, 'claim action')) return []
  const me = await stores.people.get(board, actor.personId)
  if (!me?.organisationId) return []
  const query: ActionQuery = {
    ...filtered(asking),
    unowned: true,
    ledBy: { organisationId: me.organisationId },
  }
  const [total, actions] = await Promise.all([
    stores.actions.count(board, query, today),
    stores.actions.list(board, query, { offset: 0, limit: most.unowned }, today),
  ])
  return section(
    `No owner, led by ${me.organisation}`,
    actions.map((action) => actionRow(action, viewing, { owner: false })),
    total,
    `actions list ${writtenFilters({ ...filters, lead: 'mine', unowned: true })}`,
  )
}

/** Who asked to be let in, for who may do it. */
export async function waitingOf({ stores, board, viewing }: Asking): Promise<Block[]> {
  if (!may(viewing.actor.role, 'manage people')) return []
  const { total, newest } = await stores.people.newcomers(board, most.waiting)
  return section(
    'Waiting to be let in',
    newest.map((newcomer) => waitingRow(newcomer, viewing.today)),
    total,
    'actions people',
  )
}

/** What is complete and not signed off, for who is to see to that. */
export async function signOffOf(asking: Asking): Promise<Block[]> {
  const { stores, board, viewing, filters } = asking
  if (!may(viewing.actor.role, 'work on any action')) return []
  const query: ActionQuery = { ...filtered(asking), statuses: ['complete'] }
  const [total, actions] = await Promise.all([
    stores.actions.count(board, query, viewing.today),
    stores.actions.list(board, query, { offset: 0, limit: most.signOff }, viewing.today),
  ])
  return section(
    'Waiting for sign-off',
    actions.map((action) => actionRow(action, viewing, { owner: true })),
    total,
    `actions list ${writtenFilters({ ...filters, status: ['complete'] })}`,
  )
}

/** A heading with how many there are, the first rows, and a way to all of them; nothing when there is nothing. */
function section(title: string, rows: readonly Row[], total: number, all?: string): Block[] {
  if (rows.length === 0) return []
  return [
    heading(`${title} (${total})`),
    { type: 'rows', rows },
    ...(all && total > rows.length ? [buttons(button(`See all ${total}`, all))] : []),
  ]
}

/** What the page can be narrowed to. */
export async function filterMenus({ stores, board, viewing, filters }: Asking): Promise<Block[]> {
  const { scheme } = viewing
  const reports = await stores.boards.reportNames(board, mostReports)
  // Two reports of one name are one filter: it is by words.
  const names = [...new Set([...reports.map(shortReport), ...(filters.report ? [filters.report] : [])])]
  const report = (label: string, value: string | undefined): MenuOption => ({
    label,
    command: homeCommand({ ...filters, report: value }),
    chosen: filters.report === value,
  })
  const rating = (label: string, brag: HomeFilters['brag']): MenuOption => ({
    label,
    command: homeCommand({ ...filters, brag }),
    chosen: filters.brag?.join() === brag?.join(),
  })
  const colours = openColours(scheme)
  const several = filters.brag && filters.brag.length > 1 ? [filters.brag] : []
  return [
    ...(names.length > 1
      ? [
          {
            type: 'menu' as const,
            label: 'Report',
            options: [report('All reports', undefined), ...names.map((name) => report(name, name))],
          },
        ]
      : []),
    {
      type: 'menu',
      label: 'Rating',
      options: [
        rating('All ratings', undefined),
        ...[...colours.map((colour) => [colour]), ...several].map((some) =>
          rating(some.map((colour) => colourWord(colour, scheme)).join(', '), some),
        ),
      ],
    },
  ]
}
