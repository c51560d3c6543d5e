import { cut as cutBy } from '../common/letters.ts'

/** Text as Slack wants it where it looks for mentions and links: `<!channel>` stays what somebody wrote. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** How long a text is by Slack's count, once it is escaped. */
export function weigh(text: string): number {
  if (!/[<>&]/.test(text)) return text.length
  return text.length + (text.match(/[<>]/g)?.length ?? 0) * 3 + (text.match(/&/g)?.length ?? 0) * 4
}

/** Cuts a text that weighs more than `most` by Slack's count, at a word's end, with '…'. */
export function cut(text: string, most: number): string {
  return cutBy(text, most, weigh)
}
