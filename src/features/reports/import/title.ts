import { readWrittenDate } from '../../../calendar/written-date.ts'
import type { Block } from './blocks.ts'
import { readLabelled } from './header-labels.ts'
import { collectOrganisations } from './organisation-book.ts'
import { cutParties, kindOfParty } from './parties.ts'

const LONGEST_TITLE = 300
const SPEAKS_OF_REPORT =
  /\b(?:report|review|inspection|action plan|improvement plan|assessment|safeguarding)\b/i
const UNFINISHED = /(?:\b(?:in|of|and|for|the|to|with|on|at|&)|[–—:,-])$/i
const WITHIN_FIRST = 25

export type Title = { text: string; lines: ReadonlySet<number> }

/** The title: the first lines before the title block that speak of a report or plan, put together where they are wrapped. */
export function readTitle(blocks: readonly Block[], skip: ReadonlySet<number>): Title | null {
  const groups: Block[][] = []
  for (const block of blocks.slice(0, WITHIN_FIRST)) {
    const isRow = block.cells.filter((cell) => cell.text !== '').length > 1
    if (isRow || readLabelled(block) !== null) {
      if (groups.length > 0) break
      continue
    }
    if (skip.has(block.line) || block.kind === 'rule' || block.text.length > LONGEST_TITLE) continue
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && continuesTitle(last, block)) group.push(block)
    else groups.push([block])
  }
  const chosen = groups.find((group) => group.some((block) => SPEAKS_OF_REPORT.test(block.text))) ?? groups[0]
  if (chosen === undefined) return null
  return {
    text: chosen.map((block) => block.text).join(' '),
    lines: new Set(chosen.map((block) => block.line)),
  }
}

function continuesTitle(last: Block, block: Block): boolean {
  if (UNFINISHED.test(last.text)) return true
  if (isLoneBody(block.text)) return false
  const wrapped = !block.gap && last.kind === block.kind && !/[.!?]$/.test(last.text) && last.text.length > 30
  return wrapped && readWrittenDate(block.text).on === null && block.kind !== 'list item'
}

const NOTHING_KNOWN = collectOrganisations([], [])

/** A line that is nothing but the name of a body: it says whose report it is, not what it is called. */
function isLoneBody(text: string): boolean {
  const parties = cutParties(text, NOTHING_KNOWN)
  return (
    parties.length === 1 &&
    text.length < 100 &&
    kindOfParty(parties[0] ?? '', NOTHING_KNOWN) === 'organisation'
  )
}

const LAST_IN = / (?:in|across|within|IN|ACROSS|WITHIN) (?:the |THE )?(?=[A-Z])/g
/** 'Focused visit to Fenside local authority children's services'. */
const OF_A_COUNCIL =
  /\b(?:visit to|inspection of|review of) ([A-Z][\w'’-]+(?: (?:and |of |upon )?[A-Z][\w'’-]+){0,4}?) (?=local authority|(?:[A-Z][a-z]+ )?[Cc]ouncil|[Cc]hildren[’']s [Ss]ervices)/
const BODY_TYPE = /\s(?:PCTs?|CCGs?|Primary Care Trusts?|Clinical Commissioning Groups?)$/

/**
 * The area a title names: '... Services in Kent – West Kent PCT and providers.' is 'Kent (West Kent)'. Null when the
 * title has no 'in <place>'.
 */
export function areaOf(title: string): string | null {
  let at = -1
  for (const match of title.matchAll(LAST_IN)) at = match.index + match[0].length
  if (at < 0) return /:\s([A-Z][^:.,;]{2,50})$/.exec(title)?.[1] ?? OF_A_COUNCIL.exec(title)?.[1] ?? null
  const bare = title
    .slice(at)
    .replace(/[.\s]+$/, '')
    .replace(/\s\(?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\)?$/, '')
    .replace(/\sand (?:its |their |all )?(?:providers|partners|provider services)$/i, '')
  const [main = '', inner, ...more] = bare.split(/\s[–—-]\s/)
  if (inner === undefined || more.length > 0) return main.replace(BODY_TYPE, '')
  return BODY_TYPE.test(inner) ? `${main} (${inner.replace(BODY_TYPE, '')})` : main
}

/** Handling markings, written on a line of their own. */
const MARKING =
  /^(?:strictly )?(?:private(?: (?:and|&) confidential)?|confidential|restricted|protect|official(?:[ -–—:]{1,3}sensitive)?(?::? ?personal)?|not protectively marked|not for (?:publication|circulation|onward distribution|disclosure)|embargoed until .{4,60}|sensitive)[.!]?$/i

/** 'PRIVATE AND CONFIDENTIAL' as written, and its line; null when no line is a marking. */
export function readMarking(blocks: readonly Block[]): { text: string; lines: ReadonlySet<number> } | null {
  const marked = blocks.filter((block) => block.text.length <= 80 && MARKING.test(block.text.trim()))
  const first = marked[0]
  return first === undefined
    ? null
    : { text: first.text.trim(), lines: new Set(marked.map((block) => block.line)) }
}

const TARGETED = /\bjoint targeted area inspection\b|\bJTAI\b|\barea SEND inspection\b/i

/** Who inspected. 'Joint' only where the text says that the inspection was one, not where it merely names Ofsted. */
export function regulatorOf(
  title: string,
  texts: readonly string[],
): { name: string | null; joint: boolean } {
  const cqc = /care quality commission|\bcqc\b|\bCLAS\b/i
  const isJoint =
    /\b(?:integrated|joint) inspection\b/i.test(title) ||
    texts.some((text) =>
      /\bofsted-led\b|joint (?:inspection )?report .{0,60}ofsted|\bjoint inspection (?:by|of|with)\b.{0,60}ofsted/i.test(
        text,
      ),
    )
  // What such an inspection recommends is shared by all who took part: there is nothing to tell apart.
  const targeted = texts.some((text) => TARGETED.test(text)) || TARGETED.test(title)
  const hasCqc = cqc.test(title) || texts.some((text) => cqc.test(text))
  const hasOfsted = /\bofsted\b/i.test(title) || texts.some((text) => /\bofsted\b/i.test(text))
  if (targeted && hasOfsted)
    return { name: hasCqc ? 'Ofsted and Care Quality Commission' : 'Ofsted', joint: false }
  if (hasCqc && isJoint && hasOfsted)
    return { name: 'Care Quality Commission (joint with Ofsted)', joint: true }
  if (hasCqc) return { name: 'Care Quality Commission', joint: false }
  return { name: hasOfsted ? 'Ofsted' : null, joint: false }
}
