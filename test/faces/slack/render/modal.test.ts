import type { InputBlock, KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { type Form, type FormField, withErrors } from '../../../../src/core/form.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import { answer } from '../../../../src/core/view.ts'
import {
  fieldBlockId,
  renderFinder,
  renderForm,
  renderViewModal,
  renderWaiting,
} from '../../../../src/faces/slack/modal.ts'
import { slackViolations } from '../../../fakes/slack-limits.ts'
import { mine, progressForm } from '../../fixtures.ts'
import { shownWords } from './reading.ts'

const users = new Map([
  ['p-1', 'U0ADA1'],
  ['p-2', 'U0BEN2'],
])

function open(form: Form) {
  const modal = renderForm(form, { metadata: 'sealed', users })
  expect(slackViolations({ trigger_id: '1.2', view: modal })).toEqual([])
  return { ...modal, blocks: modal.blocks as KnownBlock[] }
}

/** The inputs of a form of one field. */
function ask(field: Partial<FormField> & Pick<FormField, 'type'>, known = users): InputBlock[] {
  const whole = { name: 'f', label: 'Field', optional: false, ...field } as FormField
  const form = { ...progressForm, state: [], fields: [whole] }
  const modal = renderForm(form, { metadata: 'sealed', users: known })
  expect(slackViolations(modal)).toEqual([])
  return (modal.blocks as KnownBlock[]).filter((block) => block.type === 'input')
}

const options = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ value: `p-${at + 1}`, label: `Person ${at + 1}` }))

describe('a form', () => {
  it('says what it is for, how things stand, and asks', () => {
    const { title, submit, close, callback_id, private_metadata, blocks } = open(progressForm)
    expect([title.text, submit?.text, close?.text]).toEqual(['Progress on 4.2.3', 'Save progress', 'Cancel'])
    expect([callback_id, private_metadata]).toEqual(['form', 'sealed'])
    expect(shownWords(blocks.slice(0, 2))).toBe(
      'Action  Monthly audit of under-18 records\nStands at  Red, 12 days overdue (Mon 9 Nov)\nIT provider has the change.\n– Ada Example, Wed 21 Oct',
    )
    expect(blocks.slice(2)).toMatchObject([
      {
        block_id: 'field:text',
        optional: false,
        element: { type: 'plain_text_input', multiline: true, max_length: 2000 },
      },
      { block_id: 'field:rating', element: { type: 'radio_buttons', initial_option: { value: 'green' } } },
      {
        block_id: 'field:due',
        hint: { text: 'A new date is shown to the board with the old one.' },
        element: { type: 'datepicker', initial_date: '2026-12-01' },
      },
      { block_id: 'field:helper', optional: true, element: { type: 'users_select' } },
      { block_id: 'field:tell', optional: true, element: { type: 'checkboxes' } },
    ])
  })

  it('comes back with what is wrong beside what was typed', () => {
    const typed = {
      text: 'Records were sampled.',
      rating: 'amber',
      due: '31.2.27',
      helper: 'p-2',
      tell: true,
    }
    const { blocks } = open({
      ...withErrors(progressForm, typed, { due: "'31.2.27' is not a date." }),
      problem: 'Somebody changed it meanwhile. Your text is kept.',
    })
    expect(blocks[0]).toMatchObject({ text: { text: '⚠️ Somebody changed it meanwhile. Your text is kept.' } })
    const at = blocks.findIndex(({ block_id }) => block_id === fieldBlockId('due'))
    expect(blocks.slice(at - 2)).toMatchObject([
      { element: { initial_value: 'Records were sampled.' } },
      { element: { initial_option: { value: 'amber' } } },
      // What is no date cannot stand in a picker: it stays text, to be put right.
      { element: { type: 'plain_text_input', initial_value: '31.2.27' } },
      { type: 'context', elements: [{ text: "⚠️ '31.2.27' is not a date." }] },
      { element: { initial_user: 'U0BEN2' } },
      { element: { initial_options: [{ value: 'yes' }] } },
    ])
  })

  it('cuts a title at a word, and has nothing to press in its state', () => {
    const { title, blocks } = open({
      ...progressForm,
      title: 'New action for SOLI-104.10.2',
      state: mine.blocks,
    })
    expect(title.text).toBe('New action for…')
    expect(blocks.some((block) => block.type === 'actions' || 'accessory' in block)).toBe(false)
  })

  it('leaves room for its fields, however much there is to say before them', () => {
    const state = Array.from({ length: 150 }, (_, n) => ({ type: 'text' as const, text: `*${n}*` }))
    const { blocks } = open({ ...progressForm, state })
    expect(blocks).toHaveLength(100)
    expect(blocks.filter(({ type }) => type === 'input')).toHaveLength(5)
  })
})

describe('a text', () => {
  it('is kept though it is longer than it should be', () => {
    const [block] = ask({ type: 'text', value: 'x'.repeat(60), multiline: false, max: 20 })
    expect(block?.element).toMatchObject({ max_length: 60, initial_value: 'x'.repeat(60) })
  })

  it('longer than a box takes is cut, and says so', () => {
    const [block] = ask({
      type: 'text',
      value: 'x'.repeat(3100),
      multiline: true,
      max: 4000,
      help: 'One a line.',
    })
    expect(block?.element).toMatchObject({ max_length: 3000 })
    expect(block?.hint?.text).toBe('One a line. The last 100 characters did not fit into this box.')
  })

  it('on one line has no line ends', () => {
    const [block] = ask({ type: 'text', value: 'a\r\nb', multiline: false, max: 20 })
    expect(block?.element).toMatchObject({ initial_value: 'a b' })
  })
})

describe('a choice', () => {
  it.each([
    ['four short ones are radio buttons', { options: options(4) }, 'radio_buttons'],
    ['five are a menu', { options: options(5) }, 'static_select'],
    [
      'an optional one is a menu, which can be emptied',
      { options: options(2), optional: true },
      'static_select',
    ],
    [
      'a long one is in a menu',
      { options: [...options(2), { value: 'x', label: 'long '.repeat(12) }] },
      'static_select',
    ],
  ])('%s', (_, more, type) => {
    expect(ask({ type: 'choice', value: 'p-1', ...more })[0]?.element).toMatchObject({
      type,
      initial_option: { value: 'p-1' },
    })
  })

  it('of nothing is said', () => {
    const form = {
      ...progressForm,
      state: [],
      fields: [
        { name: 'f', label: 'Status', optional: false, type: 'choice', value: null, options: [] } as const,
      ],
    }
    expect(shownWords(open(form).blocks)).toBe('Status: There is nothing to choose from.')
  })

  it('that is not among them is told back', () => {
    expect(ask({ type: 'choice', value: 'elsewhere', options: options(3) })[0]?.hint?.text).toBe(
      "You wrote 'elsewhere'.",
    )
  })

  it('of none has a value too', () => {
    const [block] = ask({ type: 'choice', value: '', options: [{ value: '', label: 'None' }, ...options(1)] })
    expect(block?.element).toMatchObject({ initial_option: { text: { text: 'None' }, value: '=' } })
  })
})

describe('a person', () => {
  const person = { type: 'person' as const, value: '' }
  const typesOf = (blocks: InputBlock[]) => blocks.map(({ element }) => element.type)

  it('is picked from the workspace where it has most of them', () => {
    expect(ask({ ...person, options: options(2) })).toMatchObject([
      { block_id: 'field:f', optional: false, element: { type: 'users_select', action_id: 'user' } },
    ])
  })

  it('who is not in the workspace is in a second menu; then either may be empty', () => {
    expect(ask({ ...person, value: 'p-3', options: options(3) })).toMatchObject([
      { block_id: 'field:f', optional: true, element: { type: 'users_select', action_id: 'user' } },
      {
        block_id: 'other:f',
        optional: true,
        label: { text: 'Someone who is not in this workspace' },
        hint: { text: 'One of the two is needed.' },
        element: { type: 'static_select', action_id: 'person:kept', initial_option: { value: 'p-3' } },
      },
    ])
  })

  it('is picked by name where the workspace has few of them', () => {
    expect(typesOf(ask({ ...person, options: options(10) }))).toEqual(['static_select'])
    expect(typesOf(ask({ ...person, value: 'p-1', options: options(10) }))).toEqual([
      'users_select',
      'static_select',
    ])
  })

  it('is typed where there is nobody to pick, and told back where the name fits nobody', () => {
    expect(ask({ ...person, value: 'Ada', options: [] })[0]?.element).toMatchObject({ initial_value: 'Ada' })
    expect(ask({ ...person, value: 'Smit', options: options(10) })[0]?.hint?.text).toBe("You wrote 'Smit'.")
  })

  it('of more than a hundred is in groups', () => {
    const [block] = ask({ ...person, options: options(230) }, new Map())
    expect(block?.element).toMatchObject({
      option_groups: [{ label: { text: 'Person 1 to Person 100' } }, {}, {}],
    })
  })
})

describe('a date', () => {
  it.each([
    ['2026-12-01', 'datepicker'],
    ['', 'datepicker'],
    ['2026-02-31', 'plain_text_input'],
    ['next week', 'plain_text_input'],
    ['9999-01-01', 'plain_text_input'],
  ])('%j is asked for by a %s', (value, type) => {
    expect(ask({ type: 'date', value })[0]?.element.type).toBe(type)
  })
})

describe('other windows', () => {
  it('show a view, wait, and find', () => {
    const rendering = { seal: createSeal(['a secret'], 'slack'), about: 'T0', origin: 'actions mine' }
    const shown = renderViewModal(mine, 'Your actions', rendering, 'sealed')
    expect(shown).toMatchObject({ callback_id: 'shown', close: { text: 'Close' } })
    expect(renderViewModal(answer(''), '', rendering, '')).toMatchObject({ title: { text: 'Followthrough' } })
    const finder = renderFinder('Find an action', 'sealed')
    expect(finder).toMatchObject({
      callback_id: 'finder',
      blocks: [{}, { elements: [{ action_id: 'find' }] }],
    })
    for (const view of [shown, finder, renderWaiting('One moment', 'sealed')]) {
      expect(slackViolations({ view })).toEqual([])
      expect(view).not.toHaveProperty('submit')
    }
  })
})
