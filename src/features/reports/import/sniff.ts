type Signature = { readonly bytes: readonly number[]; readonly what: string }

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a picture (PNG)' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a picture (JPEG)' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a picture (GIF)' },
  { bytes: [0x49, 0x49, 0x2a, 0x00], what: 'a picture (TIFF)' },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a], what: 'a picture (TIFF)' },
  { bytes: [0x1f, 0x8b], what: 'a compressed file (gzip)' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a compressed file (RAR)' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a compressed file (7z)' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: 'a program' },
]

const SAVE_AS_TEXT = 'Open it, choose File, Save as, Plain text (.txt), and send that file.'

/** The refusal for bytes that are not text, or null. Word, Excel and PDF are named, because they are what people send. */
export function refusalForBytes(name: string, bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const lower = name.toLowerCase()
  if (head.includes('%PDF-')) {
    return `${name} is a PDF, which is not read yet. Open it, select all the text, paste it into a text file and send that.`
  }
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) {
    const office = lower.endsWith('.docx')
      ? 'a Word document'
      : lower.endsWith('.xlsx')
        ? 'an Excel workbook'
        : 'a Word, Excel or zip file'
    return `${name} is ${office}, which is not read yet. ${SAVE_AS_TEXT}`
  }
  if (head.startsWith('\xd0\xcf\x11\xe0')) {
    return `${name} is an older Word or Excel file, which is not read yet. ${SAVE_AS_TEXT}`
  }
  if (head.startsWith('{\\rtf'))
    return `${name} is a rich text (RTF) file, which is not read yet. ${SAVE_AS_TEXT}`
  for (const signature of SIGNATURES) {
    if (signature.bytes.every((byte, index) => bytes[index] === byte)) {
      return `${name} is ${signature.what}, not a text file. Send the report as plain text (.txt).`
    }
  }
  if (utf16Of(bytes) === null && looksBinary(bytes)) {
    return `${name} is not a text file. Send the report as plain text (.txt) or Markdown (.md).`
  }
  return null
}

/** UTF-16 by its byte order mark, or by a zero in every other byte, as some programs write it; null for other bytes. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const pairs = Math.floor(Math.min(bytes.length, 2000) / 2)
  if (pairs < 10) return null
  let first = 0
  let second = 0
  for (let at = 0; at < pairs; at += 1) {
    if (bytes[at * 2] === 0) first += 1
    if (bytes[at * 2 + 1] === 0) second += 1
  }
  if (second > pairs * 0.8 && first < pairs * 0.1) return 'utf-16le'
  return first > pairs * 0.8 && second < pairs * 0.1 ? 'utf-16be' : null
}

/** Text may hold a stray control character from a bad copy; a file with many, or with many NULs, was never text. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 64 * 1024)
  let odd = 0
  for (const byte of sample) {
    const layout = byte === 9 || byte === 10 || byte === 11 || byte === 12 || byte === 13
    if (byte < 32 && !layout) odd += 1
  }
  return odd > 4 && odd / sample.length > 0.01
}

const WEB_PAGE =
  /^(?:<\?xml[^>]{0,200}>|<!--[\s\S]{0,500}?-->|\s){0,6}<(?:!doctype html|html|head|body|title)\b/

/** The refusal for text that is no document: nothing but blanks, or the page a website shows instead of the file. */
export function refusalForText(name: string, text: string): string | null {
  const head = text.slice(0, 2048).trimStart().toLowerCase()
  if (text.trim() === '') {
    return `${name} holds nothing but blank lines. Check that the text was copied with it, then send the file again.`
  }
  if (WEB_PAGE.test(head)) {
    const title = /<title>([^<]{1,120})/.exec(head)?.[1]?.trim()
    const called = title === undefined || title === '' ? '' : ` ('${title}')`
    return (
      `${name} is a web page${called}, not the report itself. ` +
      'Download the report from the site, save it as plain text (.txt) and send that.'
    )
  }
  return null
}
