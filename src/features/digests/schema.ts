import { z } from 'zod'
import { type IsoDate, isIsoDate, type Weekday } from '../../calendar/date.ts'
import type { Id } from '../../core/ids.ts'

/** What a channel hears in a week in which nothing is overdue or due: one line, or nothing. */
export const quietWeeks = ['say', 'silent'] as const
export type QuietWeek = (typeof quietWeeks)[number]

/** What becomes of a digest whose day is a bank holiday: the next working day, or that day all the same. */
export const holidayRules = ['move', 'keep'] as const
export type HolidayRule = (typeof holidayRules)[number]

/** How far ahead a digest may look, in days. */
export const lookAheads = [7, 14, 28] as const

/** What a channel asked for. */
export type DigestSettings = {
  weekday: Weekday
  /** After midnight in London. */
  minutes: number
  /** Which actions, as it would be typed: 'org:council brag:red'. Empty for the whole board. */
  filters: string
  lookAheadDays: number
  whenQuiet: QuietWeek
  onHoliday: HolidayRule
  /** Whether owners of what is overdue are notified by name. */
  pings: boolean
}

/** What somebody gets who says nothing but 'here': Mondays at nine. */
export const defaultSettings: DigestSettings = {
  weekday: 1,
  minutes: 9 * 60,
  filters: '',
  lookAheadDays: 14,
  whenQuiet: 'say',
  onHoliday: 'move',
  pings: false,
}

/** Why nothing is posted. 'off' is what a person said; the others are why the platform would not take it. */
const pauseCodes = [
  'off',
  'shared',
  'archived',
  'not a member',
  'gone',
  'not let in',
  'not connected',
  'too large',
  'other',
] as const
export type PauseCode = (typeof pauseCodes)[number]

/** A code as it was written; one that a later version wrote is 'other'. */
export const pauseCode = z.enum(pauseCodes).catch('other')

/** Which channel, by the platform's own ids. */
export type ChannelKey = { platform: string; workspaceId: string; channelId: string }

/** A channel that is told of its board every week. */
export type Subscription = ChannelKey &
  DigestSettings & {
    id: Id
    channelName: string
    /** Null while it is paused. */
    nextAt: Date | null
    nextPeriod: IsoDate | null
    paused: PauseCode | null
    version: number
  }

const count = z.int().min(0)
const day = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value))

/** What a digest counted: remembered with its delivery, for the change since. */
export const figures = z.object({
  on: day,
  /** What it counted of: figures of other filters are not compared. */
  filters: z.string(),
  open: count,
  byColour: z.object({ red: count, amber: count, green: count, blue: count, grey: count }),
  overdue: count,
  unowned: count,
  undated: count,
  awaitingSignOff: count,
  /** Finished on that very day, by then: the next digest counts from that day on, and must not tell of them again. */
  closedThatDay: count,
})
export type Figures = z.infer<typeof figures>
