import type { Block } from './blocks.ts'
import type { Column, ColumnRole } from './columns.ts'
import { readNumberMarker } from './markers.ts'
import { isPersonName } from './people.ts'
import type { Unrecognised } from './schema.ts'
import { isRef, joined, type TablePart, type TableRow } from './table.ts'

/** A row of a plan by what its cells hold. */
export type PlanRow = {
  cells: Record<'action' | 'due' | 'status' | 'leadOrganisation', string>
  owner: string
  progress: string
  evidence: string
  actionNumber: number | null
  /** The row as the table has it. */
  table: TableRow
  /** It has no number of its own and may belong to the row above. */
  unsure: boolean
}

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
}

export type GroupedRows = { items: PlanItem[]; unrecognised: Unrecognised[] }

/**
 * Puts the rows of one recommendation together. A blank number goes on with the row above: as the rest of a wrapped
 * cell when the sentence goes on, as a further action when it begins anew.
 */
export function groupRows(parts: readonly TablePart[], columns: readonly Column[]): GroupedRows {
  const items: PlanItem[] = []
  const unrecognised: Unrecognised[] = []
  const roles = columns.map(({ role }) => role)
  const hasRecommendations = roles.includes('recommendation')
  let heading: string | null = null
  for (const part of parts) {
    if ('note' in part) {
      const item = itemFromNote(part.note, hasRecommendations)
      if (item !== null) items.push(item)
      else {
        if (part.note.kind === 'heading') heading = part.note.text
        unrecognised.push({
          line: part.note.line,
          text: part.note.raw,
          readAs: part.note.kind === 'heading' ? 'sub-heading' : null,
        })
      }
      continue
    }
    const filled = part.cells.filter((cell) => cell !== '')
    const spanning = filled.length === 1 ? (filled[0] ?? '') : null
    if (filled.length === 0) {
      unrecognised.push(...part.lines.map((line) => ({ line, text: part.raw, readAs: 'empty row' })))
    } else if (spanning !== null && isSpanning(part, spanning, roles)) {
      const named = namedItem(spanning, part.lines)
      if (named !== null) items.push(named)
      else {
        heading = spanning
        unrecognised.push(...part.lines.map((line) => ({ line, text: part.raw, readAs: 'sub-heading' })))
      }
    } else addRow(items, part, roles, heading)
  }
  return { items, unrecognised }
}

/** 'Recommendation 2: Ensure ...' on a line of its own, above the actions that answer it. */
function itemFromNote(note: Block, hasRecommendations: boolean): PlanItem | null {
  const text =
    note.marker === null ? note.inline.text : `Recommendation ${note.marker.label}: ${note.inline.text}`
  const named = /^\W{0,4}(?:recommendation|rec)\b/i.test(note.raw)
  return named && !hasRecommendations ? namedItem(text, [note.line]) : null
}

function namedItem(text: string, lines: readonly number[]): PlanItem | null {
  if (!/^(?:recommendation|rec)\b/i.test(text)) return null
  const marker = readNumberMarker(text)
  const rest = marker === null ? text : text.slice(marker.length).trim()
  if (rest.split(' ').length < 3 || marker === null) return null
  return { ...newItem(marker.label, rest, '', lines, null), announced: true }
}

/** One filled cell at the left of an otherwise empty row is a title within the table, unless it goes on with the row above. */
function isSpanning(row: TableRow, text: string, roles: readonly ColumnRole[]): boolean {
  const at = row.cells.indexOf(text)
  if (/^[a-z]/.test(text) || isRef(text)) return false
  if (/^(?:recommendation|rec)\s\d/i.test(text)) return true
  return at === 0 && roles[0] === 'ref' && text.split(' ').length > 1
}

function newItem(
  ref: string | null,
  text: string,
  organisations: string,
  lines: readonly number[],
  heading: string | null,
): PlanItem {
  return {
    ref,
    text,
    organisations,
    line: lines[0] ?? 1,
    lines: [...lines],
    rows: [],
    heading,
    numberMissing: false,
    announced: false,
  }
}

function addRow(
  items: PlanItem[],
  row: TableRow,
  roles: readonly ColumnRole[],
  heading: string | null,
): void {
  const cell = (role: ColumnRole): string => {
    const found = roles.flatMap((each, index) =>
      each === role && (row.cells[index] ?? '') !== '' ? [row.cells[index] ?? ''] : [],
    )
    return found.join(role === 'owner' ? ' / ' : ' ')
  }
  const last = items.at(-1)
  const own = splitRef(cell('ref'), cell('recommendation'))
  const ownRef = own.ref
  const plan: PlanRow = {
    cells: {
      action: cell('action'),
      due: cell('due'),
      status: cell('status'),
      leadOrganisation: cell('lead organisation'),
    },
    owner: cell('owner'),
    progress: cell('progress'),
    evidence: cell('evidence'),
    actionNumber: numberOf(cell('action number')),
    table: row,
    unsure: false,
  }
  const isAction =
    last !== undefined && own.text === '' && ownRef !== null && (last.announced || isUnder(last.ref, ownRef))
  if (isAction) plan.actionNumber ??= numberOf(ownRef)
  const ref = isAction ? null : ownRef
  // Without a text of its own a row is told by its action, unless it is one of the actions of the row above.
  const takesAction =
    own.text === '' &&
    (ownRef !== null || !roles.includes('recommendation')) &&
    !isAction &&
    last?.announced !== true
  const text = takesAction ? plan.cells.action : own.text
  const sameText = last !== undefined && text !== '' && sameWords(last.text, text)
  if (last !== undefined && ref === null && isRestOf(last, plan, text)) return extend(last, plan, text)
  const sameRef = ref !== null && last?.ref === ref
  if (
    last !== undefined &&
    ((ref === null && (text === '' || sameText)) || (sameRef && (text === '' || sameText)))
  ) {
    plan.unsure = ref === null && text === '' && plan.owner === '' && plan.cells.due === ''
    last.rows.push(plan)
    last.lines.push(...row.lines)
    return
  }
  if (sameRef && last !== undefined && goesOnIn(last.text, text)) return extend(last, plan, text)
  const item = newItem(ref, text, cell('organisation'), row.lines, heading)
  item.numberMissing = ref === null && roles.includes('ref')
  item.rows.push(plan)
  items.push(item)
}

/** '1.2' stands under '1'. */
function isUnder(above: string | null, ref: string): boolean {
  return above !== null && ref.startsWith(`${above}.`)
}

/** The number from its own column, or from the start of the text ('3.1 Ensure ...'). */
function splitRef(refCell: string, text: string): { ref: string | null; text: string } {
  const bare = refCell.replaceAll('\n', ' ').trim()
  if (bare !== '') {
    const marker = readNumberMarker(`${bare} `)
    return { ref: marker !== null && isRef(bare) ? marker.label : bare.replace(/[.)]$/, ''), text }
  }
  const marker = readNumberMarker(text)
  if (marker === null || marker.kind !== 'number') return { ref: null, text }
  const rest = text.slice(marker.length).trim()
  return rest === '' ? { ref: null, text } : { ref: marker.label, text: rest }
}

function numberOf(text: string): number | null {
  const match = /(\d{1,3})\D*$/.exec(text.slice(-12))
  return match === null ? null : Number(match[1])
}

function sameWords(a: string, b: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  return bare(a) === bare(b)
}

/** A row without number whose every cell goes on where the cell above broke off. */
function isRestOf(item: PlanItem, row: PlanRow, text: string): boolean {
  const above = item.rows.at(-1)
  if (above === undefined) return false
  const pairs: [string, string][] = [
    [item.text, text],
    [above.cells.action, row.cells.action],
    [above.progress, row.progress],
    [above.evidence, row.evidence],
  ]
  const filled = pairs.filter(([, cell]) => cell !== '')
  if (filled.some(([before, cell]) => !goesOnIn(before, cell))) return false
  const ownerGoesOn =
    row.owner === '' ||
    (above.owner !== '' && !isPersonName(row.owner) && (filled.length > 0 || /^[a-z]/.test(row.owner)))
  const dueGoesOn = row.cells.due === '' || above.cells.due !== ''
  const something = filled.length > 0 || row.owner !== '' || row.cells.due !== ''
  return something && ownerGoesOn && dueGoesOn && row.cells.status === ''
}

/** The text before has no end, or the text after begins in the middle of a sentence. */
function goesOnIn(before: string, after: string): boolean {
  if (/^[a-z(&]/.test(after)) return true
  return before !== '' && /(?:[,–—-]|\b(?:and|or|the|a|an|of|for|to|in|with|by|on|that|their))$/.test(before)
}

function extend(item: PlanItem, row: PlanRow, text: string): void {
  item.text = joined(item.text, text)
  item.lines.push(...row.table.lines)
  const above = item.rows.at(-1)
  if (above === undefined) return
  above.cells.action = joined(above.cells.action, row.cells.action)
  above.cells.due = joined(above.cells.due, row.cells.due)
  above.owner = joined(above.owner, row.owner)
  above.progress = joined(above.progress, row.progress)
  above.evidence = joined(above.evidence, row.evidence)
  above.table.lines.push(...row.table.lines)
  above.table.raw += `\n${row.table.raw}`
  above.table.cells = above.table.cells.map((cell, index) => joined(cell, row.table.cells[index] ?? ''))
}
