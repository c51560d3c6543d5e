import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addDays, isoDate } from '../../../../src/calendar/date.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import { originOf } from '../../../../src/faces/slack/origin.ts'
import { renderMessage } from '../../../../src/faces/slack/render.ts'
import type { ActionSummary } from '../../../../src/features/actions/schema.ts'
import { defaultScheme } from '../../../../src/features/boards/schema.ts'
import type { Left } from '../../../../src/features/reminders/store.ts'
import { dailyCommand, dailyView, mostRows } from '../../../../src/features/reminders/view.ts'
import type { ReportClock } from '../../../../src/features/reports/store.ts'
import { slackViolations } from '../../../fakes/slack-limits.ts'
import { shownWords } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'slack messages')
const about = 'T0WORKSPACE'
const today = isoDate('2026-11-30')
const lead = { id: randomUUID(), name: 'Lindiwe Adebayo-Featherstonehaugh' }
const actor = {
  boardId: randomUUID(),
  boardSlug: 'northmere',
  boardName: 'Northmere safeguarding partnership',
  personId: lead.id,
  personName: lead.name,
  role: 'administrator',
  active: true,
} as const

/** An action whose every line is as long as a row lets it be. */
function longAction(ref: string, owner: ActionSummary['owner'], daysLate: number): ActionSummary {
  const dueOn = addDays(today, -daysLate)
  const text =
    'Review “safeguarding” supervision & recording of under-18s’ attendance at <all> units '.repeat(4)
  return {
    id: randomUUID(),
    ref,
    text,
    status: 'in_progress',
    outlook: 'on_track',
    outlookReason: null,
    dueOn,
    originalDueOn: dueOn,
    dueAsWritten: null,
    duePrecision: 'day',
    lastProgressOn: today,
    completedOn: null,
    version: 3,
    owner,
    ownerAsWritten: null,
    leadOrganisation: 'Northmere Integrated Care Board',
    recommendation: { id: randomUUID(), ref: '4', text, joint: null },
    report: { id: randomUUID(), title: text, kind: 'action plan', area: 'Northmere', marking: null },
    lastProgress: { at: new Date('2026-11-20T10:00:00Z'), narrative: text, author: lead.name },
  }
}

function longClock(n: number): ReportClock {
  return {
    id: randomUUID(),
    title: `Part ${n} of the joint targeted area inspection of the multi-agency response`,
    number: n,
    kind: 'inspection report',
    area: `Part ${n} of Northmere and its districts`,
    responseKind: null,
    responseDueOn: addDays(today, -n),
    responseSentOn: null,
    responseDays: 70,
    responseProvisional: true,
  } as unknown as ReportClock
}

/** The message of such a day, as its view and as Slack is sent it. */
function fullDay(own: number, escalated: number, clocks: number) {
  const left = (many: number, chapter: number, owner: ActionSummary['owner']): Left => {
    const all = Array.from({ length: many }, (_, n) => longAction(`LEI-${chapter}.${n + 1}.2`, owner, n + 3))
    return { ids: all.map(({ id }) => id), first: all.slice(0, mostRows) }
  }
  const message = {
    id: randomUUID(),
    personId: lead.id,
    period: today,
    subject: { kind: 'daily' as const, own: [], escalated: [], clocks: [] },
  }
  const view = dailyView({
    message,
    now: {
      own: { ...left(own, 1, lead), figures: { overdue: own, today: 0, soon: 0, undated: 0 } },
      escalated: left(escalated, 2, { id: randomUUID(), name: 'Christopher Montgomery-Fotheringham' }),
    },
    clocks: Array.from({ length: clocks }, (_, n) => longClock(n + 1)),
    pace: 'every_step',
    viewing: { scheme: defaultScheme, today, actor },
  })
  if (!view) throw new Error('Nothing is said.')
  const origin = dailyCommand(message)
  return { origin, sent: renderMessage(view, { seal, about, origin }) }
}

describe('the message of a full day', () => {
  it.each([
    [6, 10, 1],
    [30, 30, 1],
    [30, 30, 30],
  ])(
    'names every part of it, and can be made again: %i own, %i escalated, %i clocks',
    (own, escalated, clocks) => {
      const { origin, sent } = fullDay(own, escalated, clocks)
      expect(slackViolations(sent)).toEqual([])
      const words = shownWords(sent.blocks)
      expect(words).not.toMatch(/fits? here/)
      const shown = (pattern: RegExp): number => [...words.matchAll(pattern)].length
      expect([shown(/LEI-1\.\d/g), shown(/LEI-2\.\d/g), shown(/Part \d/g)]).toEqual([
        Math.min(own, mostRows),
        Math.min(escalated, mostRows),
        Math.min(clocks, 4),
      ])
      const more = [...words.matchAll(/and (\d+) more/g)].reduce((sum, [, cut]) => sum + Number(cut), 0)
      const all = shown(/LEI-\d\.\d/g) + shown(/Part \d/g) + more
      expect(all, 'what is cut is counted').toBe(own + escalated + clocks)
      const pressed = sent.blocks.filter(
        (block) => block.type === 'actions' || (block.type === 'section' && block.accessory),
      )
      expect(pressed.length).toBeGreaterThan(0)
      for (const { block_id } of pressed) expect(originOf(block_id ?? '', seal, about)).toBe(origin)
    },
  )
})
