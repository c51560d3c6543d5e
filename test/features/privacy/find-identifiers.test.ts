import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { passesNhsCheck } from '../../../src/features/privacy/nhs-number.ts'
import { passesPupilCheck } from '../../../src/features/privacy/pupil-number.ts'
import { findIdentifiers, type Hit } from '../../../src/features/privacy/rules.ts'
import { begin, computedSince } from '../../support/cpu-time.ts'
import { validNhsNumber } from './nhs-numbers.ts'

const today = isoDate('2026-11-23')

/** What was found, as it stands in the text: 'NHS number: 999 000 0018'. */
function found(text: string): string[] {
  const letters = Array.from(text)
  return findIdentifiers(text, today).map(
    ({ kind, from, to }) => `${kind}: ${letters.slice(from - 1, to).join('')}`,
  )
}

const nhs = (written: string) => [`NHS number: ${written}`]
const birth = (written: string) => [`date of birth: ${written}`]
const pupil = (written: string) => [`unique pupil number: ${written}`]
const home = (written: string) => [`home address: ${written}`]
const initials = (written: string) => [`initials with a date of birth: ${written}`]

describe('what is found', () => {
  test.each<[string, string[]]>([
    // NHS numbers, as people write them.
    ['Seen again 9990000018 at clinic', nhs('9990000018')],
    ['Seen again 999 000 0018 at clinic', nhs('999 000 0018')],
    ['999-000-0018', nhs('999-000-0018')],
    ['999.000.0018 in the audit', nhs('999.000.0018')],
    ['letter_999_000_0018.pdf', nhs('999_000_0018')],
    ['99900 00018', nhs('99900 00018')],
    ['9 9 9 0 0 0 0 0 1 8', nhs('9 9 9 0 0 0 0 0 1 8')],
    ['999\u00A0000\u20090018', nhs('999\u00A0000\u20090018')],
    ['999\u2013000\u20140018', nhs('999\u2013000\u20140018')],
    ['９９９ ０００ ００１８', nhs('９９９ ０００ ００１８')],
    ['𝟗𝟗𝟗𝟎𝟎𝟎𝟎𝟎𝟏𝟖', nhs('𝟗𝟗𝟗𝟎𝟎𝟎𝟎𝟎𝟏𝟖')],
    ['999\u200B000\u200B0018', nhs('999\u200B000\u200B0018')],
    ['9️⃣9️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣8', nhs('9️⃣9️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣8')],
    ['(9990000018)', nhs('9990000018')],
    ['NHS9990000018', nhs('9990000018')],
    ['14 records, 2 of 9990000018', nhs('9990000018')],
    ['On 14 999 000 0018 2 visits', nhs('999 000 0018')],
    ['9990000018,9990000026', ['NHS number: 9990000018', 'NHS number: 9990000026']],
    ['999 000 0018 999 000 0026', ['NHS number: 999 000 0018', 'NHS number: 999 000 0026']],
    ['9990000018.', nhs('9990000018')],
    ['https://records.example/p/9990000018/notes', nhs('9990000018')],
    ['https://records.example/?nhs=9990000018&v=2', nhs('9990000018')],
    ['https://records.example/?q=999%20000%200018', nhs('999%20000%200018')],
    // A mistyped number, where its label says what it was to be.
    ['NHS number 999 000 0019', nhs('999 000 0019')],
    ['NHS No. 9990000019', nhs('9990000019')],
    ['NHS no: 485 777 3456', nhs('485 777 3456')],
    ['nhs number is 1234567890', nhs('1234567890')],
    ['(NHS: 123 456 7890)', nhs('123 456 7890')],
    ['NHS 485 777 3456 was seen', nhs('485 777 3456')],
    ['NHS number 99900 00019 12 visits', nhs('99900 00019')],
    // Dates of birth.
    ['dob 12/3/09', birth('12/3/09')],
    ['DOB: 12.03.2009', birth('12.03.2009')],
    ['DoB - 12-03-2009', birth('12-03-2009')],
    ['d.o.b. 12 March 2009', birth('12 March 2009')],
    ['D.O.B 12th of March 2009', birth('12th of March 2009')],
    ['date of birth: 2009-03-12', birth('2009-03-12')],
    ['Date of Birth (12 Mar 09)', birth('12 Mar 09')],
    ['date of birth is March 12, 2009', birth('March 12, 2009')],
    ['date of birth recorded as 12/3/2009', birth('12/3/2009')],
    ['date of birth of Jane Example is 12/3/2009', birth('12/3/2009')],
    ['dob 120309', birth('120309')],
    ['dob 12032009', birth('12032009')],
    ['dob 12 03 2009', birth('12 03 2009')],
    ['DOB:\n12/03/2009', birth('12/03/2009')],
    ['dob12/3/09', birth('12/3/09')],
    ['dob 31/2/09', birth('31/2/09')],
    ['Date of birth provided: 12/3/09', birth('12/3/09')],
    ['stillborn on 12 March 2026', birth('12 March 2026')],
    ['dob 2009', birth('2009')],
    ['dob March 2009', birth('March 2009')],
    ['The child was born 12/3/09', birth('12/3/09')],
    ['born on 12 March 2009 and placed', birth('12 March 2009')],
    ['born on Thursday 12th March', birth('12th March')],
    ['born early at the maternity unit on 12/3/2026', birth('12/3/2026')],
    ['a girl (b. 12/3/09)', birth('12/3/09')],
    ['his birthday is on 12 March', birth('12 March')],
    [
      'DOBs 12/3/09, 1/2/11 and 4/5/13',
      ['date of birth: 12/3/09', 'date of birth: 1/2/11', 'date of birth: 4/5/13'],
    ],
    ['?dateOfBirth=2009-03-12', birth('2009-03-12')],
    ['dob １２/３/０９', birth('１２/３/０９')],
    // Unique pupil numbers.
    ['B801200005001', pupil('B801200005001')],
    ['Pupil b801200005001 moved school', pupil('b801200005001')],
    ['P207000016049 on roll', pupil('P207000016049')],
    ['B801 2000 05001', pupil('B801 2000 05001')],
    ['https://school.example/B801200005001', pupil('B801200005001')],
    ['UPN: A801200005001', pupil('A801200005001')],
    ['unique pupil number A801200005001', pupil('A801200005001')],
    // Home addresses.
    ['Visited 12 Oak Road, PO1 2AB today', home('12 Oak Road, PO1 2AB')],
    ['Flat 3, 7 High St PO12AB', home('Flat 3, 7 High St PO12AB')],
    ['12 oak rd, portsmouth, po1 2ab', home('12 oak rd, portsmouth, po1 2ab')],
    ['12a-14 The Avenue, Southsea, PO4 9XY', home('12a-14 The Avenue, Southsea, PO4 9XY')],
    ['7, Saint Mary Street\nPortsmouth\nPO1 2AB', home('7, Saint Mary Street\nPortsmouth\nPO1 2AB')],
    ['lives at 12 Oakfield, Portsmouth, PO1 2AB', home('12 Oakfield, Portsmouth, PO1 2AB')],
    ['Flat B, Mill House, PO1 2AB', home('Flat B, Mill House, PO1 2AB')],
    ['house number 12, PO1 2AB', home('12, PO1 2AB')],
    ['12 PO1 2AB', home('12 PO1 2AB')],
    ['12 May Street, PO1 2AB', home('12 May Street, PO1 2AB')],
    // Initials with a date of birth.
    ['AB (12/3/09)', initials('AB (12/3/09')],
    ['A.B. 12.03.2009 seen', initials('A.B. 12.03.2009')],
    ['A B, 12 March 2009', initials('A B, 12 March 2009')],
    ['child AB, born 2009', initials('AB, born 2009')],
    ['AB (b. 2009)', initials('AB (b. 2009')],
    ['AB was born in March 2009', initials('AB was born in March 2009')],
    ["AB's dob is 12/3/09", initials("AB's dob is 12/3/09")],
    ['AB dob 12/3/09', initials('AB dob 12/3/09')],
    ['AB, aged 14, 12/3/12', initials('AB, aged 14, 12/3/12')],
    ['patient AB 14y 12/3/12', initials('AB 14y 12/3/12')],
    ['AB (14) 12/3/12', initials('AB (14) 12/3/12')],
    ['child ABC 12/3/09', initials('ABC 12/3/09')],
    ['ABC dob 12/3/09', initials('ABC dob 12/3/09')],
    ['12/3/09 AB seen by the health visitor', initials('12/3/09 AB')],
    ['child LA 12/3/09', initials('LA 12/3/09')],
    ['baby AB 12/10/26', initials('AB 12/10/26')],
    [
      'Siblings AB 12/3/09, CD 1/2/11',
      ['initials with a date of birth: AB 12/3/09', 'initials with a date of birth: CD 1/2/11'],
    ],
    // Published pseudonyms pass, a date of birth beside one does not.
    ['Child F, dob 12/3/09', birth('12/3/09')],
    // Several at once, in the order of the text.
    [
      'AB dob 12/3/09, NHS 999 000 0018, 12 Oak Road PO1 2AB, UPN B801200005001',
      [
        'initials with a date of birth: AB dob 12/3/09',
        'NHS number: 999 000 0018',
        'home address: 12 Oak Road PO1 2AB',
        'unique pupil number: B801200005001',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })
})

describe('what passes', () => {
  test.each([
    '',
    '   ',
    // Notes as boards write them.
    'First audit done, 14 of 16 records complete. Second due 12/3/26.',
    'Monthly audit of under-18 records: 14/16 compliant in October, 15/16 in November.',
    'Meeting planned for 27th September with the named GP and the LSCB.',
    '4.2.3 depends on 4.10 and LEI-6; see also 4.2.10 and KEN-12.',
    'Action 4.2.3 to be closed at the board on 1 December 2026.',
    'SOP v2.1.13 ratified 18/10/17, review due 18/10/2019.',
    'Supervision compliance: Q1 78%, Q2 84%, Q3 91%, Q4 95%.',
    'Paper to committee 23.11.2026; minutes by Mon 30 Nov.',
    'Contact the MASH on 07700 900123 or 020 7946 0000.',
    'Duty desk +44 7700 900123, out of hours +44 (0)20 7946 0000.',
    'Duty desk +447700900123; from abroad 00447700900123.',
    'Switchboard 023 9200 0000 ext 1234, fax 01632 960001.',
    'Ring 0300 123 1234 for NHS mail support.',
    'Tel: 7700900123',
    'See thread 1699999999.123456 for the discussion.',
    'https://example.slack.com/archives/C0123456789/p1699999999123456',
    'https://docs.example/d/1A2b3C4857773456xyz/edit?ts=1699999999',
    'https://records.example/item/48577734561234',
    'https://zoom.us/j/9990000018',
    'Meeting ID: 999 000 0018',
    'Teams meeting ID 312 485 777 345',
    'Commit 9990000018ab and build 20261123.4',
    'id 550e8400-e29b-41d4-a716-446655440000',
    'ISBN 978-0-306-40615-7, ISBN-10 0-306-40615-2',
    'ISBN 9990000018',
    'Budget £4,857,773,456 and £9990000018',
    'Ratio 1.9990000018 against 9990000018.25',
    'Incident INC9990000018 closed',
    'Counts by quarter 41 38 44 52 of 212',
    'rose from 45 2019-2020 onwards',
    'Card 4857 7734 5612 3456',
    'Sort code 40-47-84',
    'The NHS number must be on every referral; 1,204 of 1,310 had it.',
    'NHS number field added, live from 1 April 2026.',
    // Dates that are not births.
    'DOB is now mandatory on the referral form from 1 April 2026.',
    'DOB field added 12/3/26.',
    'We added date of birth on 12/3/26.',
    'Audit: consent 12/16, DOB 9/12, GP 16/16.',
    'Date of birth checks completed 12/3/26; next 12/6/26.',
    'Date of birth. Meeting 12/3/26.',
    'Every date of birth is recorded. The audit of 12 March 2026 showed 98%.',
    'Babies born after 1 April 2026 get the new red book.',
    'Children born between 1 September 2010 and 31 August 2011 were in the sample.',
    'Children born 1/9/2010 to 31/8/2011 were in the sample.',
    'Babies born on 1 April 2026 or later get the new red book.',
    'Of 212 babies born in March 2026, 208 were seen within 14 days.',
    'Newborn visits reviewed 12/3/26, unborn protocol agreed 1/4/26.',
    'Lessons borne out by the review of 12 March 2014.',
    'Cohort born in 2009 offered the vaccine.',
    'Birth plans audited 12/3/26.',
    // People, pseudonyms, places.
    'Inspected by Jane Example HMI and John Sample, 4-8 March 2024.',
    'Serious case review: Child F, published 12 March 2014.',
    'Baby P (2009), Family A and Mr X are named in the overview report.',
    'Child F (12.3.14) and Baby P 12/3/09 are published reviews.',
    'Updated by KS 12/3/24, agreed: EW 1/4/24.',
    'KS 12/3/26',
    '(KS 10/11/26) chased the IT provider.',
    '10.11.26 KS: first audit sampled.',
    '12/3/24 KS: called the named GP.',
    'QA 12/3/25, CQC 12/3/25, HR 1/4/25: all attended.',
    'ALL STAFF TO COMPLETE BY 12/3/25 OR SO',
    '4.2.10 KS to chase, 4.2.11 EW to close.',
    '12/3/24 EH assessments sampled; 12/3/24 DA training.',
    'PHT (10.9.17) and SCR 12.3.14 are on the plan.',
    'K Slater /E Wilson 18/10/17',
    'World War II 12/3/24',
    "St Mary's Hospital, Milton Road, PO3 6AD",
    'Civic Offices, Guildhall Square, Portsmouth, PO1 2AL',
    'Unit 4, Acorn Business Park, PO15 5TL',
    'Room 12, Civic Offices, Guildhall Square, PO1 2AL',
    'Referrals from PO1 2AB rose by 12 in March.',
    '16 records at Milton Road, PO3 6AD were sampled.',
    'On 12 March Milton Road clinic, PO3 6AD, reopened.',
    'Since 2019 PO1 2AB has had its own health visitor.',
    '12 Oak Road team leads met.',
    'Open 9-5, Milton Road, PO3 6AD',
    'By 30 Nov, Oak Road Clinic PO9 2AL',
    'Ward 4 Milton Road, PO3 6AD',
    // Letters and digits that are not a pupil.
    'A801200005001 is the wrong sum',
    'Asset B8012000050012 and X12345678901',
    'Form V202609041530.docx',
  ])('%s', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('initials beside a date', () => {
  test.each([
    ['AB 23/11/25', 1],
    ['AB 24/11/25', 0],
    ['AB 24/11/07', 1],
    ['AB 23/11/07', 0],
    ['AB 12/3/27', 0],
    ['baby AB 12/3/27', 0],
    ['baby AB 1/11/26', 1],
  ])('%s, on 23 November 2026', (text, hits) => {
    expect(findIdentifiers(text, today)).toHaveLength(hits)
  })

  test('without a today, a sign-off cannot be told from a birth, so it is found', () => {
    expect(findIdentifiers('KS 12/3/26')).toEqual<Hit[]>([
      { kind: 'initials with a date of birth', from: 1, to: 10 },
    ])
    expect(findIdentifiers('Chaired by KS 12/3/26')).toEqual([])
    expect(findIdentifiers('AB 12/3/1985')).toEqual([])
  })
})

describe('positions', () => {
  test('count code points of the text as it was typed', () => {
    expect(findIdentifiers('Seen today: 999 000 0018')).toEqual<Hit[]>([
      { kind: 'NHS number', from: 13, to: 24 },
    ])
    expect(findIdentifiers('👶 999 000 0018')).toEqual<Hit[]>([{ kind: 'NHS number', from: 3, to: 14 }])
    // Family of three: five code points.
    expect(findIdentifiers('👩‍👧‍👦 9990000018 👍')).toEqual<Hit[]>([{ kind: 'NHS number', from: 7, to: 16 }])
    expect(findIdentifiers('\u200B\u200B9990000018')).toEqual<Hit[]>([
      { kind: 'NHS number', from: 3, to: 12 },
    ])
    expect(findIdentifiers('a\r\n\r\n9990000018')).toEqual<Hit[]>([{ kind: 'NHS number', from: 6, to: 15 }])
    expect(findIdentifiers('%20%20dob 12/3/09')).toEqual<Hit[]>([{ kind: 'date of birth', from: 11, to: 17 }])
    expect(findIdentifiers('👶👶 AB, dob 12/3/09', today)).toEqual<Hit[]>([
      { kind: 'initials with a date of birth', from: 4, to: 18 },
    ])
  })

  test('are sorted and do not overlap, whatever is strung together', () => {
    const pieces = fc.constantFrom(
      ...[
        'AB',
        'dob',
        'born',
        '12/3/09',
        '999 000 0018',
        'B801200005001',
        '12 Oak Road',
        'PO1 2AB',
        '👶',
        ',',
        'NHS no',
      ],
      ...['child', 'on', '2009', '12', 'March', 'Flat 3', 'A.B.', '(', ')', '\n', '9990000018', '-', '+44'],
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (words) => {
        const text = words.join(' ')
        const hits = findIdentifiers(text, today)
        for (const [i, hit] of hits.entries()) {
          expect(hit.from).toBeGreaterThan(hits[i - 1]?.to ?? 0)
          expect(hit.to).toBeGreaterThanOrEqual(hit.from)
        }
        expect(hits.at(-1)?.to ?? 0).toBeLessThanOrEqual(Array.from(text).length)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('every text', () => {
  const separator = fc.constantFrom(
    '',
    ' ',
    '  ',
    '-',
    ' - ',
    '\u00A0',
    '\u2009',
    '\u2011',
    '\u2013',
    '\u200B',
  )
  const words = fc.constantFrom(
    '',
    'Seen ',
    'Child: ',
    '(',
    'see https://x.example/p/',
    '👶 ',
    'ref=',
    'NHS number ',
    '12 March, ',
  )

  test('a valid number is found in any spacing', () => {
    fc.assert(
      fc.property(
        validNhsNumber,
        separator,
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }),
        words,
        fc.constantFrom('', ' today', ')', '. Then', ', and', '/notes', '?'),
        (digits, sep, cuts, lead, tail) => {
          const written = Array.from(digits, (digit, i) => (cuts.includes(i) ? sep : '') + digit).join('')
          const from = Array.from(lead).length + 1
          expect(findIdentifiers(lead + written + tail, today)).toEqual<Hit[]>([
            { kind: 'NHS number', from, to: from + Array.from(written).length - 1 },
          ])
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('a number in the printed form is found with mixed signs', () => {
    fc.assert(
      fc.property(validNhsNumber, separator, separator, (digits, a, b) => {
        const written = `${digits.slice(0, 3)}${a}${digits.slice(3, 6)}${b}${digits.slice(6)}`
        expect(findIdentifiers(`for ${written} again`, today)).toHaveLength(1)
      }),
    )
  })

  test('a number with a wrong last digit passes, but for its label', () => {
    fc.assert(
      fc.property(validNhsNumber, fc.integer({ min: 1, max: 9 }), (digits, by) => {
        const wrong = digits.slice(0, 9) + ((Number(digits[9]) + by) % 10)
        expect(findIdentifiers(`seen ${wrong} today`, today)).toEqual([])
        expect(findIdentifiers(`NHS no ${wrong}`, today)).toHaveLength(1)
      }),
    )
  })

  test('digits of another length pass', () => {
    const digits = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })
    fc.assert(
      fc.property(fc.oneof(digits(1, 9), digits(11, 40)), words, (run, lead) => {
        // '12 March, 2009' is a date beside words that make nothing of it.
        expect(findIdentifiers(`${lead}${run}`, today)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  test('never throws, and answers at once', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(...'0123456789 -./,()%2DABOabo\n\u200B\uD800\uDC00👶９'),
        maxLength: 300,
      }),
    )
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, dated) => {
        expect(Array.isArray(dated ? findIdentifiers(text, today) : findIdentifiers(text))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    '1 ',
    '1',
    '12 ',
    '1-',
    'AB ',
    'A.',
    'A. ',
    'dob ',
    'born in ',
    'dob of A ',
    'a 1',
    '12 Oak ',
    '12 Oak Road ',
    'PO1 2AB ',
    '12 a ',
    '12/3/09 ',
    '1/',
    '1.',
    'mar ',
    'march 2',
    'nhs ',
    'nhs no ',
    ' ',
    '\n',
    '(',
    '%20',
    '\u200B',
    '999 000 ',
    'A1',
    'Flat ',
    'born at a ',
    '1 of the ',
  ])('long texts of %j take a moment only', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length))
    const began = begin()
    findIdentifiers(text, today)
    expect(computedSince(began)).toBeLessThan(2000)
  })
})

describe('the checks', () => {
  test('of an NHS number', () => {
    expect(passesNhsCheck('9990000018')).toBe(true)
    expect(passesNhsCheck('4857773456')).toBe(false)
    expect(passesNhsCheck('999000001')).toBe(false)
    // A remainder of 1 asks for the check 10, which is never issued.
    expect(
      ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].some((d) => passesNhsCheck(`999000000${d}`)),
    ).toBe(false)
  })

  test('of a unique pupil number', () => {
    expect(passesPupilCheck('B801200005001')).toBe(true)
    expect(passesPupilCheck('P207000016049')).toBe(true)
    expect(passesPupilCheck('B207000016049')).toBe(false)
    expect(passesPupilCheck('A80120000500I')).toBe(false)
    const temporary = Array.from('ABCDEFGHJKLMNPQRTUVWXYZ').filter((first) =>
      passesPupilCheck(`${first}80120000500A`),
    )
    expect(temporary).toHaveLength(1)
    expect(findIdentifiers(`${temporary[0]}80120000500A`, today)).toHaveLength(1)
  })
})
