import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Run, wrap } from '../../src/faces/console/lines.ts'

const words = fc
  .array(fc.constantFrom('a', 'bb', 'ccc', ' ', '  ', 'dddddddddd', '·', '-', '…'), { maxLength: 30 })
  .map((parts) => parts.join(''))

const linesOf = (runs: readonly Run[], width: number, most: number): string[] =>
  wrap(runs, width, most).map((line) => line.map(({ text }) => text).join(''))

describe('breaking a text into lines', () => {
  it('says the same the quick way and letter by letter', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 1, max: 14 }),
        fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY),
        (text, width, most) => {
          const quick = linesOf([{ text, style: 'plain' }], width, most)
          // Two runs are looked at letter by letter.
          const slow = linesOf(
            [
              { text: '', style: 'plain' },
              { text, style: 'plain' },
            ],
            width,
            most,
          )
          expect(quick).toEqual(slow)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
