import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { openWorld, type World } from '../../fakes/slack/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: World
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openWorld(database, { oauth: true, enterprise: true })
})
afterEach(() => world.endsWell())
afterAll(async () => {
  await world.close()
  await database.close()
})

describe('an installation of a whole organisation', () => {
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
    const { slack } = world
    await slack.event({ type: 'app_uninstalled' })
    await slack.slash('kate', '/actions mine')
    expect(slack.latest('kate')).toContain('not connected')
  })
})
