import { describe, expect, it } from 'vitest'
import { slackViolations } from './slack-limits.ts'

const words = (text: string) => ({ type: 'plain_text', text })
const markup = (text: string) => ({ type: 'mrkdwn', text, verbatim: true })
const section = (more: object = {}) => ({ type: 'section', text: markup('Words'), ...more })
const press = (action_id: string, more: object = {}) => ({
  type: 'button',
  action_id,
  text: words('Go'),
  ...more,
})
const message = (...blocks: object[]) => ({ text: 'Words', blocks })
const modal = (...blocks: object[]) => ({
  type: 'modal',
  title: words('Title'),
  submit: words('Save'),
  blocks,
})
const input = (element: object) => ({ type: 'input', label: words('Label'), element })

describe('the checker', () => {
  it.each([
    ['a plain message', { text: 'Words' }],
    ['blocks', message(section({ accessory: press('a') }), { type: 'divider' })],
    ['a link', message({ type: 'context', elements: [markup('<https://a.example|Minutes> &amp; more')] })],
    [
      'JSON in a form',
      {
        channel: 'C1',
        text: 'Words',
        unfurl_links: false,
        unfurl_media: false,
        blocks: JSON.stringify([section()]),
      },
    ],
    ['a message that goes', { delete_original: true }],
    [
      'a window',
      { trigger_id: '1', view: JSON.stringify(modal(input({ type: 'datepicker', action_id: 'd' }))) },
    ],
    ['a home', { type: 'home', blocks: [] }],
    ['errors', { response_action: 'errors', errors: { 'field:due': 'This is no date.' } }],
    ['an empty search', { options: [] }],
  ])('lets %s pass', (_, payload) => {
    expect(slackViolations(payload)).toEqual([])
  })

  it.each([
    ['nothing', null, /no object/],
    ['no text', { blocks: [section()] }, /text is empty/],
    ['a ping in text', { text: 'Hello <!channel>' }, /unescaped/],
    ['a ping in markup', message({ type: 'section', text: markup('Hello <@U012AB3CD>') }), /unescaped/],
    ['a bare &', message({ type: 'section', text: markup('a & b') }), /unescaped &/],
    [
      'words looked through for links',
      message({ type: 'section', text: { type: 'mrkdwn', text: 'a' } }),
      /verbatim/,
    ],
    ['emoji by name', message({ type: 'section', text: words(':smile:') }), /emoji/],
    ['an empty text', message({ type: 'section', text: words(' ') }), /is empty/],
    ['a long section', message({ type: 'section', text: words('x'.repeat(3001)) }), /3001 characters/],
    ['fifty-one blocks', message(...Array.from({ length: 51 }, () => section())), /51 blocks/],
    [
      'too much together',
      message(...Array.from({ length: 5 }, () => ({ type: 'section', text: words('x'.repeat(2900)) }))),
      /together/,
    ],
    ['a table', message({ type: 'table', rows: [] }), /not safe/],
    ['an input in a message', message(input({ type: 'datepicker', action_id: 'd' })), /not safe/],
    ['two blocks of one id', message(section({ block_id: 'a' }), section({ block_id: 'a' })), /there twice/],
    [
      'two buttons of one id',
      message({ type: 'actions', elements: [press('a'), press('a')] }),
      /there twice/,
    ],
    [
      'a button without an id',
      message(section({ accessory: { type: 'button', text: words('Go') } })),
      /no action_id/,
    ],
    [
      'a long value',
      message(section({ accessory: press('a', { value: 'x'.repeat(2001) }) })),
      /longer than 2000/,
    ],
    [
      'a style of our own',
      message(section({ accessory: press('a', { style: 'plain' }) })),
      /the style plain/,
    ],
    ['links that unfurl', { channel: 'C1', text: 'Words' }, /unfurls/],
    [
      'a menu of nothing',
      message(section({ accessory: { type: 'overflow', action_id: 'a', options: [] } })),
      /0 options/,
    ],
    ['a long title', { ...modal(), title: words('x'.repeat(25)) }, /title has 25/],
    ['long metadata', { ...modal(), private_metadata: 'x'.repeat(3001) }, /private_metadata/],
    [
      'inputs that cannot be sent',
      { ...modal(input({ type: 'datepicker', action_id: 'd' })), submit: undefined },
      /no submit|no text/,
    ],
    [
      'a date that is none',
      modal(input({ type: 'datepicker', action_id: 'd', initial_date: '2026-02-31' })),
      /is no date/,
    ],
    [
      'a user that is none',
      modal(input({ type: 'users_select', action_id: 'u', initial_user: 'p-1' })),
      /is no user/,
    ],
    [
      'more than a box takes',
      modal(input({ type: 'plain_text_input', action_id: 't', max_length: 3, initial_value: 'four' })),
      /longer than its max_length/,
    ],
    [
      'a choice that is not offered',
      modal(
        input({
          type: 'static_select',
          action_id: 's',
          options: [{ text: words('One'), value: '1' }],
          initial_option: { text: words('Two'), value: '2' },
        }),
      ),
      /not among its options/,
    ],
    ['a long option', { options: [{ text: words('x'.repeat(76)), value: '1' }] }, /76 characters/],
    ['an unknown answer', { response_action: 'shut' }, /no response_action/],
    ['no errors', { response_action: 'errors', errors: {} }, /names no error/],
  ])('finds %s', (_, payload, problem) => {
    expect(slackViolations(payload).join('\n')).toMatch(problem)
  })
})
