import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { controlsOf, dataOf, textOf } from '../../fakes/teams/cards.ts'
import { accountOf, type Handle } from '../../fakes/teams/cast.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const lastOf = (who: Handle): string => textOf(world.teams.last(who).card)

describe('who is let in from Teams', () => {
  it('a member of the tenant, by the address their directory has, and from then on by tenant and object id', async () => {
    const { teams, board, tenantId } = world
    await teams.say('owen', 'mine')
    expect(lastOf('owen')).toContain('1 action is yours')
    const row = await board.prisma.chatIdentity.findFirstOrThrow({
      where: { boardId: board.id, platform: 'teams', personId: board.people.owen.personId },
    })
    expect(row).toMatchObject({ workspaceId: tenantId, userId: accountOf('owen').oid })
  })

  it('not somebody the board does not know, who is told whom to ask, and may read help', async () => {
    const { teams } = world
    await teams.say('newcomer', 'mine')
    expect(lastOf('newcomer')).toContain(
      'You are not on Northmere safeguarding partnership yet. Ask Adam Brandt to let you in; they have been shown that you asked.',
    )
    for (const help of ['actions help', 'help', '/actions help show', 'Help']) {
      await teams.say('newcomer', help)
      expect(lastOf('newcomer'), help).toMatch(/what members can do|One action whole/)
      expect(lastOf('newcomer'), help).toContain('You are not on Northmere safeguarding partnership yet.')
    }
    await teams.install('newcomer', 'own')
    await teams.press('newcomer', 'What I can ask')
    expect(lastOf('newcomer')).toContain('/actions: what members can do')
    await teams.say('administrator', 'people')
    expect(lastOf('administrator')).toContain('Nadia Okafor')
  })

  it('a newcomer, once an administrator has let them in from the list', async () => {
    const { teams, board } = world
    await teams.say('administrator', 'people')
    const dialog = await teams.openDialog('administrator', 'Let in')
    const again = await teams.fill('administrator', dialog, { who: 'new', name: '' })
    expect(again.dialog && textOf(again.dialog.card)).toContain('A new person needs a name.')
    if (again.dialog) await teams.fill('administrator', again.dialog, { name: 'Nadia Okafor' })
    expect(lastOf('administrator')).toContain('Nadia Okafor is let in, as viewer.')
    await teams.say('newcomer', 'mine')
    expect(lastOf('newcomer')).not.toContain('You are not on')
    const added = await board.prisma.chatIdentity.findFirst({
      where: { boardId: board.id, userId: accountOf('newcomer').oid },
    })
    expect(added).not.toBeNull()
  })

  it.each<[Handle, string]>([
    ['guest', 'Guests of this organisation are not let in to its board.'],
    ['outsider', 'Only members of this organisation are let in to its board.'],
    ['anonymous', 'Only members of this organisation are let in to its board.'],
  ])('not %s, though the board has somebody with their address', async (who, says) => {
    const { teams, board } = world
    await teams.say(who, 'mine', { in: 'safeguarding' })
    expect(teams.seen(who)).toContain(says)
    expect(
      await board.prisma.chatIdentity.count({
        where: { userId: accountOf(who).oid, workspaceId: world.tenantId },
      }),
    ).toBe(0)
  })

  it('guests and outsiders where the board takes such people, each by name and never by an address', async () => {
    const { board, teams, tenantId } = world
    const policy = (letIn: boolean) =>
      board.prisma.chatWorkspace.updateMany({
        where: { platform: 'teams', workspaceId: tenantId },
        data: { guests: letIn, outsiders: letIn },
      })
    await policy(true)
    for (const who of ['guest', 'outsider'] as const) {
      await teams.say(who, 'mine', { in: 'safeguarding' })
      expect(teams.seen(who)).toContain('You are not on Northmere safeguarding partnership yet.')
    }
    await teams.say('administrator', 'people')
    const dialog = await teams.openDialog('administrator', 'Let in')
    const { card } = dialog
    expect(textOf(card)).toMatch(/Gina West|Ola Outside/)
    const who = textOf(card).includes('Gina West') ? 'guest' : 'outsider'
    await teams.fill('administrator', dialog, { who: 'new', name: 'Let in by name' })
    await teams.say(who, 'mine', { in: 'safeguarding' })
    expect(lastOf(who)).toContain('No open action is yours')
    await policy(false)
    await teams.say(who, 'mine', { in: 'safeguarding' })
    expect(lastOf(who)).toMatch(/Guests of this organisation|Only members of this organisation/)
  })

  it('nobody while Teams does not say who they are', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'GET members', status: 503 })
    await teams.say('viewer', 'actions mine')
    expect(lastOf('viewer')).toContain('Teams did not say who you are just now, so nothing was done.')
  })
})

describe('a request', () => {
  it('that names another object id than the roster does is nobody’s', async () => {
    const other = await openTeamsWorld(database)
    other.connector.say('kate', { oid: accountOf('administrator').oid })
    await other.teams.say('kate', 'mine')
    expect(textOf(other.teams.last('kate').card)).toContain('Only members of this organisation')
    await other.close()
  })

  it('of one tenant never reaches the board of another', async () => {
    const other = await openTeamsWorld(database)
    await other.teams.say('owen', 'actions claim 4.5')
    expect((await other.board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect((await world.board.action('4.5')).owner?.name ?? null).toBeNull()
    // What was sealed for the other tenant opens for nobody here.
    await other.teams.say('kate', 'mine')
    const sealed = controlsOf(other.teams.last('kate').card)
      .map(dataOf)
      .find(({ c }) => typeof c === 'string' && !c.includes(' '))
    if (!sealed) throw new Error('Nothing on the card is sealed.')
    const press = (of: TeamsWorld) =>
      of.teams.post(
        of.teams.activity('kate', 'own', {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb: 'run', data: sealed } },
        }),
      )
    await press(world)
    expect(lastOf('kate')).toContain('This comes from an older message')
    await press(other)
    expect(textOf(other.teams.last('kate').card)).not.toContain('This comes from an older message')
    await other.close()
  })

  it('sent twice by Teams is answered once', async () => {
    const { teams, connector } = world
    const before = connector.messages.length
    await teams.say('administrator', 'actions help', { id: 'the same' })
    await teams.say('administrator', 'actions help', { id: 'the same' })
    expect(connector.messages).toHaveLength(before + 1)
  })

  it('from a channel whose roster is closed to the app is of whom their own chat says, or of nobody', async () => {
    const other = await openTeamsWorld(database)
    const { teams, connector } = other
    await teams.install('owen', 'own')
    for (const who of ['owen', 'lead'] as const) {
      connector.fail({ call: 'GET members', status: 403, code: 'Forbidden' })
      await teams.say(who, 'mine', { in: 'safeguarding' })
    }
    expect(textOf(teams.last('owen').card)).toContain('1 action is yours')
    expect(textOf(teams.last('lead').card)).toContain('Write to Followthrough once in a chat of your own')
    other.endsWell()
    await other.close()
  })

  it('that fails on our side is told so with a reference that the log has', async () => {
    const { teams, board, log } = world
    const office = world.office as { answer: unknown }
    const { answer } = office
    office.answer = () => Promise.reject(new Error('secret words'))
    await teams.say('administrator', 'mine')
    office.answer = answer
    const [, reference] = /reference ([A-Z0-9-]+)/.exec(lastOf('administrator')) ?? []
    expect(reference).toBeDefined()
    expect(log.join('')).toContain(reference)
    expect(board.id).toBeTruthy()
  })
})
