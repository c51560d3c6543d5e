import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import type { ActionDetail } from '../../../src/features/actions/schema.ts'
import { actionCard, whenOf } from '../../../src/features/actions/view.ts'
import { fieldsOf } from '../../support/shown.ts'
import { aMember, anAction } from './action.ts'

const viewing = { today: isoDate('2026-11-23'), reader: aMember('owner') }

const card = (said: Partial<ActionDetail>): Record<string, string> =>
  fieldsOf({ blocks: actionCard(anAction(said), viewing) })

describe('the due date on an action’s card', () => {
  const day = {
    dueOn: isoDate('2026-11-30'),
    originalDueOn: isoDate('2026-11-30'),
    duePrecision: 'day',
  } as const
  const month = { dueOn: isoDate('2026-12-31'), duePrecision: 'month' } as const
  const done = { status: 'complete', completedOn: isoDate('2026-11-20') } as const

  it('is said by the headline while there is something to do, and below only what that leaves out', () => {
    const headline = (said: Partial<ActionDetail>): string => whenOf(anAction(said), viewing.today)
    expect(headline(day)).toBe('in 5 working days (Mon 30 Nov)')
    expect(headline(month)).toBe('in 26 working days (end of Dec 2026)')
    expect(headline({})).toBe('no date')
    for (const said of [day, month, {}]) expect(card(said)).not.toHaveProperty('Due')
    expect(card({ ...day, dueAsWritten: 'end of November' })['Due']).toBe(
      "Mon 30 Nov; the plan says 'end of November'",
    )
  })

  it('stays when the action is finished, with what it was at first and what the plan says', () => {
    expect(card({ ...day, ...done })['Due']).toBe('Mon 30 Nov')
    expect(card({ ...month, ...done })['Due']).toBe('end of Dec 2026')
    expect(card({ ...done, dueAsWritten: 'asap' })['Due']).toBe("the plan says 'asap'")
    expect(card({ ...day, ...done, originalDueOn: isoDate('2026-10-30') })['Due']).toBe(
      'Mon 30 Nov; originally Fri 30 Oct',
    )
  })
})

describe('what is in the way', () => {
  it('is said once, when it is why the action is at risk too', () => {
    expect(card({ outlook: 'at_risk', outlookReason: 'IT is late', blockers: 'IT is late' })).toMatchObject({
      Status: 'In progress, at risk',
      'In the way': 'IT is late',
    })
    expect(card({ outlook: 'off_track', outlookReason: 'No funding', blockers: 'IT is late' })).toMatchObject(
      {
        Status: 'In progress, off track: No funding',
        'In the way': 'IT is late',
      },
    )
  })
})
