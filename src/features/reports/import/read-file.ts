import { createHash } from 'node:crypto'
import { refusalForBytes, refusalForText } from './sniff.ts'

/** Reports of this kind are tens of kilobytes; a file a hundred times that size is something else. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024

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
export type ReadFile = { ok: true; source: SourceText } | { ok: false; message: string }

/**
 * Turns the bytes of a file into numbered lines of text, or says in plain words why not and what to do instead.
 * Never throws: a wrong file is an expected outcome.
 */
export function readFile(input: { name: string; bytes: Uint8Array }): ReadFile {
  const { bytes } = input
  const name = input.name.trim() === '' ? 'the file' : input.name.trim()
  if (bytes.length === 0) {
    return refuse(`${name} is empty. Check that the upload finished, then send the file again.`)
  }
  if (bytes.length > MAX_FILE_BYTES) {
    const size = `${Math.ceil(bytes.length / (1024 * 1024))} MB`
    return refuse(
      `${name} is ${size}; files up to ${MAX_FILE_BYTES / (1024 * 1024)} MB are read. ` +
        'Save the report as plain text (.txt), without its pictures, and send that.',
    )
  }
  const wrongBytes = refusalForBytes(name, bytes)
  if (wrongBytes !== null) return refuse(wrongBytes)
  const { text, encoding } = decode(bytes)
  const wrongText = refusalForText(name, text)
  if (wrongText !== null) return refuse(wrongText)
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, text: line }))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    ok: true,
    source: { name: input.name, sha256, format: formatOf(input.name, lines), encoding, lines },
  }
}

function refuse(message: string): ReadFile {
  return { ok: false, message }
}

/** UTF-16 only with its byte order mark; otherwise UTF-8, and where that fails what Windows programs used to write. */
function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
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
