import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import { answer, type Span, type Text } from '../../../../src/core/view.ts'
import { renderCard } from '../../../../src/faces/teams/render.ts'
import { cardViolations, type Json, nodesOf } from '../../../fakes/adaptive-card.ts'
import { markdownOf, shownWords } from './reading.ts'

const rendering = {
  seal: createSeal(['a secret of the tests'], 'teams'),
  about: 'the tenant',
  origin: null,
  opensForm: () => false,
}

function show(text: Text, headline = 'Headline'): IAdaptiveCard {
  const { card } = renderCard(answer(headline, [{ type: 'text', text }]), rendering)
  expect(cardViolations(card)).toEqual([])
  return card
}

const runsOf = (card: IAdaptiveCard): Json[] => nodesOf(card).filter(({ type }) => type === 'TextRun')
const ada = (account?: string): Span => ({
  type: 'person',
  text: 'Ada Example',
  id: 'p-1',
  ...(account ? { account } : {}),
})

describe('what somebody wrote', () => {
  it.each([
    '[Click here](http://evil.example)',
    '**Approved** by _everybody_',
    '<at>all</at> come quickly',
    '&lt;b&gt; &amp; more',
    '- one\n- two',
    '1. first\n2) second',
    '# A title',
    '    code',
    '![](https://evil.example/pixel.png)',
  ])('is shown as it is: %s', (text) => {
    const card = show(text)
    expect(shownWords(card)).toBe(`Headline\n${text}`)
    expect(markdownOf(card)).toEqual(['Headline'])
    expect(markdownOf(show([{ type: 'plain', text }, ada('29:1-ada')]))[1]).not.toMatch(
      /(?<!\\)[*_[\]]|<at>all|<b>|^[-#] |^1\. |^ {4}/m,
    )
    expect(shownWords(show('', text))).not.toContain('\\')
  })

  it('turns no line round and paints over none', () => {
    const words = shownWords(show(`\u202eevil\u202c${'e\u0301'.repeat(2)}${'a'.padEnd(40, '\u0301')}`))
    expect(words).not.toMatch(/[\u202a-\u202e]/)
    expect(words).not.toMatch(/\p{M}{7}/u)
  })

  it('is no date that Teams puts in its place', () => {
    expect(shownWords(show('{{DATE(2026-11-23T09:00:00Z, SHORT)}}'))).toContain('{\u2060{DATE(2026')
  })

  it('is not looked for in a headline that has marks in it', () => {
    expect(markdownOf(show('', 'Progress on **4.2**'))).toEqual([])
    expect(markdownOf(show('', '1. April'))).toEqual([])
    expect(markdownOf(show('', '4.2.1 · Red · 19 days overdue (Wed 4 Nov)'))).toHaveLength(1)
  })
})

describe('looks', () => {
  it('are those of the spans, and a link leads to the web or nowhere', () => {
    const runs = runsOf(
      show([
        { type: 'strong', text: 'bold' },
        { type: 'muted', text: 'quiet' },
        { type: 'mark', text: 'found' },
        { type: 'code', text: '/actions mine' },
        { type: 'link', text: 'the plan', url: 'https://board.example/plan' },
        { type: 'link', text: 'a trap', url: 'javascript:alert(1)' },
        { type: 'link', text: '', url: 'msteams://evil' },
      ]),
    )
    expect(runs).toMatchObject([
      { text: 'bold', weight: 'Bolder' },
      { text: 'quiet', isSubtle: true },
      { text: 'found', highlight: true },
      { text: '/actions mine', fontType: 'Monospace' },
      { text: 'the plan', selectAction: { type: 'Action.OpenUrl', url: 'https://board.example/plan' } },
      { text: 'a trap (javascript:alert(1))' },
      { text: 'msteams://evil' },
    ])
    expect(runs.slice(5).some((run) => 'selectAction' in run)).toBe(false)
  })
})

describe('a person who is told', () => {
  it('is a mention, and everything beside it is escaped', () => {
    const card = show([ada('29:1-ada'), { type: 'plain', text: ' owns *this* <at>all</at>' }])
    expect(markdownOf(card)).toEqual([
      'Headline',
      '<at>Ada Example</at> owns \\*this\\* &lt;at&gt;all&lt;/at&gt;',
    ])
    expect(card.msteams?.entities).toEqual([
      { type: 'mention', text: '<at>Ada Example</at>', mentioned: { id: '29:1-ada', name: 'Ada Example' } },
    ])
  })

  it('is only named where the platform knows no account', () => {
    expect(show([ada()]).msteams).toBeUndefined()
    expect(show([ada('no account!')]).msteams).toBeUndefined()
  })

  it('is told once, and apart from another of the same name', () => {
    const card = show([ada('29:1-ada'), ada('29:2-ada'), ada('29:1-ada')])
    expect(card.msteams?.entities?.map(({ text }) => text)).toEqual([
      '<at>Ada Example</at>',
      '<at>Ada Example (2)</at>',
    ])
  })

  it('cannot bring somebody else in by their name', () => {
    const { text } = ada()
    const hostile: Span = { type: 'person', text: `</at><at>${text}</at>*`, id: 'p-1', account: '29:1-eve' }
    expect(markdownOf(show([hostile]))[1]).toBe('<at>at at Ada Example at</at>')
  })

  it('is left out of the card’s list where their line did not fit', () => {
    const rows = Array.from({ length: 400 }, (_, at) => ({
      ref: `4.${at}`,
      text: 'An action that goes on and on. '.repeat(4),
      detail: [{ ...ada(`29:1-${at}`), text: `Person ${'abcdefghij'[at % 10]}${at}` } as Span],
    }))
    const { card } = renderCard(answer('Headline', [{ type: 'rows', rows }]), rendering)
    expect(cardViolations(card)).toEqual([])
    expect(shownWords(card)).toMatch(/and \d+ more that do not fit here/)
  })
})

describe('a card', () => {
  it('says in words what it shows, for whoever cannot see it', () => {
    const { card, summary } = renderCard(
      answer('9 actions are yours', [
        {
          type: 'rows',
          rows: [
            { ref: '4.2', text: 'An audit', rating: { colour: 'red', word: 'Red' }, when: '12 days overdue' },
          ],
        },
      ]),
      rendering,
    )
    expect(summary).toBe('9 actions are yours\n4.2 An audit, Red, 12 days overdue')
    expect(card).toMatchObject({ lang: 'en', speak: expect.stringContaining('12 days overdue') })
    expect(card.msteams).toEqual({ width: 'full' })
  })

  it('is made afresh for its viewers, sixty at the most, and only where something makes it', () => {
    const viewers = Array.from({ length: 80 }, (_, at) => `29:1-${at}`)
    const made = (origin: string | null) =>
      renderCard(answer('Headline'), { ...rendering, origin, viewers }).card.refresh
    expect(made('actions show 4.2')).toMatchObject({
      action: { type: 'Action.Execute', verb: 'refresh', data: { do: 'refresh', o: 'actions show 4.2' } },
      userIds: viewers.slice(0, 60),
    })
    expect(made(null)).toBeUndefined()
  })
})
