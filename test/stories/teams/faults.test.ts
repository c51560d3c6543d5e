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
  await world.teams.say('lead', 'help')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

describe('when Teams is not itself', () => {
  it.each([412, 502, 504])('an answer is said again after %i, and is there once', async (status) => {
    const { teams, connector } = world
    const before = connector.messages.length
    connector.fail({ call: 'POST activities', status })
    await teams.say('lead', 'actions overdue')
    expect(connector.messages).toHaveLength(before + 1)
    expect(textOf(teams.last('lead').card)).toContain('overdue')
  })

  it('an answer waits as long as it is asked to, when that is short', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'POST activities', status: 429, retryAfter: '1' })
    await teams.say('lead', 'actions due')
    expect(textOf(teams.last('lead').card)).toContain('due')
  })

  it('a change that could not be shown is said to be saved, by the answer to the click', async () => {
    const { teams, connector, board, log } = world
    await teams.say('owen', 'show 4.5')
    connector.fail({ call: 'PUT activities', status: 404, code: 'ActivityNotFoundInConversation' })
    const { card, status } = await teams.press('owen', 'Claim')
    expect(status).toBe(200)
    expect(textOf(card)).toContain('4.5 is yours')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect(log.join('')).toContain('ActivityNotFoundInConversation')
  })

  it('a change is not lost when it could be told to nobody', async () => {
    const { teams, connector, board } = world
    for (let times = 0; times < 2; times += 1)
      connector.fail({ call: 'POST activities', status: 403, code: 'Forbidden' })
    const { status } = await teams.say('owen', 'release 4.5')
    expect(status).toBe(200)
    expect((await board.action('4.5')).owner).toBeNull()
  })

  it('a press that is sent again does nothing twice, and shows how things stand', async () => {
    const { teams, board } = world
    await teams.say('owen', 'show 4.5')
    const message = teams.last('owen')
    await teams.press('owen', 'Claim', { on: message, id: 'pressed once' })
    const { version } = await board.action('4.5')
    const again = await teams.post(
      teams.activity('owen', 'own', {
        type: 'invoke',
        id: 'pressed once',
        name: 'adaptiveCard/action',
        replyToId: message.id,
        value: {
          action: {
            type: 'Action.Execute',
            verb: 'run',
            data: { do: 'run', c: 'actions claim 4.5', o: 'actions show 4.5' },
          },
        },
      }),
    )
    expect((await board.action('4.5')).version).toBe(version)
    expect(JSON.stringify(again.body)).toContain('Owen Hart')
  })

  it('a request of a kind nobody knows is taken, and nothing is said', async () => {
    const { teams, connector } = world
    const before = connector.messages.length
    for (const more of [
      { type: 'typing' },
      { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
      { type: 'invoke', name: 'something/new', value: { a: 1 } },
      { type: 'message', value: { of: 'another app' } },
      { type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }] },
    ]) {
      expect((await teams.post(teams.activity('owen', 'own', more))).status).toBe(200)
    }
    expect(connector.messages).toHaveLength(before)
  })

  it('a button of a card that an older version made says so, also on a client that knows no answers', async () => {
    const { teams, connector } = world
    const before = connector.messages.length
    await teams.post(teams.activity('owen', 'own', { type: 'message', value: { do: 'gone', c: 'x' } }))
    expect(connector.messages).toHaveLength(before + 1)
    expect(textOf(teams.last('owen').card)).toContain('This comes from an older message')
  })

  it('a dialog of a card that is too old says so', async () => {
    const { teams } = world
    const answered = await teams.post(
      teams.activity('owen', 'own', {
        type: 'invoke',
        name: 'task/fetch',
        value: { data: { do: 'open', c: 'sealed long ago' } },
      }),
    )
    expect(JSON.stringify(answered.body)).toContain('This comes from an older message')
  })
})
