import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import { begin, computedSince } from '../support/cpu-time.ts'
import { draftOf, fixtureText, refusalOf } from './read.ts'

const text = fixtureText('clas-timescales.txt')
const windows = (bytes: string): Uint8Array => Buffer.from(bytes, 'latin1')

describe('a file that is no report is refused in plain words, with the next step', () => {
  it.each([
    ['an empty file', '', 'report.txt is empty. Check that the upload finished, then send the file again.'],
    [
      'blank lines',
      ' \n\t\n\n',
      'report.txt holds nothing but blank lines. Check that the text was copied with it, then send the file again.',
    ],
    [
      'a web page',
      '\n<!-- cache --><!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
      "report.txt is a web page ('502 bad gateway'), not the report itself. Download the report from the site, save it as plain text (.txt) and send that.",
    ],
    [
      'a PDF',
      '%PDF-1.7\n1 0 obj',
      'report.txt is a PDF, which is not read yet. Open it, select all the text, paste it into a text file and send that.',
    ],
    [
      'rich text',
      '{\\rtf1\\ansi hello}',
      'report.txt is a rich text (RTF) file, which is not read yet. Open it, choose File, Save as, Plain text (.txt), and send that file.',
    ],
  ])('%s', (_what, content, message) => {
    expect(refusalOf(content)).toBe(message)
  })

  it.each([
    ['plan.docx', [0x50, 0x4b, 3, 4], 'a Word document'],
    ['plan.xlsx', [0x50, 0x4b, 3, 4], 'an Excel workbook'],
    ['plan.doc', [0xd0, 0xcf, 0x11, 0xe0], 'an older Word or Excel file'],
    ['scan.png', [0x89, 0x50, 0x4e, 0x47], 'a picture (PNG)'],
    ['scan.jpg', [0xff, 0xd8, 0xff], 'a picture (JPEG)'],
    ['report.gz', [0x1f, 0x8b], 'a compressed file (gzip)'],
  ])('%s is called by its kind', (name, head, kind) => {
    const message = refusalOf(Uint8Array.from([...head, ...randomBytes(400)]), name)
    expect(message).toContain(`${name} is ${kind}`)
    expect(message).toMatch(/send that|Send the report/)
  })

  it('random bytes and NUL bytes', () => {
    const message = 'blob.txt is not a text file. Send the report as plain text (.txt) or Markdown (.md).'
    expect(refusalOf(Buffer.alloc(4000), 'blob.txt')).toBe(message)
    const noise = Uint8Array.from({ length: 4000 }, (_, index) => 1 + ((index * 7919) % 251))
    expect(refusalOf(noise, 'blob.txt')).toBe(message)
  })

  it('too large, too many lines, or one line without an end', () => {
    expect(refusalOf(Buffer.alloc(50 * 1024 * 1024, 'a '), 'huge.txt')).toBe(
      'huge.txt is 50 MB; files up to 5 MB are read. Save the report as plain text (.txt), without its pictures, and send that.',
    )
    expect(refusalOf(`Recommendations\n${'Ensure that staff are trained. '.repeat(150_000)}`)).toBe(
      'Line 2 of report.txt is 4,650,000 characters long, so its line breaks were lost. Save the report as plain text (.txt) with line breaks, and send it again.',
    )
    expect(refusalOf(`Recommendations\n${'- a\n'.repeat(100_000)}`)).toBe(
      'report.txt has 100,002 lines; up to 60,000 are read. Send the part with the recommendations or the plan as a file of its own.',
    )
  })

  it('a text without recommendations: it says what was looked for and what was found', () => {
    const message = refusalOf('Minutes\n\nPresent: nobody\n1. Apologies\n') ?? ''
    expect(message).toContain("No recommendations were found. Looked for a heading 'Recommendations'")
    expect(message).toContain("Found 3 lines with text, no table. It begins 'Minutes'.")
  })
})

describe('a report in whatever encoding', () => {
  const expected = draftOf(text).recommendations.map((recommendation) => recommendation.text)
  const littleEndian = Buffer.from(text, 'utf16le')
  const bigEndian = Buffer.from(littleEndian).swap16()

  it.each([
    [
      'UTF-8 with a byte order mark',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
      'utf-8',
    ],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), littleEndian]), 'utf-16le'],
    ['UTF-16, big-endian', Buffer.concat([Buffer.from([0xfe, 0xff]), bigEndian]), 'utf-16be'],
    ['UTF-16 without its mark', littleEndian, 'utf-16le'],
    ['line ends of Windows', Buffer.from(text.replaceAll('\n', '\r\n')), 'utf-8'],
    ['line ends of old Macs', Buffer.from(text.replaceAll('\n', '\r')), 'utf-8'],
  ])('%s', (_what, bytes, encoding) => {
    const read = readDraft({ name: 'report.txt', bytes })
    expect(read.ok && read.draft.source.encoding).toBe(encoding)
    expect(read.ok && read.draft.recommendations.map((each) => each.text)).toEqual(expected)
  })

  it('Windows-1252 with its dashes and curly quotes', () => {
    const read = readDraft({
      name: 'report.txt',
      bytes: windows('Recommendations\n\n1. Ensure that staff use the \x93red book\x94 \x96 every time.\n'),
    })
    expect(read.ok && read.draft.source.encoding).toBe('windows-1252')
    expect(read.ok && read.draft.recommendations[0]?.text).toBe(
      'Ensure that staff use the “red book” – every time.',
    )
  })

  it('stray control and invisible characters are taken out', () => {
    const draft = draftOf(
      'Recommendations\n\n1. Ens\u200bure that\u0000 staff\u00a0are\u0007 trained\u00ad well.\n',
    )
    expect(draft.recommendations[0]?.text).toBe('Ensure that staff are trained well.')
  })

  it('no control character is left in any line, also in one that nothing was made of', () => {
    const draft = draftOf(
      'Recommendations\n\nNHS Fen mu\u0000st:\n1. ensure that\u001b staff are trained\n\nNext\u0007 steps\n\nWrite\u0000 soon.\n',
    )
    expect(draft.unrecognised.map(({ text }) => text)).toContain('Write soon.')
    expect(JSON.stringify(draft)).not.toMatch(/\\u00[01]/)
  })

  it('a byte that Windows-1252 does not have is shown as lost', () => {
    const read = readDraft({
      name: 'report.txt',
      bytes: windows('Recommendations\n\n1. Ensure that staff use the \x93red\x81 book\x94.\n'),
    })
    expect(read.ok && read.draft.recommendations[0]?.text).toBe('Ensure that staff use the “red\ufffd book”.')
  })
})

describe('a text made to be hard', () => {
  const head = 'Recommendations\n\n1. '
  it.each([
    ['deep nesting', `${head}${'> '.repeat(2000)}${'<b><i>*_'.repeat(5000)}Ensure that staff are trained.`],
    [
      'deep indents',
      `${head}Ensure:\n${Array.from({ length: 2000 }, (_, at) => `${' '.repeat(at % 400)}- a`).join('\n')}`,
    ],
    ['emphasis without end', `${head}${'*a _b **c '.repeat(15_000)}`],
    ['brackets without end', `${head}${'[(['.repeat(50_000)}`],
    ['names without end', `${head}${'NHS Alder, Birch and Cole Trust and '.repeat(5_000)}`],
    ['numbers without end', `${head}${'1.1 2. 3) '.repeat(15_000)}`],
    [
      'dates without end',
      `Plan\n\nNo\tRecommendation\tAction\tOwner\tDue\n1\tx\t1. A 2. B\tC\t${'1 - 1.2.26 '.repeat(15_000)}`,
    ],
    ['a row of empty cells', `Plan\n\nNo\tRecommendation\tAction\tOwner\tDue\n1\tx${'\t'.repeat(150_000)}`],
  ])('%s is read within seconds', (_what, content) => {
    const started = begin()
    readDraft({ name: 'report.txt', bytes: Buffer.from(content) })
    expect(computedSince(started)).toBeLessThan(5_000)
  })
})
