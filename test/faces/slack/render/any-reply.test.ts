import type { KnownBlock } from '@slack/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '../../../../src/core/form.ts'
import { createSeal } from '../../../../src/core/seal.ts'
import type { Button, View } from '../../../../src/core/view.ts'
import { uncarry } from '../../../../src/faces/common/carry.ts'
import { cleanText } from '../../../../src/faces/common/letters.ts'
import { fieldBlockId, renderForm, renderViewModal } from '../../../../src/faces/slack/modal.ts'
import { originOf } from '../../../../src/faces/slack/origin.ts'
import { renderHome, renderMessage, renderPublic } from '../../../../src/faces/slack/render.ts'
import { slackViolations } from '../../../fakes/slack-limits.ts'
import { form, string, view } from '../../arbitraries.ts'
import { elementsOf, shownWords, textsOf, valuesOf } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'slack')
const about = 'T0WORKSPACE'
const rendering = (origin: string | null) => ({ seal, about, origin })

/** What people write that Slack would take for markup, a mention or an emoji. */
const markup = fc
  .array(
    fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      ':',
      '>',
      '<',
      '&',
      '!channel',
      '@U012AB3CD',
      'smile',
      ' ',
      '\n',
      '|',
      'https://a.example/',
      '&amp;',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))
const long = fc.nat(5000).map((n) => 'An action that goes on & on. '.repeat(Math.ceil(n / 20)).slice(0, n))
const hostile = fc.oneof(string, markup, long)

/** A view with texts put where the arbitraries' own are short: many rows, long quotes. */
const anyView: fc.Arbitrary<View> = fc
  .record({
    view,
    text: hostile,
    rows: fc.array(fc.record({ ref: string, text: hostile, detail: hostile, when: string }), {
      maxLength: 70,
    }),
  })
  .map(({ view: base, text, rows }) => ({
    ...base,
    blocks: [...base.blocks, { type: 'quote', text }, { type: 'text', text }, { type: 'rows', rows }],
  }))

const buttonsOf = ({ blocks }: View): Pick<Button, 'command'>[] =>
  blocks.flatMap((block): Pick<Button, 'command'>[] => {
    if (block.type === 'rows')
      return block.rows.flatMap((row) => [...(row.menu ?? []), ...(row.buttons ?? [])])
    if (block.type === 'menu') return [...block.options]
    return block.type === 'buttons' ? [...block.buttons] : []
  })

function expectCarried(blocks: readonly KnownBlock[], from: View, origin: string | null): void {
  const commands = new Set(buttonsOf(from).map(({ command }) => command.toWellFormed()))
  for (const block of blocks) {
    for (const value of valuesOf(block)) expect(commands).toContain(uncarry(value, seal, about))
    if (elementsOf(block).length === 0) continue
    // Where the message would not fit otherwise, its origin is the last thing to go.
    expect([origin?.toWellFormed(), null]).toContain(originOf(block.block_id ?? '', seal, about))
  }
}

/** A counterexample of seventy long rows would be made smaller for an hour. */
const inTime = { interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false }

describe('any view at all', () => {
  const origin = fc.option(fc.oneof(fc.constant('actions mine'), fc.string({ minLength: 1, maxLength: 60 })))

  it('is a message that Slack takes, and every control in it carries its command', () => {
    fc.assert(
      fc.property(anyView, origin, (any, from) => {
        const message = renderMessage(any, rendering(from))
        expect(slackViolations(message)).toEqual([])
        expectCarried(message.blocks, any, from)
      }),
      { numRuns: 250, ...inTime },
    )
  })

  it('is a home, a window and a public message that Slack takes', () => {
    fc.assert(
      fc.property(anyView, fc.option(anyView), fc.option(hostile), (any, card, told) => {
        const shown = { ...any, ...(told === null ? {} : { told }) }
        expect(slackViolations({ view: renderHome(any, rendering('actions home')) })).toEqual([])
        expect(slackViolations(renderViewModal(any, any.headline, rendering(null), 'sealed'))).toEqual([])
        expect(slackViolations(renderPublic(shown, card, rendering('actions show 4.2')))).toEqual([])
      }),
      { numRuns: 120, ...inTime },
    )
  })

  it('shows what was written, letter for letter, whatever it looks like to Slack', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const said = cleanText(text).trim()
        fc.pre(said !== '' && said.length < 500)
        const shown = renderMessage(
          {
            type: 'view',
            kind: 'answer',
            audience: 'private',
            headline: 'Headline',
            blocks: [{ type: 'text', text }],
          },
          rendering(null),
        )
        expect(shownWords(shown.blocks)).toContain(said)
      }),
      { numRuns: 500 },
    )
  })

  it('has no markup in it that was not ours', () => {
    fc.assert(
      fc.property(markup, markup, (one, other) => {
        const { blocks } = renderMessage(
          {
            type: 'view',
            kind: 'answer',
            audience: 'private',
            headline: one,
            blocks: [
              { type: 'rows', rows: [{ ref: other, text: one, detail: other }] },
              { type: 'fields', fields: [{ label: one, value: other }] },
              { type: 'quote', text: one, source: other },
            ],
          },
          rendering(null),
        )
        for (const text of blocks.flatMap(textsOf)) {
          if (text.type === 'plain_text') continue
          expect(text.verbatim).toBe(true)
          // Whole and between spaces: a mark of ours, in pairs. Any other is somebody's.
          const without = text.text.replace(/(?<=^|\s)\*[^*\n]+\*(?=\s|$)/gm, '').replace(/^>/gm, '')
          expect(without).not.toMatch(/[*_~`<>]|:[^\s:]+:/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('any form at all', () => {
  const users = new Map([
    ['p-1', 'U012AB3CD'],
    ['p-2', 'not a user'],
  ])
  const people: fc.Arbitrary<Form> = fc
    .record({ form, value: fc.constantFrom('', 'p-1', 'p-2', 'somebody'), known: fc.boolean() })
    .map(({ form: any, value, known }) => ({
      ...any,
      // Names are ours, and two fields never share one.
      fields: any.fields.map((field, at) => {
        const named = { ...field, name: `f${at}` }
        if (named.type !== 'person') return named
        const options = known ? [...named.options, { value: 'p-1', label: 'Ada' }] : named.options
        return { ...named, value, options }
      }),
    }))

  it('is a window that Slack takes, with a block for every field', () => {
    fc.assert(
      fc.property(people, (any) => {
        const shown = renderForm(any, { metadata: 'sealed', users })
        expect(slackViolations({ trigger_id: '1', view: shown })).toEqual([])
        const ids = shown.blocks.map(({ block_id }) => block_id)
        for (const field of any.fields) {
          const asks = field.type !== 'choice' || field.options.some(({ value }) => value.length < 150)
          if (asks) expect(ids).toContain(fieldBlockId(field.name))
        }
      }),
      { numRuns: 400 },
    )
  })
})
