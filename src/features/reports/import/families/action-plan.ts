import { findMonthOrDate } from '../../../../calendar/written-date.ts'
import type { Block } from '../blocks.ts'
import { type Column, findPlanHeader } from '../columns.ts'
import type { FamilyInput, FamilyReading } from '../family.ts'
import { readHeader } from '../header.ts'
import { oneLine } from '../inline.ts'
import { readLeads } from '../leads.ts'
import { collectOrganisations, type OrganisationBook } from '../organisation-book.ts'
import { readAddressed, readParties } from '../organisations.ts'
import { cutParties, kindOfParty } from '../parties.ts'
import { actionsOfRow, flagAcross, type PlanContext } from '../plan-actions.ts'
import type { PlanItem, PlanRow } from '../plan-row.ts'
import { announcedBy, groupRows } from '../plan-rows.ts'
import { repeatedRefs } from '../recommendations.ts'
import { readResponseClock } from '../response-clock.ts'
import type { DraftAction, DraftRecommendation, Flag, Unrecognised } from '../schema.ts'
import { findSubject } from '../subject.ts'
import { readTable } from '../table.ts'
import { dateTimescale, readHeadingTimescale } from '../timescales.ts'
import { areaOf, readMarking, readTitle, regulatorOf } from '../title.ts'
import { classOfName } from '../vocabulary.ts'

/** Reads an action plan: a table whose rows answer recommendations with actions, owners and dates. */
export function readActionPlan(input: FamilyInput): FamilyReading {
  const { blocks, furniture, receivedOn } = input
  const header = findPlanHeader(blocks)
  if (header === null) throw new Error('An action plan was recognised without a table header')
  const before = blocks.slice(0, header.index)
  const marking = readMarking(blocks.slice(0, 40))
  const front = readHeader(before)
  const title = readTitle(before, new Set([...furniture, ...(marking?.lines ?? [])]))
  const table = readTable(blocks, header, furniture)
  // 'Recommendation 1: ...' may stand above the first header row.
  const roles = header.columns.map(({ role }) => role)
  // So may the heading of the table's first part.
  const above = before.findLast((block) => block.kind !== 'rule')
  const announced = before.filter(
    (block) =>
      announcedBy(block, roles) !== null ||
      (block === above && block.kind === 'heading' && title?.lines.has(block.line) !== true),
  )
  const grouped = groupRows([...announced.map((note) => ({ note })), ...table.parts], header.columns)
  const texts = blocks.flatMap((block) =>
    block.cells.length > 0 ? block.cells.map((cell) => cell.text) : [block.inline.text],
  )
  const planOwner = planOwnerOf(before, title?.lines ?? new Set())
  // 'The Trust' of a trust's own plan is that trust.
  const ownClass = planOwner === null ? null : classOfName(planOwner.name)
  const own = planOwner === null || ownClass === null ? null : { className: ownClass, name: planOwner.name }
  const given = [...(planOwner === null ? [] : [planOwner.name]), ...front.bodies]
  const book = collectOrganisations(given, texts, own)
  const bases = { receivedOn, publishedOn: front.publishedOn, inspectedTo: front.inspectedTo }
  const context: PlanContext = { book, bases, columns: header.columns, planOwner: planOwner?.name ?? null }
  const { recommendations, actions, leftOver } = readItems(grouped.items, context)
  const regulator = regulatorOf(title?.text ?? '', texts)
  const response = readResponseClock(before, bases)
  const area = title === null ? null : areaOf(title.text)
  const flags: Flag[] = [...front.flags, ...response.flags]
  if (title === null)
    flags.push({
      code: 'title-missing',
      message: 'No title was found above the table. What should the plan be called?',
    })
  if (
    !header.columns.some(({ role }) => role === 'recommendation') &&
    grouped.items.some((item) => !item.announced)
  ) {
    flags.push({
      code: 'no-recommendation-column',
      message:
        'The table has no column for recommendations; each action stands for its own. Which recommendations do they answer?',
    })
  }
  if (recommendations.length === 0)
    flags.push({ code: 'no-recommendations', message: 'The table has no rows. Is this copy complete?' })
  flags.push(...repeatedRefs(recommendations), ...flagAcross(actions))
  const used = new Set([
    ...(title?.lines ?? []),
    ...(marking?.lines ?? []),
    ...front.lines,
    ...announced.map((block) => block.line),
    ...(planOwner === null ? [] : [planOwner.line]),
  ])
  return {
    report: {
      title: title?.text ?? '',
      kind: 'action plan',
      area,
      regulator: regulator.name,
      inspectedFrom: front.inspectedFrom,
      inspectedTo: front.inspectedTo,
      publishedOn: front.publishedOn,
      publishedBasis: front.publishedOn === null ? null : 'stated',
      commissioningBody: front.commissioningBody,
      inspector: front.inspector,
      providers: front.providers.length > 0 || planOwner === null ? front.providers : [planOwner.name],
      judgements: [],
      marking: marking?.text ?? null,
      responseClock: response.clock,
      planOwner: planOwner?.name ?? null,
      letterDate: null,
      sender: null,
      recipient: null,
      columns: header.columns.map((column) => column.title),
      header: front.labels,
      reasons: input.reasons,
      flags,
    },
    findings: [],
    recommendations,
    actions,
    unrecognised: allUnrecognised(before, used, blocks[header.index], [
      ...table.unrecognised,
      ...grouped.unrecognised,
      ...leftOver,
    ]),
  }
}

function allUnrecognised(
  before: readonly Block[],
  used: ReadonlySet<number>,
  header: Block | undefined,
  inTable: readonly Unrecognised[],
): Unrecognised[] {
  const above = before
    .filter((block) => !used.has(block.line))
    .map((block) => ({ line: block.line, text: block.raw, readAs: null }))
  const titles = header === undefined ? [] : [{ line: header.line, text: header.raw, readAs: 'table header' }]
  return [...above, ...titles, ...inTable].sort((a, b) => a.line - b.line)
}

function readItems(
  items: readonly PlanItem[],
  context: PlanContext,
): { recommendations: DraftRecommendation[]; actions: DraftAction[]; leftOver: Unrecognised[] } {
  const recommendations: DraftRecommendation[] = []
  const actions: DraftAction[] = []
  const leftOver: Unrecognised[] = []
  const refs = items.map(({ ref }) => ref)
  for (const [index, item] of items.entries()) {
    const { ref } = item
    const unique = ref !== null && refs.indexOf(ref) === refs.lastIndexOf(ref)
    for (const row of item.rows) {
      const own = actionsOfRow(row, item, unique ? ref : index, context)
      actions.push(...own)
      if (own.length === 0) leftOver.push(...restOfRow(row, context.columns))
    }
    recommendations.push(recommendationOf(item, index, context))
  }
  return { recommendations, actions, leftOver }
}

/** The cells of a row without an action that its recommendation does not hold: progress, status, columns of other names. */
function restOfRow({ table }: PlanRow, columns: readonly Column[]): Unrecognised[] {
  const held = ['ref', 'recommendation', 'organisation']
  const rest = table.cells.filter((cell, at) => cell !== '' && !held.includes(columns[at]?.role ?? 'other'))
  const [line] = table.lines
  return rest.length === 0 || line === undefined
    ? []
    : [{ line, text: oneLine(rest.join(' | ')), readAs: 'rest of a row without an action' }]
}

function recommendationOf(item: PlanItem, index: number, { book, bases }: PlanContext): DraftRecommendation {
  const flags: Flag[] = []
  const text = oneLine(item.text)
  if (text === '')
    flags.push({
      code: 'text-missing',
      message: `Row ${item.ref ?? index + 1} has no text. What does it recommend?`,
    })
  if (item.numberMissing)
    flags.push({
      code: 'number-missing',
      message:
        'Its number cell is empty, and it does not go on with the row above. Is it a recommendation of its own?',
    })
  if (item.rejoined)
    flags.push({
      code: 'joined-lines',
      message: `The row under ${item.ref ?? 'it'} has no number and goes on where this one stops; both were put together. Is the text whole?`,
    })
  const subject = findSubject(text) === null ? null : readAddressed(text, book)
  const named = item.organisations === '' ? null : readParties(oneLine(item.organisations), book)
  const organisations = [...((named ?? subject)?.organisations ?? [])]
  for (const row of item.rows) {
    for (const body of readLeads(oneLine(row.action), book).organisations) {
      if (!organisations.includes(body)) organisations.push(body)
    }
  }
  const timed = item.heading === null ? null : readHeadingTimescale(item.heading)
  const dated = timed === null ? null : dateTimescale(timed, bases)
  return {
    ref: item.ref,
    numberInReport: index + 1,
    text: text === '' ? `Row ${item.ref ?? index + 1}` : text,
    textAsWritten: text === '' ? `Row ${item.ref ?? index + 1}` : text,
    stem: null,
    heading: item.heading,
    timescale: dated?.timescale ?? null,
    dueOn: dated?.dueOn ?? null,
    joint: null,
    jointBasis: 'an action plan does not say which recommendations are joint',
    organisations,
    organisationsAsWritten: organisations,
    collective: (named ?? subject)?.collective ?? null,
    line: item.line,
    lines: [...new Set([...item.lines, ...item.rows.flatMap((row) => row.table.lines)])].sort(
      (a, b) => a - b,
    ),
    flags,
  }
}

/** Whose plan it is: a line above the table that is nothing but a body's name, or a body in the title. */
function planOwnerOf(
  before: readonly Block[],
  titleLines: ReadonlySet<number>,
): { name: string; line: number } | null {
  const nothing: OrganisationBook = collectOrganisations([], [])
  for (const block of before) {
    const text = block.text
      .replace(
        /^(?:(?:lead |responsible |host )?(?:organisation|trust|provider|agency|body)|(?:plan )?owner|on behalf of|prepared by)\s?:\s/i,
        '',
      )
      .replace(/[.:]$/, '')
    if (titleLines.has(block.line) || text.length > 100 || findMonthOrDate(text) !== null) continue
    const parties = cutParties(text, nothing)
    const [only] = parties
    if (
      parties.length === 1 &&
      only !== undefined &&
      /^[A-Z]/.test(only) &&
      kindOfParty(only, nothing) === 'organisation'
    ) {
      return { name: only, line: block.line }
    }
  }
  const inTitle = before.filter((block) => titleLines.has(block.line)).map((block) => block.text)
  const [name] = collectOrganisations([], inTitle).names.values()
  const line = [...titleLines][0]
  return name === undefined || line === undefined ? null : { name, line }
}
