import { describe, expect, it } from 'vitest'
import { readInline } from '../../src/features/reports/import/inline.ts'
import {
  type JointConvention,
  pictureOf,
  readJoint,
  readTag,
} from '../../src/features/reports/import/joint.ts'

const read = (items: readonly string[], convention: Partial<JointConvention> = {}) => {
  const whole: JointConvention = { jointInspection: true, style: null, noteLine: null, ...convention }
  const tagged = items.map((item) => readTag(readInline(item)))
  const picture = pictureOf(tagged, whole)
  return tagged.map((item) => {
    const { joint, flags } = readJoint(item, picture, whole)
    return flags.length > 0 ? [joint, 'asked'] : joint
  })
}

describe('a tag', () => {
  it.each([
    '(Joint) Review training.',
    '(Joint)Review training.',
    'Joint: Review training.',
    'JOINT – Review training.',
    '[Joint with Ofsted] Review training.',
    '*(Joint)* Review training.',
    'Review training. (Ofsted 2026)',
    'Review training (joint).',
    'Review training. (this is a joint recommendation)',
    'Review training. [shared with Ofsted]',
  ])('%s', (item) => {
    expect(readTag(readInline(item)).text).toMatch(/^Review training\.?$/)
    expect(read([item, 'Improve audit.'])).toEqual([true, false])
  })

  it.each([
    'Ensure a joint approach.',
    'Improve planning (joint working between teams).',
    'Ofsted must be told.',
  ])('%s has none', (item) => {
    expect(readTag(readInline(item)).tag).toBeNull()
  })
})

describe('italics', () => {
  it('mean joint where the report says so', () => {
    expect(read(['*Review training.*', 'Improve audit.'], { style: 'italic', noteLine: 3 })).toEqual([
      true,
      false,
    ])
  })

  it('cannot be told where the report says so and the copy has none', () => {
    expect(read(['Review training.', 'Improve audit.'], { style: 'italic', noteLine: 3 })).toEqual([
      [null, 'asked'],
      [null, 'asked'],
    ])
  })

  it('are asked about where nothing says what they mean', () => {
    expect(read(['*Review training.*', 'Improve audit.'])).toEqual([
      [null, 'asked'],
      [null, 'asked'],
    ])
  })

  it('without the tag that the others have are read as joint, and asked about', () => {
    expect(
      read(['(Joint) *Review training.*', '*Improve audit.*', 'Keep records.'], {
        style: 'italic',
        noteLine: 3,
      }),
    ).toEqual([true, [true, 'asked'], false])
  })

  it('of one half are asked about', () => {
    expect(read(['(Joint) Review training.', '*Improve* audit'])[1]).toEqual([null, 'asked'])
  })

  it('mean nothing in a report of one inspectorate', () => {
    expect(read(['*Review training.*'], { jointInspection: false })).toEqual([false])
  })
})
