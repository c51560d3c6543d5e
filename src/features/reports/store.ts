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
}

export type ReportDetail = ReportSummary & {
  regulator: string | null
  inspectedFrom: IsoDate | null
  inspectedTo: IsoDate | null
  receivedOn: IsoDate | null
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

export type ReportStore = {
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
