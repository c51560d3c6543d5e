/**
 * Cuts a list of names that themselves hold commas and 'and': 'West Fen, Alder, Birch and Cole, and Stow' as three
 * names is West Fen | Alder, Birch and Cole | Stow. A name is one word group, 'A and B', or 'A, B and C'; 'A, B' alone
 * is none, and that is what tells the lists apart.
 */
export type PlaceList = {
  readonly names: readonly string[] /** False when another cut is as good. */
  readonly sure: boolean
}

const MOST_PIECES = 12

/** @param count how many names the text announces ('the three groups for ...'), null when it does not say */
export function cutPlaceList(text: string, count: number | null): PlaceList {
  const { pieces, joiners } = pieceUp(text)
  if (pieces.length <= 1 || pieces.length > MOST_PIECES)
    return { names: [text.trim()], sure: pieces.length === 1 }
  const readings = allReadings(pieces, joiners)
  const fitting = count === null ? readings : readings.filter((names) => names.length === count)
  const chosen = fitting[0]
  if (chosen === undefined) return { names: [text.trim()], sure: false }
  return { names: chosen, sure: fitting.length === 1 }
}

type Joiner = ', ' | ' and ' | ', and '

function pieceUp(text: string): { pieces: string[]; joiners: Joiner[] } {
  const pieces: string[] = []
  const joiners: Joiner[] = []
  const pattern = /,? and |,? & |, /g
  let from = 0
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(from, match.index).trim())
    joiners.push(match[0] === ', ' ? ', ' : match[0].startsWith(',') ? ', and ' : ' and ')
    from = match.index + match[0].length
  }
  pieces.push(text.slice(from).trim())
  return { pieces, joiners }
}

/**
 * All cuts in which every name and the list as a whole are well formed, the likelier first: a list that ends in
 * ', and' was written so because its names hold an 'and'; otherwise every comma and the last 'and' cut.
 */
function allReadings(pieces: readonly string[], joiners: readonly Joiner[]): string[][] {
  const readings: string[][] = []
  const cuts = 2 ** joiners.length
  for (let mask = cuts - 1; mask >= 0; mask -= 1) {
    const isCut = (index: number): boolean => (mask & (1 << index)) !== 0
    if (wellFormed(joiners, isCut)) readings.push(namesOf(pieces, joiners, isCut))
  }
  return readings
}

function wellFormed(joiners: readonly Joiner[], isCut: (index: number) => boolean): boolean {
  const cutsAt = joiners.map((_, index) => index).filter(isCut)
  // The last cut is 'and' or ', and'; the cuts before it are commas.
  const last = cutsAt.at(-1)
  if (last !== undefined && joiners[last] === ', ') return false
  if (cutsAt.slice(0, -1).some((index) => joiners[index] === ' and ')) return false
  let inside: Joiner[] = []
  for (let index = 0; index <= joiners.length; index += 1) {
    const joiner = joiners[index]
    if (joiner !== undefined && !isCut(index)) {
      inside.push(joiner)
      continue
    }
    // Inside a name: nothing, 'and', or commas that end in one 'and'.
    const ands = inside.filter((each) => each !== ', ').length
    if (inside.length > 0 && !(ands === 1 && inside.at(-1) === ' and ')) return false
    inside = []
  }
  return true
}

function namesOf(
  pieces: readonly string[],
  joiners: readonly Joiner[],
  isCut: (index: number) => boolean,
): string[] {
  const names: string[] = []
  let name = pieces[0] ?? ''
  for (let index = 0; index < joiners.length; index += 1) {
    const piece = pieces[index + 1] ?? ''
    if (isCut(index)) {
      names.push(name)
      name = piece
    } else name += (joiners[index] ?? ', ') + piece
  }
  names.push(name)
  return names
}
