import { formatDate, type IsoDate } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'
import { count } from '../../core/text.ts'
import { answer, assertNever, button, buttons, paragraph, type View } from '../../core/view.ts'
import { problemWords, remedyOf } from './words.ts'

/** One digest that a notice is about. */
export type NoticeItem = { id: Id; channelName: string; period: IsoDate; problem: string | null }

/** What an administrator is told of digests that did not arrive: what is so, and the next step. */
export function noticeView(
  what: 'paused' | 'failed' | 'uncertain' | 'missed',
  items: readonly NoticeItem[],
  today: IsoDate,
): View {
  const [first] = items
  if (!first) throw new Error('A notice is about something.')
  const { id, channelName, period, problem } = first
  const the = `digest of ${formatDate(period, today)} in #${channelName}`
  switch (what) {
    case 'paused':
      return answer(`The digest in #${channelName} has stopped: ${problemWords(problem)}.`, [
        paragraph(
          `Nothing was posted for ${formatDate(period, today)}, and nothing will be until it is set up again.`,
        ),
        paragraph(remedyOf(problem)),
      ])
    case 'failed':
      return answer(
        `The ${the} could not be posted.`,
        [
          paragraph(`It is not tried any more: ${problemWords(problem)}. The next one comes as usual.`),
          paragraph('To post this one after all, type /actions digest now in the channel.'),
        ],
        status,
      )
    case 'uncertain':
      return answer(
        `Nobody knows whether the ${the} arrived.`,
        [
          paragraph(
            'It left, and no answer came back. It is not sent again by itself, so that nobody reads it twice.',
          ),
          paragraph('Look into the channel, then say whether it is there.'),
          buttons(
            button('It is there', `actions digest there ${id}`),
            button('Post it again', `actions digest again ${id}`, {
              confirm: {
                title: 'Post it again?',
                text: 'If it did arrive, the channel reads it twice.',
                yes: 'Post it again',
              },
            }),
          ),
        ],
        status,
      )
    case 'missed':
      return answer(
        `${count(items.length, 'digest was', 'digests were')} not posted in time.`,
        [
          paragraph(
            items.length === 1
              ? 'It would have been too late to be of use. The next one comes as usual, and says so.'
              : 'They would have been too late to be of use. The next ones come as usual, and say so.',
          ),
          ...items.map((item) => paragraph(`#${item.channelName} · ${formatDate(item.period, today)}`)),
        ],
        status,
      )
    default:
      return assertNever(what)
  }
}

const status = 'actions digest status'
