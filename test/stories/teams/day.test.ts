import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { textOf } from '../../fakes/teams/cards.ts'
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

describe('a day with the board in Teams', () => {
  it('welcomes somebody to their own chat, once', async () => {
    const { teams } = world
    await teams.install('kate', 'own')
    await teams.install('kate', 'own')
    expect(teams.seen('kate').match(/This chat is yours alone/g)).toHaveLength(1)
    await teams.press('kate', 'My actions')
    expect(teams.seen('kate')).toContain("The plans name 'K Slater' on 3 actions. Is this you?")
  })

  it('welcomes them the second time it hears of it, when the first found no ear', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'POST activities', status: 403, code: 'BotNotInConversationRoster' })
    await teams.install('viewer', 'own')
    expect(teams.seen('viewer')).toBe('')
    await teams.install('viewer', 'own')
    expect(teams.seen('viewer')).toContain('This chat is yours alone')
  })

  it('tells Kate what is hers, once she has said which name of the plan is hers', async () => {
    const { teams } = world
    expect((await teams.say('kate', 'mine')).status).toBe(200)
    expect(textOf(teams.last('kate').card)).toContain("The plans name 'K Slater' on 3 actions. Is this you?")
    await teams.press('kate', 'That is me')
    expect((await world.board.action('4.1')).owner?.name).toBe('Kate Slater')
    await teams.say('kate', '/actions mine')
    expect(textOf(teams.last('kate').card)).toContain('3 actions are yours: 2 overdue')
    expect(teams.seen('owen')).toBe('')
  })

  it('gives an action to the first who claims it, and shows the second who has it', async () => {
    const { teams, board } = world
    await teams.say('owen', 'actions show 4.5')
    await teams.say('lead', 'show 4.5')
    const { card } = await teams.press('owen', 'Claim')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect(textOf(card)).toContain('4.5 is yours')
    expect(textOf(teams.last('owen').card)).toContain('4.5 is yours')
    await teams.press('lead', 'Claim')
    expect(teams.seen('lead')).toMatch(/⚠️ .*Owen Hart/)
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
  })
})
