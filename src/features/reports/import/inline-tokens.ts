type Styles = { italic: boolean; bold: boolean }

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'tag'; style: 'italic' | 'bold'; step: 1 | -1 }
  | {
      kind: 'delimiter'
      char: string
      count: number
      canOpen: boolean
      canClose: boolean
      opens: Styles
      closes: Styles
    }

const ITALIC_TAGS = new Set(['i', 'em'])
const BOLD_TAGS = new Set(['b', 'strong'])
const BREAK_TAGS = new Set(['br', 'p', 'div', 'li', 'tr'])
const SILENT_TAGS = new Set(
  'u sup sub span font a small big mark img ul ol table tbody thead td th center s del ins'.split(' '),
)
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  quot: '"',
  apos: "'",
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
  ndash: '–',
  mdash: '—',
  bull: '•',
}
/** Zero-width and direction characters carry no words and can make two equal texts differ. */
const INVISIBLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}]/gu
/** Up to the next character that can mean something, or the end of an open link. */
const PLAIN = /[^*_<&\\[\]]+/y
const LONGEST_TAG = 300
const LONGEST_LINK_TEXT = 500
const LONGEST_LINK = 2000

/** Cuts a line into text, style tags and runs of '*' or '_' that may open or close emphasis. One pass. */
export function tokenise(raw: string): Piece[] {
  const pieces: Piece[] = []
  let text = ''
  let at = 0
  let linkEnds = -1
  let afterLink = -1
  const flush = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  while (at < raw.length) {
    const char = raw.charAt(at)
    if (at === linkEnds) {
      at = afterLink
      linkEnds = -1
    } else if (char === '*' || char === '_') {
      flush()
      const piece = delimiterAt(raw, at)
      pieces.push(piece)
      at += piece.count
    } else if (char === '<') {
      const tag = tagAt(raw, at)
      if (tag === null) text += char
      else if (BREAK_TAGS.has(tag.name)) text += '\n'
      else if (ITALIC_TAGS.has(tag.name) || BOLD_TAGS.has(tag.name)) {
        flush()
        pieces.push({
          kind: 'tag',
          style: ITALIC_TAGS.has(tag.name) ? 'italic' : 'bold',
          step: tag.closing ? -1 : 1,
        })
      }
      at = tag === null ? at + 1 : tag.end
    } else if (char === '&') {
      const entity = /^&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/i.exec(raw.slice(at, at + 10))
      const value = entity === null ? null : entityValue(entity)
      text += value ?? char
      at += value === null || entity === null ? 1 : entity[0].length
    } else if (char === '\\' && /[\\`*_{}[\]()#+\-.!|<>&]/.test(raw.charAt(at + 1))) {
      text += raw.charAt(at + 1)
      at += 2
    } else if (char === '[' && linkEnds < 0) {
      const link = linkAt(raw, at)
      if (link === null) text += char
      else {
        linkEnds = link.close
        afterLink = link.end
        if (text.endsWith('!')) text = text.slice(0, -1)
      }
      at += 1
    } else {
      PLAIN.lastIndex = at
      const plain = PLAIN.exec(raw)?.[0] ?? char
      text += plain.replace(INVISIBLE, '')
      at += plain.length
    }
  }
  flush()
  return pieces
}

function delimiterAt(raw: string, at: number): Extract<Piece, { kind: 'delimiter' }> {
  const char = raw.charAt(at)
  let end = at
  while (raw.charAt(end) === char) end += 1
  const before = raw.charAt(at - 1)
  const after = raw.charAt(end)
  const wordBefore = /[\p{L}\p{N}]/u.test(before)
  const wordAfter = /[\p{L}\p{N}]/u.test(after)
  return {
    kind: 'delimiter',
    char,
    count: end - at,
    canOpen: after !== '' && !/\s/.test(after) && !wordBefore,
    canClose: before !== '' && !/\s/.test(before) && !(char === '_' && wordAfter),
    opens: { italic: false, bold: false },
    closes: { italic: false, bold: false },
  }
}

/** Only tags that converters write are taken for tags: '<18 years' and '<insert name>' are text. */
function tagAt(raw: string, at: number): { name: string; closing: boolean; end: number } | null {
  const window = raw.slice(at, at + LONGEST_TAG)
  const match = /^<(\/?)([a-z][a-z0-9]{0,9})(?=[\s/>])/i.exec(window)
  if (match === null) return null
  const name = (match[2] ?? '').toLowerCase()
  const known = ITALIC_TAGS.has(name) || BOLD_TAGS.has(name) || BREAK_TAGS.has(name) || SILENT_TAGS.has(name)
  const close = window.indexOf('>')
  if (!known || close < 0) return null
  return { name, closing: match[1] === '/', end: at + close + 1 }
}

/** The end of `[text](address)`; the brackets of an insertion in the text are no link. */
function linkAt(raw: string, at: number): { close: number; end: number } | null {
  let close = at + 1
  const limit = Math.min(raw.length, at + LONGEST_LINK_TEXT)
  while (close < limit && raw.charAt(close) !== ']' && raw.charAt(close) !== '[') close += 1
  if (raw.charAt(close) !== ']' || raw.charAt(close + 1) !== '(') return null
  const rest = raw.slice(close + 2, close + 2 + LONGEST_LINK)
  const end = rest.indexOf(')')
  return end < 0 || rest.slice(0, end).includes(' (') ? null : { close, end: close + 2 + end + 1 }
}

function entityValue(match: RegExpExecArray): string | null {
  const code =
    match[1] !== undefined ? Number(match[1]) : match[2] !== undefined ? Number.parseInt(match[2], 16) : null
  if (code === null) return ENTITIES[(match[3] ?? '').toLowerCase()] ?? null
  return code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    ? String.fromCodePoint(code)
    : null
}
