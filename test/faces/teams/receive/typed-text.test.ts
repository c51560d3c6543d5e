import { describe, expect, it } from 'vitest'
import { mentionsOf, typedText } from '../../../../src/faces/teams/typed-text.ts'

const bot = '28:bot'
const mention = (text: string, id: string, name?: string) => ({
  type: 'mention',
  text,
  mentioned: { id, ...(name ? { name } : {}) },
})

describe('what was typed in Teams', () => {
  it.each<[string, object[], string]>([
    ['<at>Followthrough</at> actions mine\n', [mention('<at>Followthrough</at>', bot)], 'actions mine'],
    ['  mine  ', [], 'mine'],
    ['progress 4.2 A &amp; E &lt;now&gt; says &quot;yes&quot;', [], 'progress 4.2 A & E <now> says "yes"'],
    ['progress 4.2 &amp;lt;', [], 'progress 4.2 &lt;'],
    [
      'assign 4.2 <at>Grace</at>',
      [mention('<at>Grace</at>', '29:grace', 'Grace Okonjo')],
      'assign 4.2 Grace Okonjo',
    ],
    ['<at>Followthrough</at>, mine', [mention('<at>Followthrough</at>', bot)], 'mine'],
    ['<at>Followthrough</at>: \u00a0show 4.2', [mention('<at>Followthrough</at>', bot)], 'show 4.2'],
    [
      'assign 4.2 <at>G</at>',
      [mention('<at>G</at>', '29:grace', "Grace $& O'Hara $1")],
      "assign 4.2 Grace $& O'Hara $1",
    ],
    ['find <at>nobody said who</at>', [], 'find nobody said who'],
    ['<at>Followthrough</at>', [mention('<at>Followthrough</at>', bot)], ''],
    ['first<br/>second', [], 'first\nsecond'],
    ['<quoted messageId="1700000000000"/> show 4.2', [{ type: 'quotedReply' }], 'show 4.2'],
  ])('%o is read as %3$o', (text, entities, typed) => {
    expect(typedText(text, mentionsOf(entities), bot)).toBe(typed)
  })

  it('names a member as the board does', () => {
    const mentions = mentionsOf([mention('<at>G</at>', '29:grace', 'G (Contoso)')])
    expect(typedText('assign 4.2 <at>G</at>', mentions, bot, new Map([['29:grace', 'Grace Okonjo']]))).toBe(
      'assign 4.2 Grace Okonjo',
    )
  })

  it('has mentions only where Teams says so', () => {
    expect(
      mentionsOf([null, 'x', { type: 'clientInfo' }, { type: 'mention' }, mention('<at>a</at>', 'b')]),
    ).toHaveLength(1)
  })
})
