import { formatDate, type IsoDate } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'
import { count } from '../../core/text.ts'
import { answer, assertNever, button, buttons, paragraph, type View } from '../../core/view.ts'
import type { NoticeCode } from './schema.ts'
import { problemWords, remedyOf } from './words.ts'

/** One digest that a notice is about. */
export type NoticeItem = { id: Id; channelName: string; period: IsoDate; problem: string | null }

/** More than these are counted, not named. */
export const mostNamed = 20

/** What an administrator is told of digests that did not arrive: what is so, and the next step. */
export function noticeView(
  what: Exclude<NoticeCode, 'refused'>,
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
          ...items
            .slice(0, mostNamed)
            .map((item) => paragraph(`#${item.channelName} · ${formatDate(item.period, today)}`)),
          ...(items.length > mostNamed ? [paragraph(`and ${items.length - mostNamed} more`)] : []),
        ],
        status,
      )
    default:
      return assertNever(what)
  }
}

/** Somebody whose message of the day was refused; no name for who has left, or is one of too many. */
export type RefusedItem = { name: string | null; problem: string | null }

/** What an administrator is told of people who did not get their message of a day. */
export function refusedView(items: readonly RefusedItem[], day: IsoDate, today: IsoDate): View {
  const named = items.flatMap(({ name, problem }) => (name === null ? [] : [{ name, problem }]))
  const more = items.length - named.length
  return answer(
    `${count(items.length, 'person was', 'people were')} not told of their actions on ${formatDate(day, today)}.`,
    [
      paragraph(
        'Their message was refused. What is still open comes again with the next, for a week at the most. Until then tell them yourself, or give the actions to somebody who can be told.',
      ),
      ...named.map(({ name, problem }) => paragraph(`${name} · ${refusals[problem ?? ''] ?? problem ?? ''}`)),
      ...(more > 0 ? [paragraph(`and ${more} more`)] : []),
    ],
    'actions reminders',
  )
}

/** Why a person cannot be told. Any other code is shown as it is. */
const refusals: Readonly<Record<string, string>> = {
  gone: 'their account is not there any more',
  'not a member':
    'they do not have the app where they are to be told: Followthrough is to be installed for them',
  'not let in': 'their account was switched off, or is not let in any more',
  restricted_action: 'the workspace does not let Followthrough write to them',
}

const status = 'actions digest status'
