import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { openWorld, publicUrl, type Workspace, type World } from '../../fakes/slack/world.ts'
import type { TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('a workspace', () => {
  let world: World
  let second: Workspace
  let other: TestBoard
  /** The link it was connected by, and one that nobody has sent. */
  let firstLink: string
  const madeUp = `${publicUrl}/slack/install?code=${'x'.repeat(32)}`
  beforeAll(async () => {
    world = await openWorld(database, { oauth: true })
    second = await world.join({ name: 'Wexcombe' })
    other = await world.addBoard({ name: 'Wexcombe safeguarding partnership' })
  })
  afterEach(() => world.endsWell())
  afterAll(() => world.close())

  it('is told how to be connected before it is', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('This workspace is not connected to a board')
    await slack.openHome('kate')
    await slack.shortcut('kate', 'find_action')
    expect(world.proxy.calls).toEqual([])
  })

  it('is not connected without a whole link, a willing person, or the browser that began', async () => {
    const { board } = world
    const page = await world.install(world, 'administrator', `${publicUrl}/slack/install`)
    expect(page).toMatchObject({ status: 400, text: expect.stringContaining('This link is not whole') })
    const wrong = await world.install(world, 'administrator', madeUp)
    expect(wrong).toMatchObject({ status: 403, text: expect.stringContaining('does not work any more') })
    const link = await world.invite(board)
    const cancelled = await world.install(world, 'administrator', link, { answer: 'cancel' })
    expect(cancelled.text).toContain('nothing was installed')
    const planted = await world.install(world, 'administrator', link, {
      at: (url) => {
        url.searchParams.set('state', 'forged')
        return url
      },
    })
    expect(planted.status).toBe(400)
    const elsewhere = await world.install(world, 'administrator', link, { otherBrowser: true })
    expect(elsewhere).toMatchObject({ status: 400, text: expect.stringContaining('another browser') })
    expect(await board.prisma.chatWorkspace.count({ where: { boardId: board.id } })).toBe(0)
  })

  it('is connected by its link, once, and whoever does it looks after the board', async () => {
    const { board, slack } = world
    const link = await world.invite(board)
    firstLink = link
    const page = await world.install(world, 'newcomer', link)
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining(board.name) })
    await slack.slash('newcomer', '/actions people')
    expect(slack.latest('newcomer')).toContain('people are on this board')
    const again = await world.install(second, 'kate', link)
    expect(again.status).toBe(403)
    await second.slack.slash('kate', '/actions mine')
    expect(second.slack.latest('kate')).toContain('not connected')
  })

  it('keeps its tokens sealed', async () => {
    const [row] = await world.board.prisma.chatWorkspace.findMany({ where: { boardId: world.board.id } })
    expect(row?.sealedTokens).toMatch(/^[\w-]{6}\./)
    expect(row?.sealedTokens).not.toContain('xoxb')
  })

  it('cannot use the sealed tokens of another', async () => {
    const { board, slack } = world
    const { prisma } = board
    await world.install(second, 'administrator', await world.invite(other))
    const where = { boardId: other.id }
    const [mine] = await prisma.chatWorkspace.findMany({ where: { boardId: board.id } })
    const [theirs] = await prisma.chatWorkspace.findMany({ where })
    for (const sealedTokens of [
      mine?.sealedTokens ?? '',
      'rubbish',
      theirs?.sealedTokens?.slice(0, -2) ?? '',
    ]) {
      await prisma.chatWorkspace.updateMany({ where, data: { sealedTokens } })
      await second.slack.slash('kate', '/actions mine')
      expect(second.slack.latest('kate')).toContain('not connected')
    }
    await prisma.chatWorkspace.updateMany({ where, data: { sealedTokens: theirs?.sealedTokens ?? null } })
    await second.slack.slash('kate', '/actions mine')
    expect(second.slack.latest('kate')).toContain('No open action is yours')
    expect(slack.seen('kate')).not.toContain('Wexcombe')
  })

  it('does not lend its board to another', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions alias K Slater')
    await second.slack.slash('kate', '/actions alias K Slater')
    expect(second.slack.latest('kate')).toContain("'K Slater' is you")
    // A sealed command of one workspace, pressed in the other; a form of one, sent from the other.
    await slack.slash('kate', '/actions list owner:"Owen Hart"')
    await second.slack.slash('lead', '/actions mine')
    await slack.slash('kate', '/actions progress 4.1')
    slack.fill('kate', { 'What has happened since last time': 'In the wrong workspace' })
    const form = await slack.submission('kate')
    await second.slack.interact({
      ...form,
      team: { id: second.api.teamId, domain: 'wexcombe' },
      user: { id: second.api.users.kate, team_id: second.api.teamId },
    })
    expect((await other.action('4.1')).lastProgress).toBeNull()
    expect((await board.action('4.1')).lastProgress).toBeNull()
    // A person of one, with the team of the other.
    await second.slack.slash('kate', '/actions progress 4.1 From the second')
    expect((await other.action('4.1')).lastProgress?.narrative).toBe('From the second')
    expect((await board.action('4.1')).lastProgress).toBeNull()
    slack.close('kate')
    const calls = world.proxy.calls.filter(({ api }) => api === second.api)
    expect(calls.every(({ token }) => token !== world.api.bot.token)).toBe(true)
  })

  it('takes new permissions by a link of its own, and by no other', async () => {
    const { slack, board } = world
    const before = world.proxy.calls.length
    const page = await world.install(world, 'lead', firstLink)
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining(board.name) })
    expect((await world.install(world, 'lead', madeUp)).status).toBe(403)
    const theirs = await world.invite(other)
    expect(await world.install(world, 'lead', theirs)).toMatchObject({
      status: 403,
      text: expect.stringContaining('has another board'),
    })
    // None of which takes away what it has (Slack hands the same token out again), or makes anybody an administrator.
    expect(world.proxy.calls.slice(before).map(({ method }) => method)).not.toContain('auth.revoke')
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('3 actions are yours')
    await slack.slash('lead', '/actions people')
    expect(slack.latest('lead')).toContain('Only an administrator')
  })

  it('that has thrown the app out is not served, until it is installed again', async () => {
    const { slack, board } = world
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: [world.api.users.kate], bot: [] } })
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('3 actions are yours')
    world.proxy.revoke(world.api)
    await slack.event({ type: 'app_uninstalled' })
    const [row] = await board.prisma.chatWorkspace.findMany({ where: { boardId: board.id } })
    expect(row?.sealedTokens).toBeNull()
    const before = world.proxy.calls.length
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('not connected')
    expect(world.proxy.calls).toHaveLength(before)
    await second.slack.slash('kate', '/actions mine')
    expect(second.slack.latest('kate')).toContain('3 actions are yours')
    // Only a fresh link of its own board brings it back: nobody can move it to another.
    for (const link of [madeUp, firstLink])
      expect(await world.install(world, 'kate', link)).toMatchObject({
        status: 403,
        text: expect.stringContaining('does not work any more'),
      })
    expect(await world.install(world, 'kate', await world.invite(other))).toMatchObject({
      status: 403,
      text: expect.stringContaining('has another board'),
    })
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('not connected')
    const page = await world.install(world, 'kate', await world.invite(board))
    expect(page.text).toContain(board.name)
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('3 actions are yours')
    // What Slack says of the token that is gone may come after the new one.
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [world.api.bot.userId] } })
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('3 actions are yours')
    // Installing again makes nobody an administrator.
    await slack.slash('kate', '/actions people')
    expect(slack.latest('kate')).toContain('Only an administrator')
  })
})

describe('an installation of a whole organisation', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(database, { oauth: true, enterprise: true })
  })
  afterEach(() => world.endsWell())
  afterAll(() => world.close())

  it('is connected as one, by the organisation’s id', async () => {
    const { board, api } = world
    const page = await world.install(world, 'administrator', await world.invite(board))
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining(board.name) })
    const rows = await board.prisma.chatWorkspace.findMany({ where: { boardId: board.id } })
    expect(rows.map(({ workspaceId }) => workspaceId)).toEqual([api.enterprise?.id])
  })

  it('serves its people, though interactions come without a team', async () => {
    const { slack, board } = world
    await slack.slash('kate', '/actions alias K Slater')
    expect(slack.latest('kate')).toContain("'K Slater' is you")
    await slack.slash('kate', '/actions show 4.1')
    const { payload } = await slack.pressing('kate', 'Add progress')
    await slack.interact({ ...payload, team: null })
    slack.fill('kate', { 'What has happened since last time': 'From the organisation' })
    const form = await slack.submission('kate')
    const { team: _team, ...without } = form
    const answer = await slack.interact(without)
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect((await board.action('4.1')).lastProgress?.narrative).toBe('From the organisation')
    slack.close('kate')
  })

  it('serves them from any of its workspaces, on their page and with shortcuts', async () => {
    const { slack } = world
    await slack.slash('kate', '/actions mine', { change: { team_id: 'T0SISTER' } })
    expect(slack.latest('kate')).toContain('3 actions are yours')
    await slack.openHome('kate')
    expect(slack.latest('kate')).toMatch(/^Home\n3 actions are yours/)
    await slack.shortcut('kate', 'find_action')
    expect(await slack.options('kate', 'audit')).toHaveLength(2)
    slack.close('kate')
  })

  it('keeps out who is of another organisation, and whose organisation is not named', async () => {
    const { slack, api } = world
    await slack.slash('outsider', '/actions mine')
    expect(slack.latest('outsider')).toContain('Only members of this workspace')
    await slack.slash('stranger', '/actions mine')
    expect(slack.latest('stranger')).toContain('Only members of this workspace')
    await slack.slash('kate', '/actions mine', { change: { enterprise_id: 'E0ELSEWHERE' } })
    expect(slack.latest('kate')).toContain('not connected')
    await slack.slash('kate', '/actions mine', { change: { is_enterprise_install: 'false' } })
    expect(slack.latest('kate')).toContain('not connected')
    const answer = await slack.post(
      new URLSearchParams({
        command: '/actions',
        user_id: api.users.kate,
        is_enterprise_install: 'true',
        channel_id: 'C1',
        trigger_id: 't',
        response_url: 'http://127.0.0.1:9/x',
      }).toString(),
    )
    expect(answer.status).toBeLessThan(500)
  })

  it('ends for all of it', async () => {
    const { slack, proxy, api } = world
    proxy.revoke(api)
    await slack.event({ type: 'app_uninstalled' })
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('not connected')
  })
})
