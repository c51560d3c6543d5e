import { expect, it } from 'vitest'
import { withPings } from '../../src/core/pings.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  heading,
  note,
  paragraph,
  type Span,
} from '../../src/core/view.ts'

const named: Span[] = [
  { type: 'person', text: 'Kate Slater', id: 'kate' },
  { type: 'plain', text: ' and ' },
  { type: 'person', text: 'Owen Hart', id: 'owen' },
]
const everywhere: Block[] = [
  heading('Overdue'),
  paragraph(named),
  note(named),
  { type: 'quote', text: named },
  { type: 'fields', fields: [{ label: 'Owner', value: named }] },
  {
    type: 'rows',
    rows: [
      { ref: '4.1', text: named, detail: named },
      { ref: '4.2', text: 'plain' },
    ],
  },
  { type: 'timeline', entries: [{ at: 'Mon', who: 'x', text: named, detail: [named, 'plain'] }] },
  buttons(button('Mine', 'actions mine')),
]
const view = answer('5 are overdue', everywhere)

it('puts an account wherever a view names its person, and nobody else’s', () => {
  const pinged = JSON.stringify(withPings(view, new Map([['kate', 'U0KATE']])))
  const marked = '{"type":"person","text":"Kate Slater","id":"kate","account":"U0KATE"}'
  expect(pinged.split(marked)).toHaveLength(1 + 8)
  expect(pinged.replaceAll(',"account":"U0KATE"', '')).toBe(JSON.stringify(view))
})

it('changes nothing where nobody is to be notified', () => {
  expect(withPings(view, new Map())).toBe(view)
  expect(withPings(view, new Map([['somebody else', 'U0ELSE']]))).toEqual(view)
})
