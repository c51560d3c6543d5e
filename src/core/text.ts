/** Letters a phone or a word processor puts where a keyboard would put others, and what they stand for. */
const substitutes: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201A\u201B\u02BC]/g, "'"],
  [/[\u201C\u201D\u201E\u201F]/g, '"'],
  [/[\u2010\u2011\u2012\u2013\u2014\u2212]/g, '-'],
  [/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/g, ' '],
  // Zero-width and direction marks: invisible, and a way to make one reference look like another.
  [/[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, ''],
  // Joiners stay between letters and signs that are written with them (families in emoji, Persian, Hindi): no
  // reference and no command has such neighbours.
  [/[\u200C\u200D]+(?![\u00A0-\u{10FFFF}])|(?<![\u00A0-\u{10FFFF}])[\u200C\u200D]+/gu, ''],
]

// Control characters but for the line feed: PostgreSQL refuses NUL, terminals obey the rest.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to remove
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g

/**
 * What a person typed, as they would have typed it on a plain keyboard: smart quotes, dashes, odd spaces and
 * invisible characters replaced; unpaired surrogates mended; line ends as \n. Case is kept.
 */
export function normaliseText(text: string): string {
  let plain = text.toWellFormed().replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
  for (const [from, to] of substitutes) plain = plain.replace(from, to)
  return plain.replace(controls, '')
}

/** One line: runs of white space become one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Shortens at a word's end and says so with '…'. Counts characters as a reader does (code points), so that an
 * emoji is never cut in half.
 */
export function shorten(text: string, most: number): string {
  const line = oneLine(text)
  if (line.length <= most) return line
  // A character is two units at the most: what comes after twice as many is never shown.
  const letters = Array.from(line.slice(0, 2 * most + 1))
  if (letters.length <= most) return line
  const cut = letters.slice(0, Math.max(0, most - 1)).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.(-]+$/, '')}…`
}

/** '1 action', '2 actions': the count and its noun. */
export function count(n: number, one: string, many = `${one}s`): string {
  // Below a thousand there is nothing to group, and a locale's rules take milliseconds to load.
  return `${n < 1000 ? n : n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
}

/** The first letter as a sentence begins. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** 'a', 'a and b', 'a, b and c'. */
export function listOf(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** The key under which two spellings of one name meet: letters and digits only, without case or a leading 'the'. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/^\s*the\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** How many single-letter changes (neighbours swapped counts as one) make one word of the other. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [
    i,
    ...Array.from({ length: b.length }, (_, j) => (i === 0 ? j + 1 : 0)),
  ])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    const row = rows[i] ?? []
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) best = Math.min(best, at(i - 2, j - 2) + 1)
      row[j] = best
    }
  }
  return at(a.length, b.length)
}

/** The candidates nearest to a mistyped word, best first; none when nothing is close. */
export function nearest(word: string, candidates: readonly string[], most = 1): string[] {
  const typed = word.toLowerCase().slice(0, 40)
  const limit = Math.max(1, Math.floor(typed.length / 3))
  return candidates
    .map((candidate) => ({ candidate, distance: distanceTo(typed, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

function distanceTo(typed: string, candidate: string): number {
  if (typed.length >= 2 && candidate.startsWith(typed)) return 0.5
  return editDistance(typed, candidate)
}

/** The pieces of a reference: runs of digits, and what lies between them. */
const pieces = /\d+|\D+/g

/**
 * The key that puts references in the order people read them: 4.9 before 4.10, LEI-2 before LEI-10.
 * Digits are padded to six places, so a plain text comparison of two keys gives the natural order.
 */
export function naturalKey(ref: string): string {
  const parts = ref.toUpperCase().match(pieces) ?? []
  return parts.map((part) => (/^\d/.test(part) ? part.padStart(6, '0') : part)).join('')
}
