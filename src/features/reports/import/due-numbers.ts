/** One numbered part of a due cell: '2 - April 2026'. */
export type NumberedDue = {
  /** The actions it is for: '1 & 2 - April 2026' holds for both. */
  readonly numbers: readonly number[]
  /** Without its number. */
  readonly text: string
  /** With its number, as written. */
  readonly raw: string
}

type Style = { readonly pattern: RegExp; readonly numberOf: (label: string) => number }
type Label = { numbers: number[]; at: number; from: number }

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']
const FREE = '(?<![^\\s;,.:|/(])'
const NAMED = '(?:(?:actions?|nos?\\.?|part)\\s{0,2})?'
const NUMBERS = '(\\d{1,2}(?:\\s?(?:,|&|and)\\s?\\d{1,2}){0,5})'
const digits = (sign: string): Style => ({
  pattern: new RegExp(`${FREE}${NAMED}${NUMBERS}${sign}`, 'gi'),
  numberOf: Number,
})

/**
 * How authors number the dates of a cell. After a dash or full stop a blank or a word must follow: '1-3-17' and '1.3.17'
 * are dates.
 */
const STYLES: readonly Style[] = [
  digits('\\s{0,2}[-–—](?=\\s|[A-Za-z(])\\s{0,3}'),
  digits('\\.(?=\\s|[A-Z(])\\s{0,3}'),
  digits('\\s{0,2}\\)\\s{0,3}'),
  digits('\\s{0,2}:\\s{0,3}'),
  {
    pattern: new RegExp(`${FREE}([a-j])(?:\\)|\\.(?=\\s)|\\s[-–—](?=\\s)|:)\\s{0,3}`, 'g'),
    numberOf: (label) => label.charCodeAt(0) - 96,
  },
  {
    pattern: new RegExp(`${FREE}(i{1,3}|iv|v|vi{1,3}|ix|x)(?:\\)|\\.(?=\\s))\\s{0,3}`, 'g'),
    numberOf: (label) => ROMAN.indexOf(label) + 1,
  },
]

/** '1.1 by end of April; 1.2 by 30/06/24', where the actions are numbered 1.1 and 1.2. */
function dotted(base: string): Style {
  const pattern = new RegExp(
    `${FREE}${base.replaceAll('.', '\\.')}\\.(\\d{1,2})[.):]?\\s{1,3}(?:[-–—]\\s)?`,
    'g',
  )
  return { pattern, numberOf: Number }
}

/**
 * Cuts '1 - 10.3.26 2 - April 2026' at its numbers. The first must open the cell and be one of `wanted` (the numbers of
 * the row's actions), and they must rise; the style that finds most counts. Null when the cell is not numbered so.
 * @param base '1' where the actions are numbered 1.1, 1.2
 */
export function splitDues(
  cell: string,
  wanted: readonly number[],
  base: string | null = null,
): NumberedDue[] | null {
  let best: Label[] = []
  for (const style of base === null ? STYLES : [dotted(base), ...STYLES]) {
    const labels = labelsIn(cell, style)
    const first = labels[0]
    if (first === undefined || cell.slice(0, first.at).replace(/[(\s]/g, '') !== '') continue
    if (first.numbers.some((number) => wanted.includes(number)) && labels.length > best.length) best = labels
  }
  if (best.length === 0) return null
  return best.map(({ numbers, at, from }, index) => {
    const end = best[index + 1]?.at ?? cell.length
    const tidy = (text: string): string =>
      text
        .replaceAll('\n', ' ')
        .replace(/[\s;,(|]+$/, '')
        .trim()
    return { numbers, text: tidy(cell.slice(from, end)), raw: tidy(cell.slice(at, end)) }
  })
}

const LARGEST_STEP = 3

function labelsIn(cell: string, { pattern, numberOf }: Style): Label[] {
  const labels: Label[] = []
  let last = 0
  for (const match of cell.matchAll(pattern)) {
    const numbers = (match[1] ?? '').split(/,|&|and/i).map((label) => numberOf(label.trim().toLowerCase()))
    const first = numbers[0] ?? 0
    const rises = numbers.every((number, index) => number > (numbers[index - 1] ?? last))
    if (!rises || first > last + LARGEST_STEP) continue
    labels.push({ numbers, at: match.index, from: match.index + match[0].length })
    last = numbers.at(-1) ?? last
  }
  return labels
}
