import { formatDate, formatLongDate, type IsoDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import { count, listOf, shorten } from '../../core/text.ts'
import { answer, type Block, done, type Field, heading, note, type Row, type View } from '../../core/view.ts'
import { jointText } from '../recommendations/view.ts'
import type { Draft, DraftAction, DraftRecommendation } from './import/schema.ts'
import { allocateReferences } from './references.ts'
import type { Imported } from './store.ts'

/** A draft for review: what was recognised, what to settle, and what was not understood. Nothing is cut silently. */
export function draftReview(draft: Draft, today: IsoDate): View {
  const { report, recommendations, actions, findings, unrecognised } = draft
  const references = allocateReferences(draft, new Set())
  const asked = section(
    'Recommendations',
    recommendations.map((one, index) => ({
      row: recommendationRow(one, references.recommendations[index] ?? '', today),
      flags: one.flags,
    })),
  )
  const planned = section(
    'Actions',
    actions.map((one, index) => ({
      row: actionRow(one, references.actions[index] ?? '', today),
      said: planCells(one),
      flags: one.flags,
    })),
  )
  const questions = report.flags.length + asked.questions + planned.questions
  return answer(
    `${report.title || draft.source.name}: ${count(recommendations.length, 'recommendation')}, ${count(actions.length, 'action')}, ${count(findings.length, 'finding')}; ${count(questions, 'thing')} to check`,
    [
      { type: 'fields', fields: reportFields(draft, today) },
      ...report.flags.map(({ message }) => note(`To check: ${message}`)),
      ...asked.blocks,
      ...planned.blocks,
      ...(unrecognised.length > 0
        ? [heading('Lines that became neither', { apart: true }), ...unrecognised.map(unrecognisedNote)]
        : []),
    ],
  )
}

type Item = { row: Row; said?: string | null; flags: DraftAction['flags'] }

/** A heading and its rows, each with what is to check on it; what several have in common is asked once, below them. */
function section(title: string, items: readonly Item[]): { blocks: Block[]; questions: number } {
  if (items.length === 0) return { blocks: [], questions: 0 }
  const about = new Map<string, string[]>()
  for (const { row, flags } of items)
    for (const message of new Set(flags.map((flag) => flag.message)))
      about.set(message, [...(about.get(message) ?? []), row.ref])
  const shared = [...about].filter(([, refs]) => refs.length > 1)
  const isShared = (message: string): boolean => shared.some(([one]) => one === message)
  const rows = items.flatMap(({ row, said, flags }): Block[] => [
    { type: 'rows', rows: [row] },
    ...(said ? [note(`In the plan (${row.ref}): ${said}`)] : []),
    ...flags
      .filter(({ message }) => !isShared(message))
      .map(({ message }) => note(`To check (${row.ref}): ${message}`)),
  ])
  const together = shared.map(([message, refs], index) =>
    note(`To check (${refs.join(', ')}): ${message}`, { apart: index === 0 }),
  )
  return { blocks: [heading(title, { apart: true }), ...rows, ...together], questions: about.size }
}

function unrecognisedNote({ line, text, readAs }: Draft['unrecognised'][number]): Block {
  return note(`Line ${line}${readAs ? `, read as ${readAs}` : ''}: ${shorten(text, 160)}`)
}

function reportFields({ report, source }: Draft, today: IsoDate): Field[] {
  const clock = report.responseClock
  const fields: (Field | null)[] = [
    report.marking ? { label: 'Marking', value: report.marking } : null,
    { label: 'Read as', value: `${report.kind}: ${listOf(report.reasons) || 'its shape'}` },
    report.area ? { label: 'Area', value: report.area } : null,
    report.regulator ? { label: 'Regulator', value: report.regulator } : null,
    report.inspectedFrom && report.inspectedTo
      ? {
          label: 'Inspected',
          value: `${formatLongDate(report.inspectedFrom)} to ${formatLongDate(report.inspectedTo)}`,
        }
      : null,
    report.publishedOn ? { label: 'Published', value: formatLongDate(report.publishedOn) } : null,
    report.commissioningBody ? { label: 'Commissioning body', value: report.commissioningBody } : null,
    report.planOwner ? { label: 'Plan of', value: report.planOwner } : null,
    report.providers.length > 0 ? { label: 'Providers', value: listOf(report.providers) } : null,
    report.inspector ? { label: 'Inspector', value: report.inspector } : null,
    ...report.judgements.map(
      ({ section, label, grade }): Field => ({ label: grade, value: `${label} (${section})` }),
    ),
    clock
      ? {
          label: 'Plan due',
          value: `${clock.workingDays} working days from ${clock.from ? formatDate(clock.from, today) : 'a day not known'}${clock.dueOn ? `: ${formatDate(clock.dueOn, today)}` : ''}${clock.provisional ? ', provisional until the date of receipt is known' : ''}`,
        }
      : null,
    {
      label: 'File',
      value: `${source.name}, ${source.format}, ${count(source.lineCount, 'line')}, sha256 ${source.sha256.slice(0, 12)}…`,
    },
  ]
  return fields.filter((field) => field !== null)
}

function recommendationRow(recommendation: DraftRecommendation, ref: string, today: IsoDate): Row {
  const { timescale, dueOn } = recommendation
  const details = [
    `line ${recommendation.line}`,
    ...(timescale ? [timescale.raw] : []),
    // What the document does not tell is one of the flags below, or was never the question.
    ...(recommendation.joint === null ? [] : [jointText(recommendation.joint)]),
    ...(recommendation.organisations.length > 0 ? [listOf(recommendation.organisations)] : []),
  ]
  return {
    ref,
    text: recommendation.text,
    ...(dueOn ? { when: `due ${formatDate(dueOn, today)}` } : {}),
    detail: details.join(' · '),
  }
}

function actionRow(action: DraftAction, ref: string, today: IsoDate): Row {
  const details = [
    `line ${action.line}`,
    action.owners.length > 0 ? listOf(action.owners) : 'no owner',
    ...(action.leadOrganisation ? [`led by ${action.leadOrganisation}`] : []),
    ...(action.sharedWith.length > 0 ? [`shared with ${listOf(action.sharedWith)}`] : []),
    ...(action.dueRaw && !action.dueOn ? [`due as written: ${action.dueRaw}`] : []),
  ]
  return {
    ref,
    text: action.text,
    ...(action.dueOn
      ? { when: `due ${formatDate(action.dueOn, today)}${action.duePrecision === 'month' ? ' (month)' : ''}` }
      : {}),
    detail: details.join(' · '),
  }
}

/** What the row says besides: kept as it is written, and shown short. */
function planCells({ status, progress, evidence, other }: DraftAction): string | null {
  const cells = [
    ...(status === null ? [] : [`Status: ${status}`]),
    ...(progress === null ? [] : [`Progress: ${progress}`]),
    ...(evidence === null ? [] : [`Evidence: ${evidence}`]),
    ...(other?.split('\n') ?? []),
  ]
  return cells.length === 0 ? null : cells.map((cell) => shorten(cell, 80)).join(' · ')
}

/** The same file again. */
export function alreadyImported(
  draft: Draft,
  known: { title: string; importedAt: Date },
  boardName: string,
  today: IsoDate,
): View {
  return answer(
    `${draft.source.name} is on ${boardName} already: '${shorten(known.title, 80)}', imported ${formatDate(londonDateOf(known.importedAt), today)}. Nothing was changed.`,
  )
}

/** What an import put on the board. */
export function importDone(draft: Draft, imported: Extract<Imported, { ok: true }>, boardName: string): View {
  const { recommendations, actions, findings } = imported
  const span = (refs: readonly string[]): string =>
    refs.length > 1 ? ` (${refs[0]} to ${refs.at(-1)})` : refs.length === 1 ? ` (${refs[0]})` : ''
  const unplanned = actions.length === 0 && recommendations.length > 0
  return done(
    `${boardName} now holds ${count(recommendations.length, 'recommendation')}${span(recommendations)}, ${count(actions.length, 'action')}${span(actions)} and ${count(findings, 'finding')} from ${draft.source.name}.`,
    { next: unplanned ? `actions claim ${recommendations[0] ?? ''}` : 'actions board' },
  )
}
