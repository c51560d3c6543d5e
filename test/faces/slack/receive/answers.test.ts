import { describe, expect, it } from 'vitest'
import type { Form, FormField } from '../../../../src/core/form.ts'
import { answer, done, refusal } from '../../../../src/core/view.ts'
import { isSameList, remaking } from '../../../../src/faces/common/asking.ts'
import { foundIn } from '../../../../src/faces/common/found.ts'
import { optionsOf } from '../../../../src/faces/slack/options.ts'

import { fieldErrors } from '../../../../src/faces/slack/submit.ts'

describe('errors of a form', () => {
  it('stand at the block of their field', () => {
    const text = { optional: false, type: 'text', value: '', multiline: true, max: 100 } as const
    const fields: FormField[] = [
      { ...text, name: 'narrative', label: 'What', error: 'Say it in a sentence.' },
      { ...text, name: 'evidence', label: 'Evidence' },
      { name: 'due', label: 'Due', optional: true, type: 'date', value: '', error: 'Not a date.' },
    ]
    const form = { type: 'form', title: '', command: '', state: [], fields, submit: '', hidden: {} } as Form
    expect(fieldErrors(form)).toEqual({
      'field:narrative': 'Say it in a sentence.',
      'field:due': 'Not a date.',
    })
  })
})

describe('what makes a message again', () => {
  it('is what was asked, and never what changed something', () => {
    expect(remaking(answer('9 actions'), 'actions mine')).toBe('actions mine')
    expect(remaking(done('4.2 is yours.'), 'actions claim 4.2')).toBeNull()
    expect(remaking(done('4.2 is yours.', { about: 'actions show 4.2' }), 'actions claim 4.2')).toBe(
      'actions show 4.2',
    )
    expect(remaking(refusal('No.'), 'actions claim 4.2')).toBeNull()
  })
})

describe('another page of the same list', () => {
  it.each([
    ['actions list page:2', 'actions list', true],
    ['actions home rating:red', 'Actions  home', true],
    ['actions show 4.2', 'actions list', false],
    ['recommendations list', 'actions list', false],
    ['actions list', null, false],
  ])('%s on %s: %s', (command, origin, same) => {
    expect(isSameList(command, origin)).toBe(same)
  })
})

describe('what a finder offers', () => {
  it('is each reference once, with as many of its words as fit', () => {
    const rows = [
      { ref: '4.2', text: `Monthly audit ${'of records '.repeat(20)}` },
      {
        ref: 'LEI-6',
        text: [
          { type: 'mark' as const, text: 'CAF' },
          { type: 'plain' as const, text: ' plans' },
        ],
      },
      { ref: '4.2', text: 'again' },
      { ref: 'Kate Slater', text: 'not an action' },
    ]
    const options = optionsOf(foundIn(answer('Found', [{ type: 'rows', rows }])))
    expect(options.map(({ value }) => value)).toEqual(['4.2', 'LEI-6'])
    expect(options[1]?.text.text).toBe('LEI-6 · CAF plans')
    for (const { text } of options) expect(text.text.length).toBeLessThanOrEqual(75)
  })

  it('is never more than Slack takes', () => {
    const rows = Array.from({ length: 150 }, (_, at) => ({ ref: `4.${at}`, text: 'x' }))
    expect(optionsOf(foundIn(answer('Found', [{ type: 'rows', rows }])))).toHaveLength(100)
    expect(optionsOf(foundIn(answer('Nothing')))).toEqual([])
  })
})
