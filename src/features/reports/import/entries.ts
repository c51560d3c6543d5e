import { type Block, joinBlocks } from './blocks.ts'
import { isNextStepsHeading, isOtherHeading, isPraiseHeading, isRecommendationsHeading } from './section.ts'
import { findSubject, isImperative } from './subject.ts'
import { readHeadingTimescale, readStatedTimescale } from './timescales.ts'

/** One item, paragraph or heading of a list, put together from its lines. */
export type Entry = {
  readonly kind: 'item' | 'paragraph' | 'heading' | 'row' | 'furniture'
  readonly block: Block
  /** The lines it came from, in order. */
  readonly parts: readonly Block[]
  /** True when a page break or blank line had cut it in two. */
  readonly rejoined: boolean
}

/**
 * Puts the lines of a list together. A line without a marker goes on with the item before when nothing separates them,
 * or when a page break cut a sentence: no full stop before it, and it does not begin like a new one.
 */
export function assembleEntries(blocks: readonly Block[], furniture: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = []
  let open: Open | null = null
  let broken = false
  for (const block of blocks) {
    if (block.kind === 'rule' || furniture.has(block.line)) {
      // What stands on every page does not end the item it cuts.
      entries.push({ kind: 'furniture', block, parts: [block], rejoined: false })
      broken = true
      continue
    }
    const wrapped: boolean = open !== null && !broken && isWrapped(open, block)
    const rest: boolean = open !== null && !broken && isRestOfLength(open, block)
    const kind: Entry['kind'] = wrapped || rest ? 'paragraph' : kindOfEntry(block)
    if (kind === 'paragraph' && open !== null && (rest || goesOn(open, block, broken))) {
      open.rejoined ||= block.gap || broken
      open.parts.push(block)
    } else {
      if (open !== null) entries.push(closed(open))
      open = kind === 'item' || kind === 'paragraph' ? { kind, parts: [block], rejoined: false } : null
      if (open === null) entries.push({ kind, block, parts: [block], rejoined: false })
    }
    broken = false
  }
  if (open !== null) entries.push(closed(open))
  return entries
}

type Open = { kind: 'item' | 'paragraph'; parts: [Block, ...Block[]]; rejoined: boolean }

function closed({ kind, parts, rejoined }: Open): Entry {
  return { kind, parts, rejoined, block: joinBlocks(parts) }
}

function kindOfEntry(block: Block): Entry['kind'] {
  if (block.cells.filter((cell) => cell.text !== '').length > 1 && block.marker === null) return 'row'
  if (isRecommendationsHeading(block) || isNextStepsHeading(block)) return 'heading'
  if (isOtherHeading(block) || isPraiseHeading(block)) return 'heading'
  if (readStatedTimescale(block.text) !== null) return 'heading'
  // 'a) 3 months' may be part of an item; what stands above it tells.
  if (block.marker !== null) return 'item'
  if (readHeadingTimescale(block.text) !== null) return 'heading'
  return block.kind === 'heading' ? 'heading' : 'paragraph'
}

const WRAPPED_AT_MOST = 130
const WRAPPED_AT_LEAST = 45

/** '... share notifications' / 'within 24 hours': a line in small letters right under an unfinished one is its rest. */
function isWrapped(open: Open, block: Block): boolean {
  const last = open.parts.at(-1) ?? open.parts[0]
  return (
    !block.gap &&
    block.marker === null &&
    block.cells.length <= 1 &&
    /^[a-z]/.test(block.raw) &&
    !/[.!?:;]$/.test(last.raw)
  )
}

const WANTS_A_LENGTH =
  /\b(?:every|each|within|over|for|of|the|next|first|last|least|most|than|after|before|from|at|in|to|and|or|about)$/i

/** '... should be reviewed every' / '3 months': what would be a heading elsewhere finishes the line above. */
function isRestOfLength(open: Open, block: Block): boolean {
  const last = open.parts.at(-1) ?? open.parts[0]
  return !block.gap && block.marker === null && block.cells.length <= 1 && WANTS_A_LENGTH.test(last.raw)
}

function goesOn(open: Open, block: Block, broken: boolean): boolean {
  const last = open.parts.at(-1) ?? open.parts[0]
  const before = last.raw.replace(/[*_]+$/, '').trimEnd()
  const unfinished = !/[.!?:;]["”’')]?$/.test(before)
  const startsLow = /^[*_]{0,3}["“‘'(]?[a-z&]/.test(block.raw)
  const cutMidSentence = /(?:[,–—-]|\b(?:and|or|the|a|an|of|for|to|in|with|by|on|that|their|its|NHS))$/.test(
    before,
  )
  if (block.gap || broken) return unfinished && (startsLow || cutMidSentence)
  if (startsLow || (unfinished && cutMidSentence)) return true
  // A line as long as a paragraph was not wrapped: what follows is something else.
  if (last.raw.length > WRAPPED_AT_MOST) return false
  if (unfinished && last.raw.length < WRAPPED_AT_LEAST && open.parts.length === 1) return false
  return open.kind === 'item' && !unfinished ? !isImperative(block.text) : !beginsNewSentence(block.text)
}

/** 'Ensure ...' or 'NHS X must ...' at the start of a line. */
function beginsNewSentence(text: string): boolean {
  return isImperative(text) || findSubject(text) !== null
}
