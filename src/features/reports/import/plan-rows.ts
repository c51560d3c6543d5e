import type { Block } from './blocks.ts'
import type { Column, ColumnRole } from './columns.ts'
import { readNumberMarker } from './markers.ts'
import {
  cellOf,
  extendItem,
  goesOnIn,
  isRestOf,
  lastNumber,
  newItem,
  type PlanItem,
  planRow,
  splitRef,
} from './plan-row.ts'
import type { Unrecognised } from './schema.ts'
import { isRef, PART_TITLE, type TablePart, type TableRow } from './table.ts'

export type GroupedRows = { items: PlanItem[]; unrecognised: Unrecognised[] }

/**
 * Puts the rows of one recommendation together. A blank number goes on with the row above: as the rest of a wrapped
 * cell when the sentence goes on, as a further action when it begins anew.
 */
export function groupRows(parts: readonly TablePart[], columns: readonly Column[]): GroupedRows {
  const items: PlanItem[] = []
  const unrecognised: Unrecognised[] = []
  const roles = columns.map(({ role }) => role)
  let heading: string | null = null
  // A title between two rows parts them, however the second begins.
  let parted = false
  const leave = (lines: readonly number[], text: string, readAs: string | null): void => {
    for (const line of lines) unrecognised.push({ line, text, readAs })
  }
  for (const part of parts) {
    if ('note' in part) {
      const item = announcedBy(part.note, roles)
      if (item !== null) items.push(item)
      else {
        const isHeading = isPartTitle(part.note)
        if (isHeading) heading = part.note.text
        parted ||= isHeading
        leave([part.note.line], part.note.raw, isHeading ? 'sub-heading' : null)
      }
      continue
    }
    const filled = part.cells.filter((cell) => cell !== '')
    const [only] = filled
    if (only === undefined) leave(part.lines, part.raw, 'empty row')
    else if (filled.length === 1 && isSpanning(part, only, roles)) {
      const item = announcedItem(only, part.lines)
      if (item !== null) items.push(item)
      else {
        heading = only
        parted = true
        leave(part.lines, part.raw, 'sub-heading')
      }
    } else {
      addRow(items, part, roles, heading, parted)
      parted = false
    }
  }
  return { items, unrecognised }
}

/** 'Recommendation 2: Ensure ...' on a line of its own, above the actions that answer it. */
export function announcedBy(note: Block, roles: readonly ColumnRole[]): PlanItem | null {
  if (roles.includes('recommendation') || !/^\W{0,4}(?:recommendation|rec)\b/i.test(note.raw)) return null
  const text =
    note.marker === null ? note.inline.text : `Recommendation ${note.marker.label}: ${note.inline.text}`
  return announcedItem(text, [note.line])
}

function announcedItem(text: string, lines: readonly number[]): PlanItem | null {
  const marker = /^(?:recommendation|rec)\b/i.test(text) ? readNumberMarker(text) : null
  if (marker === null) return null
  const rest = text.slice(marker.length).trim()
  if (rest.split(' ').length < 3) return null
  return { ...newItem(marker.label, rest, lines, null), announced: true }
}

/** One filled cell at the left of an otherwise empty row is a title within the table, unless it goes on with the row above. */
function isSpanning(row: TableRow, text: string, roles: readonly ColumnRole[]): boolean {
  if (/^[a-z]/.test(text) || isRef(text)) return false
  if (/^(?:recommendation|rec)\s\d/i.test(text)) return true
  return row.cells[0] === text && roles[0] === 'ref' && text.includes(' ')
}

function addRow(
  items: PlanItem[],
  table: TableRow,
  roles: readonly ColumnRole[],
  heading: string | null,
  parted: boolean,
): void {
  const last = items.at(-1)
  const row = planRow(table, roles)
  const own = splitRef(cellOf(table, roles, 'ref'), cellOf(table, roles, 'recommendation'))
  const isAction = last !== undefined && own.text === '' && own.ref !== null && standsUnder(last, own.ref)
  if (isAction) row.actionNumber ??= lastNumber(own.ref ?? '')
  const ref = isAction ? null : own.ref
  // A row without a text of its own is told by its action, unless it is one of the actions of the row above.
  const toldByAction = own.text === '' && !isAction && last?.announced !== true
  const text = toldByAction && (ref !== null || !roles.includes('recommendation')) ? row.action : own.text
  if (last !== undefined) {
    const sameText = text !== '' && sameWords(last.text, text)
    const sameRef = ref !== null && last.ref === ref
    const rest =
      (ref === null && !parted && isRestOf(last, row, text)) ||
      (sameRef && !sameText && text !== '' && goesOnIn(last.text, text))
    if (rest) {
      extendItem(last, row, text)
      return
    }
    if ((ref === null || sameRef) && (text === '' || sameText)) {
      row.unsure = ref === null && text === '' && row.owner === '' && row.due === ''
      last.rows.push(row)
      last.lines.push(...table.lines)
      return
    }
  }
  const item = newItem(ref, text, table.lines, heading)
  item.organisations = cellOf(table, roles, 'organisation')
  item.numberMissing = ref === null && roles.includes('ref')
  item.rows.push(row)
  items.push(item)
}

const LONGEST_TITLE = 80

/** 'Theme B: Practice' between the rows of a table: a heading, or a few words that number or name a part of the plan. */
function isPartTitle({ kind, text }: Block): boolean {
  return kind === 'heading' || (text.length <= LONGEST_TITLE && PART_TITLE.test(text))
}

/** '1.2' is an action of '1', and any number one of an announced recommendation's. */
function standsUnder(above: PlanItem, ref: string): boolean {
  return above.announced || (above.ref !== null && ref.startsWith(`${above.ref}.`))
}

function sameWords(a: string, b: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  return bare(a) === bare(b)
}
