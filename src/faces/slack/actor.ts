import type { Membership } from '../../core/permission.ts'
import type { Arrival, Welcome } from '../../core/ports.ts'
import { refusal, type View } from '../../core/view.ts'
import type { Progress } from '../common/asking.ts'
import type { Standing } from '../common/standing.ts'
import { strangerView } from '../common/stranger.ts'
import { isChannel, placeIn } from './channel.ts'
import { refreshHomes } from './home-tab.ts'
import type { Incoming } from './payload.ts'
import type { Profile } from './profile.ts'
import { addressOf, type Desk, type Visit } from './visit.ts'
import { vouchedFor } from './vouch.ts'

/** Somebody at the door: let in, or told why not. */
export type Entry = { ok: true; visit: Visit } | { ok: false; view: View }

/**
 * Who is asking, decided anew for each request: by Slack, which says what they are to the workspace now, and by the
 * board's door, which says who that is on the board. Anything that does not fit shuts the door.
 * `typed` is what a newcomer wrote: help is for everybody.
 */
export async function enter(
  desk: Desk,
  incoming: Incoming,
  typed: string,
  progress: Progress,
): Promise<Entry> {
  const { tenant, sender } = incoming
  const client = await desk.clientFor(tenant)
  if (!client) return turnedAway(notConnected)
  const address = addressOf(incoming, sender.userId)
  const [vouched, known] = await Promise.all([
    vouchedFor(desk, client, incoming),
    desk.office.door.member(address),
  ])
  if (!vouched) return turnedAway(notVouchedFor)
  const { profile, standing, letIn } = vouched
  if (!letIn) return turnedAway(refusedAs(standing))
  const actor = known ?? (await firstMeeting(desk, arrivalOf(address, profile, standing)))
  if ('kind' in actor) {
    // Who waits to be let in stands on the administrators' pages.
    if (actor.kind === 'stranger' && actor.concerns.length > 0)
      desk.later('home refresh', refreshHomes({ desk, client, tenant }, actor.concerns))
    return turnedAway(strangerView(desk.office, actor, typed, notConnected))
  }
  const place = placeIn({ desk, client, tenant }, channelOf(incoming))
  return { ok: true, visit: { desk, tenant, userId: sender.userId, client, actor, place, progress } }
}

/** The channel something was typed or pressed in; a form says by what it carries where it was asked for. */
function channelOf(incoming: Incoming): string | null {
  if (incoming.kind === 'command') return isChannel(incoming.channel) ? incoming.channel.id : null
  return incoming.kind === 'press' && incoming.surface.kind === 'message' ? incoming.surface.channel : null
}

async function firstMeeting(
  desk: Desk,
  arrival: Arrival,
): Promise<Membership | Exclude<Welcome, { kind: 'member' }>> {
  const welcome = await desk.office.door.welcome(arrival)
  return welcome.kind === 'member' ? welcome.actor : welcome
}

/** Others wrote the address of an outsider, and of a guest: only a full member is known by one. */
function arrivalOf(address: ReturnType<typeof addressOf>, profile: Profile, standing: Standing): Arrival {
  return {
    ...address,
    displayName: profile.name,
    email: standing === 'member' ? profile.email : null,
  }
}

function turnedAway(view: View): Entry {
  return { ok: false, view }
}

const notConnected = refusal(
  'This workspace is not connected to a board. Ask whoever runs Followthrough for you for a link to connect it.',
)

const notVouchedFor = refusal(
  'Slack did not say who you are just now, so nothing was done. Try again in a minute.',
)

function refusedAs(standing: Standing): View {
  return refusal(
    standing === 'guest'
      ? 'Guests of this workspace are not let in to its board. Ask a full member to look it up for you.'
      : 'Only members of this workspace are let in to its board.',
  )
}
