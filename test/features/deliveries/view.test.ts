import { describe, expect, it } from 'vitest'
import { isoDate } from '../../../src/calendar/date.ts'
import { type NoticeItem, noticeView } from '../../../src/features/deliveries/view.ts'
import { problemWords, refusedWords, remedyOf } from '../../../src/features/deliveries/words.ts'
import { remarksOf } from '../../support/shown.ts'

const today = isoDate('2026-11-25')
const item = (problem: string | null, channelName = 'safeguarding'): NoticeItem => ({
  id: '0d9c3a55-6f1c-4b5e-9f0e-0a53b1a7a001',
  channelName,
  period: isoDate('2026-11-23'),
  problem,
})

describe('a notice of a digest that did not arrive', () => {
  it.each(Object.entries(refusedWords))('says why and what puts it right: %s', (code, { why, next }) => {
    const view = noticeView('paused', [item(code)], today)
    expect(view.headline).toContain(code === 'other' ? "the platform said 'other'" : `has stopped: ${why}.`)
    expect(remarksOf(view).at(-1)).toBe(next)
  })

  it('never shows a code of ours', () => {
    expect(remarksOf(noticeView('failed', [item('too large')], today))[0]).toBe(
      'It is not tried any more: the platform took it for too long. The next one comes as usual.',
    )
    for (const code of ['not let in', 'too large', 'late', 'sender gone', 'asked to wait', 'no answer'])
      expect(problemWords(code)).not.toContain(`'${code}'`)
  })

  it('names a code of the platform, and has a next step for it too', () => {
    expect(problemWords('msg_blocked')).toBe("the platform said 'msg_blocked'")
    expect(remedyOf('msg_blocked')).toBe(refusedWords.other.next)
    expect(remedyOf('constructor')).toBe(refusedWords.other.next)
    expect(problemWords(null)).toBe('no reason was noted')
  })

  it('speaks of one digest that was missed, and of several', () => {
    const one = noticeView('missed', [item('late')], today)
    expect([one.headline, ...remarksOf(one)]).toEqual([
      '1 digest was not posted in time.',
      'It would have been too late to be of use. The next one comes as usual, and says so.',
      '#safeguarding · Mon 23 Nov',
    ])
    const two = noticeView('missed', [item('late', 'one'), item('late', 'two')], today)
    expect([two.headline, remarksOf(two)[0]]).toEqual([
      '2 digests were not posted in time.',
      'They would have been too late to be of use. The next ones come as usual, and say so.',
    ])
  })
})
