import { addDays, formatDate, type IsoDate } from '../../calendar/date.ts'
import { describeDistance } from '../../calendar/distance.ts'
import { listOf, shorten } from '../../core/text.ts'
import {
  type Block,
  button,
  buttons,
  type Field,
  heading,
  note,
  paragraph,
  plain,
  type Row,
  type Span,
  type Text,
  type View,
} from '../../core/view.ts'
import type { ActionSummary } from '../actions/schema.ts'
import { rowText, whenOf } from '../actions/view.ts'
import { colourWord, schemeKey, worstFirst } from '../boards/rules.ts'
import { clockLines } from '../reports/view.ts'
import { type Digest, isQuiet, soonDays } from './gather.ts'
import { changeOf, sinceWords, weekOf } from './rules.ts'

/** How much of an organisation and of a name in a plan a row shows, in characters. */
const room = { organisation: 40, asked: 40 } as const
/** More clocks than these are a list of their own. */
const mostClocks = 3

/**
 * A week of a board in twenty seconds, the same for every reader: figures and what has changed, what has a clock, what
 * is late, what is next, and what nobody has. What has nothing in it is left out.
 */
export function digestView(digest: Digest): View {
  const { board, filters, period, today, scheme } = digest
  const only = filters === '' ? '' : ` · ${filters}`
  return {
    type: 'view',
    kind: 'answer',
    audience: 'public',
    headline: `${board} · week of ${formatDate(weekOf(period), today)}${only}`,
    blocks: [
      paragraph(figuresLine(digest)),
      ...clockLines(digest.reckoning.clocks, digest.today, mostClocks),
      ...missedLine(digest),
      ...(isQuiet(digest) ? [paragraph(quietLine(digest))] : []),
      ...sections(digest),
      ...looseFields(digest),
      note(schemeKey(scheme), { apart: true }),
      buttons(button('My actions', 'actions mine'), button('Full list', `actions list ${filters}`.trim())),
    ],
  }
}

function figuresLine({ open, reckoning, scheme, before, today, closed }: Digest): string {
  const colours = worstFirst.filter(
    (colour) => reckoning.byColour[colour] > 0 || (before?.byColour[colour] ?? 0) > 0,
  )
  let than = before ? ` than ${sinceWords(before.on, today)}` : ''
  const words = colours.map((colour) => {
    const now = reckoning.byColour[colour]
    const change = before && changeOf(now, before.byColour[colour])
    const said = `${now} ${colourWord(colour, scheme)}${change ? ` (${change}${than})` : ''}`
    if (change) than = ''
    return said
  })
  const done = closed.count > 0 ? ` ${closed.count} closed since ${formatDate(closed.since, today)}.` : ''
  return `${open === 0 ? 'Nothing is open' : `${open} open: ${words.join(', ')}`}.${done}`
}

/** What never came, said in the next one that does. */
function missedLine({ past: { missed }, today }: Digest): Block[] {
  if (missed.length === 0) return []
  const days = missed.map((day) => formatDate(day, today))
  const which = days.length > 4 ? `${days[0]} to ${days.at(-1)} (${days.length})` : listOf(days)
  const were = days.length === 1 ? 'digest of' : 'digests of'
  return [paragraph(`The ${were} ${which} could not be posted.`)]
}

function quietLine({ today, lookAheadDays }: Digest): string {
  return `Nothing is overdue and nothing is due by ${formatDate(addDays(today, lookAheadDays), today)}.`
}

function sections({ reckoning, lists, today, lookAheadDays, filters }: Digest): Block[] {
  const soon = addDays(today, soonDays)
  const ahead = addDays(today, lookAheadDays)
  const list = (more: string): string => `actions list ${filters} ${more}`.replace('  ', ' ')
  return [
    ...section({
      title: 'Overdue',
      there: reckoning.overdue,
      rows: lists.overdue.map((action) => overdueRow(action, today)),
      all: button('All overdue', list('due:overdue')),
    }),
    ...section({
      title: `Due by ${formatDate(soon, today)}`,
      there: reckoning.dueWithin7,
      rows: lists.soon.map((action) => dueRow(action, today)),
      all: button(`Due in ${soonDays} days`, list(`due:${soonDays}d`)),
    }),
    ...section({
      title: `${reckoning.dueWithin7 > 0 ? 'Then' : 'Due'} by ${formatDate(ahead, today)}`,
      there: reckoning.dueLater,
      rows: lists.later.map((action) => dueRow(action, today)),
      all: button(`Due in ${lookAheadDays} days`, list(`due:${lookAheadDays}d`)),
    }),
    ...section({
      title: 'No owner',
      there: reckoning.unowned,
      rows: lists.unowned.map(unownedRow),
      all: button('Unowned actions', list('unowned')),
    }),
  ]
}

type Section = { title: string; there: number; rows: readonly Row[]; all: ReturnType<typeof button> }

/** A heading with its number, its rows, and what was cut with the way to all of it; nothing when there is nothing. */
function section({ title, there, rows, all }: Section): Block[] {
  if (rows.length === 0) return []
  const more = there - rows.length
  const cut: Row[] = more > 0 ? [{ ref: '', text: `and ${more} more`, buttons: [all] }] : []
  return [heading(`${title} (${there})`), { type: 'rows', rows: [...rows, ...cut] }]
}

function overdueRow(action: ActionSummary, today: IsoDate): Row {
  const { leadOrganisation, dueOn } = action
  const forWhom = leadOrganisation ? [plain(`, ${shorten(leadOrganisation, room.organisation)}`)] : []
  return {
    ...rowOf(action, [ownerSpan(action), ...forWhom]),
    when: dueOn ? describeDistance(dueOn, today).replace(/ overdue$/, '') : '',
  }
}

function dueRow(action: ActionSummary, today: IsoDate): Row {
  return { ...rowOf(action, [ownerSpan(action)]), when: whenOf(action, today) }
}

function unownedRow(action: ActionSummary): Row {
  const { ownerAsWritten, leadOrganisation, ref } = action
  const asked = ownerAsWritten ? `the plan: '${shorten(ownerAsWritten, room.asked)}'` : leadOrganisation
  return {
    ...rowOf(action, asked ? shorten(asked, room.asked + 12) : ''),
    buttons: [button('Claim', `actions claim ${ref}`)],
  }
}

function rowOf({ ref, text }: ActionSummary, detail: Text): Row {
  return { ref, text: shorten(text, rowText), ...(detail === '' ? {} : { detail }), compact: true }
}

function ownerSpan({ owner }: ActionSummary): Span {
  return owner ? { type: 'person', text: owner.name, id: owner.id } : plain('no owner')
}

/** What is a line each: what waits for sign-off, what has no date, what was finished. */
function looseFields({ reckoning, lists, closed, today }: Digest): Block[] {
  const { awaitingSignOff, oldestWaiting, undated } = reckoning
  const fields: Field[] = [
    ...(awaitingSignOff > 0
      ? [
          {
            label: `Waiting for sign-off (${awaitingSignOff})`,
            value: oldestWaiting ? `the oldest ${waited(oldestWaiting, today)}` : '',
          },
        ]
      : []),
    ...(undated > 0 ? [{ label: `No date (${undated})`, value: refs(lists.undated, undated) }] : []),
    ...(closed.count > 0
      ? [
          {
            label: `Closed since ${formatDate(closed.since, today)} (${closed.count})`,
            value: refs(lists.closed, closed.count),
          },
        ]
      : []),
  ]
  return fields.length > 0 ? [{ type: 'fields', fields }] : []
}

function waited(since: IsoDate, today: IsoDate): string {
  return since === today ? 'since today' : `for ${describeDistance(since, today).replace(/ overdue$/, '')}`
}

/** '4.9, 4.12 and 3 more'. */
function refs(actions: readonly ActionSummary[], there: number): string {
  const shown = actions.slice(0, there).map(({ ref }) => ref)
  const more = there - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listOf(shown)
}
