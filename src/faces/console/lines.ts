import { assertNever, type Rating, type Text } from '../../core/view.ts'
import { cleanText } from './clean.ts'
import { displayWidth, type Glyph, glyphsOf, isSimple } from './width.ts'

export type Style = 'plain' | 'strong' | 'muted' | 'mark' | 'code' | 'link' | Rating['colour']

/** Letters of one style. The layout works on runs; the terminal's codes are added at the very end. */
export type Run = { text: string; style: Style }
export type Line = readonly Run[]

type Cell = Glyph & { style: Style }

const codes: Readonly<Record<Style, string>> = {
  plain: '',
  strong: '1',
  muted: '2',
  mark: '1;4',
  code: '36',
  link: '4',
  blue: '34',
  green: '32',
  amber: '33',
  red: '31',
  grey: '90',
}

/** A run whose text has been made harmless. Every text that reaches a line comes through here or through runsOf. */
export function run(text: string, style: Style = 'plain'): Run {
  return { text: cleanText(text), style }
}

/** The runs of a text; `base` is the style of what has none of its own. */
export function runsOf(text: Text, base: Style = 'plain'): Run[] {
  if (typeof text === 'string') return [run(text, base)]
  return text.flatMap((span): Run[] => {
    switch (span.type) {
      case 'plain':
      case 'person':
        return [run(span.text, base)]
      case 'strong':
      case 'muted':
      case 'mark':
      case 'code':
        return [run(span.text, span.type)]
      case 'link':
        return span.text.trim() === span.url.trim() || span.text.trim() === ''
          ? [run(span.url, 'link')]
          : [run(span.text, 'link'), run(` (${span.url})`, 'muted')]
      default:
        return assertNever(span)
    }
  })
}

/** Runs with their line ends turned into spaces, for a row of a list. */
export function onOneLine(runs: readonly Run[]): Run[] {
  return runs.map(({ text, style }) => ({ text: text.replace(/\s+/g, ' '), style }))
}

/** How many columns runs take on one line. */
export function widthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + displayWidth(text), 0)
}

/**
 * Breaks runs into lines of at most `width` columns: at spaces, and within a word only when it is longer than a
 * line. What does not go into `most` lines is cut and says so with '…'.
 */
export function wrap(runs: readonly Run[], width: number, most = Number.POSITIVE_INFINITY): Line[] {
  const [only] = runs
  if (only && runs.length === 1 && isSimple(only.text)) return wrapSimple(only, Math.max(2, width), most)
  const cells = runs.flatMap(({ text, style }) =>
    text
      .split('\n')
      .flatMap((part, i) => [
        ...(i > 0 ? [{ text: '\n', width: 0, style }] : []),
        ...glyphsOf(part).map((glyph) => ({ ...glyph, style })),
      ]),
  )
  const broken = breakCells(cells, Math.max(2, width))
  if (broken.length <= most) return broken.map(merge)
  const kept = broken.slice(0, most)
  const last = kept.pop() ?? []
  return [...kept, cut(last, Math.max(2, width))].map(merge)
}

/** Most texts are of one style and one column a letter: broken as they are, without a look at each letter. */
function wrapSimple({ text, style }: Run, width: number, most: number): Line[] {
  const lines: string[] = []
  let start = afterSpaces(text, 0)
  // One line more than there is room for says that something must be cut: what comes after it is never shown.
  while (start < text.length && lines.length <= most) {
    const end = start + width
    const space = text[end] === ' ' ? end : text.lastIndexOf(' ', end - 1) + 1
    const next = end >= text.length ? text.length : space > start ? space : end
    lines.push(text.slice(start, next))
    start = next === end ? afterSpaces(text, next) : next
  }
  if (lines.length === 0) return [[]]
  if (lines.length <= most) return lines.map((line) => [{ text: line, style }])
  const kept = lines.slice(0, most)
  const last = (kept.pop() ?? '').slice(0, width - 1).replace(beforeDots, '')
  return [
    ...kept.map((line) => [{ text: line, style }]),
    [{ text: `${last}…`, style: last === '' ? 'plain' : style }],
  ]
}

function afterSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}

function breakCells(cells: readonly Cell[], width: number): Cell[][] {
  const lines: Cell[][] = []
  let line: Cell[] = []
  let used = 0
  let afterSpace = 0
  const close = (rest: Cell[] = []): void => {
    lines.push(line)
    line = rest
    used = rest.reduce((sum, cell) => sum + cell.width, 0)
    afterSpace = 0
  }
  for (const cell of cells) {
    const isSpace = cell.text === ' '
    if (cell.text === '\n') {
      close()
      continue
    }
    if (isSpace && (used === 0 || used + 1 > width)) {
      if (used > 0) close()
      continue
    }
    if (used + cell.width > width) close(afterSpace > 0 ? line.splice(afterSpace) : [])
    line.push(cell)
    used += cell.width
    if (isSpace) afterSpace = line.length
  }
  if (line.length > 0 || lines.length === 0) close()
  return lines
}

/** What no line ends in before its '…'. */
const beforeDots = /[\s,;:.(-]+$/

function cut(line: readonly Cell[], width: number): Cell[] {
  const kept = [...line]
  let used = kept.reduce((sum, cell) => sum + cell.width, 0)
  while (kept.length > 0 && (used >= width || beforeDots.test(kept.at(-1)?.text ?? '')))
    used -= kept.pop()?.width ?? 0
  return [...kept, { text: '…', width: 1, style: kept.at(-1)?.style ?? 'plain' }]
}

function merge(cells: readonly Cell[]): Line {
  const runs: Run[] = []
  for (const { text, style } of cells) {
    const last = runs.at(-1)
    if (last && last.style === style) last.text += text
    else runs.push({ text, style })
  }
  return runs
}

/** Lines behind a first prefix, the later ones under it. */
export function hang(prefix: Line, lines: readonly Line[], indent = widthOf(prefix)): Line[] {
  return lines.map((line, i) => [...(i === 0 ? prefix : [run(' '.repeat(indent))]), ...line])
}

/** A line filled up with spaces to a width. */
export function padded(line: Line, width: number): Line {
  const missing = width - widthOf(line)
  return missing > 0 ? [...line, run(' '.repeat(missing))] : line
}

/** Paragraphs with one blank line between them; empty ones leave no trace. */
export function paragraphs(parts: readonly (readonly Line[])[]): Line[] {
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i): readonly Line[] => (i > 0 ? [[], ...lines] : lines))
}

/** Lines as a terminal prints them; without colour there is not one escape in it. */
export function paint(lines: readonly Line[], colour: boolean): string {
  return lines.map((line) => paintLine(line, colour)).join('\n')
}

function paintLine(line: Line, colour: boolean): string {
  if (!colour)
    return line
      .map(({ text }) => text)
      .join('')
      .trimEnd()
  const last = line.findLastIndex(({ text }) => text.trim() !== '')
  return line
    .slice(0, last + 1)
    .map(({ text, style }, i) => paintRun(i === last ? text.trimEnd() : text, codes[style]))
    .join('')
}

function paintRun(text: string, codeOf: string): string {
  return codeOf === '' || text === '' ? text : `\u001b[${codeOf}m${text}\u001b[0m`
}
