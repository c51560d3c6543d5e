import type { Block } from '../../core/view.ts'
import { wordLines } from '../common/words.ts'
import { cut, escaped, weigh } from './escape.ts'
import { limits } from './limits.ts'

/**
 * A message in words alone, for notifications and for screen readers, which read this and not the blocks: its
 * headlines, then the lines that carry the state. Cut at a line's end, and says so.
 */
export function summaryOf(lead: readonly string[], blocks: readonly Block[]): string {
  const [first = '', ...others] = wordLines(lead, blocks, cut)
  const kept = [cut(first || 'Followthrough', limits.fallback / 2)]
  let left = limits.fallback - weigh(kept[0] ?? '') - 40
  for (const text of others) {
    left -= weigh(text) + 1
    if (left < 0) break
    kept.push(text)
  }
  const more = others.length + 1 - kept.length
  return escaped([...kept, ...(more > 0 ? ['and more in the message'] : [])].join('\n'))
}
