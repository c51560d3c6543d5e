import { readWrittenDate } from '../../../calendar/written-date.ts'
import type { ColumnRole } from './columns.ts'
import { readNumberMarker } from './markers.ts'
import { isPersonName } from './people.ts'
import { isRef, joined, type TableRow } from './table.ts'

/** A row of a plan by what its cells hold. */
export type PlanRow = {
  action: string
  due: string
  status: string
  owner: string
  leadOrganisation: string
  progress: string
  evidence: string
  actionNumber: number | null
  /** The row as the table has it. */
  table: TableRow
  /** It has no number, owner or date of its own and may belong to the row above. */
  unsure: boolean
}

/** One recommendation with its rows. */
export type PlanItem = {
  ref: string | null
  text: string
  organisations: string
  line: number
  lines: number[]
  rows: PlanRow[]
  heading: string | null
  /** The plan has a number column and this cell is empty. */
  numberMissing: boolean
  /** It was announced by 'Recommendation 2: ...'; numbered rows under it are its actions. */
  announced: boolean
  /** A row without a number was read as the rest of this one. */
  rejoined: boolean
}

export function newItem(
  ref: string | null,
  text: string,
  lines: readonly number[],
  heading: string | null,
): PlanItem {
  const line = lines[0] ?? 1
  const empty = { organisations: '', rows: [], numberMissing: false, announced: false, rejoined: false }
  return { ref, text, line, lines: [...lines], heading, ...empty }
}

/** The text of the columns of one kind in a row. */
export function cellOf(row: TableRow, roles: readonly ColumnRole[], role: ColumnRole): string {
  const found = roles.flatMap((each, index) => {
    const cell = row.cells[index] ?? ''
    return each === role && cell !== '' ? [cell] : []
  })
  return found.join(role === 'owner' ? ' / ' : ' ')
}

export function planRow(table: TableRow, roles: readonly ColumnRole[]): PlanRow {
  const cell = (role: ColumnRole): string => cellOf(table, roles, role)
  return {
    action: cell('action'),
    due: cell('due'),
    status: cell('status'),
    owner: cell('owner'),
    leadOrganisation: cell('lead organisation'),
    progress: cell('progress'),
    evidence: cell('evidence'),
    actionNumber: lastNumber(cell('action number')),
    table,
    unsure: false,
  }
}

/** The number from its own column, or from the start of the text ('3.1 Ensure ...'). */
export function splitRef(refCell: string, text: string): { ref: string | null; text: string } {
  const bare = refCell.replaceAll('\n', ' ').trim()
  if (bare !== '') {
    const marker = isRef(bare) ? readNumberMarker(`${bare} `) : null
    return { ref: marker?.label ?? bare.replace(/[.)]$/, ''), text }
  }
  const marker = readNumberMarker(text)
  if (marker === null || marker.kind !== 'number') return { ref: null, text }
  const rest = text.slice(marker.length).trim()
  return rest === '' ? { ref: null, text } : { ref: marker.label, text: rest }
}

/** '3.2' -> 2, 'Action 4' -> 4. */
export function lastNumber(text: string): number | null {
  const digits = /(\d{1,3})\D{0,4}$/.exec(text.slice(-12))?.[1]
  return digits === undefined || Number(digits) === 0 ? null : Number(digits)
}

/** The text before has no end, or the text after begins in the middle of a sentence. */
export function goesOnIn(before: string, after: string): boolean {
  if (/^[a-z(&]/.test(after)) return true
  return /(?:[,–—-]|\b(?:and|or|the|a|an|of|for|to|in|with|by|on|at|from|between|that|their|its))$/.test(
    before,
  )
}

/** Whether a row without number is the rest of the row above: every cell goes on where the one above broke off. */
export function isRestOf(item: PlanItem, row: PlanRow, text: string): boolean {
  const above = item.rows.at(-1)
  if (above === undefined || standsAlone(above, row)) return false
  const pairs: readonly (readonly [string, string])[] = [
    [item.text, text],
    [above.action, row.action],
    [above.progress, row.progress],
    [above.evidence, row.evidence],
  ]
  const filled = pairs.filter(([, cell]) => cell !== '')
  // One cell that plainly goes on shows what the row is; the others need only be unfinished above.
  const fits = ([before, cell]: readonly [string, string]): boolean =>
    goesOnIn(before, cell) || !/[.!?;]$/.test(before)
  if (!filled.every(fits) || (filled.length > 0 && !filled.some(([before, cell]) => goesOnIn(before, cell))))
    return false
  const restOfOwner =
    above.owner !== '' && !isPersonName(row.owner) && (filled.length > 0 || /^[a-z]/.test(row.owner))
  const dueGoesOn = row.due === '' || above.due !== ''
  const something = filled.length > 0 || row.owner !== '' || row.due !== ''
  return something && (row.owner === '' || restOfOwner) && dueGoesOn && row.status === ''
}

/** An action with an owner of its own or a date is another action, whatever the cells beside it look like. */
function standsAlone(above: PlanRow, row: PlanRow): boolean {
  if (row.action === '') return false
  const ownOwner = row.owner !== '' && !(above.owner !== '' && goesOnIn(above.owner, row.owner))
  const ownDate = readWrittenDate(row.due).precision !== null && !goesOnIn(above.due, row.due)
  return ownOwner || ownDate
}

/** Adds the rest of a row to the row above, cell by cell. */
export function extendItem(item: PlanItem, row: PlanRow, text: string): void {
  item.text = joined(item.text, text)
  item.rejoined = true
  item.lines.push(...row.table.lines)
  const above = item.rows.at(-1)
  if (above === undefined) return
  above.action = joined(above.action, row.action)
  above.due = joined(above.due, row.due)
  above.owner = joined(above.owner, row.owner)
  above.progress = joined(above.progress, row.progress)
  above.evidence = joined(above.evidence, row.evidence)
  above.table.lines.push(...row.table.lines)
  above.table.raw += `\n${row.table.raw}`
  above.table.cells = above.table.cells.map((cell, index) => joined(cell, row.table.cells[index] ?? ''))
}
