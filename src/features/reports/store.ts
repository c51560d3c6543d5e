import type { IsoDate } from '../../calendar/date.ts'
import type { BoardId, Id } from '../../core/ids.ts'
import type { By } from '../actions/store.ts'
import type { Draft } from './import/schema.ts'

export type ReportSummary = {
  id: Id
  title: string
  kind: string
  area: string | null
  publishedOn: IsoDate | null
  marking: string | null
  recommendations: number
  actions: number
  openActions: number
  responseDays: number | null
  responseDueOn: IsoDate | null
  responseProvisional: boolean
  /** Which clock it is: a code of clocks.ts; null for the one that the document sets itself. */
  responseKind: string | null
  /** When the answer was sent, which stopped the clock. */
  responseSentOn: IsoDate | null
}

export type ReportDetail = ReportSummary & {
  regulator: string | null
  inspectedFrom: IsoDate | null
  inspectedTo: IsoDate | null
  receivedOn: IsoDate | null
  /** The day the clock runs from. */
  responseFrom: IsoDate | null
  commissioningBody: string | null
  inspector: string | null
  providers: readonly string[]
  judgements: readonly { section: string; label: string; grade: string }[]
  findings: number
  sourceName: string
  importedAt: Date
  flags: readonly { code: string; message: string }[]
  /** `readAs` is null for a line that nothing was made of. */
  unrecognised: readonly { line: number; text: string; readAs: string | null }[]
}

export type Imported =
  | {
      ok: true
      reportId: Id
      recommendations: readonly string[]
      actions: readonly string[]
      findings: number
    }
  /** The same file, by its sha256, is on the board already. Nothing was changed. */
  | { ok: false; reason: 'already'; title: string; importedAt: Date }

/** A clock as it stands on a report. */
export type Clock = Pick<
  ReportDetail,
  | 'responseKind'
  | 'responseDays'
  | 'responseFrom'
  | 'responseDueOn'
  | 'responseProvisional'
  | 'responseSentOn'
  | 'receivedOn'
>

/** A clock that runs, or was stopped: what a list of them and a reminder show. */
export type ReportClock = Clock &
  Pick<ReportSummary, 'id' | 'title' | 'kind' | 'area' | 'publishedOn'> & {
    /** Its place in the list of reports, from 1: what people type for it, whatever list it stands in. */
    number: number
  }

/** A clock whose answer has not been recorded as sent. */
export type RunningClock = ReportClock & { responseDueOn: IsoDate }

/** One change to a report's clock, decided by clocks.ts: made when the clock is still `was`, or not at all. */
export type ClockChange = { reportId: Id; was: Clock; set: Clock }

export type ClockChanged =
  | { ok: true; changed: boolean }
  /** Somebody was faster; who, where the trail says. Nothing was written. */
  | { ok: false; reason: 'changed'; by: string | null }

export type ReportStore = {
  /** Every clock of the board, those that run first, soonest due first. */
  clocks(board: BoardId): Promise<ReportClock[]>
  setClock(board: BoardId, change: ClockChange, by: By): Promise<ClockChanged>
  list(board: BoardId): Promise<ReportSummary[]>
  get(board: BoardId, id: Id): Promise<ReportDetail | null>
  /** The report of this file, when the board has it. */
  bySha256(board: BoardId, sha256: string): Promise<{ title: string; importedAt: Date } | null>
  /** Writes a reviewed draft: report, findings, recommendations and actions, in one transaction. */
  commit(
    board: BoardId,
    draft: Draft,
    receivedOn: IsoDate | null,
    by: By,
    onStep?: (done: number, all: number) => void,
  ): Promise<Imported>
}
