import type { KnownBlock } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { createSeal } from '../../../../src/core/seal.ts'
import {
  answer,
  type Block,
  type Button,
  button,
  buttons,
  type MenuOption,
} from '../../../../src/core/view.ts'
import { renderMessage } from '../../../../src/faces/slack/render.ts'
import { slackViolations } from '../../../fakes/slack-limits.ts'
import { elementsOf, valuesOf } from './reading.ts'

const seal = createSeal(['a secret of the tests'], 'slack')

function show(...blocks: Block[]): KnownBlock[] {
  const message = renderMessage(answer('Headline', blocks), { seal, about: 'T0', origin: null })
  expect(slackViolations(message)).toEqual([])
  return message.blocks.slice(1)
}

const claim = button('Claim', 'actions claim 4.2', { emphasis: 'primary' })
const release = button('Release', 'actions release 4.2', {
  emphasis: 'danger',
  confirm: { title: 'Release 4.2?', text: 'It will have no owner.', yes: 'Release it' },
})
const others = (n: number, command = 'actions show 1.'): Button[] =>
  Array.from({ length: n }, (_, at) => button(`Show ${at}`, `${command}${at}`))

describe('what can be done with a row', () => {
  const beside = (...menu: Button[]) => {
    const blocks = show({ type: 'rows', rows: [{ ref: '4.2', text: 'An action', menu }] })
    return blocks.map((block) => elementsOf(block).map(({ type }) => type))
  }

  it.each([
    ['one thing is a button', [claim], [['button']]],
    ['one thing that asks first too', [release], [['button']]],
    ['two fold into a menu', [claim, ...others(1)], [['overflow']]],
    ['five still do', others(5), [['overflow']]],
    ['more are a select', others(6), [['static_select']]],
    ['what asks first stands below', [claim, ...others(2), release], [['overflow'], ['button']]],
    [
      'a command too long for a menu stands below',
      [...others(2), ...others(1, 'find '.repeat(40))],
      [['overflow'], ['button']],
    ],
    ['one too long to travel is left out', [...others(2), ...others(1, 'find '.repeat(400))], [['overflow']]],
    ['the same thing is offered once', [claim, claim], [['button']]],
  ])('%s', (_, menu, elements) => {
    expect(beside(...menu)).toEqual(elements)
  })

  it('a hundred and ten are a menu of a hundred, and buttons', () => {
    const blocks = show({
      type: 'rows',
      rows: [{ ref: '4.2', text: 'An action', buttons: others(110, 'a b 1.') }],
    })
    expect(blocks.flatMap(valuesOf)).toHaveLength(110)
  })

  it('a row without a word still has its button', () => {
    expect(show({ type: 'rows', rows: [{ ref: '', text: '', buttons: [claim] }] })[0]).toMatchObject({
      text: { text: '–' },
      accessory: { text: { text: 'Claim' }, value: 'actions claim 4.2', style: 'primary' },
    })
  })
})

describe('buttons', () => {
  it('look like what they do, and ask first where they should', () => {
    expect(show(buttons(claim, release, button('', 'actions mine')))).toMatchObject([
      {
        type: 'actions',
        elements: [
          { action_id: 'run:1', style: 'primary', value: 'actions claim 4.2' },
          {
            action_id: 'run:2',
            style: 'danger',
            confirm: {
              title: { text: 'Release 4.2?' },
              confirm: { text: 'Release it' },
              deny: { text: 'Cancel' },
            },
          },
          { action_id: 'run:3', text: { text: '/actions mine' } },
        ],
      },
    ])
  })

  it('are 25 a block', () => {
    const blocks = show(buttons(...others(30)))
    expect(blocks.map((block) => elementsOf(block).length)).toEqual([25, 5])
  })
})

describe('menus', () => {
  const option = (n: number, command = `actions home page:${n}`): MenuOption => ({
    label: `Page ${n}`,
    command,
    chosen: n === 2,
  })
  const menu = (options: MenuOption[]): Block => ({ type: 'menu', label: 'Go to', options })

  it('show what is chosen, side by side', () => {
    expect(show(menu([option(1), option(2)]), menu([option(1)]))).toMatchObject([
      {
        elements: [
          {
            type: 'static_select',
            initial_option: { text: { text: 'Page 2' }, value: 'actions home page:2' },
          },
          { type: 'static_select', placeholder: { text: 'Go to' } },
        ],
      },
    ])
  })

  it('hold a hundred; others, and those whose command is too long, are buttons', () => {
    const long = option(200, `actions home report:"${'x'.repeat(120)}"`)
    const [block] = show(menu([long, ...Array.from({ length: 103 }, (_, n) => option(n + 1))]))
    expect(elementsOf(block as KnownBlock).map(({ type }) => type)).toEqual([
      'static_select',
      ...Array.from({ length: 4 }, () => 'button'),
    ])
  })
})
