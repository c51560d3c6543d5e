import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import type { Handle } from '../../fakes/slack/cast.ts'
import { textOf } from '../../fakes/slack/screen.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  await world.slack.slash('owen', '/actions claim 4.9')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

describe('somebody the board does not know', () => {
  it('reads help and whom to ask, and is let in by an administrator', async () => {
    const { slack } = world
    await slack.slash('newcomer', '/actions show 4.1')
    expect(slack.latest('newcomer')).toMatch(/You are not on .* yet\. Ask Adam Brandt to let you in/)
    expect(slack.latest('newcomer')).not.toContain('consent')
    await slack.slash('newcomer', '/actions help')
    expect(slack.latest('newcomer')).toContain('/actions')
    // What would be refused is not promised.
    expect(slack.latest('newcomer')).not.toMatch(/you can do|Next:/)
    await slack.press('newcomer', 'Claim', publicCard())
    expect(slack.latest('newcomer')).toContain('You are not on')

    await slack.slash('administrator', '/actions people')
    expect(slack.latest('administrator')).toContain('Nadia Okafor')
    await slack.press('administrator', 'Let in')
    expect(slack.latest('administrator')).toMatch(/^Let in\n/)
    slack.fill('administrator', { 'Who this is': 'A new person', Name: '' })
    await slack.submit('administrator')
    expect(slack.latest('administrator')).toContain('! A new person needs a name.')
    slack.fill('administrator', { Name: 'Nadia Okafor' })
    await slack.submit('administrator')
    expect(slack.seen('administrator')).toContain('Nadia Okafor is let in, as viewer.')

    await slack.slash('newcomer', '/actions show 4.1')
    expect(slack.latest('newcomer')).toContain('consent')
    await slack.slash('newcomer', '/actions claim 4.10')
    expect(slack.latest('newcomer')).toContain('Only an owner, a lead or an administrator')
  })

  it('is not let in by anybody but an administrator', async () => {
    const { slack } = world
    await slack.slash('lead', '/actions people')
    expect(slack.latest('lead')).toContain('Only an administrator')
  })
})

/** A card everybody sees; its buttons are there for all, and answer each as who they are. */
function publicCard() {
  const on = world.slack.surfaces('owen').find(({ kind }) => kind === 'message')
  if (!on) throw new Error('There is no card in the channel.')
  return { on: withClaim(on) }
}

/** The card as it stood before anybody had claimed it. */
function withClaim<T extends object>(surface: T): T {
  return JSON.parse(
    JSON.stringify(surface)
      .replace(/"text":"Add progress"/, '"text":"Claim"')
      .replace('actions progress', 'actions claim'),
  )
}

describe('who is no full member of the workspace', () => {
  const kept: [who: Handle, says: RegExp][] = [
    ['guest', /Guests of this workspace are not let in/],
    ['singleGuest', /Guests of this workspace are not let in/],
    ['robot', /Only members of this workspace/],
    ['leaver', /Only members of this workspace/],
    ['stranger', /Only members of this workspace/],
    ['outsider', /Only members of this workspace/],
  ]
  it.each(kept)('is kept out, though the board has their address: %s', async (who, says) => {
    const { slack } = world
    await slack.slash(who, '/actions mine')
    expect(slack.latest(who)).toMatch(says)
    await slack.press(who, 'Claim', publicCard())
    expect(slack.latest(who)).toMatch(says)
    await slack.shortcut(who, 'find_action')
    await slack.openHome(who)
    const own = slack.surfaces(who).filter(({ kind }) => kind !== 'message')
    const texts = own.map((surface) => textOf(surface, slack.names))
    expect(texts.length).toBeGreaterThanOrEqual(4)
    for (const text of texts) expect(text).toMatch(says)
    expect(texts.join('\n')).not.toMatch(/Northmere safeguarding|4\.9|Adam Brandt/)
    slack.close(who)
  })

  it('is kept out with a form of somebody else, too', async () => {
    const { slack, api, board } = world
    const { version } = await board.action('4.9')
    await slack.slash('owen', '/actions progress 4.9')
    slack.fill('owen', { 'What has happened since last time': 'Stolen' })
    const payload = await slack.submission('owen')
    await slack.interact({ ...payload, user: { id: api.users.outsider, team_id: 'T0ELSEWHERE' } })
    await slack.interact({ ...payload, user: { id: api.users.outsider } })
    await slack.interact({ ...payload, user: { id: api.users.kate, team_id: 'T0ELSEWHERE' } })
    expect((await board.action('4.9')).version).toBe(version)
    slack.close('owen')
  })

  it('is kept out when the workspace they act from is not theirs', async () => {
    const { slack, api } = world
    await slack.slash('kate', '/actions show 4.9', { change: { team_id: 'T0ELSEWHERE' } })
    expect(slack.latest('kate')).toContain('not connected to a board')
    const { payload } = await slack.pressing('viewer', 'History', publicCard().on)
    await slack.interact({ ...payload, user: { id: api.users.viewer, team_id: 'T0ELSEWHERE' } })
    expect(slack.latest('viewer')).toMatch(/Only members of this workspace/)
  })
})

describe('an administrator', () => {
  it('may open the board to guests, each let in by name, and shut it again', async () => {
    const { slack } = world
    await slack.slash('administrator', '/actions settings')
    slack.fill('administrator', { 'Guests of Northmere': true })
    await slack.submit('administrator')
    // Their address stands on the board, and does not let them in: it is not the workspace that vouches for it.
    await slack.slash('guest', '/actions mine')
    expect(slack.latest('guest')).toMatch(/You are not on .* yet\. Ask Adam Brandt to let you in/)
    await slack.slash('administrator', '/actions people')
    await slack.press('administrator', 'Let in')
    slack.fill('administrator', { 'Who this is': 'Gina West (board)' })
    await slack.submit('administrator')
    await slack.slash('guest', '/actions mine')
    expect(slack.latest('guest')).toContain('No open action is yours')
    await slack.slash('outsider', '/actions mine')
    expect(slack.latest('outsider')).toMatch(/Only members/)
    await slack.openHome('guest')
    await slack.slash('lead', '/actions assign 4.10 Gina West (board)')
    expect(slack.seen('guest')).toContain('1 action is yours')
    await slack.slash('administrator', '/actions settings')
    slack.fill('administrator', { 'Guests of Northmere': false })
    await slack.submit('administrator')
    await slack.slash('guest', '/actions mine')
    expect(slack.latest('guest')).toMatch(/Guests of this workspace/)
    // Their page, once opened, shows nothing new either.
    await slack.slash('lead', '/actions progress 4.10 Not for guests', { in: 'dm' })
    expect(slack.seen('guest')).not.toContain('Not for guests')
  })

  it('may open it to people of other workspaces, whom no address lets in', async () => {
    const { slack } = world
    await slack.slash('administrator', '/actions settings')
    slack.fill('administrator', { 'People of other workspaces in channels shared with Northmere': true })
    await slack.submit('administrator')
    await slack.slash('outsider', '/actions mine')
    expect(slack.latest('outsider')).toContain('You are not on')
    await slack.slash('robot', '/actions mine')
    expect(slack.latest('robot')).toMatch(/Only members/)
  })

  it('takes somebody off the board, at once', async () => {
    const { slack, board } = world
    await slack.slash('viewer', '/actions show 4.9')
    const { payload } = await slack.pressing('viewer', 'History')
    await slack.slash('administrator', '/actions people Vera Ingham')
    slack.fill('administrator', { 'On the board': false })
    await slack.submit('administrator')
    await slack.interact(payload)
    expect(slack.latest('viewer')).toMatch(/You are not on/)
    expect((await board.stores.people.list(board.id)).map(({ personName }) => personName)).not.toContain(
      'Vera Ingham',
    )
  })
})
