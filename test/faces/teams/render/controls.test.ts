import type { IAdaptiveCard } from '@microsoft/teams.cards'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import {
  answer,
  type Block,
  type Button,
  button,
  buttons,
  done,
  type Row,
} from '../../../../src/core/view.ts'
import { uncarry } from '../../../../src/faces/common/carry.ts'
import { renderCard, renderChange, renderPublic } from '../../../../src/faces/teams/render.ts'
import { cardViolations, nodesOf } from '../../../fakes/adaptive-card.ts'
import { actionsOf, inputsOf, shownWords, titlesOf } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'teams')
const about = 'the tenant'
const rendering = {
  seal,
  about,
  origin: 'actions mine',
  opensForm: (command: string) => command.startsWith('actions progress'),
}

function show(...blocks: Block[]): IAdaptiveCard {
  const { card } = renderCard(answer('Headline', blocks), rendering)
  expect(cardViolations(card)).toEqual([])
  return card
}

const open = button('Open', 'actions show 4.2')
const claim = button('Claim', 'actions claim 4.2')
const progress = button('Add progress', 'actions progress 4.2', { emphasis: 'primary' })
const history = button('History', 'actions history 4.2')
const release = button('Release', 'actions release 4.2', {
  emphasis: 'danger',
  confirm: { title: 'Release 4.2?', text: 'It will have no owner.', yes: 'Release it' },
})
const others = (n: number): Button[] =>
  Array.from({ length: n }, (_, at) => button(`Other ${at}`, `actions other 1.${at}`))

describe('a button', () => {
  it('carries its command and what makes its card again, for old clients too', () => {
    const data = { do: 'run', c: 'actions claim 4.2', o: 'actions mine' }
    expect(actionsOf(show(buttons(claim)))).toEqual([
      {
        type: 'Action.Execute',
        title: 'Claim',
        verb: 'run',
        data,
        fallback: { type: 'Action.Submit', title: 'Claim', data },
      },
    ])
  })

  it('asks for a window where its command opens a form', () => {
    expect(actionsOf(show(buttons(progress)))).toEqual([
      {
        type: 'Action.Submit',
        title: 'Add progress',
        style: 'positive',
        data: { msteams: { type: 'task/fetch' }, do: 'open', c: 'actions progress 4.2', o: 'actions mine' },
      },
    ])
  })

  it('asks first where undoing it would be a nuisance', () => {
    const [ask, yes] = actionsOf(show(buttons(release)))
    expect(ask).toMatchObject({ type: 'Action.ShowCard', title: 'Release' })
    expect(ask && shownWords(ask)).toBe('Release 4.2?\nIt will have no owner.')
    expect(yes).toMatchObject({
      title: 'Release it',
      style: 'destructive',
      data: { c: 'actions release 4.2' },
    })
  })

  it('keeps a name to itself: what is not ours to say travels sealed', () => {
    const [action] = actionsOf(show(buttons(button('Find', 'actions find "Ada Example"'))))
    const { c = '' } = (action?.['data'] ?? {}) as { c?: string }
    expect(c).not.toContain('Ada')
    expect(uncarry(c, seal, about)).toBe('actions find "Ada Example"')
  })

  it('is left out where its command is too long to travel', () => {
    expect(titlesOf(show(buttons(claim, button('Long', `actions find ${'word '.repeat(500)}`))))).toEqual([
      'Claim',
    ])
  })

  it('has four in sight at the most; the rest folds, but for what asks first', () => {
    expect(titlesOf(show(buttons(...others(5), release)))).toEqual([
      ...others(4).map(({ label }) => label),
      '… Other 4',
      'Release',
      'Release it',
    ])
  })
})

describe('a row', () => {
  const row = (more: Partial<Row>): Block => ({
    type: 'rows',
    rows: [
      {
        ref: '4.2',
        text: 'An action',
        rating: { colour: 'red', word: 'Red' },
        when: '3 days overdue',
        ...more,
      },
    ],
  })

  it.each<[what: string, menu: Button[], titles: string[]]>([
    [
      'its reference shows it, and the usual thing is in sight',
      [open, progress, history],
      ['Open 4.2', 'Add progress', '… History'],
    ],
    ['where nothing else can be done, showing it is', [open, history], ['Open 4.2', 'Open', '… History']],
    ['where nothing shows it, its reference is words', [claim, history], ['Claim', '… History']],
    ['what asks first stands below', [open, claim, release], ['Open 4.2', 'Claim', 'Release', 'Release it']],
    ['the same thing is offered once', [claim, claim], ['Claim']],
  ])('%s', (_, menu, titles) => {
    expect(titlesOf(show(row({ menu })))).toEqual(titles)
  })

  it('has no button that is louder than those of other rows', () => {
    expect(actionsOf(show(row({ menu: [progress] })))[0]).not.toHaveProperty('style')
  })

  it('shows its rating as a badge; elsewhere as a sign and the word', () => {
    const card = show(row({}))
    const [badge] = nodesOf(card).filter(({ type }) => type === 'Badge')
    expect(badge).toMatchObject({ text: 'Red', style: 'Attention' })
    expect(badge && shownWords(badge['fallback'])).toBe('🔺 Red')
  })

  it('gives way in a long list: fewer words, then fewer rows, and the buttons last', () => {
    const rows = Array.from({ length: 90 }, (_, at) => ({
      ref: `4.${at}`,
      text: `${at} ${'An action that goes on and on. '.repeat(4)}`,
      rating: { colour: 'red', word: 'Red' } as const,
      when: '3 days overdue (Fri 20 Nov)',
      detail: 'Northmere plan · last progress Wed 28 Oct'.repeat(3),
      menu: [open, progress, history].map((each) => ({
        ...each,
        command: each.command.replace('4.2', `4.${at}`),
      })),
    }))
    const card = show({ type: 'rows', rows }, buttons(button('Next page', 'actions list page:2')))
    const words = shownWords(card)
    const left = Number(/and (\d+) more that do not fit here/.exec(words)?.[1])
    const shown = words.match(/^4\.\d+\u2002/gm)?.length ?? 0
    expect(left + shown).toBe(90)
    expect(shown).toBeGreaterThan(20)
    expect(words).toContain('🔺 Red · 3 days overdue')
    expect(titlesOf(card)).toContain('Next page')
  })
})

describe('menus', () => {
  const menu = (label: string, chosen: number, n: number): Block => ({
    type: 'menu',
    label,
    options: Array.from({ length: n }, (_, at) => ({
      label: `${label} ${at}`,
      command: `actions home ${label.toLowerCase()}:"${at}"`,
      chosen: at === chosen,
    })),
  })

  it('stand side by side, say what is chosen, and send back a command of theirs', () => {
    const card = show(menu('Report', 0, 3), menu('Rating', 2, 9))
    expect(titlesOf(card)).toEqual(['Report: Report 0', 'Show', 'Rating: Rating 2', 'Show'])
    const [report, rating] = inputsOf(card)
    expect([report?.['style'], rating?.['style']]).toEqual(['expanded', 'compact'])
    expect(uncarry(String(rating?.['value']), seal, about)).toBe('actions home rating:"2"')
    const picks = actionsOf(card).filter(({ title }) => title === 'Show')
    expect(picks.map(({ data }) => data)).toEqual([
      { do: 'pick', from: report?.['id'], o: 'actions mine' },
      { do: 'pick', from: rating?.['id'], o: 'actions mine' },
    ])
  })

  it('lose options before the card is too large, but not the chosen one', () => {
    const [input] = inputsOf(show(menu('Report', 170, 200)))
    const { choices, value } = input as { choices: { value: string }[]; value: string }
    expect(choices.length).toBeLessThan(200)
    expect(choices.map((choice) => choice.value)).toContain(value)
    expect(uncarry(value, seal, about)).toBe('actions home report:"170"')
  })
})

describe('a change', () => {
  const card = answer('4.2 · Red · 3 days overdue', [buttons(progress)], 'actions progress 4.2')
  const claimed = { ...done('4.2 is yours.', { next: 'actions mine' }), told: 'Ada Example claimed 4.2.' }

  it('is told above the card of what was changed', () => {
    const words = '✅ Ada Example claimed 4.2.\n4.2 · Red · 3 days overdue'
    expect(shownWords(renderPublic(claimed, card, rendering).card)).toBe(words)
    expect(shownWords(renderChange('Ada Example claimed 4.2.', card, rendering).card)).toBe(words)
  })

  it('is one line where there is no card, without what is for one person only', () => {
    const { card: alone, summary } = renderPublic(claimed, null, rendering)
    expect(shownWords(alone)).toBe('✅ Ada Example claimed 4.2.')
    expect(summary).toContain('Ada Example claimed 4.2.')
  })
})

it('what to do next can be pressed, and a refusal says so in front', () => {
  const view = { ...answer('Nothing was changed.', [], 'actions show 4.2'), kind: 'refusal' as const }
  const { card } = renderCard(view, rendering)
  expect(cardViolations(card)).toEqual([])
  expect(shownWords(card)).toBe('⚠️ Nothing was changed.\nNext: actions show 4.2')
  expect(actionsOf(card)).toMatchObject([{ data: { do: 'run', c: 'actions show 4.2' } }])
})
