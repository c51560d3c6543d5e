import { answer, type Block, button, buttons, type Row, refusal, type View } from '../../core/view.ts'

/** Rows on one page: what a phone shows in two flicks. */
export const pageSize = 15

export type Listing = {
  headline: string
  rows: readonly Row[]
  total: number
  page: number
  /** The command of this list without its page, to go on from: 'actions list status:blocked'. */
  command: string
  next?: string | undefined
}

/** A page of a list: its rows, where in the whole it stands, and the way to the others. The board has the ratings' key. */
export function pageOf({ headline, rows, total, page, command, next }: Listing): View {
  if (rows.length === 0) return pastTheEnd(page, headline, command)
  const before = (page - 1) * pageSize
  const after = Math.max(0, total - before - rows.length)
  const turning = [
    ...(page > 1 ? [button('Previous page', `${command} page:${page - 1}`)] : []),
    ...(after > 0 ? [button('Next page', `${command} page:${page + 1}`)] : []),
  ]
  const blocks: Block[] = [{ type: 'rows', rows }, ...(turning.length > 0 ? [buttons(...turning)] : [])]
  const place = total > rows.length ? ` (${before + 1} to ${before + rows.length})` : ''
  return answer(`${headline}${place}`, blocks, next)
}

/** A page that is not there: how much there is, and where it begins. */
export function pastTheEnd(page: number, headline: string, command: string): View {
  return refusal(`Page ${page} is past the end. ${headline}.`, { next: command })
}
