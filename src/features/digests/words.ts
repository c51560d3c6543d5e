import type { IsoDate } from '../../calendar/date.ts'
import { formatDate } from '../../calendar/date.ts'
import { londonClock } from '../../calendar/london.ts'
import type { Unfit } from '../../core/place.ts'
import type { DigestSettings, Subscription } from './schema.ts'
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

/** Why a channel cannot be told, and what to do instead. */
export const unfitWords = {
  shared:
    "Another organisation reads along in this channel, so the board's digest is not posted here. Choose a channel of your own.",
  archived: 'This channel is archived, so nothing can be posted here. Choose another one.',
  'not a member':
    'I am not in this channel. Put me there (Slack: /invite @Followthrough; Teams: add the app to the team), then type /actions digest here again.',
  direct: "A conversation of a few people is no place for a board's digest. Type it in a channel.",
  'no answer':
    'I could not find out just now whether this channel may be told. Nothing was set up; try again in a minute.',
} as const satisfies Record<Unfit, string>
