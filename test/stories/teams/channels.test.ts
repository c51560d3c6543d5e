import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { textOf } from '../../fakes/teams/cards.ts'
import { accountOf, personalOf, rooms } from '../../fakes/teams/cast.ts'
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

describe('in a channel', () => {
  it('a question is answered to the asker alone, in the thread it was asked in', async () => {
    const { teams, connector } = world
    await teams.say('lead', 'actions overdue', { in: 'safeguarding', thread: '17' })
    const answer = teams.last('lead')
    expect(answer.to).not.toBeNull()
    expect(answer.where).toBe(`${rooms.safeguarding.id};messageid=17`)
    expect(textOf(answer.card)).toContain('overdue')
    expect(teams.seen('owen')).toBe('')
    expect(connector.calls.filter((call) => call === 'POST activities')).toHaveLength(1)
  })

  it('a card that one person sees changes where it stands, and for them alone', async () => {
    const { teams, connector } = world
    await teams.say('lead', 'actions show 4.5', { in: 'safeguarding' })
    const card = teams.last('lead')
    const before = connector.messages.length
    await teams.press('lead', 'Claim', { on: card })
    expect(card).toMatchObject({ to: accountOf('lead').id, changes: 1 })
    expect(textOf(card.card)).toContain('4.5 is yours')
    expect(connector.messages).toHaveLength(before)
    await teams.say('lead', 'release 4.5')
  })

  it('where Teams takes no message for one alone, the answer goes to their own chat, and nothing of it is said aloud', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'POST activities targeted', status: 403, code: 'TargetedMessagesNotSupported' })
    await teams.say('lead', 'actions mine', { in: 'safeguarding' })
    const [own, aloud] = connector.messages.slice(-2)
    expect(own?.where).toBe(personalOf('lead'))
    expect(textOf(own?.card)).toContain('No open action is yours')
    expect(aloud?.where).toBe(rooms.safeguarding.id)
    expect(textOf(aloud?.card)).toBe('Answered in your own chat with me.')
  })

  it('somebody who can be told nothing alone is told how to be', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'POST activities targeted', status: 403 })
    connector.fail({ call: 'POST conversations', status: 403, code: 'BotNotInConversationRoster' })
    await teams.say('viewer', 'actions mine', { in: 'safeguarding' })
    expect(textOf(teams.last('owen').card)).toContain('Add the app for yourself, and ask me there.')
    expect(teams.seen('owen')).not.toContain('No open action')
  })

  it('a change is told to everybody, with a card that offers what any of them may do', async () => {
    const { teams, board } = world
    await teams.say('owen', 'claim 4.5', { in: 'safeguarding' })
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    const card = teams.last('viewer')
    expect(card.to).toBeNull()
    expect(textOf(card.card)).toContain('Owen Hart claimed 4.5')
    expect(textOf(card.card)).not.toContain('is yours')
  })

  it('what was asked with a slash, out of sight of the others, is told to nobody else', async () => {
    const { teams, board, connector } = world
    const before = connector.messages.length
    await teams.say('owen', '/actions progress 4.5', { in: 'safeguarding', alone: true })
    const form = teams.last('owen')
    await teams.press('owen', 'Save progress', { on: form, inputs: { 'field-narrative': 'Rota drafted.' } })
    expect(textOf(form.card)).toContain('Rota drafted.')
    await teams.say('owen', 'release 4.5', { in: 'safeguarding', alone: true })
    expect((await board.action('4.5')).owner).toBeNull()
    expect(textOf(teams.last('owen').card)).toContain('4.5')
    expect(connector.messages.slice(before).map(({ to }) => to)).toEqual(Array(2).fill(accountOf('owen').id))
    connector.fail({ call: 'POST activities targeted', status: 403 })
    await teams.say('owen', 'show 4.5', { in: 'safeguarding', alone: true })
    expect(connector.messages.slice(before + 2).map(({ where }) => where)).toEqual([personalOf('owen')])
    await teams.say('owen', 'claim 4.5')
  })

  it('a button is asked again of whoever presses it', async () => {
    const { teams, board } = world
    await teams.say('owen', 'release 4.5', { in: 'safeguarding' })
    const card = teams.last('viewer')
    expect(textOf(card.card)).toContain('Owen Hart released 4.5')
    const { card: shown } = await teams.press('viewer', 'Claim', { on: card })
    expect((await board.action('4.5')).owner).toBeNull()
    expect(teams.seen('viewer')).toMatch(/\(only you\) .*Only an owner, a lead or an administrator can/)
    // What they see in its place offers them what they may do, and no more.
    expect(JSON.stringify(shown)).not.toContain('actions claim')
  })

  it('a press in a card that all read changes it for all, tells its thread, and shows the presser their own', async () => {
    const { teams, board, connector } = world
    const card = connector.messages.findLast(
      ({ to, card: one }) => to === null && textOf(one).includes('released 4.5'),
    )
    if (!card) throw new Error('There is no card to press.')
    const pressed = await teams.press('owen', 'Claim', { on: card })
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect(textOf(pressed.card)).toContain('4.5 is yours')
    expect(JSON.stringify(pressed.card)).toContain('actions release 4.5')
    expect(card.changes).toBe(1)
    expect(textOf(card.card)).toContain('Owen Hart')
    expect(JSON.stringify(card.card)).not.toContain('actions claim 4.5')
    expect(textOf(teams.last('viewer').card)).toContain('Owen Hart claimed 4.5')
  })

  it('a card draws itself anew for whoever acted, and says what is theirs', async () => {
    const { teams, connector } = world
    const card = connector.messages.findLast(({ card: one }) => 'refresh' in one)
    if (!card) throw new Error('No card is drawn anew.')
    const { refresh } = card.card as { refresh: { action: { data: object }; userIds: string[] } }
    expect(refresh.userIds.length).toBeLessThanOrEqual(60)
    const answered = await teams.post(
      teams.activity('owen', 'safeguarding', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: card.id,
        value: {
          action: { type: 'Action.Execute', verb: 'refresh', data: refresh.action.data },
          trigger: 'automatic',
        },
      }),
    )
    expect(JSON.stringify(answered.body)).toContain('actions release 4.5')
  })

  it('a mention of a colleague is their name on the board', async () => {
    const { teams, board } = world
    const colleague = '<at>Kate (Northmere)</at>'
    await teams.post(
      teams.activity('lead', 'safeguarding', {
        type: 'message',
        text: `<at>Followthrough</at> assign 4.1 ${colleague}`,
        entities: [
          {
            type: 'mention',
            text: '<at>Followthrough</at>',
            mentioned: { id: '28:cccccccc-0000-4000-8000-00000000cccc' },
          },
          { type: 'mention', text: colleague, mentioned: { id: '29:2-Owen', name: 'Kate (Northmere)' } },
        ],
      }),
    )
    expect((await board.action('4.1')).owner?.name).toBe('Owen Hart')
  })
})

describe('where others read along', () => {
  it('nothing that was done is told, and the person is told why', async () => {
    const { teams, board } = world
    await teams.say('owen', 'claim 4.2.1', { in: 'with-the-council' })
    expect((await board.action('4.2.1')).owner?.name).toBe('Owen Hart')
    expect(textOf(teams.last('owen').card)).toContain('Only you see this')
    expect(teams.seen('viewer')).not.toContain('4.2.1')
  })

  it('a channel that Teams does not describe is told nothing either', async () => {
    const { teams, connector } = world
    connector.fail({ call: 'GET conversations', status: 403 })
    await teams.say('lead', 'assign 4.2.1 Kate Slater', { in: 'general' })
    expect(textOf(teams.last('lead').card)).toContain('Only you see this')
  })

  it('a few people in a chat are answered each alone, whatever was done', async () => {
    const { teams, board } = world
    await teams.say('kate', 'actions release 4.2.1', { in: 'few' })
    expect((await board.action('4.2.1')).owner).toBeNull()
    expect(teams.last('kate').to).not.toBeNull()
    expect(teams.seen('viewer')).not.toContain('released 4.2.1')
  })
})

describe('the app in a channel', () => {
  it('says once what it can do there, and offers the digest', async () => {
    const { teams } = world
    await teams.install('lead', 'safeguarding')
    await teams.post(
      teams.activity('lead', 'safeguarding', {
        type: 'conversationUpdate',
        membersAdded: [{ id: '28:cccccccc-0000-4000-8000-00000000cccc' }],
      }),
    )
    expect(teams.seen('viewer').match(/tell this channel every week/g)).toHaveLength(1)
    const before = await world.board.prisma.subscription.count({ where: { boardId: world.board.id } })
    await teams.press('viewer', 'Post the digest here on Mondays')
    expect(await world.board.prisma.subscription.count({ where: { boardId: world.board.id } })).toBe(before)
    await teams.press('lead', 'Post the digest here on Mondays')
    const [subscription] = await world.board.prisma.subscription.findMany({
      where: { boardId: world.board.id },
    })
    expect(subscription).toMatchObject({
      platform: 'teams',
      workspaceId: world.tenantId,
      channelId: rooms.safeguarding.id,
      channelName: 'Safeguarding',
    })
  })

  it('is not connected where others read along', async () => {
    const { teams } = world
    await teams.install('lead', 'with-the-council')
    await teams.press('lead', 'Post the digest here on Mondays')
    expect(teams.seen('lead')).toMatch(/shared/i)
    const all = await world.board.prisma.subscription.findMany({ where: { boardId: world.board.id } })
    expect(all.map(({ channelId }) => channelId)).not.toContain(rooms['with-the-council'].id)
  })

  it('keeps of a conversation its ids, and forgets it when it is taken away', async () => {
    const { teams, board } = world
    const kept = () => board.prisma.chatConversation.findMany({ where: { boardId: board.id } })
    const conversation = (await kept()).find(({ conversationId }) => conversationId === rooms.safeguarding.id)
    expect(conversation).toMatchObject({ kind: 'channel', teamId: '19:team@thread.tacv2', userId: null })
    await teams.remove('lead', 'with-the-council')
    expect((await kept()).map(({ conversationId }) => conversationId)).not.toContain(
      rooms['with-the-council'].id,
    )
  })
})
