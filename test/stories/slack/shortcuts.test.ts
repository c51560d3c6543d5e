import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database)
  await world.slack.slash('kate', '/actions alias K Slater')
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

const whatHappened = 'What has happened since last time'

describe('Find an action', () => {
  it('offers what fits while somebody types, and shows the card of what they choose', async () => {
    const { slack } = world
    await slack.shortcut('kate', 'find_action')
    expect(slack.latest('kate')).toMatch(/^Find an action\n/)
    expect(await slack.options('kate', 'audit')).toEqual([
      '4.2.1 · Design the audit tool',
      '4.2.2 · Run the first audit monthly',
    ])
    expect(await slack.options('kate', '4.1')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^4\.1 · /), expect.stringMatching(/^4\.10 · /)]),
    )
    expect(await slack.options('kate', 'zzz')).toEqual([])
    for (const odd of ['%', '<!channel>', '🫠', '\u202E', 'x'.repeat(300), ' '])
      await slack.options('kate', odd)
    await slack.pick('kate', 'audit', '4.2.1 · Design the audit tool')
    expect(slack.latest('kate')).toMatch(/4\.2\.1 · Red · 3 days overdue/)
    await slack.press('kate', 'Add progress')
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.2\.1\n/)
    slack.fill('kate', { [whatHappened]: 'Found and told' })
    await slack.submit('kate')
    expect((await world.board.action('4.2.1')).lastProgress?.narrative).toBe('Found and told')
    while (slack.surfaces('kate').at(-1)?.kind === 'modal') slack.close('kate')
  })

  it('offers nothing to people the board does not know', async () => {
    const { slack, api } = world
    await slack.shortcut('newcomer', 'find_action')
    expect(slack.seen('newcomer')).toContain('You are not on')
    await slack.shortcut('kate', 'find_action')
    const finder = slack.modal('kate')
    for (const who of ['newcomer', 'guest', 'outsider', 'leaver'] as const) {
      const theirs = { ...finder, user: api.users[who] }
      slack.screen.modals.push(theirs)
      expect(await slack.options(who, 'audit')).toEqual([])
      theirs.open = false
    }
    slack.close('kate')
  })
})

describe('Add to an action', () => {
  it('makes progress of a message, with its link as evidence', async () => {
    const { slack, board, api } = world
    const message = await slack.write(
      'owen',
      'The *supplier* signed &amp; sent <https://a.example/contract> today',
    )
    await slack.messageShortcut('kate', message, 'add_from_message')
    const [option = ''] = await slack.options('kate', '4.2.2')
    await slack.pick('kate', '4.2.2', option)
    expect(slack.latest('kate')).toContain(
      `${whatHappened}: The *supplier* signed & sent https://a.example/contract today`,
    )
    const link = `https://northmere.slack.com/archives/${message.channel}/p${message.ts.replace('.', '')}`
    expect(slack.latest('kate')).toContain(link)
    expect((await board.action('4.2.2')).lastProgress).toBeNull()
    await slack.submit('kate')
    const action = await board.action('4.2.2')
    expect(action.lastProgress?.narrative).toBe(
      'The *supplier* signed & sent https://a.example/contract today',
    )
    expect(action.evidence.at(-1)?.url).toBe(link)
    expect(slack.seen('kate')).toContain('4.2.2 is in progress')
    expect(slack.seen('viewer')).not.toContain(api.bot.token)
  })

  it('does without the link where the bot cannot see, and without more words than fit', async () => {
    const { slack } = world
    const message = await slack.write('kate', `${'Very long words. '.repeat(200)}`, 'private-board')
    await slack.messageShortcut('kate', message, 'add_from_message')
    const [option = ''] = await slack.options('kate', '4.1')
    await slack.pick('kate', '4.1', option)
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.1\n/)
    expect(slack.latest('kate')).toContain('Very long words.')
    expect(slack.latest('kate')).toContain('Evidence: \n')
    slack.close('kate')
  })

  it('is refused where somebody may not post progress', async () => {
    const { slack, board } = world
    const message = await slack.write('owen', 'Whatever')
    await slack.messageShortcut('viewer', message, 'add_from_message')
    const [option = ''] = await slack.options('viewer', '4.1')
    await slack.pick('viewer', '4.1', option)
    expect(slack.latest('viewer')).toContain('Only an owner, a lead or an administrator can do this')
    slack.close('viewer')
    await slack.messageShortcut('owen', message, 'add_from_message')
    const [his = ''] = await slack.options('owen', '4.1')
    await slack.pick('owen', '4.1', his)
    expect(slack.latest('owen')).toMatch(/Kate Slater/)
    slack.close('owen')
    expect((await board.action('4.1')).lastProgress).toBeNull()
  })

  it('knows no other shortcut', async () => {
    const { slack, proxy } = world
    const before = proxy.calls.length
    await slack.shortcut('kate', 'unheard_of')
    expect(proxy.calls).toHaveLength(before)
  })
})
