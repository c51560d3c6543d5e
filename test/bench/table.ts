import type { Comparison } from './measure.ts'

export type Figure = {
  says: string
  comparison: Comparison
  /** The ratio is to stay below this. */
  aim?: number
  /** What else there is to know of it. */
  note?: string
}

export type Section = { title: string; figures: readonly Figure[]; notes?: readonly string[] }

/** One table: a line for each figure, under the section it belongs to. */
export function printTable(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ figures }) => figures.map(cells))
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]): string => {
    const [says = '', ...rest] = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : column < 4 ? cell.padStart(widths[column] ?? 0) : cell,
    )
    return `  ${[says, ...rest].join('  ')}`.trimEnd()
  }
  const lines = sections.flatMap(({ title, figures, notes = [] }) => [
    '',
    title,
    ...figures.map((figure) => line(cells(figure))),
    ...notes.map((note) => `  ${note}`),
  ])
  return [line(head), ...lines].join('\n')
}

const head = ['', 'ms', 'over ms', 'ratio', 'aim']

function cells({ says, comparison: { ms, over }, aim, note }: Figure): string[] {
  const ratio = ms / over
  const judged = aim === undefined ? '' : `under ${aim}: ${ratio < aim ? 'met' : 'MISSED'}`
  return [
    says,
    milliseconds(ms),
    milliseconds(over),
    ratio.toFixed(2),
    [judged, note ?? ''].filter(Boolean).join('; '),
  ]
}

function milliseconds(ms: number): string {
  if (ms < 1) return ms.toFixed(3)
  return ms < 100 ? ms.toFixed(2) : ms.toFixed(0)
}
