import { describe, expect, it } from 'vitest'
import { collectOrganisations } from '../../src/features/reports/import/organisation-book.ts'
import { readOwners } from '../../src/features/reports/import/owners.ts'
import { likelyOnePerson } from '../../src/features/reports/import/people.ts'
import { codesOf } from './read.ts'

const book = collectOrganisations(['Fen NHS Trust (FNT)'], ['It is led by QRT.'])
const read = (cell: string) => readOwners(cell, book)

describe("an owner's cell", () => {
  it.each([
    ['K Marlow', ['K Marlow']],
    ['K Marlow /E Finch', ['K Marlow', 'E Finch']],
    ['J Moor / S Dale/ E Finch', ['J Moor', 'S Dale', 'E Finch']],
    ['K Marlow; E Finch', ['K Marlow', 'E Finch']],
    ['K Marlow, E Finch', ['K Marlow', 'E Finch']],
    ['K Marlow and E Finch', ['K Marlow', 'E Finch']],
    ['K Marlow\nE Finch', ['K Marlow', 'E Finch']],
    ['E Grey (FNT) & F Brown (council)', ['E Grey (FNT)', 'F Brown (council)']],
    ['Kate Marlow, Named Nurse', ['Kate Marlow, Named Nurse']],
    ['Head of Nursing and Quality', ['Head of Nursing and Quality']],
    ['Named Nurse and Named Doctor', ['Named Nurse', 'Named Doctor']],
    ['Professional Lead SH', ['Professional Lead SH']],
  ])("'%s'", (cell, owners) => {
    expect(read(cell).owners).toEqual(owners)
    expect(codesOf(read(cell))).toEqual([])
  })

  it.each([
    ['', 'owner-missing'],
    ['TBC', 'owner-missing'],
    ['Shared with CCG', 'owner-missing'],
    ['Professional Leads', 'owner-plural'],
    ['Fen NHS Trust', 'owner-is-organisation'],
    ['We will nominate a person for it by the spring', 'owner-unclear'],
    ['By 3 March 2026', 'owner-unclear'],
  ])("'%s' is asked about", (cell, flag) => {
    expect(codesOf(read(cell))).toContain(flag)
  })

  it('a body before a slash leads, the post after it owns', () => {
    expect(read('QRT/Safeguarding Team Lead')).toMatchObject({
      leadOrganisation: 'QRT',
      owners: ['Safeguarding Team Lead'],
    })
    expect(read('C Holt (shared with the CCG)')).toMatchObject({ owners: ['C Holt'], sharedWith: ['CCG'] })
  })

  it("a general word is no organisation: 'The Trust'", () => {
    expect(read('Trust / K Marlow')).toMatchObject({ leadOrganisation: null, owners: ['K Marlow'] })
  })

  it('suggests who may be one person and merges nobody', () => {
    expect(likelyOnePerson(['K Marlow', 'E Finch', 'Kate Marlow', 'Eve Marlow'])).toEqual([
      ['K Marlow', 'Kate Marlow'],
    ])
  })
})
