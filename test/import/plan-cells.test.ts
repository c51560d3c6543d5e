import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDate } from '../../src/calendar/date.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import { roleOf } from '../../src/features/reports/import/columns.ts'
import { readPlanStatus } from '../../src/features/reports/import/plan-status.ts'
import { readDraft } from '../../src/features/reports/import/read-draft.ts'
import { draftReview } from '../../src/features/reports/import-view.ts'
import { createTestBoard } from '../support/board.ts'
import { openTestDatabase } from '../support/database.ts'
import { remarksOf } from '../support/shown.ts'

const today = isoDate('2026-11-25')
const text = [
  'CQC action plan',
  'Hexwater Partnership NHS Trust',
  '',
  'No\tRecommendation\tAction\tOwner\tDeadline\tPriority\tCost\tSuccess measure\tProgress\tRAG',
  '1.1\tImprove the flagging of risk\tAdd a flag\tJ Bloggs\t1.3.2027\tHigh\t£4,000\t90% of records flagged\tSupplier asked\tRed',
  '1.2\tImprove supervision\tStart groups\tA Nother\t1.4.2027\tLow\tnil\tStaff say so\t\tGreen',
  '1.3\tImprove records\tAudit forty\tA Nother\t1.4.2026\t\t\t\t\tG',
  `1.4\tVoice of the child\tAsk children\tA Nother\t1.4.2027\t\t\t\t${'see minutes '.repeat(9)}\tB`,
].join('\n')
const read = readDraft({ name: 'plan.txt', bytes: Buffer.from(text), today })
if (!read.ok) throw new Error(read.message)
const { draft } = read

describe('what a plan says beside the action', () => {
  it('keeps its status, and the columns that the board has no place for', () => {
    expect(draft.actions.map(({ status, other, evidence }) => [status, other, evidence])).toEqual([
      ['Red', 'Priority: High\nCost: £4,000\nSuccess measure: 90% of records flagged', null],
      ['Green', 'Priority: Low\nCost: nil\nSuccess measure: Staff say so', null],
      ['G', null, null],
      ['B', null, null],
    ])
  })

  it('asks where the board will show another rating, or begin what the plan calls finished', () => {
    const messages = draft.actions.map(({ flags }) =>
      flags.flatMap(({ code, message }) => (code === 'plan-status-differs' ? [message] : [])),
    )
    expect(messages).toEqual([
      ["The plan's status is 'Red'; by its dates the board will show Green. Which is right?"],
      [],
      ["The plan's status is 'G'; by its dates the board will show Red. Which is right?"],
      [
        "The plan's status is 'B'; on the board it begins as not started. Is it finished? Then mark it complete there, with its evidence.",
      ],
    ])
  })

  it('shows them in the review, cut', () => {
    const remarks = remarksOf(draftReview(draft, today))
    expect(remarks.filter((each) => each.startsWith('In the plan'))).toEqual([
      'In the plan (1.1): Status: Red · Progress: Supplier asked · Priority: High · Cost: £4,000 · Success measure: 90% of records flagged',
      'In the plan (1.2): Status: Green · Priority: Low · Cost: nil · Success measure: Staff say so',
      'In the plan (1.3): Status: G',
      `In the plan (1.4): Status: B · Progress: ${'see minutes '.repeat(5)}see…`,
    ])
  })

  it.each([
    ['Red', 'Red', false],
    ['R', 'Red', false],
    ['Amber - delayed', 'Amber', false],
    ['Complete', null, true],
    ['Complete (Green)', 'Green', true],
    ['100% complete', null, true],
    ['90% complete', null, false],
    ['Partially complete', null, false],
    ['Not complete', null, false],
    ['To be completed', null, false],
    ['Red/Amber', null, false],
    ['On track', null, false],
    ['Reduced', null, false],
  ])("'%s' is %s, finished: %s", (cell, colour, complete) => {
    expect(readPlanStatus(cell)).toEqual({ colour, complete })
  })

  it.each([
    ['Comments/Evidence', 'evidence'],
    ['Evidence of impact', 'evidence'],
    ['Success measure', 'other'],
    ['KPIs', 'other'],
    ['Outcome', 'other'],
    ['Intended impact', 'other'],
  ])("'%s' is %s: what is to be reached shows nothing yet", (title, role) => {
    expect(roleOf(title)).toBe(role)
  })
})

describe('on the board', () => {
  let db: Awaited<ReturnType<typeof openTestDatabase>>
  beforeAll(async () => {
    db = await openTestDatabase()
  })
  afterAll(() => db.close())

  it('they can still be read', async () => {
    const board = await createTestBoard(db, { draft })
    const shown = renderReply(await board.tell(board.people.kate, 'actions show 1.1'), {
      width: 200,
      colour: false,
    })
    expect(shown).toMatch(/Status in the plan +Red\n/)
    expect(shown).toMatch(
      /Also in the plan +Priority: High · Cost: £4,000 · Success measure: 90% of records flagged\n/,
    )
  })
})
