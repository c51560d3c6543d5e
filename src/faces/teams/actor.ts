import type { Membership } from '../../core/permission.ts'
import type { Arrival } from '../../core/ports.ts'
import { refusal, type View } from '../../core/view.ts'
import type { Progress } from '../common/asking.ts'
import type { Standing } from '../common/standing.ts'
import { strangerView } from '../common/stranger.ts'
import type { Incoming, Spot } from './activity.ts'
import { placeIn } from './channel.ts'
import { isAlone, isPressed } from './say.ts'
import { addressOf, type Desk, tenantPlace, type Visit } from './visit.ts'
import { type Vouched, vouchedFor } from './vouch.ts'

/** Somebody at the door: let in, or told why not. */
export type Entry = { ok: true; visit: Visit } | { ok: false; view: View }

/**
 * Who is asking, decided anew for each request: by Teams, whose roster says what they are to the tenant now, and by the
 * board's door, which says who that is on the board. Anything that does not fit shuts the door.
 * `typed` is what a newcomer wrote: help is for everybody.
 */
export async function enter(
  desk: Desk,
  incoming: Incoming,
  typed: string,
  progress: Progress,
): Promise<Entry> {
  const { tenantId, sender, botId, serviceUrl } = incoming
  const { userId, accountId } = sender
  if (userId === null) return turnedAway(refusedAs('nobody'))
  const [vouched, member] = await Promise.all([
    vouchedIn(desk, incoming, userId),
    desk.office.door.member(addressOf(tenantId, userId)),
  ])
  if (vouched === null || vouched === 'closed') return turnedAway(notVouched(incoming, vouched))
  if (!vouched.letIn) return turnedAway(refusedAs(vouched.standing))
  const met = member ?? (await firstMeeting(desk, arrivalOf(tenantId, userId, vouched), typed))
  if ('type' in met) return turnedAway(met)
  const known = await inTeam(desk, incoming)
  const place = placeIn(desk, { tenantId, serviceUrl, spot: known })
  const wire = desk.wires(serviceUrl)
  return {
    ok: true,
    visit: {
      desk,
      tenantId,
      spot: known,
      botId,
      serviceUrl,
      wire,
      userId,
      accountId,
      actor: met,
      place,
      alone: isAlone(incoming),
      pressed: isPressed(incoming),
      progress,
    },
  }
}

/**
 * Whom the roster says somebody is: where they are, or in their own conversation with the app. An extension opens in any
 * conversation, also where the app is not; and a private channel may show its members to nobody.
 */
async function vouchedIn(desk: Desk, incoming: Incoming, userId: string): ReturnType<typeof vouchedFor> {
  const { tenantId, sender, spot, serviceUrl } = incoming
  const who = { tenantId, userId, accountId: sender.accountId }
  const asked = async (where: { conversationId: string; serviceUrl: string }) =>
    vouchedFor(desk, { ...who, conversationId: where.conversationId, serviceUrl: where.serviceUrl })
  const here = { conversationId: spot.id, serviceUrl }
  const own = () => desk.office.conversations.withPerson(addressOf(tenantId, userId))
  if (isExtension(incoming)) return asked((await own()) ?? here)
  const said = await asked(here)
  const elsewhere = said === 'closed' && spot.kind !== 'personal' ? await own() : null
  return elsewhere ? asked(elsewhere) : said
}

/** Only an extension's window has a list that is looked up as one types. */
function isExtension({ kind }: Incoming): boolean {
  return kind === 'extension opened' || kind === 'extension submitted' || kind === 'searched'
}

/** A channel with the team it is in: not every request says it, and what is kept of the conversation does. */
async function inTeam(desk: Desk, { tenantId, spot }: Incoming): Promise<Spot> {
  if (spot.kind !== 'channel' || spot.teamId !== null) return spot
  const kept = await desk.office.conversations.at(tenantPlace(tenantId), spot.id)
  return { ...spot, teamId: kept?.teamId ?? null }
}

async function firstMeeting(desk: Desk, arrival: Arrival, typed: string): Promise<Membership | View> {
  const welcome = await desk.office.door.welcome(arrival)
  return welcome.kind === 'member' ? welcome.actor : strangerView(desk.office, welcome, typed, notConnected)
}

/** Another organisation wrote the address of an outsider, and of a guest: only a full member is known by one. */
function arrivalOf(tenantId: string, userId: string, { profile, standing }: Vouched): Arrival {
  return {
    ...addressOf(tenantId, userId),
    displayName: profile.name,
    email: standing === 'member' ? profile.email : null,
  }
}

function turnedAway(view: View): Entry {
  return { ok: false, view }
}

const notConnected = refusal(
  'This organisation is not connected to a board. Ask whoever runs Followthrough for you to name it in TEAMS_TENANTS.',
)

/** Where the app is not, or is told nothing, and has not met them, trying again would change nothing. */
function notVouched(incoming: Incoming, said: 'closed' | null): View {
  const closed = said === 'closed' && incoming.spot.kind !== 'personal'
  return closed || isExtension(incoming) ? notVouchedForThere : notVouchedFor
}

const notVouchedFor = refusal(
  'Teams did not say who you are just now, so nothing was done. Try again in a minute.',
)

const notVouchedForThere = refusal(
  'Teams did not say who you are, so nothing was done. Write to Followthrough once in a chat of your own, then try again here.',
)

function refusedAs(standing: Standing): View {
  return refusal(
    standing === 'guest'
      ? 'Guests of this organisation are not let in to its board. Ask a full member to look it up for you.'
      : 'Only members of this organisation are let in to its board. Ask one of them to look it up for you.',
  )
}
