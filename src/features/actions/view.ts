import { compareDates, formatDate, type IsoDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Membership } from '../../core/permission.ts'
import { oneLine, shorten } from '../../core/text.ts'
import { type Block, type Field, note, type Row, type Text } from '../../core/view.ts'
import { rate } from '../boards/rules.ts'
import type { BragScheme } from '../boards/schema.ts'
import { dueDate, dueWhen } from './due-words.ts'
import { isOpen, lifecycle } from './lifecycle.ts'
import { actionButtons, actionMenu, type Reader } from './offers.ts'
import type { ActionDetail, ActionSummary } from './schema.ts'

/** How much of a text a row carries, in characters; each face cuts it again to the width it has. */
export const rowText = 200

/** What a view needs to know of its reader. */
export type Viewing = { scheme: BragScheme; today: IsoDate; actor: Membership }

/** The due date with its distance; for finished actions when they were completed. */
export function whenOf(
  action: Pick<ActionSummary, 'status' | 'completedOn' | 'dueOn' | 'duePrecision'>,
  today: IsoDate,
): string {
  if (!isOpen(action.status)) {
    const word = lifecycle[action.status].word.toLowerCase()
    return action.completedOn ? `${word} (${formatDate(action.completedOn, today)})` : word
  }
  return action.dueOn ? dueWhen({ ...action, dueOn: action.dueOn }, today) : 'no date'
}

/**
 * One row of a list. Owner and report are shown where the list mixes them, the report unless it is left out; `involved`
 * is a list of actions that the reader owns or contributes to.
 */
export function actionRow(
  action: ActionSummary,
  { scheme, today, actor }: Viewing,
  show: { owner: boolean; involved?: boolean; report?: boolean },
): Row {
  const details = [
    ...(show.owner ? [ownerOf(action)] : []),
    ...(action.status === 'handed_over' && action.leadOrganisation
      ? [`led by ${action.leadOrganisation}`]
      : []),
    ...(action.dueOn === null && action.dueAsWritten
      ? [`the plan says '${shorten(action.dueAsWritten, 40)}'`]
      : []),
    ...(show.report === false ? [] : [shortReport(action.report)]),
    ...(action.lastProgress ? [lastProgress(action.lastProgress, today)] : []),
  ]
  return {
    ref: action.ref,
    text: shorten(action.text, rowText),
    rating: rate(action, scheme, today),
    when: whenOf(action, today),
    detail: details.join(' · '),
    menu: actionMenu(action, actor, show.involved),
  }
}

function lastProgress(last: { at: Date; narrative: string }, today: IsoDate): string {
  return `last progress ${formatDate(londonDateOf(last.at), today)}: '${shorten(last.narrative, 60)}'`
}

const kindWords: Readonly<Record<string, string>> = {
  'action plan': 'plan',
  'inspection report': 'report',
  letter: 'letter',
}

/** A report in a few words: 'Northmere plan', else the beginning of its title. The filter report: takes these words. */
export function shortReport(report: { title: string; area: string | null; kind: string }): string {
  return report.area
    ? `${shorten(report.area, 32)} ${kindWords[report.kind] ?? ''}`.trim()
    : shorten(report.title, 40)
}

/** Who is accountable, in words: the owner, or the name the plan gives, or nobody. */
export function ownerOf(
  action: Pick<ActionSummary, 'owner' | 'ownerAsWritten'>,
  nobody = 'no owner',
): string {
  if (action.owner) return action.owner.name
  return action.ownerAsWritten ? `${nobody} (the plan: '${shorten(action.ownerAsWritten, 40)}')` : nobody
}

/** The whole of one action: state first, then detail, then what its readers may do. */
export function actionCard(
  action: ActionDetail,
  viewing: Pick<Viewing, 'today'> & { reader: Reader },
): Block[] {
  return [
    { type: 'quote', text: oneLine(action.text) },
    { type: 'fields', fields: cardFields(action, viewing) },
    ...(action.lastProgress
      ? [
          {
            type: 'quote' as const,
            text: action.lastProgress.narrative,
            source: `${action.lastProgress.author}, ${formatDate(londonDateOf(action.lastProgress.at), viewing.today)}`,
          },
        ]
      : []),
    ...action.flags.map(({ message }) => note(`To check: ${message}`)),
    { type: 'buttons', buttons: actionButtons(action, viewing.reader) },
  ]
}

function cardFields(action: ActionDetail, { today }: Pick<Viewing, 'today'>): Field[] {
  const { recommendation } = action
  const same = recommendation.text === action.text
  const fields: (Field | null)[] = [
    { label: 'Status', value: statusText(action) },
    optional('Due', dueText(action, today)),
    { label: 'Owner', value: ownerOf(action, 'none yet') },
    optional('Contributors', action.contributors.map(({ name }) => name).join(', ')),
    action.owner ? optional('Named in the plan', action.unconfirmedNames.join(', ')) : null,
    optional('Lead organisation', action.leadOrganisation ?? ''),
    optional('Shared with', action.sharedWith.join(', ')),
    optional('In the way', action.blockers ?? ''),
    {
      label: 'Recommendation',
      value: same ? recommendation.ref : `${recommendation.ref} ${shorten(recommendation.text, 160)}`,
    },
    {
      label: 'Report',
      value: `${action.report.title}${action.report.marking ? ` (${action.report.marking})` : ''}`,
    },
    optional('Progress in the plan', action.progressAsWritten ?? ''),
    optional('Evidence in the plan', action.evidenceAsWritten ?? ''),
    optional('Status in the plan', action.statusAsWritten ?? ''),
    optional('Also in the plan', action.otherAsWritten?.replaceAll('\n', ' · ') ?? ''),
    action.evidence.length > 0 ? { label: 'Evidence', value: evidenceText(action) } : null,
  ]
  return fields.filter((field) => field !== null)
}

function optional(label: string, value: string): Field | null {
  return value === '' ? null : { label, value }
}

function statusText(action: ActionDetail): string {
  const word = lifecycle[action.status].word
  if (!isOpen(action.status) || action.outlook === 'on_track') return word
  const outlook = `${word}, ${action.outlook === 'at_risk' ? 'at risk' : 'off track'}`
  // The form asks once what is in the way; when it is the outlook's reason too, it is not said twice.
  return action.outlookReason === null || action.outlookReason === action.blockers
    ? outlook
    : `${outlook}: ${action.outlookReason}`
}

/** What the headline does not say of the date: how it came about, and of a finished action what it was. */
function dueText(action: ActionDetail, today: IsoDate): string {
  const { dueOn, duePrecision, originalDueOn, dueAsWritten } = action
  const moved = originalDueOn && dueOn && compareDates(originalDueOn, dueOn) !== 0
  const more = [
    ...(moved ? [`originally ${formatDate(originalDueOn, today)}`] : []),
    ...(dueAsWritten ? [`the plan says '${shorten(dueAsWritten, 60)}'`] : []),
  ]
  const said = dueOn && (more.length > 0 || !isOpen(action.status))
  return [...(said ? [dueDate({ dueOn, duePrecision }, today)] : []), ...more].join('; ')
}

function evidenceText(action: ActionDetail): Text {
  return action.evidence.flatMap(({ title, url }, index) => [
    ...(index > 0 ? [{ type: 'plain' as const, text: '; ' }] : []),
    url ? { type: 'link' as const, text: title, url } : { type: 'plain' as const, text: title },
  ])
}

/** What is now true, in one line: '4.2.3 is in progress, in 6 working days (Tue 1 Dec).' */
export function changedLine(action: ActionDetail, today: IsoDate): string {
  const outlook =
    action.outlook === 'on_track' || !isOpen(action.status)
      ? ''
      : action.outlook === 'at_risk'
        ? ', at risk'
        : ', off track'
  return `${action.ref} is ${lifecycle[action.status].word.toLowerCase()}${outlook}; ${whenOf(action, today)}.`
}
