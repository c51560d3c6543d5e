import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { hasErrors, privacyErrors } from '../../../src/features/privacy/form-errors.ts'

const today = isoDate('2026-11-23')
const number = '999 000 0018'

describe('a form with something about a child in it', () => {
  it('says at each field what was found, and nothing where nothing was', () => {
    const errors = privacyErrors(
      { narrative: `Seen: ${number}`, blockers: 'No dates yet', evidence: null },
      today,
    )
    expect(errors).toEqual({
      narrative:
        'Not saved: this looks like an NHS number (positions 7-18). Use the record system for anything about a child, and describe the work here.',
    })
    expect(hasErrors(errors)).toBe(true)
    expect(hasErrors(privacyErrors({ narrative: 'All well' }, today))).toBe(false)
  })

  it('says of several in one field which kinds, and where each is', () => {
    const { narrative } = privacyErrors({ narrative: `${number}, DOB 4/5/2015, ${number}` }, today)
    expect(narrative).toBe(
      'Not saved: this looks like NHS number (positions 1-12), date of birth (positions 19-26) and NHS number (positions 29-40). Use the record system for anything about a child, and describe the work here.',
    )
    expect(narrative).not.toContain(number)
  })

  it('counts what there is no room to list', () => {
    const { narrative } = privacyErrors({ narrative: Array(6).fill(number).join('; ') }, today)
    expect(narrative).toContain('NHS number (positions 29-40) and 3 more.')
  })
})
