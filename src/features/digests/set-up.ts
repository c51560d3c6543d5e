import type { Reply } from '../../core/command.ts'
import { done, note, paragraph, refusal } from '../../core/view.ts'
import { unknownName } from '../actions/unknown-names.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import { checkTexts } from '../privacy/rules.ts'
import { mayNotManage } from './asking.ts'
import { type DigestFilters, filtersAfter, writtenFiltersOf } from './filters.ts'
import { type DigestSettings, defaultSettings, type Subscription } from './schema.ts'
import { manageButtons } from './status-view.ts'
import { readWhen } from './when.ts'
import { choices, hears, momentOf, unfitWords } from './words.ts'

/** What was said in the line; what was not stays as it is, or as it is by default. */
export type Said = DigestFilters & {
  /** The whole board again, whatever it was narrowed to. */
  all?: boolean
  when?: string | undefined
  ahead?: number | undefined
  quiet?: DigestSettings['whenQuiet'] | undefined
  holidays?: DigestSettings['onHoliday'] | undefined
  pings?: 'yes' | 'no' | undefined
}

/** `/actions digest here`: this channel hears of the board every week from now on. */
export async function setUpHere(said: Said, context: Ctx): Promise<Reply> {
  const { stores, board, place } = context
  const refused = mayNotManage(context)
  if (refused) return refused
  if (!place) {
    return refusal('Type it in the channel that is to hear the digest: /actions digest here mon 9am.', {
      next: 'actions digest preview',
    })
  }
  const there = await stores.digests.byChannel(board, place)
  // One that somebody stopped is begun anew; one that runs, or was paused by the platform, is changed.
  const now = there && there.paused !== 'off' ? settingsOf(there) : defaultSettings
  const when = readWhen(said.when ?? '', now)
  if (!when.ok) return refusal(when.message, { next: 'actions digest here mon 9am' })
  const written = writtenFiltersOf(said)
  const blocked = checkTexts({ filters: written }, todayOf(context))
  if (blocked) return blocked
  const unknown = await unknownName(said, context)
  if (unknown)
    return refusal(unknown.message, {
      next: lineOf({ ...said, ...(unknown.instead ?? { org: undefined, report: undefined }) }),
    })
  const told = await place.mayTell()
  if (!told.ok) return refusal(unfitWords[told.why])
  const settings: DigestSettings = {
    ...now,
    ...when.when,
    filters: filtersAfter(now.filters, written, said.all),
    lookAheadDays: said.ahead ?? now.lookAheadDays,
    whenQuiet: said.quiet ?? now.whenQuiet,
    onHoliday: said.holidays ?? now.onHoliday,
    pings: said.pings === undefined ? now.pings : said.pings === 'yes',
  }
  const { platform, workspaceId, channelId } = place
  const channel = { platform, workspaceId, channelId, channelName: told.channelName }
  const subscription = await stores.digests.set(board, channel, settings, byOf(context))
  if (!subscription)
    return refusal('This channel hears the digest of another board already. Stop that one first.')
  return nowTrue(subscription, context)
}

/** What was said, as it would be typed. */
function lineOf({ when, ahead, quiet, holidays, pings, ...filters }: Said): string {
  const choices = Object.entries({ ahead, quiet, holidays, pings })
  return [
    'actions digest here',
    when,
    writtenFiltersOf(filters),
    ...choices.map(([key, value]) => (value === undefined ? '' : `${key}:${value}`)),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What is now true of a digest, and what can be done with it. */
export function nowTrue(subscription: Subscription, context: Ctx): Reply {
  const { nextAt, id, paused } = subscription
  const next =
    nextAt === null || paused !== null
      ? 'It stays paused until it is set up again in its channel.'
      : `Next: ${momentOf(nextAt, todayOf(context))}.`
  return done(hears(subscription, context.place?.channelId ?? null), {
    audience: 'private',
    blocks: [
      paragraph(`${next} ${choices(subscription)}`),
      ...(subscription.filters === '' ? [] : [note('For the whole board again: /actions digest here all')]),
      manageButtons(subscription),
    ],
    about: `actions digest status ${id}`,
  })
}

export function settingsOf(subscription: Subscription): DigestSettings {
  const { weekday, minutes, filters, lookAheadDays, whenQuiet, onHoliday, pings } = subscription
  return { weekday, minutes, filters, lookAheadDays, whenQuiet, onHoliday, pings }
}
