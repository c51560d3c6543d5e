/** A part of a folded text: UTF-16 offsets, `end` not included. */
export type Stretch = { start: number; end: number }

/** A text in plain letters, and for each of its UTF-16 units the place of what it stands for. */
export type Folded = {
  plain: string
  /** 1-based place in the text as it was typed, counted in code points. */
  places: readonly number[]
}

// Invisible when read, so a number with one inside it is still that number: soft hyphens, zero-width and
// direction marks, variation selectors, the keycap that turns a digit into an emoji, and control characters.
const invisible =
  /[\u{AD}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}]|[\u{FE00}-\u{FE0F}]|\u{34F}|\u{20E3}|(?![\t\n])\p{Cc}/u
const spaces = /[\p{Zs}\t]/u
const lineEnds = /[\u2028\u2029]/u
const dashes = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63]/u
const slashes = /[\u2044\u2215]/u
const dots = /[\u00B7\u2022\u2024\u2219\u2027]/u
const apostrophes = /[\u2018\u2019\u201A\u201B\u02BC]/u
// Full-width and mathematical forms of letters, digits and punctuation. Superscripts are left alone: they are
// footnote marks more often than digits of a number.
const widths = /[\u{FF01}-\u{FF5E}\u{1D400}-\u{1D7FF}]/u

/**
 * The text with odd spaces, dashes, dots and digit forms as a plain keyboard has them, and invisible characters
 * left out. Unlike core's normaliseText it remembers where each character stood, so that a finding can be shown
 * in the text as the person typed it. Never throws.
 */
export function fold(text: string): Folded {
  const letters = Array.from(text)
  const places: number[] = []
  let plain = ''
  let index = 0
  while (index < letters.length) {
    // '%20' is how a copied link writes a space; a number copied with it is no less a number.
    const escaped = letters[index] === '%' && letters[index + 1] === '2' ? letters[index + 2] : undefined
    const coded = escaped === '0' ? ' ' : escaped === 'D' || escaped === 'd' ? '-' : null
    const written = coded ?? foldOne(letters[index] ?? '')
    for (let unit = 0; unit < written.length; unit++) places.push(index + 1)
    plain += written
    index += coded === null ? 1 : 3
  }
  return { plain, places }
}

function foldOne(letter: string): string {
  if (letter >= ' ' && letter <= '~') return letter
  if (invisible.test(letter)) return ''
  if (spaces.test(letter)) return ' '
  if (lineEnds.test(letter)) return '\n'
  if (dashes.test(letter)) return '-'
  if (slashes.test(letter)) return '/'
  if (dots.test(letter)) return '.'
  if (apostrophes.test(letter)) return "'"
  return widths.test(letter) ? letter.normalize('NFKC') : letter
}

/** What stands before a place, at most `most` units of it: rules look back a little way only, to stay linear. */
export function before(plain: string, at: number, most = 80): string {
  return plain.slice(Math.max(0, at - most), at)
}
