import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { Span } from '../../core/view.ts'
import type { ActionStatus, Outlook, PersonName } from '../actions/schema.ts'
import type { ActionQuery, Slice } from '../actions/store.ts'

export type RecommendationQuery = Pick<ActionQuery, 'organisation' | 'report' | 'joint' | 'words'> & {
  /** Only those nobody has made an action for. */
  withoutAction?: boolean
  due?: { from: IsoDate | null; to: IsoDate | null }
}

export type RecommendationSummary = {
  id: Id
  ref: string
  text: string
  timescaleRaw: string | null
  dueOn: IsoDate | null
  joint: boolean | null
  organisations: readonly string[]
  report: { id: Id; title: string; kind: string; area: string | null; marking: string | null }
  /** Enough of each action to rate it and to name it. */
  actions: readonly {
    ref: string
    text: string
    status: ActionStatus
    outlook: Outlook
    dueOn: IsoDate | null
    duePrecision: 'day' | 'month' | null
    lastProgressOn: IsoDate | null
    completedOn: IsoDate | null
    owner: PersonName | null
    ownerAsWritten: string | null
  }[]
}

export type RecommendationDetail = RecommendationSummary & {
  jointBasis: string | null
  baseDate: IsoDate | null
  baseBasis: string | null
  line: number | null
  sourceName: string
  flags: readonly { code: string; message: string }[]
}

export type SearchHit = {
  kind: 'recommendation' | 'action' | 'progress' | 'finding'
  /** What to type to see it; a finding is evidence and has its number in its report: 'finding 12'. */
  ref: string
  /** Where it stands: the report, or who wrote it. */
  context: string
  /** The passage, with the matched words marked. */
  passage: readonly Span[]
}

export type RecommendationStore = {
  list(board: BoardId, query: RecommendationQuery, slice: Slice): Promise<RecommendationSummary[]>
  count(board: BoardId, query: RecommendationQuery): Promise<number>
  byRef(board: BoardId, ref: string): Promise<RecommendationDetail | null>
  refsLike(board: BoardId, ref: string): Promise<string[]>
  /** Full text over recommendations, actions, progress and findings, best first, with the number of all hits. */
  search(board: BoardId, words: string, slice: Slice): Promise<{ total: number; hits: SearchHit[] }>
}
