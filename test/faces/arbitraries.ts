import fc from 'fast-check'
import type { Reply } from '../../src/core/command.ts'
import type { Form, FormField, Option } from '../../src/core/form.ts'
import type { Block, Button, Row, Span, Text, View } from '../../src/core/view.ts'

/** What people write, and what they should not: sequences, marks, joiners, scripts, long words. */
export const string: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '\u001b[2J',
    '\u009b1m',
    '\u202eabc',
    '👩‍👧‍👦'.repeat(20),
    '界'.repeat(90),
    'a\u0301',
  ),
  fc
    .array(
      fc.constantFrom(
        '\u001b',
        '[',
        ']',
        '0',
        ';',
        'm',
        '\u0007',
        'x',
        ' ',
        '\n',
        '\ud800',
        '\u200d',
        '🙂',
        '\u1100',
      ),
    )
    .map((parts) => parts.join('')),
)

const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ type: fc.constantFrom('plain', 'strong', 'muted', 'mark', 'code'), text: string }),
  fc.record({ type: fc.constant('link' as const), text: string, url: string }),
)
const text: fc.Arbitrary<Text> = fc.oneof(string, fc.array(span, { maxLength: 5 }))
const few = { maxLength: 4 }

/** Commands as features give them, and any text at all. */
const command: fc.Arbitrary<string> = fc.oneof(
  string,
  fc.constantFrom('actions claim 4.2.3', 'actions list page:2', 'actions list owner:"Ada Example" page:12'),
)

const button: fc.Arbitrary<Button> = fc
  .record({
    label: string,
    command,
    emphasis: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
    confirm: fc.option(fc.record({ title: string, text: string, yes: string })),
  })
  .map(({ confirm, ...rest }) => ({ ...rest, ...(confirm ? { confirm } : {}) }))

const row: fc.Arbitrary<Row> = fc
  .record({
    ref: string,
    text,
    rating: fc.option(
      fc.record({ colour: fc.constantFrom('blue', 'green', 'amber', 'red', 'grey'), word: string }),
    ),
    when: fc.option(string),
    detail: fc.option(text),
    buttons: fc.array(button, few),
    menu: fc.option(fc.array(button, { maxLength: 8 })),
  })
  .map(({ rating, when, detail, menu, ...rest }) => ({
    ...rest,
    ...(menu ? { menu } : {}),
    ...(rating ? { rating } : {}),
    ...(when === null ? {} : { when }),
    ...(detail === null ? {} : { detail }),
  }))

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constant('heading' as const), text: string }),
  fc.record({ type: fc.constantFrom('text', 'note'), text }),
  fc.record({ type: fc.constant('rows' as const), rows: fc.array(row, few) }),
  fc.record({
    type: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: string, value: text }), few),
  }),
  fc.record({ type: fc.constant('quote' as const), text, source: string }),
  fc.record({
    type: fc.constant('timeline' as const),
    entries: fc.array(fc.record({ at: string, who: string, text, detail: fc.array(text, few) }), few),
  }),
  fc.record({ type: fc.constant('buttons' as const), buttons: fc.array(button, few) }),
  fc.record({
    type: fc.constant('menu' as const),
    label: string,
    options: fc.array(fc.record({ label: string, command, chosen: fc.boolean() }), few),
  }),
)

/** Any view that a command could give, and many that none would. */
export const view: fc.Arbitrary<View> = fc.record({
  type: fc.constant('view' as const),
  kind: fc.constantFrom('answer', 'done', 'refusal'),
  audience: fc.constantFrom('private', 'public'),
  headline: string,
  blocks: fc.array(block, { maxLength: 6 }),
  next: string,
})

const options: fc.Arbitrary<Option[]> = fc.array(fc.record({ value: string, label: string }), {
  maxLength: 12,
})
const shared = { name: string, label: string, optional: fc.boolean(), help: string, error: string }

const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    ...shared,
    type: fc.constant('text' as const),
    value: string,
    multiline: fc.boolean(),
    max: fc.nat(),
  }),
  fc.record({ ...shared, type: fc.constant('choice' as const), value: fc.option(string), options }),
  fc.record({ ...shared, type: fc.constant('checkbox' as const), value: fc.boolean(), caption: string }),
  fc.record({ ...shared, type: fc.constant('date' as const), value: string }),
  fc.record({ ...shared, type: fc.constant('person' as const), value: string, options }),
)

export const form: fc.Arbitrary<Form> = fc.record({
  type: fc.constant('form' as const),
  command: string,
  title: string,
  state: fc.array(block, few),
  fields: fc.array(field, few),
  submit: string,
  hidden: fc.constant({}),
  problem: text,
})

/** Any reply that a command could give, and many that none would. */
export const reply: fc.Arbitrary<Reply> = fc.oneof(view, form)
