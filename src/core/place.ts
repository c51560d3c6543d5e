/** Where a request was made, for the few commands that are about the place itself. */
export type Place = {
  platform: 'slack' | 'teams'
  workspaceId: string
  channelId: string
  /** Asks the platform, now, whether the board's news may be told there. Never rejects. */
  mayTell(): Promise<MayTell>
}

/**
 * Why a channel cannot be told: another organisation reads along, it is closed, we were not invited, or the platform did
 * not say. All but the last are lasting.
 */
export type Unfit = 'shared' | 'archived' | 'not a member' | 'direct' | 'no answer'

/** `channelName` is what the platform calls it now, without a sign in front: 'safeguarding'. */
export type MayTell = { ok: true; channelName: string } | { ok: false; why: Unfit }
