import { type Piece, tokenise } from './inline-tokens.ts'

/** Text with its markup taken out, and for every character whether it stood in italics or bold. */
export type Inline = {
  /** Runs of blanks are one space; a `<br>` is a line feed. */
  readonly text: string
  /** Bit 1: italic, bit 2: bold; one entry for each UTF-16 unit of `text`. */
  readonly marks: Uint8Array
  /** A '*' or '_' at the very start that was never closed: emphasis cut off by the conversion. */
  readonly stray: boolean
}

export type Style = 'italic' | 'bold'
const BIT: Record<Style, number> = { italic: 1, bold: 2 }

/** None of these: the text is as it stands, which is so for nearly every line of a report. */
const MARKUP = /[*_<&\\[]|(?![\t\n\v\f\r])[\p{Cc}\p{Cf}]/u

/**
 * Reads Markdown emphasis, the few HTML tags that converters leave behind, links and entities in one pass.
 * Square brackets that are no link stay: '[safeguarding]' is an inspector's insertion.
 */
export function readInline(raw: string): Inline {
  if (!MARKUP.test(raw)) {
    const text = raw.trim().replace(/\s+/g, ' ')
    return { text, marks: new Uint8Array(text.length), stray: false }
  }
  const pieces = tokenise(raw)
  pairDelimiters(pieces)
  const runs = new Runs()
  let italic = 0
  let bold = 0
  let stray = false
  for (const piece of pieces) {
    const mark = (italic > 0 ? BIT.italic : 0) | (bold > 0 ? BIT.bold : 0)
    if (piece.kind === 'text') runs.add(piece.text, mark)
    else if (piece.kind === 'tag') {
      if (piece.style === 'italic') italic = Math.max(0, italic + piece.step)
      else bold = Math.max(0, bold + piece.step)
    } else {
      italic -= piece.closes.italic ? 1 : 0
      bold -= piece.closes.bold ? 1 : 0
      const used =
        (piece.closes.italic || piece.opens.italic ? 1 : 0) + (piece.closes.bold || piece.opens.bold ? 2 : 0)
      const left = Math.max(0, piece.count - used)
      // An unclosed opener at the start is emphasis that the conversion cut off, not an asterisk somebody typed.
      if (left > 0 && runs.isEmpty() && piece.canOpen) stray = true
      else runs.add(piece.char.repeat(left), mark)
      italic += piece.opens.italic ? 1 : 0
      bold += piece.opens.bold ? 1 : 0
    }
  }
  return { ...runs.finish(), stray }
}

/** Collects text run by run, with one blank for many and none at the ends. */
class Runs {
  private readonly texts: string[] = []
  private readonly runs: { length: number; mark: number }[] = []
  private blank = ''
  private length = 0

  isEmpty(): boolean {
    return this.length === 0
  }

  add(text: string, mark: number): void {
    const tidy = text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n')
    const body = tidy.trim()
    if (/^\s/.test(tidy)) this.blank = this.blank === '\n' ? '\n' : tidy.charAt(0)
    if (body === '') return
    const lead = this.length === 0 ? '' : this.blank
    this.texts.push(lead + body)
    this.runs.push({ length: lead.length + body.length, mark })
    this.length += lead.length + body.length
    const last = tidy.charAt(tidy.length - 1)
    this.blank = /\s/.test(last) ? last : ''
  }

  finish(): { text: string; marks: Uint8Array } {
    const marks = new Uint8Array(this.length)
    let at = 0
    for (const { length, mark } of this.runs) {
      marks.fill(mark, at, at + length)
      at += length
    }
    return { text: this.texts.join(''), marks }
  }
}

type Delimiter = Extract<Piece, { kind: 'delimiter' }>

/** Pairs openers with closers: one asterisk is italic, two are bold, three are both. */
function pairDelimiters(pieces: readonly Piece[]): void {
  const open = new Map<string, Delimiter>()
  for (const piece of pieces) {
    if (piece.kind !== 'delimiter' || piece.count > 3) continue
    const wants: Style[] = piece.count === 1 ? ['italic'] : piece.count === 2 ? ['bold'] : ['bold', 'italic']
    let closed = false
    if (piece.canClose) {
      for (const style of wants) {
        const opener = open.get(style + piece.char)
        if (opener === undefined) continue
        opener.opens[style] = true
        piece.closes[style] = true
        open.delete(style + piece.char)
        closed = true
      }
    }
    if (!closed && piece.canOpen) for (const style of wants) open.set(style + piece.char, piece)
  }
}

/** The part from `start` (to `end`), with its marks, trimmed. */
export function sliceInline(inline: Inline, start: number, end = inline.text.length): Inline {
  let from = start
  let to = end
  while (from < to && /\s/.test(inline.text.charAt(from))) from += 1
  while (to > from && /\s/.test(inline.text.charAt(to - 1))) to -= 1
  return {
    text: inline.text.slice(from, to),
    marks: inline.marks.slice(from, to),
    stray: inline.stray && from === 0,
  }
}

/** Which share of the letters stands in that style, 0 to 1. */
export function styleShare(inline: Inline, style: Style): number {
  let letters = 0
  let styled = 0
  for (let index = 0; index < inline.text.length; index += 1) {
    if (!/[\p{L}\p{N}]/u.test(inline.text.charAt(index))) continue
    letters += 1
    if (((inline.marks[index] ?? 0) & BIT[style]) !== 0) styled += 1
  }
  return letters === 0 ? 0 : styled / letters
}

/** One line of plain text: the `<br>`s become spaces. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ')
}
