import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { playgroundScene, sceneFile } from '../../src/cli/playground-scene.ts'
import { type Cli, createCli, waitFor } from './run-cli.ts'

vi.setConfig({ testTimeout: 120_000 })

let cli: Cli
beforeAll(() => {
  cli = createCli()
})
afterAll(() => cli.remove())

describe('followthrough playground', () => {
  it('does not run in production', async () => {
    const refused = await cli.run(['playground'], '', { NODE_ENV: 'production' })
    expect(refused.code).toBe(1)
    expect(refused.out).toBe('')
    expect(refused.err).toMatch(/does not run where NODE_ENV is production/)
  })

  it('says that nobody is asked who they are, listens on this machine alone, and leaves nothing', async () => {
    const child = cli.start(['playground', '--as', 'Margaret Osei'], { HOST: '0.0.0.0' })
    const said = await waitFor(child, /End both with Ctrl\+C/)
    expect(said).toMatch(/REQUESTS ARE NOT AUTHENTICATED/)
    expect(said).toMatch(/You are Margaret Osei, on a fictional board in memory/)
    const [, endpoint = ''] = /-e (http:\/\/127\.0\.0\.1:\d+\/api\/messages) /.exec(said) ?? []
    const [, folder = ''] = /cd '([^']+)'/.exec(said) ?? []
    const scene = JSON.parse(readFileSync(path.join(folder, sceneFile), 'utf8'))
    expect(scene.currentUser.name).toBe('Margaret Osei')
    const send = (headers: Record<string, string>) =>
      fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({
          type: 'typing',
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9/',
          from: { id: scene.currentUser.id },
          recipient: { id: scene.bot.id },
          conversation: { id: scene.personalChat.id, tenantId: scene.tenantId },
        }),
      })
    expect((await send({})).status).toBe(200)
    // A page that somebody has open in a browser here must not speak for them.
    expect((await send({ origin: 'https://elsewhere.example' })).status).toBe(403)
    child.kill('SIGTERM')
    await once(child, 'close')
    expect(existsSync(folder)).toBe(false)
    expect(existsSync(path.join(cli.dataDir, 'PG_VERSION'))).toBe(false)
  })
})

describe('the organisation that the Playground shows', () => {
  it('has five people beside the one who is using it, of the board first, each with an id of their own', () => {
    const board = ['Priya Nair', 'Tom Hargreaves'].map((name, at) => ({ name, email: `${at}@n.example` }))
    const [you = { name: '', email: null }] = board
    const scene = JSON.parse(playgroundScene(you, board).file)
    expect(scene.currentUser).toMatchObject({ name: 'Priya Nair', givenName: 'Priya', surname: 'Nair' })
    expect(scene.users).toHaveLength(5)
    expect(scene.users[0].name).toBe('Tom Hargreaves')
    const everybody = [scene.currentUser, ...scene.users]
    for (const key of ['id', 'aadObjectId', 'email'])
      expect(new Set(everybody.map((person) => person[key])).size, key).toBe(6)
    for (const { aadObjectId } of everybody)
      expect(aadObjectId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(scene.tenantId).toBe(playgroundScene(you, board).tenantId)
    expect(scene.team.channels).toHaveLength(1)
  })
})
