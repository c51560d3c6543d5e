import type { Group, Piece } from './wanted.ts'

/** Words as a reader sees them: signs, bars, the slash before a command and the colon after a label are a face's own. */
export function wordsOf(text: string): string[] {
  return text
    .split(/[\s│]+/)
    .map((word) => word.replace(/^[>/]+|:$/g, ''))
    .filter((word) => /[\p{L}\p{N}'"]/u.test(word))
}

/** So many letters of what is cut say what it is. */
const leastCut = 20

/** Whether a piece stands in words, and where: the place of its first word; -1 when it does not. */
function placeOf(piece: Piece, words: readonly string[], from: number, to: number): number {
  const wanted = wordsOf(piece.text)
  if (wanted.length === 0) return from
  for (let at = from; at < to; at += 1) {
    if (piece.whole ? standsAt(wanted, words, at, to) : runsFrom(wanted, words, at, to)) return at
  }
  return -1
}

function standsAt(wanted: readonly string[], words: readonly string[], at: number, to: number): boolean {
  return at + wanted.length <= to && wanted.every((word, n) => words[at + n] === word)
}

/** In their order, with other things between, or cut after enough of them. */
function runsFrom(wanted: readonly string[], words: readonly string[], from: number, to: number): boolean {
  let met = 0
  let letters = 0
  for (let at = from; at < to && met < wanted.length; at += 1) {
    const [word = '', want = ''] = [words[at], wanted[met]]
    if (met === 0 && at > from) return false
    if (word === want) {
      met += 1
      letters += word.length + 1
    } else if (/…'?$/.test(word) && want.startsWith(word.replace(/…'?$/, ''))) {
      return letters + word.length >= leastCut
    }
  }
  return met === wanted.length
}

/** What of the groups a text does not show, in words; null when all of it stands there, in its order. */
export function missing(groups: readonly Group[], text: string): string | null {
  const words = wordsOf(text)
  let farthest = { group: -1, lacks: groups[0]?.first.text ?? '' }
  const tried = new Set<string>()
  const note = (group: number, lacks: string): void => {
    if (group > farthest.group) farthest = { group, lacks }
  }
  /** The group's first piece stands at a place; do its others follow, and then the other groups? */
  const follows = (n: number, place: number): boolean => {
    const key = `${n} ${place}`
    if (tried.has(key)) return false
    tried.add(key)
    const group = groups[n]
    if (!group) return true
    const after = place + (group.first.whole ? wordsOf(group.first.text).length : 1)
    const next = groups[n + 1]
    const ends = next ? placesOf(next.first, words, after) : [words.length]
    if (ends.length === 0) note(n + 1, next?.first.text ?? '')
    return ends.some((end) => {
      const lacks = group.others.find((piece) => placeOf(piece, words, place, end) < 0)
      if (lacks) note(n, `${lacks.text}' with '${group.first.text}`)
      return !lacks && (next === undefined || follows(n + 1, end))
    })
  }
  const [first] = groups
  if (!first) return null
  return placesOf(first.first, words, 0).some((place) => follows(0, place)) ? null : `'${farthest.lacks}'`
}

function placesOf(piece: Piece, words: readonly string[], from: number): number[] {
  const places: number[] = []
  for (let at = placeOf(piece, words, from, words.length); at >= 0; ) {
    places.push(at)
    at = placeOf(piece, words, at + 1, words.length)
  }
  return places
}
