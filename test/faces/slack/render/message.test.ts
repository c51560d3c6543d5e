import type { KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import {
  answer,
  type Block,
  button,
  buttons,
  code,
  done,
  note,
  paragraph,
  plain,
  type Row,
  refusal,
  strong,
  type View,
} from '../../../../src/core/view.ts'
import { renderHome, renderMessage, renderPublic } from '../../../../src/faces/slack/render.ts'
import { slackViolations } from '../../../fakes/slack-limits.ts'
import { mine } from '../../fixtures.ts'
import { elementsOf, shownWords, textsOf } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'slack')
const rendering = { seal, about: 'T0WORKSPACE', origin: 'actions mine' }

/** The blocks of an answer, which Slack would take. */
function show(...blocks: Block[]): KnownBlock[] {
  const message = renderMessage(answer('Headline', blocks), rendering)
  expect(slackViolations(message)).toEqual([])
  return message.blocks
}
const markupOf = (blocks: readonly KnownBlock[]): string[] => blocks.flatMap(textsOf).map(({ text }) => text)

describe('a message', () => {
  it('reads as it does in Slack: the state first, a row a section, what to do next in small print', () => {
    const { text, blocks } = renderMessage(mine, rendering)
    expect(markupOf(blocks)).toEqual([
      '*9 actions are yours: 2 overdue, 3 due within 14 days*',
      '*Overdue*',
      "*4.2.3*  Monthly audit of under-18 records\n🔺 Red · 12 days overdue (Mon 9 Nov) · Exampleshire joint review · last progress 21 Oct: 'IT provider has the change'",
      '*EXA-6*  Alternatives when families leave early help\n🔺 Red · 3 days overdue (Wed 18 Nov)',
      '*Due within 14 days*',
      '*4.5*  Consent before assessments\n🔶 Amber · in 6 working days (Tue 1 Dec)',
      '4 more later: /actions list owner:me',
      'Next: `/actions progress 4.2.3`',
    ])
    expect(text.split('\n').slice(0, 3)).toEqual([
      '9 actions are yours: 2 overdue, 3 due within 14 days',
      'Overdue',
      '4.2.3 Monthly audit of under-18 records, Red, 12 days overdue (Mon 9 Nov)',
    ])
  })

  it('has a sign for its kind, beside words that say it too', () => {
    const first = (view: Parameters<typeof renderMessage>[0]) =>
      markupOf(renderMessage(view, rendering).blocks)[0]
    expect(first(done('4.2 is yours.'))).toBe('*✅ 4.2 is yours.*')
    expect(first(refusal('There is no action 9.'))).toBe('*⚠️ There is no action 9.*')
  })

  it('joins rows of one line, short paragraphs and small print', () => {
    const rows = ['mine', 'overdue'].map((ref): Row => ({ ref, text: 'What it does' }))
    const blocks = show(
      { type: 'rows', rows },
      paragraph('One.'),
      paragraph('Two.'),
      note('Three.'),
      note('Four.'),
    )
    expect(markupOf(blocks)).toEqual([
      '*Headline*',
      '*mine*  What it does\n*overdue*  What it does',
      'One.\nTwo.',
      'Three.\nFour.',
    ])
  })

  it('shows fields, quotations and a history', () => {
    const blocks = show(
      {
        type: 'fields',
        fields: [
          { label: 'Owner', value: 'Ada Example' },
          { label: 'Due', value: [code('soon')] },
        ],
      },
      { type: 'quote', text: 'Two\nlines', source: 'Ada Example' },
      {
        type: 'timeline',
        entries: [{ at: 'Mon 9 Nov', who: 'Ada Example', text: 'Claimed', detail: ["'Starting now'"] }],
      },
    )
    expect(markupOf(blocks)).toEqual([
      '*Headline*',
      '*Owner*  Ada Example\n*Due*  `soon`',
      '>Two\n>lines\n>– Ada Example',
      "*Mon 9 Nov* · Claimed · Ada Example\n>'Starting now'",
    ])
  })

  it('tells others in the third person, with the card under it', () => {
    const view = done('You claimed 4.2.', { told: 'Ada Example claimed 4.2.', next: 'actions progress 4.2' })
    const card: View = {
      ...answer('4.2 · Red', [buttons(button('Add progress', 'actions progress 4.2'))]),
      rating: { colour: 'red', word: 'Red' },
    }
    const { text, blocks } = renderPublic(view, card, { ...rendering, origin: 'actions show 4.2' })
    expect(text).toBe('✅ Ada Example claimed 4.2.\n4.2 · Red')
    expect(markupOf(blocks)).toEqual(['✅ Ada Example claimed 4.2.', '*🔺 4.2 · Red*'])
    expect(markupOf(renderMessage(card, rendering).blocks)).toEqual(['*🔺 4.2 · Red*'])
    expect(blocks.at(-1)?.block_id).toBe('2:actions show 4.2')
    expect(markupOf(renderPublic(view, null, rendering).blocks)).toEqual(['*✅ Ada Example claimed 4.2.*'])
  })

  it('is titles and lists on a home page', () => {
    const { blocks } = renderHome(mine, rendering)
    expect(slackViolations({ view: { type: 'home', blocks } })).toEqual([])
    expect(blocks.filter(({ type }) => type === 'header')).toHaveLength(3)
  })
})

describe('what people write', () => {
  it.each(['*not bold*', '_nor this_', ':smile:', '`code`', '~gone~'])(
    '%s is shown as it was written, without our bold',
    (text) => {
      const row = show({ type: 'rows', rows: [{ ref: '4.2', text }] })[1]
      expect(row).toMatchObject({ text: { type: 'plain_text', text: `4.2  ${text}` } })
    },
  )

  it('is no quotation, and no emoji', () => {
    expect(show(paragraph('> quoted? :smile:'))[1]).toMatchObject({
      text: { type: 'plain_text', text: '> quoted? :smile:', emoji: false },
    })
  })

  it('pings nobody and links nothing', () => {
    const hostile = '<!channel> & <@U012AB3CD> <https://a.example|click>'
    const { text, blocks } = renderMessage(answer(hostile, [paragraph(hostile)]), rendering)
    const sent = '&lt;!channel&gt; &amp; &lt;@U012AB3CD&gt; &lt;https://a.example|click&gt;'
    expect(text.split('\n')).toEqual([sent, sent])
    expect(markupOf(blocks)).toEqual([`*${sent}*`, sent])
  })

  it('is bold only where Slack would take the marks', () => {
    const [, block] = show(paragraph([plain('re'), strong('audit'), plain('s and '), strong('audits')]))
    expect(block).toMatchObject({ text: { text: 'reaudits and *audits*' } })
  })

  it('a link goes to the web, or is words', () => {
    const link = (url: string) => ({ type: 'link' as const, text: 'Minutes', url })
    const [, block] = show(
      paragraph([link('https://a.example/?a=1&b=2'), plain(' '), link('javascript:alert(1)')]),
    )
    expect(block).toMatchObject({
      text: { text: '<https://a.example/?a=1&amp;b=2|Minutes> Minutes (javascript:alert(1))' },
    })
    const [, spelled] = show(paragraph([plain('*'), link('https://a.example')]))
    expect(spelled).toMatchObject({ text: { type: 'plain_text', text: '*Minutes (https://a.example)' } })
  })

  it('is without what cannot be seen', () => {
    expect(shownWords(show(paragraph('a\u202eb\u0007c\u200bd')))).toBe('Headline\nabcd')
  })
})

describe('what does not fit', () => {
  const menu = ['Open', 'Add progress', 'Complete', 'History'].map((label) =>
    button(label, 'actions show SOLI-104.10.2'),
  )
  const row = (n: number): Row => ({
    ref: `SOLI-104.10.${n}`,
    text: 'Duty social worker to ask for consent on the day a child comes into care, and to write down who gave it, when, for what and for how long, where everybody who looks after the child can read it.',
    rating: { colour: 'red', word: 'Red' },
    when: '125 days overdue (Thu 29 Oct 2026)',
    detail:
      "no owner (the plan: 'Professional Lead for Safeguarding') · Northmere and Tarnsey report · last progress Mon 2 Nov: 'Asked'",
    menu: menu.map((each, at) => ({ ...each, command: `${each.command}${n}${at}` })),
  })
  const rows = (n: number): Row[] => Array.from({ length: n }, (_, at) => row(at))

  it('a page of fifteen rows always does, menus and all', () => {
    const message = renderMessage(answer('Headline', [{ type: 'rows', rows: rows(15) }, note('6 more')]), {
      ...rendering,
      origin: 'actions list owner:"Somebody Whose Name Is Long" status:blocked page:2',
    })
    expect(slackViolations(message)).toEqual([])
    expect(message.blocks.filter((block) => elementsOf(block).length > 0)).toHaveLength(15)
    expect(shownWords(message.blocks)).not.toContain('fit')
  })

  it('a compact row is one line: its title is cut, and neither who nor when', () => {
    const compact: Row = { ...row(1), ref: '4.2', detail: 'Grace Okonjo', when: '25 days', compact: true }
    const { rating: _, menu: __, ...plain } = compact
    const [, alone = '', ...others] = shownWords(show({ type: 'rows', rows: [plain, plain] })).split('\n')
    expect(alone).toMatch(/^4\.2 {2}Duty social worker .*… · Grace Okonjo · 25 days$/)
    expect(alone.length).toBeLessThanOrEqual(92)
    expect(others).toEqual([alone])
    const asked = { ...plain, detail: `the plan: '${'Professional Lead '.repeat(9)}'` }
    const [, beside = ''] = shownWords(
      show({ type: 'rows', rows: [{ ...asked, buttons: [button('Claim', 'actions claim 4.2')] }] }),
    ).split('\n')
    expect(beside).toMatch(/^4\.2 {2}Duty social .*… · the plan: 'Professional.*…' · 25 days$/)
    expect(beside.length).toBeLessThanOrEqual(82)
  })

  it('second lines go before rows do, and rows that are cut are counted', () => {
    const blocks = show({ type: 'rows', rows: rows(60) }, buttons(button('Full list', 'actions list')))
    const shown = blocks.filter(({ type }) => type === 'section').length - 1
    expect(shown).toBeGreaterThan(12)
    expect(shownWords(blocks)).toContain(`and ${60 - shown} more that do not fit here`)
    expect(shownWords(blocks)).not.toContain('no owner')
    expect(blocks.at(-1)?.type).toBe('actions')
  })

  it('a line of details ends with the last of its parts that fits, or well into the next', () => {
    const standing = (detail: string): string =>
      shownWords(show({ type: 'rows', rows: [{ ...row(1), detail }] }))
        .split('\n')
        .at(-1) ?? ''
    const state = '🔺 Red · 125 days overdue (Thu 29 Oct 2026)'
    const said = "last progress Mon 2 Nov: 'The supplier has the change in its next release, we hope'"
    expect(standing(`Exampleshire plan · ${said}`)).toBe(
      `${state} · Exampleshire plan · last progress Mon 2 Nov: 'The supplier has the…'`,
    )
    expect(standing(`Ada Example, lead · Exampleshire plan · ${said}`)).toBe(
      `${state} · Ada Example, lead · Exampleshire plan`,
    )
    expect(standing('One long part that says much and has no end to it, '.repeat(4))).toMatch(
      /One long part that…$/,
    )
  })

  it('a title is as long as a line of a window, and shorter where many have to fit', () => {
    const title = (n: number): string =>
      shownWords(show({ type: 'rows', rows: rows(n) })).split('\n')[1] ?? ''
    expect(title(1)).toMatch(
      /^SOLI-104\.10\.0 {2}Duty social worker .* a child comes into care, and to write…$/,
    )
    expect(title(40).length).toBeLessThan(80)
    expect(title(40)).toMatch(/^SOLI-104\.10\.0 {2}Duty social worker to ask for consent on the day/)
  })

  it('sixty plain rows share sections, and none is cut', () => {
    const many = rows(60).map(({ ref, text, rating }): Row => ({ ref, text, ...(rating ? { rating } : {}) }))
    const blocks = show({ type: 'rows', rows: many })
    expect(blocks.length).toBeLessThan(10)
    expect(shownWords(blocks).match(/SOLI/g)).toHaveLength(60)
  })

  it('long texts are cut at a word', () => {
    const text = 'An action that goes on and on. '.repeat(300)
    const [, block] = show({ type: 'quote', text })
    expect(block?.type === 'section' && block.text?.text).toMatch(
      /^>An action .* (and|on|goes|that|An|action)…$/,
    )
    const several = show(...Array.from({ length: 9 }, () => ({ type: 'quote', text }) as const))
    expect(several).toHaveLength(10)
    expect(shownWords(show(paragraph(`${'👩‍👧‍👦'.repeat(600)}`))).endsWith('👩‍👧‍👦…')).toBe(true)
  })

  it('a headline is cut, and so is a title', () => {
    const long = 'word '.repeat(400)
    const { text, blocks } = renderMessage(answer(long), rendering)
    expect(markupOf(blocks)[0]?.length).toBeLessThan(510)
    expect(text.length).toBeLessThan(2000)
    expect(renderHome(answer(long), rendering).blocks[0]?.type).toBe('section')
  })

  it('at the very last blocks are left out, which is said, and buttons stay', () => {
    // Plain text cannot be joined: ninety blocks are left.
    const many = Array.from({ length: 90 }, (_, n) => paragraph(`*${n}*`))
    const blocks = show(...many, buttons(button('Full list', 'actions list')))
    expect(blocks).toHaveLength(50)
    expect(blocks.at(-2)?.type).toBe('actions')
    expect(markupOf(blocks).at(-1)).toBe('There is more than fits here.')
  })

  it('words for a screen reader end with a line, and say so', () => {
    const { text } = renderMessage(answer('Headline', [{ type: 'rows', rows: rows(60) }]), rendering)
    expect(text.length).toBeLessThanOrEqual(2000)
    expect(text).toMatch(/\nand more in the message$/)
  })
})
