import { describe, expect, it } from 'vitest'
import type { BoardHealth, HealthFacts } from '../../../src/features/health/schema.ts'
import { judgeTeams, type TeamsChoices } from '../../../src/features/health/teams.ts'

const own = '66666666-7777-8888-9999-000000000000'
const other = '77777777-8888-9999-0000-111111111111'

const place = { platform: 'teams', workspaceId: own }
const places = [
  { ...place, kind: 'channel', count: 2 },
  { ...place, kind: 'personal', count: 1 },
]

function board(slug: string, tenants: readonly string[] = [], more: Partial<BoardHealth> = {}): BoardHealth {
  return {
    slug,
    administrators: 1,
    administratorOnChat: true,
    unreachableOwners: 0,
    remindedThrough: null,
    workspaces: tenants.map((workspaceId) => ({
      platform: 'teams',
      name: 'tenant',
      workspaceId,
      sealedTokens: null,
    })),
    subscriptions: [],
    conversations: [],
    deliveries: { stuck: 0, late: 0, oldestLate: null, uncertain: 0, failed: 0, missed: 0 },
    ...more,
  }
}

const right: TeamsChoices = {
  tenants: [{ id: own, board: null }],
  publicUrl: 'https://board.example',
  tabBuilt: true,
  ownSecret: true,
}

function told(boards: BoardHealth[], choices: Partial<TeamsChoices> | null = {}): string[] {
  const database = { kind: 'server', version: '17.5', now: new Date(), migrations: 7 } as const
  const facts: HealthFacts = { database, boards }
  return judgeTeams(facts, choices && { ...right, ...choices }).map(
    ({ level, about, says, next }) => `${level} · ${about}: ${says}${next ? ` Next: ${next}` : ''}`,
  )
}

const northmere = board('northmere', [own], { conversations: places })

describe('the doctor of Teams', () => {
  it('says where the app is, and where the tab', () => {
    expect(told([northmere])).toEqual([
      `fine · Teams: The tenant ${own} is connected to northmere; the app is in 2 channels and 1 chat of one person.`,
      'fine · Tab: Built, and served at https://board.example/tab.',
    ])
  })

  it('counts nothing of another tenant', () => {
    const elsewhere = { platform: 'teams', workspaceId: other, kind: 'group', count: 7 }
    const [found] = told([board('northmere', [own], { conversations: [elsewhere] })])
    expect(found).toContain(`Nobody of the tenant ${own} has written to the app yet`)
  })

  it.each<[string, BoardHealth[], Partial<TeamsChoices>, string]>([
    [
      'a tenant whose board is not said',
      [board('northmere'), board('wexcombe')],
      {},
      `broken · Teams: Nothing says which board the tenant ${own} has. Next: Write TEAMS_TENANTS=${own}=BOARD. There are: northmere, wexcombe.`,
    ],
    [
      'a board that is not there',
      [northmere],
      { tenants: [{ id: own, board: 'nowhere' }] },
      `broken · Teams: The tenant ${own} is to have the board 'nowhere', which is not there. Next: Write TEAMS_TENANTS=${own}=BOARD.`,
    ],
    ['that there is no board at all', [], {}, 'Next: Add the board first: followthrough board add'],
    [
      'a tenant that has never been connected',
      [board('northmere')],
      {},
      `look · Teams: The tenant ${own} is let in to northmere, and not connected yet. Next: followthrough serve`,
    ],
    [
      'a tenant that is to have another board than it has, and which it has',
      [northmere, board('wexcombe')],
      { tenants: [{ id: own, board: 'wexcombe' }] },
      `broken · Teams: The tenant ${own} is connected to northmere, not to wexcombe. Next: Write TEAMS_TENANTS=${own}=northmere.`,
    ],
  ])('finds %s', (_what, boards, choices, says) => {
    expect(told(boards, choices)[0]).toContain(says)
  })

  it('finds tenants that are not named any more, and any at all where Teams is off', () => {
    const boards = [northmere, board('wexcombe', [other])]
    expect(told(boards, { tenants: [{ id: own, board: 'northmere' }] })[1]).toContain(
      `look · Teams: The tenant ${other} is connected to wexcombe and is not let in any more`,
    )
    expect(told(boards, null)).toEqual([
      expect.stringContaining(`The tenant ${own} is connected to northmere, and Teams is not switched on`),
      expect.stringContaining(`The tenant ${other} is connected to wexcombe, and Teams is not switched on`),
    ])
    expect(told([board('northmere')], null)).toEqual([])
  })

  it('says why there is no tab, and what closes forms unawares', () => {
    expect(told([northmere], { publicUrl: null }).at(-1)).toContain('look · Tab: Off: PUBLIC_URL is missing.')
    expect(told([northmere], { tabBuilt: false }).at(-1)).toBe(
      'broken · Tab: Its page was not built, so it is not served. Next: npm run build:tab',
    )
    expect(told([northmere], { ownSecret: false }).at(-1)).toContain('openssl rand -base64 33')
  })
})
