import { describe, expect, it } from 'vitest'
import { isLetIn, type Standing } from '../../../../src/faces/common/standing.ts'
import { createProfiles, type Profile, profileOf, standingOf } from '../../../../src/faces/slack/profile.ts'

type SlackUser = Parameters<typeof profileOf>[0]

const workspace = { key: 'T1', teamId: 'T1', enterpriseId: null, wholeOrganisation: false }
const organisation = { key: 'E1', teamId: 'T1', enterpriseId: 'E1', wholeOrganisation: true }
const kate: SlackUser = {
  id: 'U1',
  team_id: 'T1',
  name: 'kate',
  real_name: 'Kate Slater',
  profile: { email: 'kate@northmere.example' },
}

function standing(user: SlackUser, senderTeam: string | null = 'T1', tenant = workspace): Standing {
  return standingOf(profileOf({ ...kate, ...user }), { userId: 'U1', teamId: senderTeam }, tenant as never)
}

describe('what somebody is to the workspace', () => {
  it.each<[string, SlackUser, Standing]>([
    ['a full member', {}, 'member'],
    ['a guest of several channels', { is_restricted: true }, 'guest'],
    ['a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, 'guest'],
    ['somebody whose account was closed', { deleted: true }, 'nobody'],
    ['a bot', { is_bot: true }, 'nobody'],
    ['a workflow', { is_workflow_bot: true }, 'nobody'],
    ['Slackbot', { id: 'USLACKBOT' }, 'nobody'],
    ['somebody of another company in a shared channel', { is_stranger: true }, 'outsider'],
    ['somebody of another workspace', { team_id: 'T9' }, 'outsider'],
    ['a guest of another workspace', { team_id: 'T9', is_restricted: true }, 'outsider'],
  ])('%s', (_what, user, expected) => {
    expect(standing(user)).toBe(expected)
  })

  it('does not fit together: an outsider', () => {
    expect(standing({}, 'T9')).toBe('outsider')
    expect(standing({ team_id: undefined as never }, 'T1')).toBe('outsider')
  })

  it('is taken from Slack where the payload does not say', () => {
    expect(standing({}, null)).toBe('member')
    expect(standing({ team_id: 'T9' }, null)).toBe('outsider')
  })

  it('is that of a member in every workspace of theirs within one organisation', () => {
    const user: SlackUser = { team_id: 'T2', enterprise_user: { enterprise_id: 'E1', teams: ['T1', 'T2'] } }
    expect(standing(user, 'T2')).toBe('member')
    expect(standing({ ...user, enterprise_user: { enterprise_id: 'E1', teams: ['T2'] } }, 'T2')).toBe(
      'outsider',
    )
  })

  it('is decided by the organisation when the app is installed for the whole of it', () => {
    const of = (id: string): SlackUser => ({
      team_id: 'T7',
      enterprise_user: { enterprise_id: id, teams: ['T7'] },
    })
    expect(standing(of('E1'), 'T7', organisation as never)).toBe('member')
    expect(standing(of('E9'), 'T7', organisation as never)).toBe('outsider')
    expect(standing({}, 'T1', organisation as never)).toBe('outsider')
  })
})

describe('the policy of a board', () => {
  const open = { guests: true, outsiders: true }
  it.each<[Standing, Parameters<typeof isLetIn>[1], boolean]>([
    ['member', null, true],
    ['guest', null, false],
    ['guest', { guests: false, outsiders: true }, false],
    ['guest', { guests: true, outsiders: false }, true],
    ['outsider', null, false],
    ['outsider', { guests: true, outsiders: false }, false],
    ['outsider', open, true],
    ['nobody', open, false],
  ])('%s with %o: %s', (who, policy, expected) => {
    expect(isLetIn(who, policy)).toBe(expected)
  })
})

describe('an address of e-mail', () => {
  it('is believed unless nobody has confirmed it', () => {
    expect(profileOf(kate).email).toBe('kate@northmere.example')
    expect(profileOf({ ...kate, is_email_confirmed: true }).email).toBe('kate@northmere.example')
    expect(profileOf({ ...kate, is_email_confirmed: false }).email).toBeNull()
    expect(profileOf({ ...kate, profile: {} }).email).toBeNull()
  })
})

describe('what Slack said of somebody', () => {
  it('is believed for five minutes, and asked for once at a time', async () => {
    let now = 0
    let asked = 0
    const profiles = createProfiles(() => now)
    const ask = async (): Promise<Profile> => {
      asked += 1
      return profileOf(kate)
    }
    await Promise.all([profiles.of('T1 U1', ask), profiles.of('T1 U1', ask)])
    now = 5 * 60_000 - 1
    await profiles.of('T1 U1', ask)
    expect(asked).toBe(1)
    await profiles.of('T2 U1', ask)
    expect(asked).toBe(2)
    now += 1
    await profiles.of('T1 U1', ask)
    expect(asked).toBe(3)
  })

  it('is asked again after it was not said', async () => {
    const profiles = createProfiles(() => 0)
    await expect(profiles.of('T1 U1', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect((await profiles.of('T1 U1', async () => profileOf(kate))).name).toBe('Kate Slater')
  })

  it('is forgotten when there is much of it', async () => {
    const profiles = createProfiles(() => 0)
    let asked = 0
    const ask = async (): Promise<Profile> => {
      asked += 1
      return profileOf(kate)
    }
    for (let at = 0; at <= 2000; at++) await profiles.of(`T1 U${at}`, ask)
    await profiles.of('T1 U2000', ask)
    expect(asked).toBe(2001)
    await profiles.of('T1 U0', ask)
    expect(asked).toBe(2002)
  })
})
