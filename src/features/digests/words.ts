import type { IsoDate } from '../../calendar/date.ts'
import { formatDate } from '../../calendar/date.ts'
import { londonClock } from '../../calendar/london.ts'
import type { Unfit } from '../../core/place.ts'
import { tooLate } from './rules.ts'
import type { DigestSettings, PauseCode, Subscription } from './schema.ts'
import { clockTime, everyWeek } from './when.ts'

/** 'the whole board', or what it is narrowed to. */
export function aboutWhat({ filters }: Pick<DigestSettings, 'filters'>): string {
  return filters === '' ? 'the whole board' : `the board's ${filters}`
}

/** 'Every Monday at 09:00 this channel hears the whole board.' */
export function hears(subscription: Subscription, channelId: string | null): string {
  const who = subscription.channelId === channelId ? 'this channel' : `#${subscription.channelName}`
  return `${everyWeek(subscription)} ${who} hears ${aboutWhat(subscription)}.`
}

/** What else was chosen, a sentence each. */
export function choices({ lookAheadDays, whenQuiet, onHoliday, pings }: DigestSettings): string {
  return [
    `It looks ${lookAheadDays} days ahead.`,
    whenQuiet === 'say' ? 'In a quiet week it says so.' : 'In a quiet week it says nothing.',
    onHoliday === 'move'
      ? 'A bank holiday moves it to the next working day.'
      : 'It comes on bank holidays too.',
    ...(pings ? ['Owners of what is overdue are notified.'] : []),
  ].join(' ')
}

/** 'Mon 30 Nov, 09:00', in London. */
export function momentOf(at: Date, today: IsoDate): string {
  const { date, hours, minutes } = londonClock(at)
  return `${formatDate(date, today)}, ${clockTime(hours * 60 + minutes)}`
}

/** Why nothing is posted, and what would mend it. */
export const pausedWords = {
  off: 'it was stopped',
  shared: 'another organisation reads along there',
  archived: 'the channel is archived',
  'not a member': 'I am not in the channel: write /invite @Followthrough there',
  gone: 'the channel is not there any more',
  'not let in': 'the platform does not let me in',
  'not connected': 'the workspace is not connected any more',
  'too large': 'the platform took it for too long',
  other: 'the platform would not take it',
} as const satisfies Record<PauseCode, string>

/** Why a channel cannot be told, and what to do instead. */
export const unfitWords = {
  shared:
    'Another organisation reads along in this channel, so the board’s digest is not posted here. Choose a channel of your own.',
  archived: 'This channel is archived, so nothing can be posted here. Choose another one.',
  'not a member':
    'I am not in this channel. Write /invite @Followthrough here, and then /actions digest here again.',
  direct: 'A conversation of a few people is no place for a board’s digest. Type it in a channel.',
  'no answer':
    'I could not find out just now whether this channel may be told. Nothing was set up; try again in a minute.',
} as const satisfies Record<Unfit, string>

const problems: ReadonlyMap<string, string> = new Map([
  ...Object.entries(pausedWords).filter(([code]) => code !== 'off' && code !== 'other'),
  [tooLate, 'it would have come too late to be of use'],
  ['no answer', 'the platform did not answer'],
  ['asked to wait', 'the platform asked for patience for too long'],
  ['sender gone', 'the process that was sending it ended'],
])

/** What went wrong with a delivery, in words; a code of the platform's own is named, for who looks after it. */
export function problemWords(problem: string | null): string {
  if (problem === null) return 'no reason was noted'
  return problems.get(problem) ?? `the platform said '${problem}'`
}
