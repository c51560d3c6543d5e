import type { Block } from '../../core/view.ts'
import { cut } from '../common/letters.ts'
import { wordLines } from '../common/words.ts'

/**
 * A card in words alone, of at most `most` characters: its headlines, then the lines that carry the state. Cut at a line's
 * end.
 */
export function summaryOf(lead: readonly string[], blocks: readonly Block[], most: number): string {
  const [first = '', ...others] = wordLines(lead, blocks, cut)
  const kept = [cut(first || 'Followthrough', most)]
  let left = most - (kept[0]?.length ?? 0)
  for (const text of others) {
    left -= text.length + 1
    if (left < 0) break
    kept.push(text)
  }
  return kept.join('\n')
}

/** Words as they may be read aloud: a card's `speak` may be SSML, so what could be a tag is left out. */
export function spoken(text: string): string {
  return text.replace(/[<>]/g, ' ').replaceAll('&', ' and ').replace(/\s+/g, ' ').trim()
}
