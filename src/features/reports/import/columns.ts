import type { Block } from './blocks.ts'

/** What a column of an action plan holds. */
export type ColumnRole =
  | 'ref'
  | 'action number'
  | 'recommendation'
  | 'action'
  | 'owner'
  | 'lead organisation'
  | 'organisation'
  | 'due'
  | 'status'
  | 'progress'
  | 'evidence'
  | 'other'

export type Column = { readonly title: string; readonly role: ColumnRole }

/** The first rule that fits decides, so 'Evidence of completion' is evidence before 'completion' makes it a date. */
const RULES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['ref', /^(?:#|nos?|number|refs?|reference|item|id|rec|recs|para(?:graph)?)$/],
  ['action number', /^actions? (?:no|number|ref|reference|id)$/],
  ['ref', /\b(?:no|number|ref|reference|id)$/],
  [
    'other',
    /\b(?:date (?:added|raised|opened|completed|closed|reviewed)|start date|completed (?:on|date)|closed (?:on|date)|actual|priority|risk|cost|resources?|budget)\b/,
  ],
  [
    'progress',
    /\b(?:progress|updates?|position|commentary|actions? (?:taken|completed|to date)|work to date)\b/,
  ],
  ['evidence', /\b(?:evidence|assurance|comments?|notes?)\b/],
  // What is to be reached, and how that will be seen, shows nothing yet.
  ['other', /\b(?:outcomes?|impact|success|measures?|kpis?|monitoring)\b/],
  ['status', /\b(?:b?rag|status|rating|r a g)\b/],
  [
    'lead organisation',
    /\b(?:lead|responsible|accountable) (?:agency|agencies|organisations?|body|partner|trust|provider)\b/,
  ],
  [
    'due',
    /\b(?:due|by when|when|time ?scales?|time ?frames?|timelines?|target|deadline|completion|date|milestones?)\b/,
  ],
  [
    'owner',
    /\b(?:owners?|leads?|responsib(?:le|ility)|assigned|whom?|accountab(?:le|ility)|officers?|person|named)\b/,
  ],
  [
    'organisation',
    /\b(?:organisations?|agency|agencies|trusts?|providers?|addressed to|applies to|partner)\b/,
  ],
  ['action', /^(?:agreed |planned |key |smart |required |proposed |our )?actions?\b/],
  [
    'recommendation',
    /\b(?:recommendations?|findings?|issues?|areas? for (?:improvement|development)|requirements?|concerns?|what needs to)\b/,
  ],
  [
    'action',
    /\b(?:actions?|tasks?|activity|activities|steps|what (?:we )?will|how (?:we|will)|response|what)\b/,
  ],
]

const LONGEST_TITLE = 60

/** What a column title says its cells hold. */
export function roleOf(title: string): ColumnRole {
  const bare = title
    .toLowerCase()
    .replace(/[^a-z0-9#&]+/g, ' ')
    .trim()
  if (bare === '' || title.length > LONGEST_TITLE) return 'other'
  return RULES.find(([, pattern]) => pattern.test(bare))?.[0] ?? 'other'
}

export type PlanHeader = { index: number; line: number; columns: Column[]; titles: string[] }

/** The first row that is the header of an action plan: it names what is to be done, and who does it or by when. */
export function findPlanHeader(blocks: readonly Block[]): PlanHeader | null {
  for (const [index, block] of blocks.entries()) {
    const columns = columnsOf(block)
    if (
      columns !== null &&
      (columns.length > 2 ||
        (blocks[index + 1]?.cells.length ?? 0) === 2 ||
        blocks[index + 1]?.kind === 'rule')
    ) {
      const titles = columns.map(({ title }) => title).filter((title) => title !== '')
      return { index, line: block.line, columns, titles }
    }
  }
  return null
}

/** Titles are a few words: a number, a date or a sentence stands in a row of the table. */
function mayBeTitle(text: string): boolean {
  if (text.length > LONGEST_TITLE || text.split(' ').length > 9 || /\d[\d./]*\d|^\d+[a-z.)]?$/.test(text))
    return false
  return !/[.;!]$/.test(text) || /\b(?:no|nos|ref|rec|resp|org)\.$/i.test(text)
}

/** The columns of a header row, or null when the row is none. */
export function columnsOf(block: Block): Column[] | null {
  const { cells } = block
  if (cells.length < 2 || cells.some((cell) => !mayBeTitle(cell.text))) return null
  const columns = cells.map((cell): Column => {
    const title = cell.text.replaceAll('\n', ' ')
    return { title, role: roleOf(title) }
  })
  // Only the first column of a kind keeps its role, apart from owners and evidence, which come in pairs.
  const seen = new Set<ColumnRole>()
  for (const [index, column] of columns.entries()) {
    if (seen.has(column.role) && !['owner', 'evidence', 'progress', 'other'].includes(column.role)) {
      columns[index] = { ...column, role: 'other' }
    }
    seen.add(column.role)
  }
  const whatToDo = seen.has('recommendation') || seen.has('action')
  const whoOrWhen = ['owner', 'lead organisation', 'due', 'status'].filter((role) =>
    seen.has(role as ColumnRole),
  ).length
  const both = seen.has('recommendation') && seen.has('action')
  // Two columns are a plan only when both say so; a title block has rows of two as well.
  const enough = cells.length === 2 ? seen.size === 2 : seen.size >= 3
  return whatToDo && (whoOrWhen >= 1 || both) && enough ? columns : null
}
