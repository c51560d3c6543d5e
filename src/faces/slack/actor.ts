import type { WebClient } from '@slack/web-api'
import type { Membership } from '../../core/permission.ts'
import type { Arrival, Welcome } from '../../core/ports.ts'
import { listOf } from '../../core/text.ts'
import { note, refusal, type View } from '../../core/view.ts'
import { patiently, slackCode } from './clients.ts'
import type { Incoming } from './payload.ts'
import { isLetIn, type Profile, profileOf, type Standing, standingOf } from './profile.ts'
import { addressOf, type Desk, type Progress, placeOf, type Visit } from './visit.ts'

/** Somebody at the door: let in, or told why not. */
export type Entry = { ok: true; visit: Visit } | { ok: false; view: View }

/** How long Slack may make us wait before we say who somebody is, in milliseconds. */
const patience = 1000

type Who = Pick<Incoming, 'tenant' | 'sender'>
type Vouched = { profile: Profile; standing: Standing; letIn: boolean }

/** What Slack says of somebody now. Throws when it does not say. */
function profileNow(desk: Desk, client: WebClient, { tenant, sender }: Who): Promise<Profile> {
  return desk.profiles.of(`${tenant.key} ${sender.userId}`, async () => {
    const { user } = await patiently(() => client.users.info({ user: sender.userId }), patience)
    if (!user) throw new Error('Slack answered without a user.')
    return profileOf(user)
  })
}

async function judged(desk: Desk, profile: Profile, { tenant, sender }: Who): Promise<Vouched> {
  const standing = standingOf(profile, sender, tenant)
  const policy = standing === 'member' ? null : await desk.office.door.policy(placeOf(tenant))
  return { profile, standing, letIn: isLetIn(standing, policy) }
}

/** What Slack says of somebody now, and whether the board's policy lets such people in; null when it does not say. */
export async function vouchedFor(desk: Desk, client: WebClient, who: Who): Promise<Vouched | null> {
  const profile = await profileNow(desk, client, who).catch((error: unknown) => {
    desk.log.error('slack user unknown', error, { slack: slackCode(error) })
    return null
  })
  return profile && judged(desk, profile, who)
}

/** The same for somebody who is to be told something: whether they would be let in. Throws when Slack does not say. */
export async function isLetInNow(desk: Desk, client: WebClient, who: Who): Promise<boolean> {
  return (await judged(desk, await profileNow(desk, client, who), who)).letIn
}

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
  if ('kind' in actor) return turnedAway(strangerView(desk, actor, typed))
  return { ok: true, visit: { desk, tenant, userId: sender.userId, client, actor, progress } }
}

async function firstMeeting(
  desk: Desk,
  arrival: Arrival,
): Promise<Membership | Exclude<Welcome, { kind: 'member' }>> {
  const welcome = await desk.office.door.welcome(arrival)
  return welcome.kind === 'member' ? welcome.actor : welcome
}

/** Another company's administrators write their people's addresses: an outsider is never known by one. */
function arrivalOf(address: ReturnType<typeof addressOf>, profile: Profile, standing: Standing): Arrival {
  return {
    ...address,
    displayName: profile.name,
    email: standing === 'outsider' ? null : profile.email,
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

/** What somebody reads whom the board does not know: whom to ask; and help, when that is what they asked for. */
function strangerView(desk: Desk, welcome: Exclude<Welcome, { kind: 'member' }>, typed: string): View {
  if (welcome.kind === 'no board') return notConnected
  const whom = welcome.ask.length > 0 ? listOf(welcome.ask, 'or') : 'whoever looks after it'
  const how = `You are not on ${welcome.board.name} yet. Ask ${whom} to let you in; they have been shown that you asked.`
  const reply = /^\s*\S+\s+help\b/i.test(typed) ? desk.office.help(typed) : null
  if (reply?.type === 'view') return { ...reply, blocks: [note(how), ...reply.blocks] }
  return refusal(how)
}
