import { z } from 'zod'
import type { BoardId } from '../core/ids.ts'
import { plain, type Span } from '../core/view.ts'
import type { Slice } from '../features/actions/store.ts'
import type { SearchHit } from '../features/recommendations/store.ts'
import type { Queries } from './client.ts'

/** Private-use letters mark a match: no face gives them a meaning, and a document's own are taken out first. */
const begin = '\uE000'
const end = '\uE001'
const headline = `StartSel=${begin}, StopSel=${end}, MaxWords=28, MinWords=12, MaxFragments=1`

const rows = z.array(
  z.object({
    total: z.coerce.number(),
    kind: z.enum(['recommendation', 'action', 'progress', 'finding']).nullable(),
    ref: z.string().nullable(),
    context: z.string().nullable(),
    passage: z.string().nullable(),
  }),
)

/**
 * Full text over recommendations, actions, progress and findings of one board, best first.
 * Words are read as a web search reads them: "exact phrase", or, -not. The passages are cut only for the rows that
 * are shown, since cutting one costs more than finding it.
 */
export async function searchBoard(
  db: Queries,
  board: BoardId,
  words: string,
  { offset, limit }: Slice,
): Promise<{ total: number; hits: SearchHit[] }> {
  const found = await db.$queryRaw`
    WITH asked AS (SELECT websearch_to_tsquery('english', ${words}) AS q),
    hit AS (
      SELECT 'recommendation' AS kind, r."ref", r."refSort" AS sort, rep."title" AS context, r."text" AS text, r."id",
             ts_rank(to_tsvector('english', r."text"), q) * 1.2 AS rank
        FROM asked, "Recommendation" r JOIN "Report" rep ON rep."boardId" = r."boardId" AND rep."id" = r."reportId"
       WHERE r."boardId" = ${board}::uuid AND to_tsvector('english', r."text") @@ q
      UNION ALL
      SELECT 'action', a."ref", a."refSort", coalesce(p."displayName", a."ownerAsWritten", 'no owner'), a."text", a."id",
             ts_rank(to_tsvector('english', a."text"), q) * 1.1
        FROM asked, "Action" a LEFT JOIN "Person" p ON p."boardId" = a."boardId" AND p."id" = a."ownerId"
       WHERE a."boardId" = ${board}::uuid AND to_tsvector('english', a."text") @@ q
      UNION ALL
      SELECT 'progress', a."ref", a."refSort", p."displayName", u."narrative", u."id",
             ts_rank(to_tsvector('english', u."narrative"), q)
        FROM asked, "ProgressUpdate" u
        JOIN "Action" a ON a."boardId" = u."boardId" AND a."id" = u."actionId"
        JOIN "Person" p ON p."boardId" = u."boardId" AND p."id" = u."authorId"
       WHERE u."boardId" = ${board}::uuid AND to_tsvector('english', u."narrative") @@ q
      UNION ALL
      SELECT 'finding', 'finding ' || f."number", lpad(f."position"::text, 6, '0'), rep."title", f."text", f."id",
             ts_rank(to_tsvector('english', f."text"), q) * 0.8
        FROM asked, "Finding" f JOIN "Report" rep ON rep."boardId" = f."boardId" AND rep."id" = f."reportId"
       WHERE f."boardId" = ${board}::uuid AND to_tsvector('english', f."text") @@ q
    ),
    best AS (SELECT * FROM hit ORDER BY rank DESC, kind, sort, id LIMIT ${limit} OFFSET ${offset}),
    counted AS (SELECT count(*) AS total FROM hit)
    SELECT total, kind, "ref", context,
           ts_headline('english', translate(text, ${begin + end}, ''), (SELECT q FROM asked), ${headline}) AS passage
      FROM counted LEFT JOIN best ON true ORDER BY rank DESC, kind, sort, id`
  // The number of all hits comes with every row, and alone in one when the page is past the end.
  const read = rows.parse(found)
  return {
    total: read[0]?.total ?? 0,
    hits: read.flatMap(({ kind, ref, context, passage }) =>
      kind === null || ref === null
        ? []
        : [{ kind, ref, context: context ?? '', passage: marked(passage ?? '') }],
    ),
  }
}

/** The passage as spans, the matched words marked. */
function marked(passage: string): Span[] {
  const flat = passage.replace(/\s+/g, ' ').trim()
  return flat.split(new RegExp(`(${begin}[^${end}]*${end})`)).flatMap((piece): Span[] => {
    if (piece === '') return []
    if (piece.startsWith(begin)) return [{ type: 'mark', text: piece.slice(1, -1) }]
    return [plain(piece.replace(new RegExp(`[${begin}${end}]`, 'g'), ''))]
  })
}
