import type { Membership } from '../../core/permission.ts'
import type { ChatAddress, PageOffice } from '../../core/ports.ts'
import { isLetIn } from '../common/standing.ts'
import { howToGetIn } from '../common/stranger.ts'
import type { Account } from './session.ts'
import type { SignedOn } from './sign-on.ts'

/** Somebody at the door: let in, or told why not and whom to ask. */
export type Entry = { ok: true; actor: Membership } | { ok: false; problem: string }

/** Lets somebody in who is known, as they stand at this moment. */
export async function enter(door: PageOffice['door'], account: Account): Promise<Entry> {
  if (!(await guestMayEnter(door, account))) return { ok: false, problem: guestsStayOut }
  const actor = await door.member(addressOf(account))
  return actor ? { ok: true, actor } : { ok: false, problem: notOnTheBoard }
}

/**
 * The same for somebody whom Teams has just signed on. Who is not known is noted for the administrators, and not let in by
 * any address in the token: that is what their own tenant, or another one, has written there.
 */
export async function firstEnter(door: PageOffice['door'], who: SignedOn): Promise<Entry> {
  if (!(await guestMayEnter(door, who))) return { ok: false, problem: guestsStayOut }
  const address = addressOf(who)
  const known = await door.member(address)
  if (known) return { ok: true, actor: known }
  const welcome = await door.welcome({ ...address, displayName: who.name, email: null })
  switch (welcome.kind) {
    case 'member':
      return { ok: true, actor: welcome.actor }
    case 'no board':
      return { ok: false, problem: notConnected }
    case 'stranger':
      return { ok: false, problem: `${howToGetIn(welcome)} ${writeOnce}` }
  }
}

async function guestMayEnter(door: PageOffice['door'], account: Account): Promise<boolean> {
  if (!account.guest) return true
  return isLetIn('guest', await door.policy({ platform: 'teams', workspaceId: account.tenantId }))
}

function addressOf({ tenantId, userId }: Pick<Account, 'tenantId' | 'userId'>): ChatAddress {
  return { platform: 'teams', workspaceId: tenantId, userId }
}

const writeOnce =
  'If they have added you by your work address, write to Followthrough once in its chat: it then knows you here too.'
const guestsStayOut =
  'Guests of this organisation are not let in to its board. Ask a full member to look it up for you.'
const notConnected =
  'Your organisation is not connected to a board. Ask whoever runs Followthrough for you to connect it.'
const notOnTheBoard = 'You are not on this board any more. Ask its administrator to let you back in.'
