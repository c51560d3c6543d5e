import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { readState } from '../../../../src/faces/slack/modal.ts'
import { stateValues } from '../../../../src/faces/slack/payload-schema.ts'

type State = z.input<typeof stateValues>
type Answer = State[string][string]

const read = (values: State) => readState(stateValues.parse(values))
const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value })
const user = (selected_user: string | null): Answer => ({ type: 'users_select', selected_user })
const picked = (value: string | null): Answer => ({
  type: 'static_select',
  selected_option: value === null ? null : option(value),
})

describe('what comes back from a form', () => {
  it('is a text, a tick, a choice or a date by field', () => {
    expect(
      read({
        'field:text': { text: { type: 'plain_text_input', value: 'Sampled.' } },
        'field:rating': { choice: { type: 'radio_buttons', selected_option: option('amber') } },
        'field:none': { choice: picked('=') },
        'field:due': { date: { type: 'datepicker', selected_date: '2026-12-01' } },
        'field:typed': { text: { type: 'plain_text_input', value: '31.2.27' } },
        'field:tell': { tick: { type: 'checkboxes', selected_options: [option('yes')] } },
        finder: { find: picked('4.2') },
      }),
    ).toEqual({
      values: {
        text: 'Sampled.',
        rating: 'amber',
        none: '',
        due: '2026-12-01',
        typed: '31.2.27',
        tell: true,
      },
      users: {},
    })
  })

  it('is empty where nothing was filled in', () => {
    expect(
      read({
        'field:text': { text: { type: 'plain_text_input', value: null } },
        'field:rating': { choice: picked(null) },
        'field:due': { date: { type: 'datepicker', selected_date: null } },
        'field:tell': { tick: { type: 'checkboxes', selected_options: [] } },
        'field:helper': { user: user(null) },
        'field:owner': { person: picked(null) },
      }),
    ).toEqual({
      values: { text: '', rating: null, due: '', tell: false, helper: '', owner: '' },
      users: {},
    })
  })

  it.each([
    ['a choice without a value', { choice: { type: 'static_select', selected_option: {} } }],
    ['a text that is a number', { text: { type: 'plain_text_input', value: 7 } }],
    ['ticks that are no list', { tick: { type: 'checkboxes', selected_options: 'yes' } }],
    ['a date that is none', { date: { type: 'datepicker', selected_date: {} } }],
  ])('is refused at the edge: %s', (_what, field) => {
    expect(stateValues.safeParse({ 'field:any': field }).success).toBe(false)
  })

  it.each([
    ['a user of the workspace', { user: user('U0ADA1') }, { person: picked(null) }, 'U0ADA1'],
    ['somebody who is not in it', { user: user(null) }, { person: picked('p-3') }, 'p-3'],
    ['the one who stood there', { 'user:kept': user('U0ADA1') }, { person: picked(null) }, 'U0ADA1'],
    ['the one picked since, below', { 'user:kept': user('U0ADA1') }, { person: picked('p-3') }, 'p-3'],
    ['the one picked since, above', { user: user('U0ADA1') }, { 'person:kept': picked('p-3') }, 'U0ADA1'],
    ['of two, the lower', { user: user('U0ADA1') }, { person: picked('p-3') }, 'p-3'],
  ])('of two pickers means %s', (_, field, other, meant) => {
    const { values, users } = read({ 'field:who': field, 'other:who': other })
    expect({ ...values, ...users }).toEqual({ who: meant })
    expect(Object.keys(users)).toEqual(meant.startsWith('U') ? ['who'] : [])
  })
})
