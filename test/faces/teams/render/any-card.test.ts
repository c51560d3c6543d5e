import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '../../../../src/core/form.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import type { Button, View } from '../../../../src/core/view.ts'
import { uncarry } from '../../../../src/faces/common/carry.ts'
import { fieldId } from '../../../../src/faces/teams/data.ts'
import { literal } from '../../../../src/faces/teams/letters.ts'
import {
  readFields,
  renderCard,
  renderChooser,
  renderForm,
  renderPublic,
} from '../../../../src/faces/teams/render.ts'
import { cardViolations, type Json } from '../../../fakes/adaptive-card.ts'
import { form, string, view } from '../../arbitraries.ts'
import { actionsOf, inputsOf, markdownOf, shownWords } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'teams')
const about = 'the tenant'
const rendering = (origin: string | null, viewers: string[] = []) => ({
  seal,
  about,
  origin,
  viewers,
  opensForm: (command: string) => command.includes('progress') || command.length % 7 === 0,
})

/** What people write that Teams would take for markup, a mention, a date of its own or a tag. */
const parts = [
  '*',
  '_',
  '~',
  '`',
  '[x](https://evil.example)',
  '[',
  ']',
  '(',
  ')',
  '#',
  '> ',
  '- ',
  '+ ',
  '1. ',
  '2) ',
  '1',
  '.',
  ' ',
  '\n',
  '\n\n',
  '    ',
  '&lt;',
  '&',
  '<',
  '>',
  '<at>all</at>',
  '<at>Ada Example</at>',
  '{{DATE(2026-11-23T09:00:00Z, SHORT)}}',
  '\u202e',
  'a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '![',
  '\\',
  '***',
  '---',
  '===',
  'word',
  '|',
]
const markup = fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((some) => some.join(''))
const long = fc.nat(5000).map((n) => 'An action that goes on & on. '.repeat(Math.ceil(n / 20)).slice(0, n))
const hostile = fc.oneof(string, markup, long)
const account = fc.constantFrom(undefined, '29:1-ada', '29:1-ben', 'not an account!')

/** A view with texts put where the arbitraries' own are short: many rows, long quotes, people who are told. */
const anyView: fc.Arbitrary<View> = fc
  .record({
    view,
    text: hostile,
    name: hostile,
    account,
    rows: fc.array(
      fc.record({ ref: string, text: hostile, detail: hostile, when: string, compact: fc.boolean() }),
      {
        maxLength: 50,
      },
    ),
  })
  .map(({ view: base, text, name, account: told, rows }) => ({
    ...base,
    blocks: [
      ...base.blocks,
      { type: 'quote', text },
      {
        type: 'text',
        text: [
          { type: 'plain', text },
          { type: 'person', text: name, id: 'p-1', ...(told === undefined ? {} : { account: told }) },
          { type: 'strong', text: name },
        ],
      },
      { type: 'rows', rows },
    ],
  }))

const buttonsOf = ({ blocks, next }: View): Pick<Button, 'command'>[] => [
  ...(next === undefined ? [] : [{ command: next }]),
  ...blocks.flatMap((block): Pick<Button, 'command'>[] => {
    if (block.type === 'rows')
      return block.rows.flatMap((row) => [...(row.menu ?? []), ...(row.buttons ?? [])])
    if (block.type === 'menu') return [...block.options]
    return block.type === 'buttons' ? [...block.buttons] : []
  }),
]

/** Everything on a card that carries a command carries one of its view's. */
function expectCarried(card: unknown, from: View, origin: string | null): void {
  const commands = new Set(buttonsOf(from).map(({ command }) => command.toWellFormed()))
  for (const { data, type } of actionsOf(card)) {
    if (type === 'Action.ShowCard' || type === 'Action.OpenUrl') continue
    const { c, o } = data as { c?: string; o?: string }
    if (c !== undefined) expect(commands).toContain(uncarry(c, seal, about))
    if (o !== undefined) expect(uncarry(o, seal, about)).toBe(origin?.toWellFormed())
  }
  for (const { choices } of inputsOf(card as never)) {
    for (const { value } of choices as { value: string }[])
      expect(commands).toContain(uncarry(value, seal, about))
  }
}

/** Nothing in Markdown that is not ours: a mention, strong words, or what is escaped. */
function expectEscaped(card: unknown): void {
  for (const text of markdownOf(card)) {
    const without = text.replace(/<at>[^<>&*_[\]`~\\]*<\/at>/g, 'x').replace(/\\[!-/:-@[-`{-~]/g, 'x')
    const ours = without.replace(/\*\*[^*\n]+\*\*/g, 'x').replace(/&(?:amp|lt|gt);/g, 'x')
    expect(ours).not.toMatch(/[*_~`[\]<>&\\]/)
    expect(ours).not.toMatch(/^\s*(?:[-+#=]|\d{1,9}[.)](?:\s|$))|^ {4}/m)
    expect(ours).not.toMatch(/\{\{(?:DATE|TIME)\(/i)
  }
}

/** A counterexample of fifty long rows would be made smaller for an hour. */
const inTime = { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false }

describe('any view at all', () => {
  const origin = fc.option(fc.oneof(fc.constant('actions mine'), fc.string({ minLength: 1, maxLength: 60 })))
  const viewers = fc.array(fc.constantFrom('29:1-ada', '29:1-ben', 'no account!'), { maxLength: 4 })

  it('is a card that Teams takes, and every control on it carries its command', () => {
    fc.assert(
      fc.property(anyView, origin, viewers, (any, from, seen) => {
        const { card, summary } = renderCard(any, rendering(from, seen))
        expect(cardViolations(card)).toEqual([])
        expect(summary.trim()).not.toBe('')
        expectCarried(card, any, from)
        expectEscaped(card)
      }),
      { numRuns: 300, ...inTime },
    )
  })

  it('is a public message that Teams takes', () => {
    fc.assert(
      fc.property(anyView, fc.option(anyView), fc.option(hostile), (any, card, told) => {
        const shown = { ...any, ...(told === null ? {} : { told }) }
        const sent = renderPublic(shown, card, rendering('actions show 4.2'))
        expect(cardViolations(sent.card)).toEqual([])
        expectEscaped(sent.card)
      }),
      { numRuns: 150, ...inTime },
    )
  })

  it('shows what was written, letter for letter, whatever it looks like to Teams', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, told) => {
        const said = literal(text)
        fc.pre(said.trim() !== '' && said.length < 1000)
        const somebody = { type: 'person' as const, text: 'Ada Example', id: 'p-1', account: '29:1-ada' }
        const { card } = renderCard(
          {
            type: 'view',
            kind: 'answer',
            audience: 'private',
            headline: 'Headline',
            blocks: [{ type: 'text', text: [{ type: 'plain', text }, ...(told ? [somebody] : [])] }],
          },
          rendering(null),
        )
        expect(shownWords(card)).toContain(told ? said.replace(/^ {4,}/gm, ' ') : said)
      }),
      { numRuns: 400 },
    )
  })
})

describe('any form at all', () => {
  /** Names are ours, and two fields never share one. */
  const anyForm: fc.Arbitrary<Form> = fc.record({ form, long: hostile }).map(({ form: any, long: text }) => ({
    ...any,
    fields: any.fields.map((field, at) =>
      field.type === 'text' ? { ...field, name: `f${at}`, value: text } : { ...field, name: `f${at}` },
    ),
  }))

  it('is a card that Teams takes, with an input for every field, and reads back what stood in it', () => {
    fc.assert(
      fc.property(anyForm, fc.constantFrom('dialog' as const, 'card' as const), (any, where) => {
        const { card } = renderForm(any, { sealed: 'sealed', where })
        expect(cardViolations(card)).toEqual([])
        expectEscaped(card)
        const inputs = inputsOf(card)
        for (const field of any.fields) {
          const nothing = field.type === 'choice' && field.options.every(({ value }) => value.length > 200)
          const input = inputs.find(({ id }) => id === fieldId(field.name))
          expect(input !== undefined || (nothing && !field.optional)).toBe(true)
        }
        const answers = readFields(Object.fromEntries(inputs.map(({ id, value }) => [id, value ?? ''])))
        for (const field of any.fields) {
          if (field.type !== 'checkbox' || !inputs.some(({ id }) => id === fieldId(field.name))) continue
          expect(answers[field.name]).toBe(field.value)
        }
      }),
      { numRuns: 400, ...inTime },
    )
  })

  it('and any choice of actions too', () => {
    const action = fc.record({ ref: string, title: hostile })
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 120 }),
        fc.option(hostile),
        string,
        (actions, problem, ref) => {
          const wishes = [{ value: 'progress', label: 'Add progress' }]
          const typed = { ref, wish: 'progress' }
          const { card } = renderChooser({
            sealed: 's',
            actions,
            wishes,
            typed,
            ...(problem === null ? {} : { problem }),
          })
          expect(cardViolations(card)).toEqual([])
          expect(inputsOf(card).map(({ id }: Json) => id)).toEqual(
            expect.arrayContaining(['field-ref', 'field-wish']),
          )
        },
      ),
      { numRuns: 60, ...inTime },
    )
  })
})
