import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import type { Handle } from '../../fakes/slack/cast.ts'
import { origin } from '../../fakes/slack/payloads.ts'
import { textOf } from '../../fakes/slack/screen.ts'
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

/** Somebody's Home page as it stands. */
function home(who: Handle): string {
  const page = world.slack.screen.homes.get(world.api.users[who])
  if (!page) throw new Error(`${who} has no Home page.`)
  return textOf(page, world.slack.names)
}

/** Somebody is of the organisation that leads an action. */
async function leads(who: 'kate', ref: string): Promise<void> {
  const { board } = world
  const { leadOrganisation } = await board.action(ref)
  const organisation = await board.prisma.organisation.findFirstOrThrow({
    where: { boardId: board.id, name: leadOrganisation ?? '' },
    select: { id: true },
  })
  await board.prisma.person.update({
    where: { boardId_id: { boardId: board.id, id: board.people[who].personId } },
    data: { organisationId: organisation.id },
    select: { id: true },
  })
}

describe('the Home page', () => {
  it('shows what is somebody’s, most urgent first, and the board at a glance', async () => {
    await world.slack.openHome('kate')
    expect(home('kate')).toMatch(/^Home\n3 actions are yours: 2 overdue\n/)
    expect(home('kate')).toMatch(/Overdue \(2\)\n4\.1 .*14 days overdue.*4\.2\.1.*Later \(1\)\n4\.2\.2/s)
    expect(home('kate')).toContain('at a glance')
    expect(home('kate')).not.toContain('Next:')
    await world.slack.openHome('owen')
    expect(home('owen')).toContain('1 action is yours')
  })

  it('is filtered, and keeps its filter when somebody else’s change brings it up to date', async () => {
    const { slack } = world
    await slack.press('kate', 'Red')
    expect(home('kate')).toContain('2 actions are yours, Red: 2 overdue')
    await slack.slash('lead', '/actions assign 4.5 Kate Slater')
    expect(home('kate')).toContain('2 actions are yours, Red: 2 overdue')
    await slack.press('kate', 'All ratings')
    expect(home('kate')).toContain('4 actions are yours')
    await slack.slash('lead', '/actions progress 4.1 The supplier has signed')
    expect(home('kate')).toContain('The supplier has signed')
    await slack.slash('lead', '/actions assign 4.5 Owen Hart')
    expect(home('kate')).toContain('3 actions are yours')
    expect(home('owen')).toContain('2 actions are yours')
    expect(slack.surfaces('kate').filter(({ kind }) => kind === 'modal')).toEqual([])
  })

  it('opens a card, and a form over it, and shows what was saved', async () => {
    const { slack, board } = world
    await slack.press('kate', 'Open')
    expect(slack.latest('kate')).toMatch(/^Followthrough\n🔺 4\.1 · Red/u)
    await slack.press('kate', 'Add progress')
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.1\n/)
    slack.fill('kate', { [whatHappened]: 'Saved from the Home page' })
    await slack.submit('kate')
    expect((await board.action('4.1')).lastProgress?.narrative).toBe('Saved from the Home page')
    expect(home('kate')).toContain('Saved from the Home page')
    expect(slack.latest('kate')).toMatch(/^Followthrough\n✅ 4\.1 is in progress; 14 days overdue/)
    while (slack.surfaces('kate').at(-1)?.kind === 'modal') slack.close('kate')
  })

  it('does what its menus say, straight from the row', async () => {
    const { slack, board } = world
    const page = slack.screen.homes.get(world.api.users.owen)
    await slack.press('owen', 'Add progress', page ? { on: page } : {})
    const ref = /Progress on (\S+)/.exec(slack.latest('owen'))?.[1] ?? ''
    slack.fill('owen', { [whatHappened]: 'From the row' })
    await slack.submit('owen')
    expect((await board.action(ref)).lastProgress?.narrative).toBe('From the row')
    expect(home('owen')).toContain('From the row')
    expect(slack.latest('owen')).toMatch(
      new RegExp(`^Followthrough\\n✅ ${ref.replace('.', '\\.')} is in progress`),
    )
    slack.close('owen')
    expect(slack.surfaces('owen').filter(({ kind }) => kind === 'modal')).toEqual([])
  })

  it('says at a lost race who has it, and is brought up to date', async () => {
    const { slack } = world
    await slack.openHome('kate')
    const page = slack.screen.homes.get(world.api.users.kate)
    if (!page) throw new Error('There is no page.')
    // 4.2.2 is not hers yet: the plan names her second.
    const { payload } = await slack.pressing('kate', 'Claim', { ...page, view: structuredClone(page.view) })
    await slack.slash('owen', '/actions claim 4.2.2')
    await slack.interact(payload)
    expect(slack.latest('kate')).toContain('Owen Hart')
    slack.close('kate')
    expect(home('kate')).not.toContain('Claim')
  })

  it('lists what nobody has until somebody claims it, for the organisation that leads it', async () => {
    const { slack, board } = world
    await leads('kate', '4.5')
    await slack.slash('lead', '/actions release 4.5')
    await slack.openHome('kate')
    expect(home('kate')).toMatch(/No owner, led by .*\n(.*\n)*4\.5 /)
    await slack.slash('owen', '/actions claim 4.5')
    expect((await board.action('4.5')).owner?.name).toBe('Owen Hart')
    expect(home('kate')).not.toMatch(/^4\.5 /m)
    await slack.slash('lead', '/actions release 4.5')
    expect(home('kate')).toMatch(/No owner, led by .*\n(.*\n)*4\.5 /)
    await slack.slash('lead', '/actions assign 4.5 Owen Hart')
    expect(home('kate')).not.toMatch(/^4\.5 /m)
  })

  it('lists what waits for sign-off, for a lead, until it is taken back', async () => {
    const { slack } = world
    await slack.openHome('lead')
    expect(home('lead')).not.toContain('Waiting for sign-off')
    await slack.slash('kate', '/actions complete 4.2.1 The tool https://records.example/tool')
    expect(home('lead')).toMatch(/Waiting for sign-off \(1\)\n4\.2\.1 .*Open \| History/s)
    await slack.openHome('kate')
    expect(home('kate')).not.toContain('Waiting for sign-off')
    await slack.slash('kate', '/actions progress 4.2.1')
    slack.fill('kate', { [whatHappened]: 'The tool was the wrong one' })
    await slack.submit('kate')
    expect(home('lead')).not.toContain('Waiting for sign-off')
  })

  it('shows an administrator who has just asked to be let in', async () => {
    const { slack } = world
    await slack.openHome('administrator')
    expect(home('administrator')).not.toContain('Waiting to be let in')
    await slack.slash('newcomer', '/actions mine')
    expect(home('administrator')).toMatch(/Waiting to be let in \(1\)\nNadia Okafor/)
    const { calls } = world.proxy
    const published = calls.filter(({ method }) => method === 'views.publish').length
    await slack.slash('newcomer', '/actions mine')
    expect(calls.filter(({ method }) => method === 'views.publish')).toHaveLength(published)
  })

  it('tells somebody whom the board does not know whom to ask, and nothing else', async () => {
    const { slack } = world
    await slack.openHome('newcomer')
    expect(home('newcomer')).toMatch(/^Home\n⚠️ You are not on .* yet\. Ask Adam Brandt to let you in/)
    expect(home('newcomer')).not.toContain('4.1')
    await slack.openHome('guest')
    expect(home('guest')).toContain('Guests')
    expect(home('guest').split('\n')).toHaveLength(2)
  })

  it('is not brought up to date for somebody who has left', async () => {
    const { slack, board, proxy } = world
    const where = { boardId_id: { boardId: board.id, id: board.people.owen.personId } }
    await board.prisma.person.update({ where, data: { active: false }, select: { id: true } })
    const before = proxy.calls.filter(({ body }) => body['user_id'] === world.api.users.owen).length
    await slack.slash('lead', '/actions progress 4.5 After he left')
    expect(proxy.calls.filter(({ body }) => body['user_id'] === world.api.users.owen)).toHaveLength(before)
    await slack.openHome('owen')
    expect(home('owen')).not.toContain('After he left')
    await board.prisma.person.update({ where, data: { active: true }, select: { id: true } })
  })
})

describe('a card in a window', () => {
  it('says what pressing its buttons did', async () => {
    const { slack, board } = world
    await slack.openHome('lead')
    await slack.press('lead', 'Unowned actions')
    await slack.press('lead', 'Claim')
    expect(slack.latest('lead')).toMatch(/^Followthrough\n✅ (\S+) is yours\b.*\n\S+ \1 · /)
    const ref = /✅ (\S+)/.exec(slack.latest('lead'))?.[1] ?? ''
    expect((await board.action(ref)).owner?.name).toBe('Leila Morgan')
    await slack.press('lead', 'Release')
    expect(slack.latest('lead')).toContain(`✅ ${ref} has no owner now`)
    slack.close('lead')
  })
})

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
    expect(slack.latest('kate')).toMatch(
      /^Followthrough\n✅ 4\.2\.1 is in progress; 3 days overdue.*\n🔺 4\.2\.1 · Red/u,
    )
    expect(slack.latest('kate')).toContain('Found and told')
    // The window that says so is the card as it now stands: it goes on from there.
    await slack.press('kate', 'Add progress')
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.2\.1\n/)
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

  it('makes the link where the bot cannot see, and does without more words than fit', async () => {
    const { slack } = world
    const message = await slack.write('kate', `${'Very long words. '.repeat(200)}`, 'private-board')
    await slack.messageShortcut('kate', message, 'add_from_message')
    const [option = ''] = await slack.options('kate', '4.1')
    await slack.pick('kate', '4.1', option)
    expect(slack.latest('kate')).toMatch(/^Progress on 4\.1\n/)
    expect(slack.latest('kate')).toContain('Very long words.')
    const path = `${message.channel}/p${message.ts.replace('.', '')}`
    expect(slack.latest('kate')).toContain(`https://northmere.slack.com/archives/${path}`)
    slack.close('kate')
  })

  it('makes no link of a workspace whose address is not one', async () => {
    const { slack, api } = world
    const message = await slack.write('kate', 'Said in private', 'private-board')
    await slack.interact({
      type: 'message_action',
      ...origin(api, api.users.kate),
      team: { id: api.teamId, domain: 'evil.example/#' },
      callback_id: 'add_from_message',
      trigger_id: await slack.trigger('kate'),
      response_url: '',
      channel: { id: message.channel },
      message: { ts: message.ts, text: 'Said in private' },
    })
    const [option = ''] = await slack.options('kate', '4.1')
    await slack.pick('kate', '4.1', option)
    expect(slack.latest('kate')).toContain('Evidence: \n')
    slack.close('kate')
  })

  it('is refused where somebody may not post progress', async () => {
    const { slack, board } = world
    const message = await slack.write('owen', 'Whatever')
    const { version } = await board.action('4.1')
    await slack.messageShortcut('viewer', message, 'add_from_message')
    const [option = ''] = await slack.options('viewer', '4.1')
    await slack.pick('viewer', '4.1', option)
    expect(slack.latest('viewer')).toContain(
      'Only an owner, a lead or an administrator can work on their own actions: post progress',
    )
    slack.close('viewer')
    await slack.messageShortcut('owen', message, 'add_from_message')
    const [his = ''] = await slack.options('owen', '4.1')
    await slack.pick('owen', '4.1', his)
    expect(slack.latest('owen')).toMatch(/Kate Slater/)
    slack.close('owen')
    expect((await board.action('4.1')).version).toBe(version)
  })

  it('knows no other shortcut', async () => {
    const { slack, proxy } = world
    const before = proxy.calls.length
    await slack.shortcut('kate', 'unheard_of')
    expect(proxy.calls).toHaveLength(before)
  })
})
