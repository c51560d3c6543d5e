import { describe, expect, it } from 'vitest'
import type { Form } from '../../src/core/form.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  done,
  heading,
  note,
  type Row,
  refusal,
} from '../../src/core/view.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import { displayWidth } from '../../src/faces/console/width.ts'
import { mine, progressForm } from './fixtures.ts'
import { uncoloured } from './terminal.ts'

const plain = { width: 100, colour: false }
const show = (...blocks: Block[]): string => renderReply(answer('Headline', blocks), plain)
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))

describe('a list', () => {
  it('reads as it was designed: state, rows in columns, choices, the next step', () => {
    expect(`\n${renderReply(mine, plain)}\n`).toBe(`
9 actions are yours: 2 overdue, 3 due within 14 days

Overdue
  4.2.3  Monthly audit of under-18 records            Red    12 days overdue (Mon 9 Nov)
         Exampleshire joint review · last progress 21 Oct: 'IT provider has the change'
  EXA-6  Alternatives when families leave early help  Red     3 days overdue (Wed 18 Nov)
Due within 14 days
  4.5    Consent before assessments                   Amber  in 6 working days (Tue 1 Dec)
4 more later: /actions list owner:me

Add progress  [1] 4.2.3  [2] EXA-6  [3] 4.5
[4] Full list

Next: /actions progress 4.2.3
`)
  })

  it('puts how a row stands under it where columns do not fit', () => {
    expect(renderReply(mine, { width: 60, colour: false })).toContain(
      [
        '  4.2.3  Monthly audit of under-18 records',
        '         Red · 12 days overdue (Mon 9 Nov)',
        '         Exampleshire joint review · last progress 21 Oct:',
        "         'IT provider has the change'",
        '  EXA-6  Alternatives when families leave early help',
      ].join('\n'),
    )
  })

  it('gives a long text two lines and says that it was cut', () => {
    const row: Row = {
      ref: '1.1',
      text: 'The partnership should make sure that every practitioner knows what to do. '.repeat(9),
      rating: { colour: 'green', word: 'Green' },
      when: 'in 2 days (Wed 25 Nov)',
    }
    const text = show({ type: 'rows', rows: [row] })
    expect(text.split('\n').slice(2)).toHaveLength(2)
    expect(text).toMatch(/…$/)
    expect(widest(text)).toBeLessThanOrEqual(100)
  })

  it('moves a long reference onto a line of its own, whole', () => {
    const usage = 'list [status:STATUS] [owner:PERSON] [unowned]'
    const text = show({
      type: 'rows',
      rows: [
        { ref: 'mine', text: 'Your actions' },
        { ref: usage, text: 'Every action' },
      ],
    })
    expect(text).toContain(`  mine  Your actions\n  ${usage}\n        Every action`)
  })

  it('takes wide, joined and combined characters for what they are', () => {
    const rows = ['日本語', '👩‍👧‍👦 family', 'Zoë', 'שלום'].map(
      (text, i): Row => ({
        ref: `${i}`,
        text,
        when: 'today',
      }),
    )
    const columns = show({ type: 'rows', rows })
      .split('\n')
      .slice(2)
      .map((line) => displayWidth(line.slice(0, line.indexOf('today'))))
    expect(new Set(columns).size).toBe(1)
  })
})

describe('the words of each kind', () => {
  it('a change has its sign beside the words', () => {
    expect(renderReply(done('4.5 is yours.'), plain)).toBe('✓ 4.5 is yours.')
  })

  it('a refusal is what is the matter and the next step', () => {
    const view = refusal('There is no action 4.22 on this board. Nearest: 4.2.', { next: 'actions list' })
    expect(renderReply(view, plain)).toBe(
      'There is no action 4.22 on this board. Nearest: 4.2.\n\nNext: /actions list',
    )
  })

  it('what begins a part of its own stands apart', () => {
    const rows: Block = { type: 'rows', rows: [{ ref: '4.2', text: 'A row' }] }
    expect(show(rows, heading('Close'), rows, note('Close'))).toBe(
      'Headline\n\n  4.2  A row\nClose\n  4.2  A row\nClose',
    )
    expect(show(rows, heading('Apart', { apart: true }), rows, note('Apart', { apart: true }))).toBe(
      'Headline\n\n  4.2  A row\n\nApart\n  4.2  A row\n\nApart',
    )
  })

  it('every kind of block and span is shown', () => {
    const text = show(
      {
        type: 'text',
        text: [
          { type: 'plain', text: 'plain ' },
          { type: 'strong', text: 'strong ' },
          { type: 'muted', text: 'muted ' },
          { type: 'mark', text: 'mark ' },
          { type: 'code', text: '/code ' },
          { type: 'link', text: 'link', url: 'https://example.org/a' },
        ],
      },
      { type: 'heading', text: 'Heading' },
      {
        type: 'fields',
        fields: [
          { label: 'Owner', value: 'Ada Example' },
          { label: 'Organisation', value: 'line one\nline two' },
        ],
      },
      { type: 'quote', text: 'Records were\nnot complete.', source: 'Exampleshire review, 4.2' },
      {
        type: 'timeline',
        entries: [
          { at: 'Wed 21 Oct', who: 'Ada Example', text: 'wrote progress', detail: ['Due moved'] },
          { at: 'Mon 3 Aug', who: 'Ben Sample', text: 'claimed it' },
        ],
      },
      { type: 'rows', rows: [{ ref: '4.2', text: 'A row' }] },
      { type: 'note', text: 'A note' },
      buttons(button('Press', 'actions press')),
    )
    expect(`\n${text}\n`).toBe(`
Headline

plain strong muted mark /code link (https://example.org/a)

Heading
  Owner         Ada Example
  Organisation  line one
                line two

  │ Records were
  │ not complete.
  │ – Exampleshire review, 4.2

  Wed 21 Oct  Ada Example · wrote progress
              Due moved
  Mon 3 Aug   Ben Sample · claimed it

  4.2  A row
A note

[1] Press
`)
  })

  it('a form on paper shows its fields and what stands in them', () => {
    const problem: Form = {
      ...progressForm,
      problem: 'Ben Sample changed 4.2.3 a moment ago.',
      fields: progressForm.fields.map((field) =>
        field.name === 'due' ? { ...field, error: 'That is a Sunday.' } : field,
      ),
    }
    expect(`\n${renderReply(problem, plain)}\n`).toBe(`
Progress on 4.2.3

Ben Sample changed 4.2.3 a moment ago.

  Action     Monthly audit of under-18 records
  Stands at  Red, 12 days overdue (Mon 9 Nov)

  │ IT provider has the change.
  │ – Ada Example, Wed 21 Oct

  What has happened since?
  How is it going?
    On track · At risk · Off track
    Now: On track
  Due date (optional)
    That is a Sunday.
    A new date is shown to the board with the old one.
    Now: Tue 1 Dec 2026
  Who helps? (optional)
  Tell the leads
    Send them a message today
    Now: no
`)
  })
})

describe('colour', () => {
  it('is off when it is off', () => {
    expect(renderReply(mine, plain)).not.toContain('\u001b')
  })

  it('never carries a rating without its word', () => {
    const text = renderReply(mine, { width: 100, colour: true })
    expect(text).toContain('\u001b[31mRed\u001b[0m')
    expect(text).toContain('\u001b[33mAmber\u001b[0m')
  })

  it('changes no layout', () => {
    const bare = uncoloured(renderReply(mine, { width: 100, colour: true }))
    expect(bare).toBe(renderReply(mine, plain))
  })
})
