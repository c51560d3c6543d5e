import { describe, expect, it } from 'vitest'
import { splitNumbered } from '../../src/features/reports/import/split-actions.ts'

const parts = (cell: string) => splitNumbered(cell)?.parts.map(({ text }) => text) ?? null

describe('a cell that numbers its actions', () => {
  it.each([
    ['1 - Ask IT. 2 - Tell staff.', ['Ask IT.', 'Tell staff.']],
    ['1. Ask IT 2. Tell staff', ['Ask IT', 'Tell staff']],
    ['(1) ask IT (2) tell staff', ['ask IT', 'tell staff']],
    ['a) ask IT b) tell staff c) stop', ['ask IT', 'tell staff', 'stop']],
    ['i. Ask IT ii. Tell staff', ['Ask IT', 'Tell staff']],
    ['• Ask IT\n• Tell staff', ['Ask IT', 'Tell staff']],
    ['The team will:\n1. Ask IT\n2. Tell staff', ['Ask IT', 'Tell staff']],
  ])("'%s'", (cell, expected) => {
    expect(parts(cell)).toEqual(expected)
  })

  it.each([
    'Audit 1 record in 2 - 4 weeks.',
    'Level 2 training for the 0-19 team.',
    'Review the 2015 guidance. Share it.',
    '1 - Only one.',
    'See 4.2 and 4.10.',
  ])("'%s' stays whole", (cell) => {
    expect(parts(cell)).toBeNull()
  })

  it('gives the words before the first number as the stem', () => {
    expect(splitNumbered('The team will: 1. Ask IT 2. Tell staff')?.stem).toBe('The team will:')
  })
})
