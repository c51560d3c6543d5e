import { describe, expect, it } from 'vitest'
import { answer, type Block, button, type View } from '../../src/core/view.ts'
import { renderReply, usableWidth } from '../../src/faces/console/render.ts'
import { displayWidth } from '../../src/faces/console/width.ts'
import { mine } from './fixtures.ts'
import { unsafe } from './terminal.ts'

const plain = { width: 100, colour: false }
const show = (...blocks: Block[]): string => renderReply(answer('Headline', blocks), plain)
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))

describe('hostile content', () => {
  const evil = '\u001b]0;title\u0007\u001b[2J\u001b[31mred\u001b[0m \u009b31mtext\u202Egnp.exe\u0000\u0008'

  it('cannot reach the terminal through any text', () => {
    const view: View = {
      ...answer(evil, [
        { type: 'heading', text: evil },
        { type: 'text', text: [{ type: 'link', text: evil, url: evil }] },
        {
          type: 'rows',
          rows: [
            {
              ref: evil,
              text: evil,
              detail: evil,
              when: evil,
              rating: { colour: 'red', word: evil },
              buttons: [button(evil, evil)],
            },
          ],
        },
        { type: 'fields', fields: [{ label: evil, value: evil }] },
        { type: 'quote', text: evil, source: evil },
        { type: 'timeline', entries: [{ at: evil, who: evil, text: evil, detail: [evil] }] },
        { type: 'note', text: evil },
      ]),
      next: evil,
    }
    for (const choices of ['numbers', 'commands'] as const) {
      const text = renderReply(view, { ...plain, choices })
      expect(text).not.toMatch(unsafe)
      expect(text).toContain('red textgnp.exe')
      expect(text).not.toContain('title')
    }
  })

  it('is broken when it is one endless word', () => {
    const text = show(
      { type: 'text', text: 'x'.repeat(10_000) },
      { type: 'rows', rows: [{ ref: 'r'.repeat(300), text: '界'.repeat(10_000), when: 'w'.repeat(300) }] },
      { type: 'quote', text: `${'\u1100'.repeat(500)} e${'\u0301'.repeat(5_000)}` },
    )
    expect(widest(text)).toBeLessThanOrEqual(100)
    expect(text.match(/x/g)).toHaveLength(10_000)
  })

  it('is laid out at 24 columns when the terminal has fewer', () => {
    expect(usableWidth(3)).toBe(24)
    expect(widest(renderReply(mine, { width: 3, colour: false }))).toBeLessThanOrEqual(24)
    expect(renderReply(mine, { width: 3, colour: false })).toContain('12 days')
  })

  it('a terminal that does not know its width gets the usual one', () => {
    expect([undefined, 0, Number.NaN].map(usableWidth)).toEqual([100, 100, 100])
    expect(usableWidth(400)).toBe(120)
  })
})
