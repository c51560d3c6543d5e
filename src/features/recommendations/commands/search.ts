import { z } from 'zod'
import { filter, rest } from '../../../core/grammar.ts'
import { count } from '../../../core/text.ts'
import { answer, button, buttons, note, type Row } from '../../../core/view.ts'
import { pastTheEnd } from '../../actions/listing.ts'
import { pageNumber } from '../../actions/schema.ts'
import { command } from '../../context.ts'
import type { SearchHit } from '../store.ts'

const hitsAPage = 10

const words = z
  .string({ error: 'WORDS are missing: what to look for, such as consent delay or "risk assessment".' })
  .max(200, { error: 'At most 200 characters can be looked for at once.' })

/** `/recommendations search WORDS`: everything the board has in writing. */
export const search = command({
  group: 'recommendations',
  name: 'search',
  args: { page: filter('page', 'N', pageNumber), words: rest('WORDS', words) },
  permission: 'read board',
  summary: 'Search recommendations, actions, progress and findings',
  examples: ['search consent delay', 'search "risk assessment" audit', 'search supervision -midwifery'],
  async run({ words: asked, page = 1 }, context) {
    const { stores, board } = context
    const slice = { offset: (page - 1) * hitsAPage, limit: hitsAPage }
    const { total, hits } = await stores.recommendations.search(board, asked, slice)
    if (total === 0) {
      return answer(`Nothing on this board matches ${asked}.`, [
        note(
          "Try fewer words, or another form: 'or' between two words finds either, '-' before one leaves it out.",
        ),
      ])
    }
    const headline = `${count(total, 'passage matches', 'passages match')} ${asked}`
    if (hits.length === 0) return pastTheEnd(page, headline, `recommendations search ${asked}`)
    const after = total - slice.offset - hits.length
    const [first] = hits
    const place = total > hits.length ? ` (${slice.offset + 1} to ${slice.offset + hits.length})` : ''
    return answer(
      `${headline}${place}`,
      [
        { type: 'rows', rows: hits.map(hitRow) },
        ...(after > 0 ? [buttons(button('More', `recommendations search ${asked} page:${page + 1}`))] : []),
      ],
      first && nextOf(first),
    )
  },
})

const names = {
  recommendation: 'Recommendation',
  action: 'Action',
  progress: 'Progress',
  finding: 'Finding',
} as const

function hitRow(hit: SearchHit): Row {
  const opens = nextOf(hit)
  return {
    ref: hit.ref,
    text: hit.passage,
    detail: `${names[hit.kind]} · ${hit.context}`,
    ...(opens ? { menu: [button('Open', opens)] } : {}),
  }
}

function nextOf(hit: SearchHit): string | undefined {
  if (hit.kind === 'finding') return undefined
  return `${hit.kind === 'recommendation' ? 'recommendations' : 'actions'} show ${hit.ref}`
}
