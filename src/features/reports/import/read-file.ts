import { createHash } from 'node:crypto'
import { refusalForBytes, refusalForText, utf16Of } from './sniff.ts'

/** Reports of this kind are tens of kilobytes; a file a hundred times that size is something else. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024

/** Ten times the lines, and a hundred times the longest row, of the longest report: what is beyond is no text of sentences. */
const MAX_LINES = 60_000
const MAX_LINE_LENGTH = 200_000

/** Stray control characters of a bad copy, which no database takes and terminals obey; tabs and page breaks mean something. */
const CONTROLS = /(?![\t\v\f])\p{Cc}/gu

export type SourceLine = { readonly number: number; readonly text: string }
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type SourceText = {
  readonly name: string
  readonly sha256: string
  readonly format: 'text' | 'markdown'
  readonly encoding: Encoding
  /** Every line with the number an editor shows for it, blank ones included. */
  readonly lines: readonly SourceLine[]
}
export type FileInput = {
  name: string
  bytes: Uint8Array
  /** The size of the whole file in bytes, where `bytes` are only its beginning. */
  size?: number
}
export type ReadFile = { ok: true; source: SourceText } | { ok: false; message: string }

/**
 * Turns the bytes of a file into numbered lines of text, or says in plain words why not and what to do instead.
 * Never throws: a wrong file is an expected outcome.
 */
export function readFile(input: FileInput): ReadFile {
  const { bytes, size = bytes.length } = input
  const name = input.name.trim() === '' ? 'the file' : input.name.trim()
  if (bytes.length === 0) {
    return refuse(`${name} is empty. Check that the upload finished, then send the file again.`)
  }
  if (size > MAX_FILE_BYTES) {
    return refuse(
      `${name} is ${megabytes(size)} MB; files up to ${MAX_FILE_BYTES / (1024 * 1024)} MB are read. ` +
        'Save the report as plain text (.txt), without its pictures, and send that.',
    )
  }
  const wrongBytes = refusalForBytes(name, bytes)
  if (wrongBytes !== null) return refuse(wrongBytes)
  const { text, encoding } = decode(bytes)
  const wrongText = refusalForText(name, text)
  if (wrongText !== null) return refuse(wrongText)
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ number: index + 1, text: line.replace(CONTROLS, '') }))
  const wrongLines = refusalForLines(name, lines)
  if (wrongLines !== null) return refuse(wrongLines)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    ok: true,
    source: { name: input.name, sha256, format: formatOf(input.name, lines), encoding, lines },
  }
}

/** Rounded up, so that what is too large never reads as what is allowed. */
function megabytes(size: number): number {
  const all = size / (1024 * 1024)
  return all < 10 ? Math.ceil(all * 10) / 10 : Math.ceil(all)
}

function refuse(message: string): ReadFile {
  return { ok: false, message }
}

function refusalForLines(name: string, lines: readonly SourceLine[]): string | null {
  const grouped = (count: number): string => count.toLocaleString('en-GB')
  if (lines.length > MAX_LINES) {
    return (
      `${name} has ${grouped(lines.length)} lines; up to ${grouped(MAX_LINES)} are read. ` +
      'Send the part with the recommendations or the plan as a file of its own.'
    )
  }
  const long = lines.find(({ text }) => text.length > MAX_LINE_LENGTH)
  if (long === undefined) return null
  return (
    `Line ${long.number} of ${name} is ${grouped(long.text.length)} characters long, so its line breaks were lost. ` +
    'Save the report as plain text (.txt) with line breaks, and send it again.'
  )
}

/** UTF-16 where the bytes say so; otherwise UTF-8, and where that fails what Windows programs used to write. */
function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) return { text: new TextDecoder(utf16).decode(bytes), encoding: utf16 }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: fromWindows1252(bytes), encoding: 'windows-1252' }
  }
}

/** What Windows has where Latin-1 has control characters; '\ufffd' where it has nothing either. */
const WINDOWS_ONLY = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ'

/** By hand, because some releases of Node 20 read 'windows-1252' as Latin-1 and lose every dash and curly quote. */
function fromWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => WINDOWS_ONLY.charAt(char.charCodeAt(0) - 0x80))
}

function formatOf(name: string, lines: readonly SourceLine[]): 'text' | 'markdown' {
  const lower = name.toLowerCase()
  if (lower.endsWith('.md') || lower.endsWith('.markdown')) return 'markdown'
  if (lower.endsWith('.txt') || lower.endsWith('.text')) return 'text'
  const marked = lines.some(
    (line) => /^#{1,6} \S/.test(line.text) || /^\|[ :|-]{3,}\|$/.test(line.text.trim()),
  )
  return marked ? 'markdown' : 'text'
}
