const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** One column each, and no neighbour joins them: Latin letters, and the signs of our own lists (· – — quotes …). */
const simple = /^[\x20-\x7e\u00b7\u00c0-\u024f\u2010-\u2015\u2018-\u201f\u2026]*$/

/** Whether each letter of a text is one column, whatever stands beside it. Such a text has no line ends either. */
export function isSimple(text: string): boolean {
  return simple.test(text)
}

/** Takes no room: accents, joiners, variation selectors, the later letters of a Korean syllable. */
const narrowest = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11FF]/u

const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}/u

/** The East Asian characters that take two columns (Unicode Standard Annex 11, W and F). */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18D08}\u{1AFF0}-\u{1B2FB}\u{20000}-\u{3FFFD}]/u

/** No honest letter or emoji is made of more code points; a chain of joiners could be made of thousands. */
const mostCodePoints = 10

/** One thing on the screen, and the columns it takes: 0, 1 or 2. */
export type Glyph = { text: string; width: number }

/** A text as the glyphs a terminal shows, each as a reader counts them: an emoji is never cut in half. */
export function glyphsOf(text: string): Glyph[] {
  if (simple.test(text)) return Array.from(text, (letter) => ({ text: letter, width: 1 }))
  return Array.from(graphemes.segment(text), ({ segment }) => segment).flatMap(measure)
}

/** How many columns a terminal gives a text. Expects one line without control characters. */
export function displayWidth(text: string): number {
  if (simple.test(text)) return text.length
  return glyphsOf(text).reduce((sum, glyph) => sum + glyph.width, 0)
}

function measure(cluster: string): Glyph[] {
  const points = Array.from(cluster)
  if (points.length <= mostCodePoints && emoji.test(cluster)) return [{ text: cluster, width: 2 }]
  const parts = points.map((point) => ({ text: point, width: pointWidth(point) }))
  const width = parts.reduce((sum, part) => sum + part.width, 0)
  // Terminals add up what a cluster is made of, so one that is wider than two columns may be broken like a word.
  return points.length <= mostCodePoints && width <= 2 ? [{ text: cluster, width }] : parts
}

function pointWidth(point: string): number {
  if (narrowest.test(point)) return 0
  return wide.test(point) || emoji.test(point) ? 2 : 1
}
