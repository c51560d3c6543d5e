import { describe, expect, it } from 'vitest'
import { namedBody } from '../../src/features/reports/import/body-groups.ts'
import { readLeads } from '../../src/features/reports/import/leads.ts'
import { collectOrganisations } from '../../src/features/reports/import/organisation-book.ts'
import { readAddressed, readParties } from '../../src/features/reports/import/organisations.ts'
import { isGenericBody } from '../../src/features/reports/import/vocabulary.ts'
import { codesOf } from './read.ts'

const nothing = collectOrganisations([], [])
const bodies = (text: string, book = nothing) => readParties(text, book).organisations

describe('a list of bodies', () => {
  it.each([
    ['NHS Alder, Birch and Cole', ['NHS Alder, Birch and Cole']],
    ['NHS Alder, Birch and Cole and Stow City Council', ['NHS Alder, Birch and Cole', 'Stow City Council']],
    [
      'Fen NHS Trust and Marsh and Tide NHS Foundation Trust',
      ['Fen NHS Trust', 'Marsh and Tide NHS Foundation Trust'],
    ],
    [
      'Fen NHS Trust, NHS Fen CCG and Fen County Council',
      ['Fen NHS Trust', 'NHS Fen CCG', 'Fen County Council'],
    ],
    ['Fen NHS Trust / NHS Fen CCG', ['Fen NHS Trust', 'NHS Fen CCG']],
    ['Fen NHS Trust; NHS Fen CCG', ['Fen NHS Trust', 'NHS Fen CCG']],
    ['the mental health trust Marsh and Tide Partnership Trust (MTPT)', ['Marsh and Tide Partnership Trust']],
    ['East and West Fen CCGs', ['NHS East CCG', 'NHS West Fen CCG']],
    ['“NHS Fen”', ['NHS Fen']],
  ])('%s', (text, expected) => {
    expect(bodies(text)).toEqual(expected)
  })

  it("'The CCGs' are those the document announced", () => {
    const book = collectOrganisations(
      [],
      ['The three clinical commissioning groups for West Fen, Alder, Birch and Cole, and Stow met.'],
    )
    expect(bodies('The CCGs and Fen NHS Trust', book)).toEqual([
      'NHS West Fen CCG',
      'NHS Alder, Birch and Cole CCG',
      'NHS Stow CCG',
      'Fen NHS Trust',
    ])
  })

  it('an abbreviation stands for its name only where the document says so', () => {
    expect(bodies('MTPT', collectOrganisations(['Marsh and Tide Partnership Trust (MTPT)'], []))).toEqual([
      'Marsh and Tide Partnership Trust',
    ])
    expect(bodies('MTPT')).toEqual(['MTPT'])
  })

  it('a name is not lengthened by the body before it', () => {
    const book = collectOrganisations(
      ['NHS Fen'],
      ['NHS Fen and Fen NHS Foundation Trust must act. Ensure Fen NHS Foundation Trust acts.'],
    )
    expect(bodies('NHS Fen and Fen NHS Foundation Trust', book)).toEqual([
      'NHS Fen',
      'Fen NHS Foundation Trust',
    ])
    expect([...book.names.values()]).toEqual(['NHS Fen', 'Fen NHS Foundation Trust'])
  })
})

describe('a general word', () => {
  it.each([
    'the Trust',
    'Council',
    'the local authority',
    'our Foundation Trust',
    'The Acute Hospital',
    'lead agency',
  ])('%s names no body', (text) => {
    expect(isGenericBody(text)).toBe(true)
    expect(bodies(text)).toEqual([])
  })

  it.each(['Fen NHS Trust', 'the CCG', 'NHS England', 'Stow Council'])('%s does', (text) => {
    expect(isGenericBody(text)).toBe(false)
  })

  it('is asked about, or stands for the only body of its kind', () => {
    expect(codesOf(readAddressed('The Council and the Trust must agree.', nothing))).toEqual([
      'group-unresolved',
      'group-unresolved',
    ])
    const one = collectOrganisations(['Fen NHS Trust'], [])
    expect(readAddressed('The Trust must agree.', one)).toMatchObject({ organisations: ['Fen NHS Trust'] })
    const two = collectOrganisations(['Fen NHS Trust', 'Stow NHS Trust'], [])
    expect(readAddressed('The Trust must agree.', two).organisations).toEqual([])
    expect(namedBody('Trust', one).name).toBe('Fen NHS Trust')
    expect(namedBody('Trust', two)).toMatchObject({ name: null, flags: [{ code: 'group-unresolved' }] })
  })

  it("makes no lead in a plan's text", () => {
    expect(readLeads('The Trust will write a policy.', nothing)).toMatchObject({
      organisations: [],
      leadOrganisation: null,
    })
    expect(readLeads('To be led by the Trust.', nothing)).toMatchObject({
      leadOrganisation: null,
      unnamedLead: 'Trust',
    })
    expect(
      readLeads('This needs to be led by PQT, and perhaps coordinated by the CCG.', nothing),
    ).toMatchObject({
      leadOrganisation: 'PQT',
      mustBeLedElsewhere: true,
      organisations: ['PQT', 'CCG'],
    })
  })
})

describe('who a recommendation is addressed to', () => {
  it.each([
    ['All partners should attend.', [], ['collective-responsibility']],
    ['Ensure that records are kept.', [], ['no-organisation']],
    ['There is enough capacity to meet demand.', [], ['no-organisation']],
    ['The health visiting team must attend.', ['The health visiting team'], ['not-an-organisation']],
  ])('%s', (text, organisations, flags) => {
    expect(readAddressed(text, nothing)).toMatchObject({ organisations })
    expect(codesOf(readAddressed(text, nothing))).toEqual(flags)
  })
})
