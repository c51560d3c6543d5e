import { describe, expect, it } from 'vitest'
import { answer, type Block, button, buttons, type Row } from '../../src/core/view.ts'
import { renderReply } from '../../src/faces/console/render.ts'
import { displayWidth } from '../../src/faces/console/width.ts'

const plain = { width: 100, colour: false }
const show = (...blocks: Block[]): string => renderReply(answer('Headline', blocks), plain)
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth))

describe('choices', () => {
  const rows = ['4.2', '4.3', '4.4'].map(
    (ref): Row => ({
      ref,
      text: 'An action',
      buttons: [button(`Claim ${ref}`, `actions claim ${ref}`), button('Show', `actions show ${ref}`)],
    }),
  )

  it('of many rows share their label', () => {
    const text = show({ type: 'rows', rows }, buttons(button('Full list', 'actions list')))
    expect(text.split('\n').slice(-3)).toEqual([
      'Claim  [1] 4.2  [2] 4.3  [3] 4.4',
      'Show   [4] 4.2  [5] 4.3  [6] 4.4',
      '[7] Full list',
    ])
  })

  it('are what to type where nobody can press a number', () => {
    const view = answer('Headline', [{ type: 'rows', rows }, buttons(button('Full list', 'actions list'))])
    expect(
      renderReply(view, { ...plain, choices: 'commands' })
        .split('\n')
        .slice(-3),
    ).toEqual([
      'Claim      /actions claim 4.2 (and so for 4.3, 4.4)',
      'Show       /actions show 4.2 (and so for 4.3, 4.4)',
      'Full list  /actions list',
    ])
  })

  it('are listed one by one when their commands differ in more than the reference', () => {
    const odd = rows.map((row, i): Row => ({ ...row, buttons: [button('Confirm', `actions confirm x${i}`)] }))
    const view = answer('Headline', [{ type: 'rows', rows: odd }])
    expect(renderReply(view, { ...plain, choices: 'commands' })).toContain('Confirm 4.3  /actions confirm x1')
  })

  it('wrap between two, not within one', () => {
    const many = Array.from(
      { length: 30 },
      (_, i): Row => ({
        ref: `EXA-${i + 1}`,
        text: 'An action',
        buttons: [button('Claim', `actions claim EXA-${i + 1}`)],
      }),
    )
    const text = show({ type: 'rows', rows: many })
    expect(widest(text)).toBeLessThanOrEqual(100)
    for (const line of text.split('\n').slice(-3)) expect(line).toMatch(/EXA-\d+$/)
  })
})
