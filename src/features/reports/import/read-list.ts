import type { Timescale } from '../../../calendar/timescale.ts'
import type { Entry } from './entries.ts'
import { type Style, sliceInline } from './inline.ts'
import { type Group, isInGroup, isNumberedUnder, refOf } from './list-group.ts'
import { leadInPath } from './list-lines.ts'
import { judgeEntry } from './list-verdict.ts'
import { readSectionNumber } from './markers.ts'
import type { OrganisationBook } from './organisation-book.ts'
import { readParties } from './organisations.ts'
import { addToItem, isUnderItem, type Parent, type RawItem, styleOf } from './raw-item.ts'
import type { Unrecognised } from './schema.ts'
import {
  isNextStepsHeading,
  isOtherHeading,
  isPraiseHeading,
  isRecommendationsHeading,
  listNameOf,
} from './section.ts'
import { findSubject } from './subject.ts'
import { speaksOfTime } from './time-words.ts'
import { leadingTimescale, readHeadingTimescale, trailingTimescale, withoutLength } from './timescales.ts'

export type ReadList = {
  items: RawItem[]
  unrecognised: Unrecognised[]
  declared: { style: Style; line: number } | null
  /** Timescale headings under which nothing stands. */
  emptyTimescales: { raw: string; line: number }[]
}

/** Goes through the entries of a list once and puts every one of them somewhere. */
export function readList(entries: readonly Entry[], book: OrganisationBook): ReadList {
  return new ListReader(book).read(entries)
}

class ListReader {
  private readonly out: ReadList = { items: [], unrecognised: [], declared: null, emptyTimescales: [] }
  private readonly book: OrganisationBook
  private timescale: { read: Timescale; line: number; used: boolean } | null = null
  private group: Group | null = null
  private heading: string | null = null
  /** Whether timescales stand under bodies or bodies under timescales: the outer of the two ends the inner. */
  private outer: 'group' | 'timescale' | null = null
  /** Why the lines are not read at present. */
  private aside: string | null = null
  private waiting: { ref: string; entry: Entry } | null = null
  private parent: Parent | null = null

  constructor(book: OrganisationBook) {
    this.book = book
  }

  read(entries: readonly Entry[]): ReadList {
    const marked = entries.some((entry) => entry.kind === 'item')
    const following = nextEntries(entries)
    for (const [index, entry] of entries.entries()) {
      if (isNextStepsHeading(entry.block)) {
        this.rest(entries.slice(index), 'next steps')
        break
      }
      this.turn(entry)
      if (this.aside === null) this.take(entry, following[index], marked)
      else this.rest([entry], this.aside)
    }
    this.closeTimescale()
    if (this.waiting !== null) this.leave(this.waiting.entry, null)
    return this.out
  }

  /** A letter may praise, or tell its findings, between two lists: only the heading of the next one ends that. */
  private turn({ block }: Entry): void {
    if (isRecommendationsHeading(block)) {
      if (this.aside !== null || listNameOf(block) !== null) this.startList()
      this.aside = null
    } else if (isPraiseHeading(block)) this.aside = 'praise'
    else if (isOtherHeading(block)) this.aside = 'after the list'
  }

  private startList(): void {
    this.closeTimescale()
    this.timescale = null
    this.group = null
    this.parent = null
  }

  private take(entry: Entry, next: Entry | undefined, marked: boolean): void {
    const soFar = {
      marked,
      timed: this.timescale !== null,
      numberWaits: this.waiting !== null,
      inNumberedGroup: isNumberedUnder(this.group, entry.block),
      underItem: isUnderItem(this.parent, entry),
    }
    const verdict = judgeEntry(entry, next, soFar, this.book)
    if (verdict.is !== 'nothing' && verdict.is !== 'part of the item above') this.parent = null
    switch (verdict.is) {
      case 'nothing':
        this.leave(entry, verdict.readAs)
        break
      case 'section heading':
      case 'note':
        if (verdict.is === 'section heading') this.heading = listNameOf(entry.block)
        if (verdict.style !== null) this.out.declared ??= { style: verdict.style, line: entry.block.line }
        this.leave(entry, verdict.is === 'note' ? 'note on joint recommendations' : verdict.is)
        break
      case 'timescale':
        this.startTimescale(verdict.timescale, entry)
        break
      case 'lead-in':
        this.startGroup(entry, verdict.fromHeading)
        break
      case 'sub-heading':
        this.heading = entry.block.text
        this.endTimeAt(entry)
        if (this.outer !== 'timescale') this.group = null
        this.leave(entry, verdict.is)
        break
      case 'number alone':
        this.wait(entry)
        break
      case 'text of the number above':
        this.takeWaiting(entry)
        break
      case 'part of the item above':
        if (this.parent !== null) addToItem(this.parent, entry)
        break
      case 'item':
        this.addItem(entry, verdict.running)
        break
      case 'row':
        this.readRow(entry)
        break
      default:
        verdict satisfies never
    }
  }

  private leave(entry: Entry, readAs: string | null): void {
    for (const part of entry.parts) this.out.unrecognised.push({ line: part.line, text: part.raw, readAs })
  }

  private rest(entries: readonly Entry[], readAs: string): void {
    for (const entry of entries) this.leave(entry, entry.kind === 'furniture' ? 'page' : readAs)
  }

  private closeTimescale(): void {
    if (this.timescale === null || this.timescale.used) return
    this.out.emptyTimescales.push({ raw: this.timescale.read.raw, line: this.timescale.line })
  }

  private startTimescale(read: Timescale, entry: Entry): void {
    this.closeTimescale()
    this.outer ??= 'timescale'
    if (this.outer === 'timescale') this.group = null
    this.timescale = { read, line: entry.block.line, used: false }
    this.leave(entry, 'timescale heading')
  }

  /** A heading or lead-in that speaks of a time ends the time before it, though no length could be read from it. */
  private endTimeAt({ block }: Entry): void {
    if (this.timescale === null || !speaksOfTime(block.text)) return
    this.closeTimescale()
    this.timescale = { read: withoutLength(block.text), line: block.line, used: false }
  }

  private startGroup(entry: Entry, fromHeading: boolean): void {
    const { text: written, marker } = entry.block
    const text = marker === null && !fromHeading ? (readSectionNumber(written)?.rest ?? written) : written
    const leading = leadingTimescale(text)
    const rest = leading === null ? text : text.slice(leading.length)
    if (leading !== null) {
      this.closeTimescale()
      this.timescale = { read: leading.timescale, line: entry.block.line, used: false }
    } else this.endTimeAt(entry)
    this.outer ??= 'group'
    if (this.outer === 'group' && leading === null && this.timescale?.used === true) this.timescale = null
    const subject = fromHeading ? null : findSubject(rest)
    const parties = fromHeading
      ? rest.replace(/^(?:recommendations? )?(?:for|to) (?:the )?/i, '')
      : (subject?.text ?? rest)
    const bare = parties.replace(/\s?:$/, '').replace(/\s(?:must|should|shall|will|to)$/i, '')
    const addressed = readParties(bare, this.book)
    this.group = { stem: text, addressed, path: fromHeading ? [] : leadInPath(entry.block), fromHeading }
    this.leave(entry, 'lead-in')
  }

  /** 'Recommendation 3' on a line of its own waits for the text under it. */
  private wait(entry: Entry): void {
    const label = entry.block.marker?.label ?? ''
    if (label === '') {
      this.leave(entry, null)
      return
    }
    if (this.waiting !== null) this.leave(this.waiting.entry, null)
    this.waiting = { ref: label, entry }
  }

  private takeWaiting(entry: Entry): void {
    const { waiting } = this
    this.waiting = null
    const item = this.addItem(entry, false)
    if (waiting === null) return
    item.ref = waiting.ref
    item.parts.unshift(...waiting.entry.parts)
  }

  private addItem(entry: Entry, running: boolean): RawItem {
    const { block } = entry
    const own = leadingTimescale(block.text)?.timescale ?? trailingTimescale(block.text)
    if (this.timescale !== null) this.timescale.used = true
    if (this.group !== null && block.marker !== null && !isInGroup(this.group, block)) this.group = null
    const item: RawItem = {
      block,
      parts: [...entry.parts],
      ref: refOf(block, this.group),
      stem: this.group?.stem ?? null,
      stemAddressed: this.group?.addressed ?? null,
      fromHeading: this.group?.fromHeading === true,
      heading: this.heading,
      timescale: own ?? this.timescale?.read ?? null,
      rejoined: entry.rejoined,
      running,
      cellOrganisations: null,
    }
    this.out.items.push(item)
    const announced = block.text.endsWith(':')
    if (block.marker !== null || announced)
      this.parent = { item, child: null, indent: block.indent, own: styleOf(block), announced }
    return item
  }

  /** A row in the section: number, text, perhaps bodies and a time, in whatever order. */
  private readRow(entry: Entry): void {
    const cells = entry.block.cells.filter((cell) => cell.text !== '')
    const nothing = sliceInline(entry.block.inline, 0, 0)
    const longest = cells.reduce((a, b) => (b.text.length > a.text.length ? b : a), nothing)
    if (longest.text.length <= 40 || longest.text.split(' ').length < 4) {
      this.leave(entry, 'table header')
      return
    }
    const item = this.addItem(
      { ...entry, block: { ...entry.block, inline: longest, text: longest.text } },
      false,
    )
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

/** For each entry the next one that is not a page number. */
function nextEntries(entries: readonly Entry[]): (Entry | undefined)[] {
  const following: (Entry | undefined)[] = new Array(entries.length)
  let next: Entry | undefined
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    following[index] = next
    const entry = entries[index]
    if (entry !== undefined && entry.kind !== 'furniture') next = entry
  }
  return following
}
