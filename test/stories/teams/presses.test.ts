import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { controlsOf, dataOf, textOf } from '../../fakes/teams/cards.ts'
import { personalOf } from '../../fakes/teams/cast.ts'
import type { Message } from '../../fakes/teams/connector.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
/** A card that everybody in the channel sees, with a button to claim its action. */
let card: Message
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
  await world.teams.say('owen', 'claim 4.5')
  await world.teams.say('owen', 'release 4.5', { in: 'safeguarding' })
  card = world.teams.last('viewer')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

/** While this runs, everything fails on our side. */
async function whileAway<T>(run: () => Promise<T>): Promise<T> {
  const office = world.office as { answer: unknown }
  const { answer } = office
  office.answer = () => Promise.reject(new Error('the database is away'))
  try {
    return await run()
  } finally {
    office.answer = answer
  }
}

describe('a press that comes to nothing', () => {
  it('leaves the card as it is, to be pressed again, and says why beside it', async () => {
    const { teams } = world
    const pressed = await teams.press('guest', 'Claim', { on: card })
    expect(pressed.card).toBeNull()
    expect(pressed.words).toContain('Guests of this organisation are not let in')
    expect(textOf(teams.last('guest').card)).toContain('Guests of this organisation are not let in')
    expect(teams.last('guest').to).not.toBeNull()
    expect(card.changes).toBe(0)
  })

  it('is told in the place of the card where Teams says nothing beside it', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'POST activities targeted', status: 403 })
    const pressed = await teams.press('guest', 'Claim', { on: card })
    expect(textOf(pressed.card)).toContain('Guests of this organisation are not let in')
    expect(card.changes).toBe(0)
  })

  it('takes nothing from a form that was filled in', async () => {
    const { teams, board, connector } = world
    await teams.say('owen', 'claim 4.2.1')
    await teams.say('owen', 'progress 4.2.1', { in: 'safeguarding' })
    const on = teams.last('owen')
    const inputs = { 'field-narrative': 'A long story.' }
    const { version } = await board.action('4.2.1')
    const failed = await whileAway(() => teams.press('owen', 'Save progress', { on, inputs }))
    expect(failed.card).toBeNull()
    expect(failed.words).toContain('nothing was changed')
    connector.fail({ call: 'POST activities targeted', status: 403 })
    const untold = await whileAway(() => teams.press('owen', 'Save progress', { on, inputs }))
    expect(textOf(untold.card)).toMatch(/nothing was changed[\s\S]*A long story\./)
    const saved = await teams.press('owen', 'Save progress', { on, inputs })
    expect(textOf(saved.card)).toContain('4.2.1 is in progress')
    expect((await board.action('4.2.1')).version).toBeGreaterThan(version)
  })
})

describe('a dialog that comes to nothing', () => {
  const fields = { narrative: 'A story of ten minutes.', evidence: 'https://records.example/audit-7' }
  const opened = async () => {
    await world.teams.say('owen', 'show 4.2.1')
    return world.teams.openDialog('owen', 'Add progress')
  }
  const given = (card: unknown): string[] =>
    Object.values(fields).filter((text) => textOf(card).includes(text))

  it('gives back what was written into it while everything fails on our side', async () => {
    const { teams } = world
    const dialog = await opened()
    for (const extension of [false, true]) {
      const failed = await whileAway(() => teams.fill('owen', dialog, fields, { extension }))
      expect(textOf(failed.dialog?.card)).toContain('nothing was changed')
      expect(given(failed.dialog?.card)).toEqual(Object.values(fields))
    }
  })

  it('gives it back to somebody who is let in no more, too', async () => {
    const { teams, board } = world
    const dialog = await opened()
    const owen = { boardId_id: { boardId: board.id, id: board.people.owen.personId } }
    await board.prisma.person.update({ where: owen, data: { active: false } })
    const refused = await teams.fill('owen', dialog, fields)
    await board.prisma.person.update({ where: owen, data: { active: true } })
    expect(textOf(refused.dialog?.card)).toContain('You are not on')
    expect(given(refused.dialog?.card)).toEqual(Object.values(fields))
  })
})

describe('a press whose answer nobody else is to read', () => {
  it('says where it was answered, and the channel is told nothing', async () => {
    const { teams, connector } = world
    const before = connector.messages.length
    connector.fail({ call: 'POST activities targeted', status: 403 })
    const pressed = await teams.press('viewer', 'History', { on: card })
    expect(pressed.words).toBe('Answered in your own chat with me.')
    expect(connector.messages.slice(before).map(({ where }) => where)).toEqual([personalOf('viewer')])
    connector.fail({ call: 'POST activities targeted', status: 403 })
    connector.fail({ call: 'POST conversations', status: 403, code: 'BotNotInConversationRoster' })
    const unmet = await teams.press('lead', 'History', { on: card })
    expect(unmet.words).toContain('Add the app for yourself')
    expect(connector.messages).toHaveLength(before + 1)
  })
})

describe('a press that Teams sends again', () => {
  it('leaves a card that one person sees theirs alone', async () => {
    const { teams, connector } = world
    await teams.say('lead', 'show 4.1', { in: 'safeguarding' })
    const on = teams.last('lead')
    await teams.press('lead', 'Claim', { on, id: 'pressed in a channel' })
    const again = await teams.post(
      teams.activity('lead', 'safeguarding', {
        type: 'invoke',
        id: 'pressed in a channel',
        name: 'adaptiveCard/action',
        replyToId: on.id,
        value: {
          action: {
            type: 'Action.Execute',
            data: { do: 'run', c: 'actions claim 4.1', o: 'actions show 4.1', p: 1 },
          },
        },
      }),
    )
    const pressable = controlsOf((again.body as { value: unknown }).value).map(dataOf)
    expect(pressable.length).toBeGreaterThan(0)
    expect(pressable.filter(({ p }) => p !== 1)).toEqual([])
    expect(
      connector.messages.filter(({ to, card: one }) => to === null && textOf(one).includes('4.1')),
    ).toEqual([])
  })
})

describe('a card that draws itself anew', () => {
  const drawnAnew = (who: 'guest' | 'owen') => {
    const refreshed = world.connector.messages.findLast(({ card: one }) => 'refresh' in one)
    if (!refreshed) throw new Error('No card is drawn anew.')
    const { refresh } = refreshed.card as { refresh: { action: object } }
    return world.teams.post(
      world.teams.activity(who, 'safeguarding', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: refreshed.id,
        value: { action: refresh.action, trigger: 'automatic' },
      }),
    )
  }
  const kept = { status: 200, body: { type: 'application/vnd.microsoft.error' } }

  it('shows what it showed to whoever may see nothing else, and is silent', async () => {
    const before = world.connector.messages.length
    expect(await drawnAnew('guest')).toMatchObject(kept)
    expect(world.connector.messages).toHaveLength(before)
  })

  it('shows what it showed while we cannot tell how things stand', async () => {
    const before = world.connector.messages.length
    expect(await whileAway(() => drawnAnew('owen'))).toMatchObject(kept)
    expect(await drawnAnew('owen')).toMatchObject({
      body: { type: 'application/vnd.microsoft.card.adaptive' },
    })
    expect(world.connector.messages).toHaveLength(before)
  })
})
