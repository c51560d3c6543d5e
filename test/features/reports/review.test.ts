import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { textOf } from '../../../src/core/view.ts'
import { renderReply } from '../../../src/faces/console/render.ts'
import { draftReview } from '../../../src/features/reports/import-view.ts'
import { draftOf } from './draft.ts'

const today = isoDate('2026-11-23')
const joint = { code: 'joint-unclear', message: 'The italics were lost. Is it shared?' } as const
const meeting = { code: 'due-milestone', message: "'Meeting planned' is no due date. By when?" } as const

const review = draftReview(
  {
    ...draftOf({
      recommendations: [
        { ref: '1', text: 'Record consent', flags: [joint] },
        {
          ref: '2',
          text: 'Audit records',
          flags: [joint, { code: 'owner-unclear', message: 'Who leads it?' }],
        },
        { ref: '3', text: 'Supervise staff' },
      ],
      actions: [
        { recommendation: '1', text: 'Print the form', flags: [meeting] },
        { recommendation: '2', text: 'Choose a tool', flags: [meeting] },
      ],
    }),
    unrecognised: [{ line: 9, text: 'Page 2', readAs: null }],
  },
  today,
)
const questions = review.blocks.flatMap((block) =>
  block.type === 'note' && textOf(block.text).startsWith('To check') ? [textOf(block.text)] : [],
)

describe('the review of a draft', () => {
  it('asks once what several have in common, and names them', () => {
    expect(questions).toEqual([
      'To check (2): Who leads it?',
      'To check (1, 2): The italics were lost. Is it shared?',
      "To check (1, 2): 'Meeting planned' is no due date. By when?",
    ])
    expect(review.headline).toMatch(/; 3 things to check$/)
  })

  it('has a blank line before each of its parts', () => {
    const lines = renderReply(review, { width: 80, colour: false }).split('\n')
    const above = (start: string): string | undefined =>
      lines[lines.findIndex((line) => line.startsWith(start)) - 1]
    for (const part of ['Recommendations', 'Actions', 'Lines that became', 'To check (1, 2): The'])
      expect(above(part), part).toBe('')
    expect(above('To check (2)')).not.toBe('')
  })
})
