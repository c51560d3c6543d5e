import type { Timescale } from '../../../calendar/timescale.ts'
import type { Block } from './blocks.ts'
import type { Entry } from './entries.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { type Addressed, readAddressed, readParties } from './organisations.ts'
import { findSubject, isImperative } from './subject.ts'
import { leadingTimescale } from './timescales.ts'

/** An item of the list before its joint marker, bodies and date are read. */
export type RawItem = {
  block: Block
  parts: Block[]
  ref: string | null
  stem: string | null
  /** Who the lead-in or heading addresses; an item that names its own bodies overrides it. */
  stemAddressed: Addressed | null
  fromHeading: boolean
  heading: string | null
  timescale: Timescale | null
  rejoined: boolean
  /** A sentence that stands among list items without a marker. */
  running: boolean
  /** Bodies given in a cell of their own. */
  cellOrganisations: string | null
}

/** Who an item is addressed to: its own cell, its own subject, or else the lead-in it stands under. */
export function addressedOf(item: RawItem, text: string, book: OrganisationBook): Addressed {
  if (item.cellOrganisations !== null) return readParties(item.cellOrganisations, book)
  const leading = leadingTimescale(text)
  const own = readAddressed(leading === null ? text : text.slice(leading.length), book)
  if (item.stemAddressed === null) return own
  // 'X should ensure that:' addresses every item under it, whoever else the items speak of.
  if (/\b(?:ensure|make sure|assure themselves)(?: that)?\s?\W?$/i.test(item.stem ?? ''))
    return item.stemAddressed
  const stated =
    own.organisations.length > 0 &&
    own.flags.every(({ code }) => code !== 'organisation-implied' && code !== 'not-an-organisation')
  return stated && findSubject(text) !== null ? own : item.stemAddressed
}

/** The item above, open for a list under it; `announced` when it ends in a colon. */
export type Parent = { item: RawItem; child: string | null; indent: number; own: string; announced: boolean }

/** The look of a marker: items of one list look alike, and the list inside an item looks different. */
export function styleOf(block: Block): string {
  const { marker } = block
  if (marker === null) return 'none'
  return marker.kind === 'number' ? `number of ${marker.path.length}` : marker.kind
}

/** Whether an entry is part of the list inside an item: marked otherwise than the item itself, or set in deeper. */
export function isUnderItem(parent: Parent | null, entry: Entry): boolean {
  if (parent === null || entry.kind !== 'item') return false
  const style = styleOf(entry.block)
  const deeper = entry.block.indent > parent.indent
  if (parent.child !== null) return style === parent.child && (style !== parent.own || deeper)
  // Without a colon only bullets or letters that are set in deeper are part of it, or a remark right under a number.
  if (!parent.announced)
    return style !== parent.own && !style.startsWith('number') && (deeper || isRemark(parent, entry.block))
  const path = parent.item.block.marker?.path ?? []
  const itsPath = entry.block.marker?.path ?? []
  const numberedUnder = itsPath.length > path.length && path.every((part, index) => itsPath[index] === part)
  return style !== parent.own || (deeper && !numberedUnder)
}

/** '* This includes bank staff.' under '4. All providers should ...': it tells nobody to do anything. */
function isRemark(parent: Parent, block: Block): boolean {
  const bulletUnderNumber = parent.own.startsWith('number') && block.marker?.kind === 'bullet'
  return bulletUnderNumber && !block.gap && !isImperative(block.text) && findSubject(block.text) === null
}

/** Adds a line of the list inside an item to the item's text, with its sign. */
export function addToItem(parent: Parent, entry: Entry): void {
  parent.child ??= styleOf(entry.block)
  const { item } = parent
  const { marker, inline: more } = entry.block
  const sign = marker === null || marker.label === '' ? '•' : `${marker.label})`
  const { inline } = item.block
  const text = `${inline.text} ${sign} ${more.text}`
  const marks = new Uint8Array(text.length)
  marks.set(inline.marks)
  marks.set(more.marks, text.length - more.text.length)
  item.block = { ...item.block, text, inline: { text, marks, stray: inline.stray } }
  item.parts.push(...entry.parts)
}
