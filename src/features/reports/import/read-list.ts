import type { Timescale } from '../../../calendar/timescale.ts'
import type { Block } from './blocks.ts'
import type { Entry } from './entries.ts'
import { sliceInline } from './inline.ts'
import { declaredStyle } from './joint.ts'
import { isListedStem, isOrganisationHeading, isOwnStem, isRecommendation } from './list-lines.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { type Addressed, readAddressed, readParties } from './organisations.ts'
import type { Unrecognised } from './schema.ts'
import { isNextStepsHeading, isOtherHeading, isRecommendationsHeading, isResponseRequest } from './section.ts'
import { findSubject } from './subject.ts'
import { leadingTimescale, readHeadingTimescale, trailingTimescale } from './timescales.ts'

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

export type ReadList = {
  items: RawItem[]
  unrecognised: Unrecognised[]
  declared: { style: 'italic' | 'bold'; line: number } | null
  /** Timescale headings under which nothing stands. */
  emptyTimescales: { raw: string; line: number }[]
}

type Group = { stem: string; addressed: Addressed; path: readonly number[]; fromHeading: boolean }

/** Goes through the entries of a list once and says of each what it is; every one ends up somewhere. */
export class ListReader {
  private readonly out: ReadList = { items: [], unrecognised: [], declared: null, emptyTimescales: [] }
  private timescale: { read: Timescale; line: number; used: boolean } | null = null
  private group: Group | null = null
  private heading: string | null = null
  private outer: 'group' | 'timescale' | null = null
  private pendingRef: { ref: string; entry: Entry } | null = null
  /** An item that ended in a colon: items of another kind that follow belong to it. */
  private parent: { item: RawItem; child: string | null; indent: number; own: string } | null = null

  constructor(
    private readonly entries: readonly Entry[],
    private readonly book: OrganisationBook,
  ) {}

  read(): ReadList {
    const marked = this.entries.some((entry) => entry.kind === 'item')
    for (const [index, entry] of this.entries.entries()) {
      if (isNextStepsHeading(entry.block) || isOtherHeading(entry.block)) {
        const readAs = isNextStepsHeading(entry.block) ? 'next steps' : 'after the list'
        for (const rest of this.entries.slice(index))
          this.skip(rest, rest.kind === 'furniture' ? 'page' : readAs)
        break
      }
      this.readEntry(
        entry,
        this.entries.slice(index + 1).find((next) => next.kind !== 'furniture'),
        marked,
      )
    }
    this.closeTimescale()
    if (this.pendingRef !== null) this.skip(this.pendingRef.entry, null)
    return this.out
  }

  private readEntry(entry: Entry, next: Entry | undefined, marked: boolean): void {
    const { block } = entry
    const text = block.text
    if (entry.kind === 'furniture') return this.skip(entry, 'page')
    if (this.pendingRef !== null && entry.kind === 'paragraph') return this.takePendingRef(entry)
    if (isRecommendationsHeading(block)) return this.noteHeading(entry)
    const timescale = entry.kind === 'row' ? null : readHeadingTimescale(text)
    if (timescale !== null) return this.startTimescale(timescale, entry)
    if (isResponseRequest(text)) return this.skip(entry, 'response request')
    if (this.isNote(entry)) return this.skip(entry, 'note on joint recommendations')
    if (entry.kind === 'row') return this.readRow(entry)
    if (this.belongsToParent(entry)) return this.addToParent(entry)
    this.parent = null
    if (text === '') return this.startPending(entry)
    if (isOwnStem(text) || isListedStem(entry, next)) return this.startGroup(entry, text, false)
    if (entry.kind !== 'item' && isOrganisationHeading(text, this.book, next))
      return this.startGroup(entry, text, true)
    if (entry.kind === 'item') return void this.addItem(entry, false)
    if (entry.kind === 'heading' || isSubHeading(entry, next)) {
      this.heading = text
      if (this.outer !== 'timescale') this.group = null
      return this.skip(entry, 'sub-heading')
    }
    const recommended = isRecommendation(text, this.book)
    if (recommended) return void this.addItem(entry, marked)
    if (!marked && this.timescale !== null && isSentence(text)) return void this.addItem(entry, true)
    this.skip(entry, /:$/.test(text) ? 'lead-in' : null)
  }

  private skip(entry: Entry, readAs: string | null): void {
    for (const part of entry.parts) this.out.unrecognised.push({ line: part.line, text: part.raw, readAs })
  }

  private noteHeading(entry: Entry): void {
    const style = declaredStyle(entry.block.text)
    if (style !== null) this.out.declared ??= { style, line: entry.block.line }
    this.skip(entry, 'section heading')
  }

  private isNote(entry: Entry): boolean {
    const style = entry.kind === 'item' ? null : declaredStyle(entry.block.text)
    if (style === null || isRecommendation(entry.block.text, this.book)) return false
    this.out.declared ??= { style, line: entry.block.line }
    return true
  }

  private closeTimescale(): void {
    if (this.timescale !== null && !this.timescale.used) {
      this.out.emptyTimescales.push({ raw: this.timescale.read.raw, line: this.timescale.line })
    }
  }

  private startTimescale(read: Timescale, entry: Entry): void {
    this.closeTimescale()
    this.parent = null
    this.outer ??= 'timescale'
    if (this.outer === 'timescale') this.group = null
    this.timescale = { read, line: entry.block.line, used: false }
    this.skip(entry, 'timescale heading')
  }

  private startGroup(entry: Entry, text: string, fromHeading: boolean): void {
    const leading = leadingTimescale(text)
    const rest = leading === null ? text : text.slice(leading.length)
    if (leading !== null) {
      this.closeTimescale()
      this.timescale = { read: leading.timescale, line: entry.block.line, used: false }
    }
    this.outer ??= 'group'
    if (this.outer === 'group' && leading === null && this.timescale?.used === true) this.timescale = null
    const subject = fromHeading ? null : findSubject(rest)
    const parties = fromHeading
      ? rest.replace(/^(?:recommendations? )?(?:for|to) (?:the )?|:$/gi, '')
      : (subject?.text ?? rest)
    const addressed = readParties(parties.replace(/\s(?:must|should|shall|will|to)\s?:?$|:$/i, ''), this.book)
    this.group = { stem: text, addressed, path: entry.block.marker?.path ?? [], fromHeading }
    this.skip(entry, 'lead-in')
  }

  private startPending(entry: Entry): void {
    const label = entry.block.marker?.label ?? ''
    if (label === '') return this.skip(entry, null)
    if (this.pendingRef !== null) this.skip(this.pendingRef.entry, null)
    this.pendingRef = { ref: label, entry }
  }

  /** 'Recommendation 3' on a line of its own, with the text under it. */
  private takePendingRef(entry: Entry): void {
    const pending = this.pendingRef
    this.pendingRef = null
    if (pending === null) return
    const item = this.addItem(entry, false)
    item.ref = pending.ref
    item.parts.unshift(...pending.entry.parts)
  }

  private addItem(entry: Entry, running: boolean): RawItem {
    const { block } = entry
    const leading = leadingTimescale(block.text)
    const own = leading?.timescale ?? trailingTimescale(block.text)
    if (this.timescale !== null) this.timescale.used = true
    const inGroup = this.group !== null && this.belongsToGroup(this.group, block)
    if (!inGroup && this.group !== null && block.marker !== null) this.group = null
    const item: RawItem = {
      block,
      parts: [...entry.parts],
      ref: this.refOf(block),
      stem: inGroup ? (this.group?.stem ?? null) : null,
      stemAddressed: inGroup ? (this.group?.addressed ?? null) : null,
      fromHeading: inGroup && this.group?.fromHeading === true,
      heading: this.heading,
      timescale: own ?? this.timescale?.read ?? null,
      rejoined: entry.rejoined,
      running,
      cellOrganisations: null,
    }
    this.out.items.push(item)
    if (/:$/.test(block.text)) this.parent = { item, child: null, indent: block.indent, own: styleOf(block) }
    return item
  }

  private refOf(block: Block): string | null {
    const marker = block.marker
    if (marker === null || marker.label === '') return null
    const above = this.group?.path ?? []
    if ((marker.kind === 'letter' || marker.kind === 'roman') && above.length > 0)
      return `${above.join('.')}${marker.label}`
    return marker.label
  }

  /** '2.1' does not stand under '1. The trust should:', and a new '2.' ends a numbered group. */
  private belongsToGroup(group: Group, block: Block): boolean {
    const path = block.marker?.path ?? []
    if (group.path.length === 0 || path.length === 0) return true
    if (path.length > group.path.length) return group.path.every((part, index) => path[index] === part)
    return group.path.length === 1 && path.length === 1 && path[0] === 1 && group.path[0] !== 0
  }

  private belongsToParent(entry: Entry): boolean {
    if (this.parent === null || entry.kind !== 'item') return false
    const style = styleOf(entry.block)
    if (this.parent.child === null) {
      const deeper = entry.block.indent > this.parent.indent
      const path = this.parent.item.block.marker?.path ?? []
      const under =
        (entry.block.marker?.path.length ?? 0) > path.length &&
        path.every((part, i) => entry.block.marker?.path[i] === part)
      return style !== this.parent.own || (deeper && !under)
    }
    return (
      style === this.parent.child && (style !== this.parent.own || entry.block.indent > this.parent.indent)
    )
  }

  private addToParent(entry: Entry): void {
    if (this.parent === null) return
    this.parent.child ??= styleOf(entry.block)
    const { item } = this.parent
    const marker = entry.block.marker
    const sign = marker === null || marker.label === '' ? '•' : `${marker.label})`
    const inline = item.block.inline
    const add = entry.block.inline
    const text = `${inline.text} ${sign} ${add.text}`
    const marks = new Uint8Array(text.length)
    marks.set(inline.marks)
    marks.set(add.marks, text.length - add.text.length)
    item.block = { ...item.block, text, inline: { text, marks, stray: inline.stray } }
    item.parts.push(...entry.parts)
  }

  /** A row in the section: number, text, perhaps bodies and a time, in whatever order. */
  private readRow(entry: Entry): void {
    const cells = entry.block.cells.filter((cell) => cell.text !== '')
    const longest = cells.reduce(
      (a, b) => (b.text.length > a.text.length ? b : a),
      sliceInline(entry.block.inline, 0, 0),
    )
    if (cells.every((cell) => cell.text.length <= 40) || longest.text.split(' ').length < 4)
      return this.skip(entry, 'table header')
    const block: Block = { ...entry.block, inline: longest, text: longest.text }
    const item = this.addItem({ ...entry, block }, false)
    for (const cell of cells) {
      if (cell === longest) continue
      const timescale = readHeadingTimescale(cell.text)
      if (timescale !== null) item.timescale = timescale
      else if (/^[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,2}\.?$/.test(cell.text))
        item.ref = cell.text.replace(/\.$/, '')
      else if (readParties(cell.text, this.book).organisations.length > 0) item.cellOrganisations = cell.text
      else this.out.unrecognised.push({ line: entry.block.line, text: cell.text, readAs: null })
    }
  }
}

function styleOf(block: Block): string {
  const marker = block.marker
  return marker === null ? 'none' : `${marker.kind}${marker.kind === 'number' ? marker.path.length : ''}`
}

function isSubHeading(entry: Entry, next: Entry | undefined): boolean {
  const { text } = entry.block
  return (
    entry.parts.length === 1 &&
    text.length <= 80 &&
    !/[.;,:]$/.test(text) &&
    next !== undefined &&
    text.split(' ').length <= 10
  )
}

function isSentence(text: string): boolean {
  return (
    text.split(' ').length >= 5 &&
    !/^(?:these|the following|the above|this report|all recommendations|recommendations)\b/i.test(text)
  )
}

/** Reads who is addressed by an item of the list, with its own timescale and tag left out. */
export function addressedOf(item: RawItem, text: string, book: OrganisationBook): Addressed {
  if (item.cellOrganisations !== null) return readParties(item.cellOrganisations, book)
  const leading = leadingTimescale(text)
  const own = readAddressed(leading === null ? text : text.slice(leading.length), book)
  if (item.stemAddressed === null) return own
  const stated =
    own.flags.every((flag) => flag.code !== 'organisation-implied') && own.organisations.length > 0
  return stated && findSubject(text) !== null ? own : item.stemAddressed
}
