import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textOf } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import type { SearchHit } from '../../../src/features/recommendations/store.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { buttonsOf, refsOf, remarksOf, rowsOf } from '../../support/shown.ts'
import { draftOf } from '../reports/draft.ts'

let db: Database
let board: TestBoard
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  await board.tell(board.people.owen, 'actions progress 4.7 Supervision was discussed with the service')
})
afterAll(() => db.close())

const search = (words: string, limit = 50): Promise<{ total: number; hits: SearchHit[] }> =>
  board.stores.recommendations.search(board.id, words, { offset: 0, limit })

const found = async (words: string): Promise<string[]> =>
  (await search(words)).hits.map(({ kind, ref }) => `${kind} ${ref}`)

const marksOf = ({ passage }: SearchHit): string[] =>
  passage.flatMap((span) => (span.type === 'mark' ? [span.text] : []))

describe('searching', () => {
  it('finds words in recommendations, actions, progress and findings, the nearest to the point first', async () => {
    expect(await found('supervision')).toEqual(['recommendation 4.5', 'progress 4.7', 'finding finding 3.1'])
    expect(await found('midwives')).toEqual(['recommendation 4.5', 'action 4.5', 'finding finding 3.1'])
  })

  it('ranks what speaks of it often before what mentions it once', async () => {
    const own = await createTestBoard(db, { draft: null })
    await own.import(
      draftOf({
        recommendations: [
          {
            ref: '1',
            text: `Consent is one of many matters here. ${'Other words stand about. '.repeat(12)}`,
          },
          { ref: '2', text: 'Consent: record consent, audit consent, teach consent' },
        ],
      }),
    )
    const { hits } = await own.stores.recommendations.search(own.id, 'consent', { offset: 0, limit: 5 })
    expect(hits.map(({ ref }) => ref)).toEqual(['2', '1'])
  })

  it('marks the words it found, in the form in which they stand', async () => {
    const { hits } = await search('recording assessments')
    expect(hits.map(({ ref }) => ref)).toEqual(['4.1'])
    expect(hits.map(marksOf)).toEqual([['recorded', 'assessment']])
    expect(textOf(hits[0]?.passage ?? '')).toBe('Ensure that consent is recorded before every assessment')
  })

  it('says where a passage stands, or who wrote it', async () => {
    const context = async (words: string): Promise<string[]> =>
      (await search(words)).hits.map((hit) => `${hit.kind}: ${hit.context}`)
    expect(await context('discussed')).toEqual(['progress: Owen Hart'])
    expect(await context('matrix')).toEqual([
      'recommendation: Northmere review of health services for children looked after and safeguarding',
      'action: no owner',
    ])
    expect(await context('tool')).toEqual(['action: K Slater /E Wilson'])
  })

  it('reads phrases, either-or and leaving out as a web search does', async () => {
    expect(await found('"referral pathway"')).toEqual(['recommendation 4.7'])
    expect(await found('"pathway referral"')).toEqual([])
    expect(await found('intranet or template')).toEqual(['action 4.1', 'action 4.10'])
    expect(await found('supervision -midwives')).toEqual(['progress 4.7'])
    expect(await found('supervision midwives')).toEqual(['recommendation 4.5', 'finding finding 3.1'])
  })

  it('finds nothing for words that say nothing', async () => {
    for (const words of ['the of and', '-', '"', '""', '()', '!!!', '*', ':*', '<->', "'", '\\', '%'])
      expect(await search(words), words).toEqual({ total: 0, hits: [] })
  })

  it.each([
    '" or 1=1; DROP TABLE "Action"; --',
    "'; SELECT pg_sleep(10); --",
    'consent & | ! ( ) <-> :* <2> a:b',
    '((((((((((',
    '"consent',
    'consent OR',
    'OR OR OR',
    '- - - -consent',
    '\uE000consent\uE001',
    `${'consent '.repeat(24)}`,
    '"'.repeat(199),
    '😀 שלום العالم',
    '$1 $2 {{x}} %s',
  ])('takes %j for words', async (words) => {
    const { total, hits } = await search(words)
    expect(hits.length).toBe(Math.min(total, 50))
    const told = await board.tell(board.people.viewer, `recommendations search ${words}`)
    expect(['answer', 'refusal']).toContain(told.kind)
  })

  it('takes no mark and no markup of a document for its own', async () => {
    const own = await createTestBoard(db, { draft: null })
    const text = '<b>Consent</b> & <script>alert(1)</script> \uE000consent\uE001 is *recorded* in `notes`'
    await own.import(draftOf({ recommendations: [{ ref: '1', text }] }))
    const { hits } = await own.stores.recommendations.search(own.id, 'recorded', { offset: 0, limit: 5 })
    expect(hits.map(marksOf)).toEqual([['recorded']])
    expect(textOf(hits[0]?.passage ?? '')).toBe('Consent & alert(1) consent is *recorded* in `notes')
  })
})

describe('the search command', () => {
  it('shows passages with what they are, and leads to the best', async () => {
    const told = await board.tell(board.people.viewer, 'recommendations search midwives')
    expect(told).toMatchObject({
      kind: 'answer',
      audience: 'private',
      headline: '3 passages match midwives',
      next: 'recommendations show 4.5',
    })
    expect(rowsOf(told).map(({ ref, detail }) => `${ref}: ${textOf(detail ?? '')}`)[1]).toBe(
      '4.5: Action · Head of Midwifery',
    )
  })

  it('pages through all passages, none twice and none lost', async () => {
    const own = await createTestBoard(db, { draft: null })
    await own.import(
      draftOf({
        recommendations: Array.from({ length: 23 }, (_, n) => ({
          ref: `2.${n + 1}`,
          text: 'Record consent',
        })),
      }),
    )
    const { viewer } = own.people
    const pages = [await own.tell(viewer, 'recommendations search consent')]
    for (let page = pages[0]; page && buttonsOf(page)['More']; page = pages.at(-1))
      pages.push(await own.tell(viewer, buttonsOf(page)['More'] ?? ''))
    expect(pages.map(({ headline }) => headline)).toEqual([
      '23 passages match consent (1 to 10)',
      '23 passages match consent (11 to 20)',
      '23 passages match consent (21 to 23)',
    ])
    // Alike in rank, they come in the order people count.
    expect(pages.flatMap(refsOf)).toEqual(Array.from({ length: 23 }, (_, n) => `2.${n + 1}`))
    expect((await own.tell(viewer, 'recommendations search consent page:4')).headline).toBe(
      'Page 4 is past the end. 23 passages match consent.',
    )
  })

  it('says how to look again when nothing is found', async () => {
    const told = await board.tell(board.people.viewer, 'recommendations search hovercraft')
    expect(told.headline).toBe('Nothing on this board matches hovercraft.')
    expect(remarksOf(told)[0]).toContain('Try fewer words')
    expect((await board.tell(board.people.viewer, 'recommendations search')).headline).toContain(
      'WORDS are missing',
    )
  })
})
