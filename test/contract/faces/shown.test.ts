import { describe, expect, it } from 'vitest'
import { answer, note, type Row } from '../../../src/core/view.ts'
import { missing } from './shown.ts'
import { wantedOf } from './wanted.ts'

const row = (ref: string, text: string): Row => ({ ref, text, rating: { colour: 'red', word: 'Red' } })
const view = answer(
  '2 actions',
  [
    {
      type: 'rows',
      rows: [row('4.1', 'Add a mandatory consent field'), row('4.10', 'Put the policy on the intranet')],
    },
    note('That is all'),
  ],
  'actions show 4.1',
)
const wanted = wantedOf(view)
const lines = [
  '2 actions',
  '4.1 Add a mandatory consent field',
  'Red',
  '4.10 Put the policy on the intranet',
  'Red',
  'That is all',
  'Next: /actions show 4.1',
]

describe('what a face shows of a view', () => {
  it('is all of it, however it is laid out', () => {
    expect(missing(wanted, lines.join('\n'))).toBeNull()
    const columns = ['  4.1   Add a mandatory    Red', '        consent field', ...lines.slice(3)]
    expect(missing(wanted, [lines[0], ...columns].join('\n'))).toBeNull()
    const cut = lines.map((line) => line.replace('the intranet', 'the…'))
    expect(missing(wanted, cut.join('\n'))).toBeNull()
  })

  it.each(lines.map((line, at) => [line, at] as const))('lacks what is left out: %s', (_line, at) => {
    expect(missing(wanted, lines.filter((_, n) => n !== at).join('\n'))).not.toBeNull()
  })

  it('lacks what stands in another order, or is cut to almost nothing', () => {
    expect(
      missing(wanted, [lines[0], ...lines.slice(3, 5), ...lines.slice(1, 3), ...lines.slice(5)].join('\n')),
    ).toBe("'4.10'")
    expect(
      missing(wanted, lines.map((line) => line.replace('the policy on the intranet', '…')).join('\n')),
    ).toContain('Put the policy')
  })
})
