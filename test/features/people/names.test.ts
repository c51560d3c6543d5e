import { describe, expect, it } from 'vitest'
import { nameKey } from '../../../src/core/text.ts'
import { likelyKeys, matchesName } from '../../../src/features/people/rules.ts'

describe('the names a person may stand under in a document', () => {
  it('are their own, with initials, and turned round', () => {
    expect(likelyKeys('Kate Slater')).toEqual(['kateslater', 'kslater', 'slaterkate', 'slaterk'])
  })

  it.each([
    ['Kate Slater', 'K Slater', true],
    ['Kate Slater', 'K. Slater', true],
    ['Kate Slater', 'SLATER, Kate', true],
    ['Dr Kate Slater', 'Kate Slater', true],
    ['Kate Mary Slater', 'K M Slater', true],
    ['Kate Mary Slater', 'K Slater', true],
    ['Kate Mary Slater', 'KM Slater', true],
    ['Siân O’Brien', 'S O’Brien', true],
    ['Kate Slater', 'E Slater', false],
    ['Kate Slater', 'Slater', false],
    ['Kate Slater', 'Kate', false],
    ['Kate Slater', 'Head of Midwifery', false],
    ['Kate', 'Kate', false],
  ])('%s may be %s: %s', (person, written, likely) => {
    expect(likelyKeys(person).includes(nameKey(written))).toBe(likely)
  })
})

describe('whom a typed name means', () => {
  it.each([
    ['kate slater', 'Kate Slater', 'whole'],
    ['Kate  Slater', 'Kate Slater', 'whole'],
    ['kate', 'Kate Slater', 'part'],
    ['slat', 'Kate Slater', 'part'],
    ['k s', 'Kate Slater', 'part'],
    ['slater kate', 'Kate Slater', 'no'],
    ['ate', 'Kate Slater', 'no'],
    ['', 'Kate Slater', 'no'],
    ['-', 'Kate Slater', 'no'],
    ['dr slater', 'Dr Kate Slater', 'part'],
    ["o'b", "Siân O'Brien", 'part'],
  ])('%j and %s: %s', (typed, name, how) => {
    expect(matchesName(typed, name)).toBe(how)
  })
})
