import { describe, expect, it } from 'vitest'
import { judge } from '../../../src/features/health/rules.ts'
import type { BoardHealth, HealthFacts } from '../../../src/features/health/schema.ts'

/** Wednesday, 12 in London. */
const now = new Date('2026-11-25T12:00:00Z')

const well: BoardHealth = {
  slug: 'northmere',
  administrators: 1,
  administratorOnChat: true,
  unreachableOwners: 0,
  remindedThrough: '2026-11-25',
  workspaces: [{ platform: 'slack', name: 'Northmere NHS', workspaceId: 'T1', sealedTokens: null }],
  subscriptions: [
    {
      id: 's1',
      channelName: 'safeguarding',
      nextAt: new Date('2026-11-30T09:00:00Z'),
      paused: null,
      lastSentAt: now,
      reachable: true,
    },
  ],
  conversations: [],
  deliveries: { stuck: 0, late: 0, oldestLate: null, uncertain: 0, failed: 0, missed: 0 },
}

function told(board: Partial<BoardHealth>, database: Partial<HealthFacts['database']> = {}): string[] {
  const facts: HealthFacts = {
    database: { kind: 'server', version: '17.5', now, migrations: 7, ...database },
    boards: [{ ...well, ...board }],
  }
  return judge(facts, now)
    .filter(({ level }) => level !== 'fine')
    .map(({ level, about, says, next }) => `${level} · ${about}: ${says} Next: ${next ?? ''}`)
}

describe('the doctor', () => {
  it('finds nothing where all is well, and says what it looked at', () => {
    expect(told({})).toEqual([])
    const facts = { database: { kind: 'embedded', version: '17.5', now, migrations: 7 }, boards: [well] }
    expect(judge(facts as HealthFacts, now).map(({ about, says }) => `${about}: ${says}`)).toEqual([
      'Time zone: Europe/London is known, clock changes included.',
      'Clock: This machine and the database agree.',
      'Database: Answers: the embedded database (PostgreSQL 17.5), 7 migrations, up to date.',
      'northmere: Nothing is wrong. 1 channel has a digest.',
    ])
  })

  it('says where to begin', () => {
    const facts: HealthFacts = {
      database: { kind: 'server', version: '17.5', now, migrations: 7 },
      boards: [],
    }
    expect(judge(facts, now).at(-1)?.next).toContain('followthrough board add')
  })

  it.each([
    [4, undefined],
    [60, 'look'],
    [600, 'broken'],
  ])('compares clocks: %i seconds apart', (seconds, level) => {
    const found = told({}, { now: new Date(now.getTime() + seconds * 1000) })
    expect(found[0]?.split(' · ')[0]).toBe(level)
  })

  it.each<[string, Partial<BoardHealth>, string]>([
    [
      'nobody can let people in',
      { administrators: 0 },
      'broken · northmere: people: There is no administrator',
    ],
    [
      'administrators who cannot be told',
      { administratorOnChat: false },
      'look · northmere: people: No administrator can be told in chat',
    ],
    [
      'owners who cannot be reached',
      { unreachableOwners: 2 },
      'look · northmere: reminders: 2 people own open actions and are not on chat',
    ],
    [
      'a channel that is paused',
      {
        subscriptions: [
          {
            id: 's',
            channelName: 'board',
            nextAt: null,
            paused: 'shared',
            lastSentAt: null,
            reachable: true,
          },
        ],
      },
      'look · northmere: digests: Paused for #board (shared).',
    ],
    [
      'a digest that nobody sees to',
      {
        subscriptions: [
          {
            id: 's',
            channelName: 'board',
            nextAt: new Date('2026-11-23T09:00:00Z'),
            paused: null,
            lastSentAt: null,
            reachable: true,
          },
        ],
      },
      'broken · northmere: digests: The digest for #board should have gone, and no process has seen to it.',
    ],
    [
      'a channel that the app is not in as far as it knows',
      {
        subscriptions: [
          { id: 's', channelName: 'board', nextAt: null, paused: null, lastSentAt: null, reachable: false },
        ],
      },
      'broken · northmere: digests: Nothing can be said in #board: the app is not there',
    ],
    [
      'messages that are late',
      { deliveries: { ...well.deliveries, late: 3, oldestLate: new Date('2026-11-25T11:00:00Z') } },
      'broken · northmere: deliveries: 3 messages are late, the oldest by 60 minutes.',
    ],
    [
      'digests that nobody knows about',
      { deliveries: { ...well.deliveries, uncertain: 1 } },
      'look · northmere: deliveries: 1 digest may or may not have arrived.',
    ],
    [
      'what failed and what was missed',
      { deliveries: { ...well.deliveries, failed: 1, missed: 2 } },
      'look · northmere: deliveries: In the last 14 days: 1 failed and 2 missed.',
    ],
    [
      'a process that died while it was sending',
      { deliveries: { ...well.deliveries, stuck: 1 } },
      'look · northmere: deliveries: 1 message was being sent when a process stopped.',
    ],
    [
      'reminders that stopped',
      { remindedThrough: '2026-11-23' },
      'broken · northmere: reminders: None have been made since 2026-11-23.',
    ],
  ])('finds %s', (_what, board, says) => {
    const found = told(board)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(says)
    expect(found[0]).toMatch(/Next: \S/)
  })

  it.each([
    [['slack'], 'to type /actions in Slack once.'],
    [['teams'], 'to write mine to the app in Teams once.'],
    [['slack', 'teams'], 'to type /actions in Slack or write mine to the app in Teams once.'],
  ])('names what is to be done where the board is: %o', (platforms, next) => {
    const workspaces = platforms.map((platform) => ({
      platform,
      name: 'Northmere',
      workspaceId: 'W1',
      sealedTokens: null,
    }))
    const [found] = told({ administratorOnChat: false, workspaces })
    expect(found).toContain(next)
  })

  it('does not miss reminders before they are made, on days off, or before there is chat', () => {
    const early = new Date('2026-11-25T09:10:00Z')
    const facts = (at: Date, board: Partial<BoardHealth>): HealthFacts => ({
      database: { kind: 'server', version: '17.5', now: at, migrations: 7 },
      boards: [{ ...well, subscriptions: [], ...board }],
    })
    const levels = (at: Date, board: Partial<BoardHealth>): string[] =>
      judge(facts(at, board), at).map(({ level }) => level)
    expect(levels(early, { remindedThrough: '2026-11-24' })).not.toContain('broken')
    expect(levels(new Date('2026-11-29T12:00:00Z'), { remindedThrough: '2026-11-27' })).not.toContain(
      'broken',
    )
    expect(levels(now, { remindedThrough: '2026-11-01', workspaces: [] })).not.toContain('broken')
  })
})
