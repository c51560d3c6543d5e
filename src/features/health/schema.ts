/** What there is to know about a running installation, read at one moment. Codes, counts and times: no texts. */
export type HealthFacts = {
  database: {
    kind: 'embedded' | 'server'
    /** PostgreSQL's own version: '17.5'. */
    version: string
    /** The database's clock. */
    now: Date
    migrations: number
  }
  boards: readonly BoardHealth[]
}

export type BoardHealth = {
  slug: string
  administrators: number
  /** Whether one of them has an account on chat, where they are told of what went wrong. */
  administratorOnChat: boolean
  /** People with open actions who have no account on chat: nobody can remind them. */
  unreachableOwners: number
  /** The last day whose reminders were made, YYYY-MM-DD; null before the first. */
  remindedThrough: string | null
  workspaces: readonly { platform: string; name: string; sealedTokens: string | null; workspaceId: string }[]
  subscriptions: readonly {
    id: string
    channelName: string
    nextAt: Date | null
    /** Why it is paused: a code; null while it runs. */
    paused: string | null
    lastSentAt: Date | null
    /** Whether anything can be said there: in Teams not without knowing the conversation. */
    reachable: boolean
  }[]
  /** Where the app is, by workspace and kind ('personal', 'group', 'channel'); only Teams tells. */
  conversations: readonly { platform: string; workspaceId: string; kind: string; count: number }[]
  deliveries: {
    /** Sending, though whoever was sending it must have stopped long ago. */
    stuck: number
    /** Due for more than a quarter of an hour and not sent, and since when the oldest is due. */
    late: number
    oldestLate: Date | null
    /** Digests only: of anything else there is nobody who could look. */
    uncertain: number
    /** Of the last 14 days. */
    failed: number
    missed: number
  }
}

/** fine: as it should be. look: somebody should look at it. broken: it does not work like this. */
export type Finding = {
  level: 'fine' | 'look' | 'broken'
  about: string
  says: string
  /** What to do; left out where nothing is. */
  next?: string
}
