import { describe, expect, it } from 'vitest'
import { type Form, type FormField, withErrors } from '../../../../src/core/form.ts'
import { fieldId } from '../../../../src/faces/teams/data.ts'
import { readFields, renderChooser, renderForm } from '../../../../src/faces/teams/render.ts'
import { cardViolations, type Json } from '../../../fakes/adaptive-card.ts'
import { progressForm } from '../../fixtures.ts'
import { actionsOf, inputsOf, shownWords } from './reading.ts'

function draw(form: Form, where: 'dialog' | 'card' = 'dialog') {
  const { card } = renderForm(form, { sealed: 'sealed', where })
  expect(cardViolations(card)).toEqual([])
  return card
}

/** The input of a form of one field, and what is said beside it. */
function ask(field: Partial<FormField> & Pick<FormField, 'type'>): {
  input: Json | undefined
  words: string
} {
  const whole = { name: 'f', label: 'Field', optional: false, ...field } as FormField
  const card = draw({ ...progressForm, state: [], fields: [whole] })
  return { input: inputsOf(card)[0], words: shownWords(card) }
}

const options = (n: number) =>
  Array.from({ length: n }, (_, at) => ({ value: `p-${at + 1}`, label: `Person ${at + 1}` }))

describe('a form', () => {
  it('says how things stand, and asks', () => {
    const card = draw(progressForm)
    expect(shownWords(card)).toBe(
      'Action\nMonthly audit of under-18 records\nStands at\nRed, 12 days overdue (Mon 9 Nov)\n' +
        'IT provider has the change.\n– Ada Example, Wed 21 Oct\nA new date is shown to the board with the old one.',
    )
    expect(inputsOf(card)).toMatchObject([
      { type: 'Input.Text', id: 'field-text', isMultiline: true, maxLength: 2000, isRequired: true },
      { type: 'Input.ChoiceSet', id: 'field-rating', style: 'expanded', value: 'green' },
      { type: 'Input.Date', id: 'field-due', value: '2026-12-01' },
      { type: 'Input.ChoiceSet', id: 'field-helper', style: 'filtered' },
      { type: 'Input.Toggle', id: 'field-tell', title: 'Send them a message today', value: '(not ticked)' },
    ])
    expect(inputsOf(card)[0]).toMatchObject({ errorMessage: "'What has happened since?' is needed." })
    expect(inputsOf(card)[2]).not.toHaveProperty('isRequired')
  })

  it('is submitted from a window, and executed from a message, which has its title', () => {
    const data = { do: 'save', s: 'sealed' }
    expect(actionsOf(draw(progressForm))).toMatchObject([
      { type: 'Action.Submit', title: 'Save progress', data },
    ])
    const card = draw(progressForm, 'card')
    expect(actionsOf(card)).toMatchObject([
      { type: 'Action.Execute', verb: 'save', data, fallback: { data } },
    ])
    expect(shownWords(card)).toMatch(/^Progress on 4\.2\.3\n/)
  })

  it('comes back with what was typed and what is wrong, at its field and on top', () => {
    const typed = { text: 'Half of it', due: '31.2.27', rating: 'red', helper: 'p-2', tell: true }
    const errors = { due: "'31.2.27' is not a date.", rating: 'Say why.' }
    const card = draw({
      ...withErrors(progressForm, typed, errors),
      problem: 'Not saved: two answers are missing.',
    })
    expect(inputsOf(card)).toMatchObject([
      { value: 'Half of it' },
      { value: 'red' },
      { type: 'Input.Text', id: 'field-due', value: '31.2.27' },
      { value: 'p-2' },
      { value: '(ticked)' },
    ])
    const words = shownWords(card)
    expect(words).toMatch(/^⚠️ Not saved: two answers are missing\.\n/)
    expect(words).toContain("⚠️ '31.2.27' is not a date.")
    const body = card.body.map((element) => ('id' in element && element.id) || shownWords(element))
    expect(body.indexOf('⚠️ Say why.')).toBe(body.indexOf('field-rating') + 1)
  })

  it('gives way before what was typed does, however much there is', () => {
    const long = 'Everything that happened since. '.repeat(120)
    const card = draw({
      ...progressForm,
      state: [{ type: 'quote', text: long.repeat(3) }],
      fields: [0, 1, 2, 3, 4].map((at) => ({
        name: `f${at}`,
        label: 'What?',
        optional: true,
        type: 'text',
        value: long,
        multiline: true,
        max: 4000,
      })),
    })
    expect(inputsOf(card).map(({ value }) => value)).toEqual(Array.from({ length: 5 }, () => long))
  })
})

describe('a field', () => {
  it('offers a few choices at once, and more in a menu', () => {
    expect(ask({ type: 'choice', value: null, options: options(4) }).input).toMatchObject({
      style: 'expanded',
    })
    expect(ask({ type: 'choice', value: null, options: options(5) }).input).toMatchObject({
      style: 'compact',
    })
  })

  it('lets an optional choice be taken back', () => {
    const { input } = ask({ type: 'choice', value: 'p-1', options: options(2), optional: true })
    const { choices, id } = input as { choices: { title: string; value: string }[]; id: string }
    expect(choices[0]).toMatchObject({ title: 'None' })
    expect(readFields({ [id]: choices[0]?.value })).toEqual({ f: '' })
  })

  it('says what was typed where that cannot be chosen', () => {
    const { input, words } = ask({ type: 'person', value: 'Somebody', options: options(3) })
    expect(input).not.toHaveProperty('value')
    expect(words).toBe("You wrote 'Somebody'.")
  })

  it('says so where there is nothing to choose from, and takes a name where there is nobody', () => {
    expect(ask({ type: 'choice', value: null, options: [] })).toEqual({
      input: undefined,
      words: 'Field\nThere is nothing to choose from.',
    })
    expect(ask({ type: 'person', value: 'Ada', options: [] }).input).toMatchObject({
      type: 'Input.Text',
      value: 'Ada',
    })
  })

  it('keeps the person who was chosen, however many there are', () => {
    const { input, words } = ask({ type: 'person', value: 'p-900', options: options(900) })
    expect(input).toMatchObject({ value: 'p-900' })
    expect(words).toBe(
      'Not everybody fits into this list: for somebody else, type the command with their name.',
    )
  })
})

describe('what comes back', () => {
  it('is read by field, and trusted in nothing', () => {
    expect(
      readFields({
        do: 'save',
        s: 'sealed',
        [fieldId('text')]: 'Half of it',
        [fieldId('tell')]: '(ticked)',
        [fieldId('word')]: 'true',
        [fieldId('other')]: false,
        [fieldId('odd')]: { toString: 'x' },
        [fieldId('long')]: 'x'.repeat(20_000),
        text: 'not a field',
      }),
    ).toEqual({ text: 'Half of it', tell: true, word: 'true', other: false, long: 'x'.repeat(10_000) })
  })

  it('may be anything', () => {
    for (const data of [null, undefined, 'text', 7, [], [['field-a', 'b']]])
      expect(readFields(data)).toEqual({})
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [fieldId(`f${at}`), 'x']))
    expect(Object.keys(readFields(many)).length).toBeLessThan(50)
    const odd = readFields(JSON.parse('{"field-__proto__": "x"}'))
    expect(Object.getPrototypeOf(odd)).toBe(Object.prototype)
  })
})

describe('the first window of the message extension', () => {
  const wishes = [
    { value: 'progress', label: 'Add progress' },
    { value: 'show', label: 'Show' },
  ]
  const actions = [
    { ref: '4.2.1', title: 'Monthly audit' },
    { ref: '4.6', title: 'Referral guide' },
  ]

  it('offers actions by reference and words, or takes any reference', () => {
    const { card } = renderChooser({ sealed: 'sealed', actions, wishes })
    expect(cardViolations(card)).toEqual([])
    expect(inputsOf(card)).toMatchObject([
      {
        id: 'field-action',
        style: 'filtered',
        'choices.data': { type: 'Data.Query', dataset: 'actions' },
        choices: [
          { value: '4.2.1', title: '4.2.1 · Monthly audit' },
          { value: '4.6', title: '4.6 · Referral guide' },
        ],
      },
      { id: 'field-ref', type: 'Input.Text' },
      { id: 'field-wish', value: 'progress', isRequired: true },
    ])
    expect(actionsOf(card)).toMatchObject([{ type: 'Action.Submit', data: { do: 'choose', s: 'sealed' } }])
  })

  it('keeps what was typed, and says on top what is wrong', () => {
    const problem = 'There is no action 4.22 on this board.'
    const { card } = renderChooser({
      sealed: 's',
      actions,
      wishes,
      problem,
      typed: { ref: '4.22', wish: 'show' },
    })
    expect(shownWords(card)).toBe(`⚠️ ${problem}`)
    expect(inputsOf(card)).toMatchObject([{ id: 'field-action' }, { value: '4.22' }, { value: 'show' }])
  })

  it('asks for a reference where there is nothing to offer', () => {
    const { card } = renderChooser({ sealed: 's', actions: [], wishes })
    expect(inputsOf(card)[0]).toMatchObject({ id: 'field-ref', isRequired: true })
  })
})
