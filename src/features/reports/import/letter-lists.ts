import type { Block } from './blocks.ts'
import { isRecommendationCue } from './letter-cues.ts'
import { type Paragraph, paragraphsOf } from './paragraphs.ts'
import { findSection } from './section.ts'
import { readHeadingTimescale } from './timescales.ts'

/** A list of recommendations in a letter, with the sentence that introduces it. */
export type LetterList = {
  readonly cue: readonly Block[]
  readonly cueText: string
  readonly blocks: readonly Block[]
}

/** 'Kind regards' and the like: the letter's text ends here. */
export const CLOSING =
  /^(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm|with kind|with best) (?:regards|wishes))\b/i

/**
 * The lists of recommendations with the sentences that introduce them. A list ends with the first paragraph that is no
 * item, no timescale and no rest of an item; other lists of the letter (what was looked at, good practice) stay out.
 */
export function letterLists(blocks: readonly Block[]): LetterList[] {
  const body = blocks.slice(0, endOfText(blocks))
  const paragraphs = paragraphsOf(body)
  const lists: LetterList[] = []
  let index = 0
  while (index < paragraphs.length) {
    const cue = paragraphs[index]
    index += 1
    if (cue === undefined || cue.first.kind === 'list item' || !isRecommendationCue(cue.text)) continue
    const items: Paragraph[] = []
    while (index < paragraphs.length) {
      const next = paragraphs[index]
      if (next === undefined || !belongsToList(next, items.at(-1))) break
      items.push(next)
      index += 1
    }
    const list = items.flatMap((item) => item.blocks)
    if (list.length > 0) lists.push({ cue: cue.blocks, cueText: cue.text, blocks: list })
  }
  if (lists.length > 0) return lists
  const section = findSection(body)
  if (section === null || section.heading === null) return []
  return [{ cue: [], cueText: '', blocks: body.slice(section.heading) }]
}

function endOfText(blocks: readonly Block[]): number {
  const closing = blocks.findIndex((block) => CLOSING.test(block.text))
  return closing < 0 ? blocks.length : closing
}

function belongsToList({ first, text }: Paragraph, before: Paragraph | undefined): boolean {
  if (first.kind === 'list item' || first.kind === 'rule') return true
  if (readHeadingTimescale(text) !== null) return true
  // A page break inside an item: the sentence before has no end, and this one no beginning.
  return before !== undefined && /^[a-z]/.test(text) && !/[.!?;]$/.test(before.text)
}

const IN_A_SENTENCE = /\brecommend(?:s|ed)? that (.{15,600})/i

const LAST_SENTENCE = /[^.!?]*\W*$/

/** 'The report also recommends that Y Trust ensures ...' inside a paragraph, as a line of its own. */
export function recommendationsInText(paragraphs: readonly Paragraph[]): { block: Block; text: string }[] {
  return paragraphs.flatMap(({ first, text, blocks }) => {
    if (first.kind === 'list item') return []
    // The last sentence of the paragraph may introduce a list; what it recommends stands there.
    const told = isRecommendationCue(text) ? text.slice(0, text.search(LAST_SENTENCE)) : text
    const said = IN_A_SENTENCE.exec(told)?.[1]
    const line = blocks.find((block) => /\brecommend/i.test(block.text)) ?? first
    if (said === undefined) return []
    const end = said.search(/\.(?:\s|$)/)
    return [{ block: line, text: end < 0 ? said : said.slice(0, end + 1) }]
  })
}
