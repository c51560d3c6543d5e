/** The number, letter or bullet at the start of a list item. */
export type Marker = {
  readonly kind: 'bullet' | 'number' | 'letter' | 'roman'
  /** '1.1', 'a', 'iv', 'R3': without brackets and full stops; '' for a bullet. */
  readonly label: string
  /** 1.10 is [1, 10]: it follows 1.9. Empty for bullets, letters and roman numerals. */
  readonly path: readonly number[]
  /** What to cut off the text: marker and the blanks after it. */
  readonly length: number
}

const BULLET = /^(?:[•●○◦▪■□▸►➢➤✓✔❖·‣⁃∙\uf0b7\uf0a7\uf0d8]\s*|[-–—*+]\s+|o\s+(?=[A-Z(*_]))/u

/** The bullet at the start of a raw line; '*' counts only with a blank after it, because otherwise it is emphasis. */
export function readBullet(raw: string): Marker | null {
  const match = BULLET.exec(raw) ?? /^[-–](?=[A-Z(*_])/.exec(raw)
  return match === null ? null : { kind: 'bullet', label: '', path: [], length: match[0].length }
}

/** Words after '3.5 ' or '10 ' that make it a quantity and not a number of the document. */
const QUANTITY =
  /^(?:%|per\b|percent|million|billion|thousand|hundred|hours?\b|days?\b|weeks?\b|months?\b|years?\b|wte\b|fte\b|whole|times\b)/i

/** The number or letter at the start of a text that has no markup any more. */
export function readNumberMarker(text: string): Marker | null {
  return readNamedNumber(text) ?? readDottedNumber(text) ?? readPlainNumber(text) ?? readLetter(text)
}

function marker(kind: Marker['kind'], label: string, length: number): Marker {
  const digits = kind === 'number' ? label.replace(/^[A-Z]+/i, '').replace(/[a-z]$/i, '') : ''
  return { kind, label, path: digits === '' ? [] : digits.split('.').map(Number), length }
}

/** 'Recommendation 3:', 'Rec. 3.1', 'R4.' */
function readNamedNumber(text: string): Marker | null {
  const named =
    /^(?:recommendation|rec\.?|action)\s{1,3}(?:no\.?\s{0,2}|number\s{1,2})?(\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?:\s{0,2}[:.)–—-]\s{0,3}|\s{1,3}(?=[A-Z(])|$)/i.exec(
      text,
    )
  if (named !== null) return marker('number', named[1] ?? '', named[0].length)
  const short =
    /^(R\d{1,3}(?:\.\d{1,3}){0,2})(?:\s{0,2}[:.)–—-]\s{0,3}|\s{1,3}(?=[A-Z(])|$)/.exec(text) ??
    // 'A1. Strengthen ...': other letters need their full stop, because 'B12' and 'A4' are words too.
    /^([A-Z]\d{1,2}(?:\.\d{1,2}){0,2})[:.)]\s{1,3}(?=[A-Z(])/.exec(text)
  return short === null ? null : marker('number', short[1] ?? '', short[0].length)
}

/** '1.1', '3.10.', '2.1.4)'; never '10.9.17' (a date) or '3.5 hours' (a quantity). */
function readDottedNumber(text: string): Marker | null {
  const match = /^(\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?)[.):]?(?:\s{1,3}[-–—]\s|\s{1,8}|$|(?=[A-Z(]))/.exec(text)
  if (match === null) return null
  const label = match[1] ?? ''
  const parts = label.split('.')
  const third = parts[2]
  if (third !== undefined && third.length === 2 && Number(parts[1]) <= 12) return null
  return QUANTITY.test(text.slice(match[0].length)) ? null : marker('number', label, match[0].length)
}

/** '1.', '1)', '(1)', '1 -' and '1:'; a bare '1' is no marker, because wrapped lines begin with numbers too. */
function readPlainNumber(text: string): Marker | null {
  const match =
    /^(\d{1,3})[.)](?:\s{1,8}|$|(?=[A-Z(]))/.exec(text) ??
    /^\((\d{1,3})\)\s{0,8}/.exec(text) ??
    /^(\d{1,2})\s{0,2}[-–—:]\s{1,3}(?=[A-Z(])/.exec(text)
  return match === null ? null : marker('number', match[1] ?? '', match[0].length)
}

/** 'a)', '(a)', 'b.', '(iv)': i, v and x are read as roman numerals, the reader of the list knows better. */
function readLetter(text: string): Marker | null {
  const roman = /^\(?(x?(?:ix|iv|v?i{1,3}|v)|x)[).](?:\s{1,8}|$|(?=[A-Z]))/i.exec(text)
  if (roman !== null && (roman[0].includes(')') || /^[ivx]/.test(text))) {
    return marker('roman', (roman[1] ?? '').toLowerCase(), roman[0].length)
  }
  const letter =
    /^\(?([a-zA-Z])\)(?:\s{0,8}|$)/.exec(text) ??
    /^([a-z])\.\s{1,8}(?=[A-Z])/.exec(text) ??
    /^([a-h])\.\s{1,8}(?=[a-z])/.exec(text)
  return letter === null ? null : marker('letter', (letter[1] ?? '').toLowerCase(), letter[0].length)
}

/** '3 Outcome 4 Care and welfare': a section number without a full stop, before words that begin with a capital. */
export function readSectionNumber(text: string): { number: number; rest: string } | null {
  const match = /^(\d{1,2})[.)]?\s{1,4}(?=[A-Z“"'(])/.exec(text)
  return match === null ? null : { number: Number(match[1]), rest: text.slice(match[0].length) }
}
