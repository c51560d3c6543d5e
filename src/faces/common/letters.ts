// Control characters but for the line feed: they have no place in a message.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to remove
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g

// Marks that turn the order of a text, and others that cannot be seen. The zero-width joiner and non-joiner stay:
// emoji, Persian and the scripts of India are written with them.
const unseen = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g

/** A letter may carry a few accents; a tower of them paints over the lines above and below. */
const towers = /(\p{M}{6})\p{M}+/gu

/** Latin letters and the signs of our own lists: each is one letter, and none is taken out or joined to the next. */
const simple = /^[\x20-\x7e\u00b7\u00c0-\u024f\u2010-\u2015\u2018-\u201f\u2026\n]*$/

/** What somebody wrote, made harmless to show. Line ends are kept, as \n. */
export function cleanText(text: string): string {
  if (simple.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(controls, '')
    .replace(unseen, '')
    .replace(towers, '$1')
}

/** How much of a limit a text takes: its length, where a platform counts nothing else. */
export type Weigh = (text: string) => number
const lengthOf: Weigh = (text) => text.length

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Cuts a text that weighs more than `most` at a word's end, and says so with '…'. An emoji is never cut in half. */
export function cut(text: string, most: number, weigh: Weigh = lengthOf): string {
  if (weigh(text) <= most) return text
  const kept = fitting(text, most - 1, weigh)
  const space = kept.search(/\s\S*$/)
  const words = space > kept.length * 0.6 ? kept.slice(0, space) : kept
  return most < 1 ? '' : `${words.replace(/[\s,;:.(-]+$/, '')}…`
}

/** The beginning of a text that weighs at most so much. */
function fitting(text: string, most: number, weigh: Weigh): string {
  const begins = text.slice(0, Math.max(0, most + 1))
  if (simple.test(begins) && weigh(begins) === begins.length) return begins.slice(0, Math.max(0, most))
  let kept = ''
  let left = most
  for (const { segment } of graphemes.segment(begins)) {
    left -= weigh(segment)
    if (left < 0) break
    kept += segment
  }
  return kept
}

/** What stands in a box to be edited: exactly what was typed, but for what a box cannot hold. */
export function controlText(text: string, multiline: boolean): string {
  const kept = text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '')
  return multiline ? kept : kept.replace(/\n+/g, ' ')
}
