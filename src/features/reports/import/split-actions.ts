/** One part of a numbered cell. */
export type Part = { number: number; text: string /** With its number, as written. */; raw: string }
export type SplitCell = {
  /** The words before the first number. */
  stem: string | null
  parts: Part[]
  /** Bullets or lines instead of numbers: the parts are counted but have no number of the document. */
  bulleted: boolean
  /** Only line breaks part them, which somebody has to confirm. */
  byLines?: boolean
}

type Style = { readonly name: string; readonly sign: (count: number) => string[]; readonly after: RegExp }

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']
const letter = (count: number): string => String.fromCharCode(96 + count)
const roman = (count: number): string => ROMAN[count - 1] ?? '?'

/** The ways in which authors number the actions of one cell. The sign is looked for literally, one after the other. */
const STYLES: readonly Style[] = [
  {
    name: '1 -',
    sign: (n) => [`${n} -`, `${n}-`, `${n} –`, `${n}–`, `${n} —`],
    after: /^\s{0,2}(?=[A-Z“"'(]|[A-Za-z]+ )/,
  },
  { name: '1.', sign: (n) => [`${n}.`], after: /^(?:\s{1,3}(?=\S)|(?=[A-Z]))(?!\d)/ },
  { name: '1)', sign: (n) => [`(${n})`, `${n})`], after: /^\s{0,3}(?=\S)/ },
  { name: '1:', sign: (n) => [`${n}:`], after: /^\s{0,3}(?=[A-Z])/ },
  { name: 'a)', sign: (n) => [`(${letter(n)})`, `${letter(n)})`], after: /^\s{0,3}(?=\S)/ },
  { name: 'a.', sign: (n) => [`${letter(n)}.`], after: /^\s{1,3}(?=[A-Z])/ },
  { name: '(i)', sign: (n) => [`(${roman(n)})`, `${roman(n)})`], after: /^\s{0,3}(?=\S)/ },
  { name: 'i.', sign: (n) => [`${roman(n)}.`], after: /^\s{1,3}(?=[A-Z])/ },
]
const MOST_PARTS = 60
const LONGEST_STEM = 160

/**
 * Cuts '1 - Do this. 2 - Do that.' into its parts. Only a series that begins with 1 (or a, or i) near the start of the
 * cell and goes on in the same style counts; sentences without numbers stay together, because only a person can say
 * whether they are one action or several. Null when there is no such series.
 */
export function splitNumbered(cell: string): SplitCell | null {
  let best: SplitCell | null = null
  for (const style of [...STYLES, ...dottedStyle(cell)]) {
    const split = splitInStyle(cell, style)
    if (split !== null && (best === null || split.parts.length > best.parts.length)) best = split
  }
  return best ?? splitBullets(cell) ?? splitLines(cell)
}

/** '1.1 Revise the protocol. 1.2 Train managers.': the numbers of one recommendation's actions, told by the first. */
function dottedStyle(cell: string): Style[] {
  const base = dottedBase(cell)
  if (base === null) return []
  return [{ name: '1.1', sign: (n) => [`${base}.${n}`], after: /^(?:[.):]\s{0,3}|\s{1,3})(?=[^\d\s])/ }]
}

/** '1' of '1.1 Revise ...', null where a cell or part does not begin so. */
export function dottedBase(text: string): string | null {
  return /^\s{0,3}(\d{1,3}(?:\.\d{1,3}){0,2})\.\d{1,2}[.):]?\s/.exec(text)?.[1] ?? null
}

function splitInStyle(cell: string, style: Style): SplitCell | null {
  const starts: { at: number; from: number }[] = []
  let from = 0
  for (let count = 1; count <= MOST_PARTS; count += 1) {
    const next = findSign(cell, style, count, from)
    if (next === null) break
    starts.push(next)
    from = next.from
  }
  const first = starts[0]
  if (first === undefined || starts.length < 2) return null
  const stem = cell.slice(0, first.at).trim()
  const opensLine = stem === '' || cell.charAt(first.at - 1) === '\n'
  if (stem.length > LONGEST_STEM || !(opensLine || /[:–—-]$/.test(stem))) return null
  const parts = starts.map((start, index) => ({
    number: index + 1,
    text: cell.slice(start.from, starts[index + 1]?.at ?? cell.length).trim(),
    raw: cell.slice(start.at, starts[index + 1]?.at ?? cell.length).trim(),
  }))
  return parts.some((part) => part.text === '')
    ? null
    : { stem: stem === '' ? null : stem, parts, bulleted: false }
}

/** The next place where the sign stands at the start of a word and something that can begin an action follows it. */
function findSign(
  cell: string,
  style: Style,
  count: number,
  from: number,
): { at: number; from: number } | null {
  let found: { at: number; from: number } | null = null
  for (const sign of style.sign(count)) {
    let at = cell.indexOf(sign, from)
    while (at >= 0 && (found === null || at < found.at)) {
      const before = cell.charAt(at - 1)
      const after = style.after.exec(cell.slice(at + sign.length, at + sign.length + 40))
      const freeBefore = before === '' || /[\s;.,:]/.test(before)
      // The first sign opens the cell or a line of it; '2' in running text would otherwise do.
      if (freeBefore && after !== null) {
        found = { at, from: at + sign.length + after[0].length }
        break
      }
      at = cell.indexOf(sign, at + 1)
    }
  }
  return found
}

function splitBullets(cell: string): SplitCell | null {
  const pieces = cell.split(/(?:^|\n|\s)[•●▪◦·]\s{0,3}|\n\s{0,3}[-–]\s{1,3}|^[-–]\s{1,3}/)
  const stem = (pieces[0] ?? '').trim()
  const parts = pieces.slice(1).map((text) => text.trim())
  const filled = parts.filter((text) => text !== '')
  if (filled.length < 2 || stem.length > LONGEST_STEM || (stem !== '' && !stem.endsWith(':'))) return null
  return {
    stem: stem === '' ? null : stem,
    parts: filled.map((text, index) => ({ number: index + 1, text, raw: text })),
    bulleted: true,
  }
}

const MID_SENTENCE =
  /(?:[,:–—-]|\b(?:and|or|the|a|an|of|for|to|in|with|by|on|at|from|between|that|their|its))$/

/** Lines of a cell that each begin anew; a sentence that was merely broken goes on in small letters or after a comma. */
function splitLines(cell: string): SplitCell | null {
  const lines = cell
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const apart = lines.every(
    (line, at) => /^["“'(]?[A-Z]/.test(line) && line.includes(' ') && !MID_SENTENCE.test(lines[at - 1] ?? ''),
  )
  if (lines.length < 2 || lines.length > MOST_PARTS || !apart) return null
  const parts = lines.map((text, index) => ({ number: index + 1, text, raw: text }))
  return { stem: null, parts, bulleted: true, byLines: true }
}
