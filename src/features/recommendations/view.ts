import { formatDate, type IsoDate } from '../../calendar/date.ts'
import { describeDue } from '../../calendar/distance.ts'
import { may } from '../../core/permission.ts'
import { listOf, oneLine, shorten } from '../../core/text.ts'
import { type Block, type Button, button, type Field, note, type Row } from '../../core/view.ts'
import { isOpen } from '../actions/lifecycle.ts'
import { actionMenu } from '../actions/offers.ts'
import { ownerOf, rowText, shortReport, type Viewing, whenOf } from '../actions/view.ts'
import { rate } from '../boards/rules.ts'
import { openText } from '../reports/view.ts'
import type { RecommendationDetail, RecommendationSummary } from './store.ts'

/** 'joint', 'not joint', or that the document does not let us tell: never a silent guess. */
export function jointText(joint: boolean | null): string {
  if (joint === null) return 'not to be told from the document'
  return joint ? 'joint' : 'not joint'
}

/** One row of a list of recommendations: how far it is, then whom it addresses. */
export function recommendationRow(recommendation: RecommendationSummary, { today, actor }: Viewing): Row {
  const { actions, organisations, joint } = recommendation
  const open = actions.filter(({ status }) => isOpen(status)).length
  const state =
    actions.length === 0
      ? 'no action yet'
      : open === 0
        ? 'all actions finished'
        : openText({ openActions: open, actions: actions.length })
  const details = [
    state,
    shortReport(recommendation.report),
    ...(joint ? ['joint'] : []),
    ...(organisations.length > 0 ? [shorten(listOf(organisations), 70)] : []),
  ]
  return {
    ref: recommendation.ref,
    text: shorten(recommendation.text, rowText),
    ...(recommendation.dueOn && open + Number(actions.length === 0) > 0
      ? { when: describeDue(recommendation.dueOn, today) }
      : {}),
    detail: details.join(' · '),
    menu: [
      button('Open', `recommendations show ${recommendation.ref}`),
      ...(actions.length === 0 && may(actor.role, 'claim action')
        ? [button('Claim', `actions claim ${recommendation.ref}`)]
        : []),
    ],
  }
}

/** One recommendation whole: what it says, whom it binds, when it is due and why, and its actions. */
export function recommendationCard(recommendation: RecommendationDetail, viewing: Viewing): Block[] {
  const { actions } = recommendation
  return [
    { type: 'quote', text: oneLine(recommendation.text) },
    { type: 'fields', fields: cardFields(recommendation, viewing.today) },
    ...(actions.length > 0
      ? [
          { type: 'heading' as const, text: 'Actions' },
          { type: 'rows' as const, rows: actions.map((action) => actionRowOf(action, viewing)) },
        ]
      : []),
    ...recommendation.flags.map(({ message }) => note(`To check: ${message}`)),
    { type: 'buttons', buttons: cardButtons(recommendation, viewing) },
  ]
}

function actionRowOf(
  action: RecommendationDetail['actions'][number],
  { scheme, today, actor }: Viewing,
): Row {
  return {
    ref: action.ref,
    text: shorten(action.text, rowText),
    rating: rate(action, scheme, today),
    when: whenOf(action, today),
    detail: ownerOf(action),
    menu: actionMenu(action, actor),
  }
}

function cardFields(recommendation: RecommendationDetail, today: IsoDate): Field[] {
  const { dueOn, baseDate, timescaleRaw, organisations } = recommendation
  const base = baseDate
    ? `, counted from ${formatDate(baseDate, today)} (${recommendation.baseBasis ?? "the report's date"})`
    : ''
  const due = dueOn
    ? `${describeDue(dueOn, today)}${timescaleRaw ? `: '${timescaleRaw}'${base}` : ''}`
    : (timescaleRaw ?? 'no timescale in the document')
  return [
    { label: 'Due', value: due },
    {
      label: 'Addressed to',
      value: organisations.length > 0 ? listOf(organisations) : 'no organisation named',
    },
    {
      label: 'Joint',
      value: `${jointText(recommendation.joint)}${recommendation.jointBasis ? `: ${recommendation.jointBasis}` : ''}`,
    },
    {
      label: 'Report',
      value: `${recommendation.report.title}${recommendation.report.marking ? ` (${recommendation.report.marking})` : ''}`,
    },
    {
      label: 'Source',
      value: `${recommendation.sourceName}${recommendation.line ? `, line ${recommendation.line}` : ''}`,
    },
  ]
}

function cardButtons(recommendation: RecommendationDetail, { actor }: Viewing): Button[] {
  const list: Button[] = []
  if (recommendation.actions.length === 0 && may(actor.role, 'claim action')) {
    list.push(button('Claim', `actions claim ${recommendation.ref}`, { emphasis: 'primary' }))
  }
  if (may(actor.role, 'add action')) list.push(button('Add an action', `actions new ${recommendation.ref}`))
  list.push(button('Report', `recommendations report ${recommendation.ref}`))
  return list
}
