import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { textOf, type View } from '../../../src/core/view.ts'
import { checkTexts } from '../../../src/features/privacy/rules.ts'
import { validNhsNumber } from './nhs-numbers.ts'

const today = isoDate('2026-11-23')

/** All that a person reads. */
function read(view: View | null): string[] {
  if (!view) return []
  return [view.headline, ...view.blocks.map((block) => (block.type === 'text' ? textOf(block.text) : ''))]
}

describe('a clean text', () => {
  test.each<Record<string, string | null | undefined>>([
    {},
    { text: '' },
    { text: null, evidence: undefined },
    { text: 'First audit done, 14 of 16 records complete' },
    { narrative: 'On track for 12/3/26', blockers: null, evidence: 'https://records.example/audit-7' },
  ])('%j is let through', (texts) => {
    expect(checkTexts(texts, today)).toBeNull()
  })

  test('what two fields hold together is not put together', () => {
    expect(checkTexts({ narrative: 'Dob', evidence: '12/3/09' }, today)).toBeNull()
  })
})

describe('a refusal', () => {
  test('says what it looks like, where, and what to do', () => {
    const view = checkTexts({ text: 'Spoke about 999 000 0018' }, today)
    expect(view).toMatchObject({ kind: 'refusal', audience: 'private' })
    expect(read(view)).toEqual([
      'Not saved: this looks like an NHS number (positions 13-24). Use the record system for anything about a child, and describe the work here.',
      'The board kept nothing of it. Take that part out and send it again; where it stands in a chat, delete it.',
    ])
  })

  test('names the field when more than one has a text', () => {
    expect(read(checkTexts({ narrative: 'Done', blockers: null, evidence: 'dob 12/3/09' }, today))).toEqual([
      'Not saved: this looks like a date of birth (Evidence: positions 5-11). Use the record system for anything about a child, and describe the work here.',
      'The board kept nothing of it. Take that part out and send it again; where it stands in a chat, delete it.',
    ])
    const alone = checkTexts({ narrative: ' ', blockers: null, evidence: 'dob 12/3/09' }, today)
    expect(read(alone)[0]).toContain('a date of birth (positions 5-11)')
    const named = checkTexts({ outlookReason: 'dob 12/3/09', text: 'Done' }, today)
    expect(read(named)[0]).toContain('(Outlook reason: positions 5-11)')
  })

  test('lists several, a line a field', () => {
    const texts = {
      narrative: 'Child AB (12/3/09), 12 Oak Road, PO1 2AB',
      evidence: '999 000 0018, 999 000 0026 and B801200005001',
    }
    expect(read(checkTexts(texts, today))).toEqual([
      'Not saved: this looks like initials with a date of birth, a home address, 2 NHS numbers and a unique pupil number. Use the record system for anything about a child, and describe the work here.',
      'Narrative: initials with a date of birth (positions 7-17), home address (positions 21-40)',
      'Evidence: NHS number (positions 1-12), NHS number (positions 15-26), unique pupil number (positions 32-44)',
      'The board kept nothing of it. Take those parts out and send it again; where it stands in a chat, delete it.',
    ])
    expect(read(checkTexts({ text: 'dob 12/3/09; NHS no 123 456 7890' }, today))[1]).toBe(
      'Date of birth (positions 5-11), NHS number (positions 21-32)',
    )
  })

  test('counts what is too much to list', () => {
    const lines = read(checkTexts({ narrative: '9990000018 '.repeat(14), evidence: 'dob 12/3/09' }, today))
    expect(lines[0]).toContain('14 NHS numbers and a date of birth')
    expect(lines[1]?.split('NHS number')).toHaveLength(11)
    expect(lines[2]).toBe('And 5 more.')
    expect(lines).toHaveLength(4)
  })

  test('marks thousands, so that a position never reads like a piece of a number', () => {
    const view = checkTexts({ text: `${'x'.repeat(1233)} 9990000018` }, today)
    expect(view?.headline).toContain('(positions 1,235-1,244)')
  })

  test('repeats nothing of the text', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'QXZJKVqxzjkv'), minLength: 3, maxLength: 9 })
    const figures = fc.integer({ min: 1000, max: 99_999_999 }).map(String)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(odd, figures, validNhsNumber), { maxLength: 400 }),
        validNhsNumber,
        fc.array(fc.oneof(odd, figures), { maxLength: 20 }),
        (before, digits, after) => {
          const text = [...before, 'Z.Q. (12/3/2009)', digits, ...after].join(' ; ')
          const view = checkTexts({ narrative: text, evidence: text }, today)
          expect(view?.kind).toBe('refusal')
          const shown = JSON.stringify(view)
          expect(shown).not.toMatch(/\d{4}/)
          for (const word of text.match(/[\p{L}\d]{3,}/gu) ?? []) expect(shown).not.toContain(word)
        },
      ),
      { numRuns: 200 },
    )
  })
})
