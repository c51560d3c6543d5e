import { describe, expect, it } from 'vitest'
import { allocateReferences } from '../../src/features/reports/references.ts'
import { codesOf, draftOf, recommendationsOf } from './read.ts'

describe('who and what an item belongs to', () => {
  it("'should take the following action.' names the bodies for every timescale under it", () => {
    const draft = draftOf(
      [
        'Inspection of safeguarding and looked after children services',
        'Hexwater County Council',
        'Inspection dates: 26 September - 7 October 2016',
        'Report published: 21 November 2016',
        '',
        'Areas for improvement',
        '',
        'In order to improve the help given to children in Hexwater, the local authority and its partners should take the following action.',
        '',
        'Immediately:',
        '• ensure that all enquiries are thorough',
        '',
        'Within three months:',
        '• review the arrangements for the designated officer',
      ].join('\n'),
    )
    expect(recommendationsOf(draft)).toEqual([
      '- | ensure that all enquiries are thorough | Hexwater County Council',
      '- | review the arrangements for the designated officer | Hexwater County Council',
    ])
    expect(draft.recommendations.map(({ dueOn }) => dueOn)).toEqual(['2016-11-21', '2017-02-21'])
    expect(draft.recommendations.map(codesOf)).toEqual([
      ['group-resolved', 'collective-responsibility'],
      ['group-resolved', 'collective-responsibility'],
    ])
    expect(allocateReferences(draft, new Set()).recommendations).toEqual(['REP-1', 'REP-2'])
  })

  it('a remark under a numbered item is part of it, an order is one of its own', () => {
    const draft = draftOf(
      [
        'Recommendations',
        '',
        '3. NHS Fen must:',
        'a) appoint a designated doctor; and',
        'b) report on the appointment.',
        '4. NHS Fen should audit supervision records.',
        '* This includes bank staff.',
        '5. NHS Fen should review its training.',
        '* Ensure that bank staff are trained.',
      ].join('\n'),
    )
    expect(draft.recommendations.map(({ ref, text }) => [ref, text])).toEqual([
      ['3a', 'appoint a designated doctor'],
      ['3b', 'report on the appointment.'],
      ['4', 'NHS Fen should audit supervision records. • This includes bank staff.'],
      ['5', 'NHS Fen should review its training.'],
      [null, 'Ensure that bank staff are trained.'],
    ])
    expect(allocateReferences(draft, new Set()).recommendations).toEqual(['3A', '3B', '4', '5', 'REP-5'])
  })

  it('a body between two commas before the verb is one of those who do it', () => {
    const draft = draftOf(
      'Recommendations\n\n1. Fen Care Trust, with City of Stow Metropolitan District Council, improves the quality of assessments\n',
    )
    expect(draft.recommendations[0]?.organisations).toEqual([
      'Fen Care Trust',
      'City of Stow Metropolitan District Council',
    ])
    expect(draft.recommendations.flatMap(codesOf)).toEqual([])
  })
})
