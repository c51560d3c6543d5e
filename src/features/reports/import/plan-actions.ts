import type { IsoDate } from '../../../calendar/date.ts'
import { findMonthOrDate, readWrittenDate } from '../../../calendar/written-date.ts'
import { namedBody, unresolvedFlag } from './body-groups.ts'
import type { Column } from './columns.ts'
import { farDates, type ReadDue, readDueCells } from './due-cell.ts'
import { oneLine } from './inline.ts'
import { readLeads } from './leads.ts'
import { readNumberMarker } from './markers.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { type ReadOwners, readOwners } from './owners.ts'
import { isPersonName, likelyOnePerson } from './people.ts'
import type { PlanItem, PlanRow } from './plan-row.ts'
import type { DraftAction, Flag } from './schema.ts'
import { shownDate } from './shown-date.ts'
import { type Part, splitNumbered } from './split-actions.ts'
import type { ClockBases } from './timescales.ts'

export type PlanContext = {
  readonly book: OrganisationBook
  readonly bases: ClockBases
  readonly columns: readonly Column[]
  readonly planOwner: string | null
}

/** The actions of one row: one, or one for each number in its cell. */
export function actionsOfRow(
  row: PlanRow,
  item: PlanItem,
  recommendation: string | number,
  context: PlanContext,
): DraftAction[] {
  const shifted = unshift(row)
  const cell = row.action
  const leads = readLeads(oneLine(cell), context.book)
  const owners = readOwners(shifted.owner, context.book)
  const flags: Flag[] = [...shifted.flags]
  let { stem, parts, byLines } = partsOf(row)
  if (parts.length === 0) {
    // An owner or a date without an action is about the recommendation itself; a row with neither has no action.
    if (row.owner === '' && row.due === '') return []
    const text = item.text === '' ? `Row ${item.ref ?? Number(recommendation) + 1}` : item.text
    parts = [{ number: 0, text, raw: text }]
    stem = null
    flags.push({
      code: 'action-from-recommendation',
      message:
        'The row has an owner or a date but no action; the recommendation itself was taken as the action.',
    })
  }
  if (byLines) {
    flags.push({
      code: 'split-at-lines',
      message: `The cell has ${parts.length} lines without numbers; each was taken for an action. Is that right?`,
    })
  }
  if (row.unsure) {
    flags.push({
      code: 'continues-above',
      message: `The row has no number, owner or date of its own; it was read as a further action for ${item.ref ?? 'the row above'}. Is that right?`,
    })
  }
  const isShiftedName = shifted.flags.length > 0 && isPersonName(shifted.due)
  const handedOver =
    leads.mustBeLedElsewhere && owners.owners.length === 0 && leads.leadOrganisation !== context.planOwner
  if (leads.leadOrganisation !== null && leads.leadOrganisation !== context.planOwner) {
    flags.push(ledElsewhere(leads.leadOrganisation, handedOver, owners.owners))
  }
  if (leads.unnamedLead !== null) flags.push(unresolvedFlag(leads.unnamedLead))
  const dues = readDueCells(shifted.due, parts, context.bases)
  const stated = row.leadOrganisation === '' ? null : namedBody(oneLine(row.leadOrganisation), context.book)
  if (stated !== null) flags.push(...stated.flags)
  return parts.map((part, index): DraftAction => {
    const due = dues[index] ?? { dueRaw: null, dueOn: null, duePrecision: null, flags: [] }
    return {
      recommendation,
      number: part.number === 0 ? row.actionNumber : part.number,
      text: oneLine(part.text),
      stem,
      owners: owners.owners,
      ownerAsWritten: row.owner === '' ? null : oneLine(row.owner),
      leadOrganisation: stated?.name ?? leads.leadOrganisation ?? owners.leadOrganisation,
      sharedWith: owners.sharedWith,
      handedOver,
      dueRaw: due.dueRaw,
      dueOn: due.dueOn,
      duePrecision: due.duePrecision,
      progress: emptyAsNull(row.progress),
      evidence: emptyAsNull(row.evidence),
      status: emptyAsNull(row.status),
      other: otherCells(row, context.columns),
      cells: context.columns.map(({ title }, at) => ({ column: title, text: row.table.cells[at] ?? '' })),
      line: row.table.lines[0] ?? item.line,
      lines: [...row.table.lines],
      flags: [...flags, ...ownerFlags(owners, handedOver), ...dueFlags(due, handedOver || isShiftedName)],
    }
  })
}

/** A row that another body leads has no owner or date here, and need not be asked for them. */
function ownerFlags(owners: ReadOwners, handedOver: boolean): Flag[] {
  return handedOver ? owners.flags.filter(({ code }) => code !== 'owner-missing') : owners.flags
}

function dueFlags(due: ReadDue, asked: boolean): Flag[] {
  return asked
    ? due.flags.filter(({ code }) => code !== 'due-missing' && code !== 'due-not-a-date')
    : due.flags
}

function ledElsewhere(body: string, handedOver: boolean, owners: readonly string[]): Flag {
  const message = handedOver
    ? `The plan says that ${body} must lead it. Who is asked there, and by when?`
    : `The action names ${body} as its lead, the owner column ${owners.join(', ') || 'nobody'}. Who is accountable?`
  return { code: 'led-elsewhere', message }
}

/** 'Priority: High', 'Success measure: 90% of records': what the board has no place for is kept as it is written. */
function otherCells({ table }: PlanRow, columns: readonly Column[]): string | null {
  const cells = columns.flatMap(({ title, role }, at) => {
    const text = oneLine(table.cells[at] ?? '')
    return role !== 'other' || text === '' ? [] : [title === '' ? text : `${title}: ${text}`]
  })
  return cells.length === 0 ? null : cells.join('\n')
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : oneLine(text)
}

function partsOf(row: PlanRow): { stem: string | null; parts: Part[]; byLines: boolean } {
  const cell = row.action
  const split = splitNumbered(cell)
  if (split !== null) {
    const parts = split.bulleted ? split.parts.map((part) => ({ ...part, number: 0 })) : split.parts
    return { stem: split.stem === null ? null : oneLine(split.stem), parts, byLines: split.byLines === true }
  }
  const text = cell.trim()
  if (text === '') return { stem: null, parts: [], byLines: false }
  const marker = readNumberMarker(text)
  const rest = marker === null ? text : text.slice(marker.length).trim()
  // A lone '2.' continues the numbers of the row above; 'a)' counts as 1.
  if (marker === null || rest === '' || (marker.path.length !== 1 && marker.kind !== 'letter'))
    return { stem: null, parts: [{ number: 0, text, raw: text }], byLines: false }
  const number = marker.kind === 'letter' ? marker.label.charCodeAt(0) - 96 : (marker.path[0] ?? 0)
  return { stem: null, parts: [{ number, text: rest, raw: text }], byLines: false }
}

/**
 * Cells that slipped into the wrong column: a person where the date should be, a date where the owner should be. What is
 * written stays in `dueRaw` and `ownerAsWritten`.
 */
function unshift(row: PlanRow): { owner: string; due: string; flags: Flag[] } {
  const due = row.due.trim()
  const owner = row.owner.trim()
  const ownerIsDate = owner !== '' && readWrittenDate(owner).precision !== null
  if (
    isPersonName(due) &&
    (owner === '' || ownerIsDate || /\b(?:shared|jointly|joint) with\b/i.test(owner))
  ) {
    const message = ownerIsDate
      ? `Owner and due date stand in each other's columns ('${owner}', '${due}'). They were read the other way round. Is that right?`
      : `'${due}' stands in the due column and '${owner}' in the owner column. ${due} was read as the owner, with no due date. By when?`
    const joint = ownerIsDate ? due : [due, owner].filter((part) => part !== '').join(' ')
    return { owner: joint, due: ownerIsDate ? owner : due, flags: [{ code: 'columns-shifted', message }] }
  }
  if (ownerIsDate && due === '') {
    return {
      owner: '',
      due: owner,
      flags: [
        {
          code: 'columns-shifted',
          message: `'${owner}' stands in the owner column and was read as the due date. Who is the owner?`,
        },
      ],
    }
  }
  return { owner, due, flags: [] }
}

/** Flags what can only be seen across all actions: dates far from the others, and names that may be one person. */
export function flagAcross(actions: DraftAction[]): Flag[] {
  const dated = actions.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]))
  const far = farDates(dated)
  for (const action of actions) {
    hintYear(action, dated)
    const days = action.dueOn === null ? undefined : far.get(action.dueOn)
    if (days === undefined || action.dueOn === null) continue
    action.flags.push(farFlag(action.dueOn, days))
  }
  return likelyOnePerson(actions.flatMap(({ owners }) => owners)).map((names) => ({
    code: 'owners-may-be-one-person',
    message: `${names.join(' and ')} may be one person. They were kept apart; say if they are the same.`,
  }))
}

/** '27th September' has no year, but where every other date is in one year, that is worth saying. Never more than that. */
function hintYear(action: DraftAction, dated: readonly IsoDate[]): void {
  const years = new Set(dated.map((on) => on.slice(0, 4)))
  const flag = action.flags.find(({ code }) => code === 'due-without-year' || code === 'due-milestone')
  if (
    flag === undefined ||
    years.size !== 1 ||
    findMonthOrDate(action.dueRaw ?? '')?.kind !== 'day without year'
  )
    return
  flag.message += ` The other dates of the plan are in ${[...years][0] ?? ''}.`
}

function farFlag(on: IsoDate, days: number): Flag {
  const months = Math.round(Math.abs(days) / 30)
  return days < 0
    ? {
        code: 'due-before-the-others',
        message: `${shownDate(on)} is ${months} months before every other date of the plan. It was kept. Is the year right?`,
      }
    : {
        code: 'due-after-the-others',
        message: `${shownDate(on)} is ${months} months after every other date of the plan. It was kept. Is the year right?`,
      }
}
