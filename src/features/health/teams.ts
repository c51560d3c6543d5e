import { count, listOf } from '../../core/text.ts'
import type { Finding, HealthFacts } from './schema.ts'

/** What the settings say of Teams. */
export type TeamsChoices = {
  /** Tenants that are let in, each with the slug of its board; null where that is left to be the only board. */
  tenants: readonly { id: string; board: string | null }[]
  /** Where people reach the server. */
  publicUrl: string | null
  /** Whether the page of the tab was built. */
  tabBuilt: boolean
  /** Whether there is a secret of our own to seal with. */
  ownSecret: boolean
}

/** How Teams stands between the settings and the database; `choices` is null where it is not switched on. */
export function judgeTeams(facts: HealthFacts, choices: TeamsChoices | null): Finding[] {
  const connected = tenantsOf(facts)
  if (!choices) {
    return connected.map(({ id, board }) => ({
      level: 'look',
      about: 'Teams',
      says: `The tenant ${id} is connected to ${board}, and Teams is not switched on: nobody there is answered.`,
      next: 'Set TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID; docs/teams.md.',
    }))
  }
  const named = new Set(choices.tenants.map(({ id }) => id))
  return [
    ...choices.tenants.map((tenant) => judgeTenant(tenant, connected, facts)),
    ...connected.flatMap(({ id, board }): Finding[] =>
      named.has(id)
        ? []
        : [
            {
              level: 'look',
              about: 'Teams',
              says: `The tenant ${id} is connected to ${board} and is not let in any more: nobody there is answered.`,
              next: `TEAMS_TENANTS=${id}=${board} lets it in again. If it is to stay out, turn its digests off and take its people off the board.`,
            },
          ],
    ),
    judgeTab(choices),
    ...(choices.ownSecret ? [] : [noSecret]),
  ]
}

type Tenant = { id: string; board: string; places: { kind: string; count: number }[] }

function tenantsOf({ boards }: HealthFacts): Tenant[] {
  return boards.flatMap(({ slug, workspaces, conversations }) =>
    workspaces
      .filter(({ platform }) => platform === 'teams')
      .map(({ workspaceId: id }) => ({
        id,
        board: slug,
        places: conversations.filter(
          ({ platform, workspaceId }) => platform === 'teams' && workspaceId === id,
        ),
      })),
  )
}

function judgeTenant(
  { id, board: wished }: TeamsChoices['tenants'][number],
  connected: readonly Tenant[],
  { boards }: HealthFacts,
): Finding {
  const about = 'Teams'
  const slugs = boards.map(({ slug }) => slug)
  const only = slugs.length === 1 ? slugs[0] : undefined
  const board = wished?.toLowerCase() ?? only
  if (board === undefined || !slugs.includes(board)) {
    return {
      level: 'broken',
      about,
      says: wished
        ? `The tenant ${id} is to have the board '${wished}', which is not there.`
        : `Nothing says which board the tenant ${id} has.`,
      next:
        slugs.length > 0
          ? `Write TEAMS_TENANTS=${id}=BOARD. There are: ${slugs.join(', ')}.`
          : 'Add the board first: followthrough board add',
    }
  }
  const known = connected.find((tenant) => tenant.id === id)
  if (!known) {
    return {
      level: 'look',
      about,
      says: `The tenant ${id} is let in to ${board}, and not connected yet.`,
      next: 'followthrough serve connects it when it starts.',
    }
  }
  if (known.board !== board) {
    return {
      level: 'broken',
      about,
      says: `The tenant ${id} is connected to ${known.board}, not to ${board}.`,
      next: `Write TEAMS_TENANTS=${id}=${known.board}. A tenant has one board.`,
    }
  }
  if (known.places.length === 0) {
    return {
      level: 'look',
      about,
      says: `Nobody of the tenant ${id} has written to the app yet, so nothing can be said there.`,
      next: "Write mine to the app in Teams. If nothing comes back: docs/teams.md, 'When something is wrong'.",
    }
  }
  return {
    level: 'fine',
    about,
    says: `The tenant ${id} is connected to ${board}; the app is in ${placesOf(known)}.`,
  }
}

function placesOf({ places }: Tenant): string {
  const many = (kind: string): number => places.find((place) => place.kind === kind)?.count ?? 0
  const kinds = [
    [many('channel'), 'channel', 'channels'],
    [many('group'), 'group chat', 'group chats'],
    [many('personal'), 'chat of one person', 'chats of one person'],
  ] as const
  return listOf(
    kinds.filter(([number]) => number > 0).map(([number, one, more]) => count(number, one, more)),
    'and',
  )
}

function judgeTab({ publicUrl, tabBuilt }: TeamsChoices): Finding {
  if (publicUrl === null) {
    return {
      level: 'look',
      about: 'Tab',
      says: 'Off: PUBLIC_URL is missing.',
      next: 'Set it to the https:// address at which people reach this server, and pack the app again.',
    }
  }
  if (!tabBuilt) {
    return {
      level: 'broken',
      about: 'Tab',
      says: 'Its page was not built, so it is not served.',
      next: 'npm run build:tab',
    }
  }
  return { level: 'fine', about: 'Tab', says: `Built, and served at ${publicUrl}/tab.` }
}

const noSecret: Finding = {
  level: 'look',
  about: 'Teams',
  says: 'Cards are sealed with the client secret: a form that is open when that is renewed cannot be saved.',
  next: 'Set ENCRYPTION_SECRETS to a secret of your own: openssl rand -base64 33',
}
