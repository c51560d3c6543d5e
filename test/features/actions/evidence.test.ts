import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvidence } from '../../../src/features/actions/evidence.ts'
import { evidenceItem } from '../../../src/features/actions/schema.ts'

describe('evidence as people write it', () => {
  it.each([
    ['https://records.example/audit-7', 'audit-7 (records.example)', 'https://records.example/audit-7'],
    ['https://records.example/', 'records.example', 'https://records.example/'],
    [
      'https://records.example/Audit%20report.pdf',
      'Audit report.pdf (records.example)',
      'https://records.example/Audit%20report.pdf',
    ],
    ['https://records.example/100%', '100% (records.example)', 'https://records.example/100%'],
    ['Audit report https://records.example/7', 'Audit report', 'https://records.example/7'],
    ['Audit report: https://records.example/7.', 'Audit report', 'https://records.example/7'],
    ['- Audit report (https://records.example/7)', 'Audit report', 'https://records.example/7'],
    ['Audit report <https://records.example/7>, page 4', 'Audit report, page 4', 'https://records.example/7'],
    [
      'https://en.example/wiki/Audit_(law)',
      'Audit_(law) (en.example)',
      'https://en.example/wiki/Audit_(law)',
    ],
    ['(see https://en.example/wiki/Audit_(law))', '(see )', 'https://en.example/wiki/Audit_(law)'],
    [
      'Minutes of 3 November, shared drive, board folder',
      'Minutes of 3 November, shared drive, board folder',
      null,
    ],
    ['•  Minutes   of 3 November', 'Minutes of 3 November', null],
    ['file://server/minutes.doc', 'file://server/minutes.doc', null],
    ['javascript:alert(1)', 'javascript:alert(1)', null],
    ['HTTPS://Records.example/A', 'A (records.example)', 'HTTPS://Records.example/A'],
    ['Costs $& more: https://records.example/$1', 'Costs $& more', 'https://records.example/$1'],
  ])('reads %j', (written, title, url) => {
    expect(readEvidence(written)).toEqual({ ok: true, items: [{ title, url }] })
  })

  it('takes one piece a line, and passes over empty lines and bare bullets', () => {
    expect(readEvidence('\n- Minutes\n\n  -  \nhttps://a.example/x\r\n')).toEqual({
      ok: true,
      items: [
        { title: 'Minutes', url: null },
        { title: 'x (a.example)', url: 'https://a.example/x' },
      ],
    })
    expect(readEvidence('')).toEqual({ ok: true, items: [] })
  })

  it('keeps a second link of a line in its words rather than losing it', () => {
    expect(readEvidence('https://a.example/1 https://b.example/2')).toEqual({
      ok: true,
      items: [{ title: 'https://b.example/2', url: 'https://a.example/1' }],
    })
  })

  it('refuses what it could not keep whole, and says how to write it', () => {
    expect(readEvidence('w'.repeat(201))).toMatchObject({
      ok: false,
      message: expect.stringContaining('at most 200'),
    })
    expect(readEvidence('w'.repeat(200))).toMatchObject({ ok: true })
    expect(readEvidence('http://[nowhere')).toMatchObject({
      ok: false,
      message: expect.stringContaining('not a link'),
    })
    expect(readEvidence(`https://a.example/${'x'.repeat(2000)}`)).toMatchObject({ ok: false })
    expect(readEvidence(Array(11).fill('Minutes').join('\n'))).toEqual({
      ok: false,
      message: 'At most 10 pieces at once; this has 11.',
    })
  })

  it('gives for any text only pieces that can be stored, and never throws', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 250 }),
      fc.webUrl(),
      fc.constantFrom('https://', 'http://%', '((((', '- ', '👩‍👧'.repeat(120)),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const read = readEvidence(lines.join('\n'))
        if (!read.ok) expect(read.message).not.toBe('')
        else for (const item of read.items) expect(evidenceItem.parse(item)).toEqual(item)
      }),
    )
  })
})
