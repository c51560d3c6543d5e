import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { foreignTenant } from '../../fakes/teams/cast.ts'
import { clientId } from '../../fakes/teams/keys.ts'
import { openTeamsWorld, type TeamsWorld } from '../../fakes/teams/world.ts'
import { openTestDatabase } from '../../support/database.ts'

let database: Database
let world: TeamsWorld
beforeAll(async () => {
  database = await openTestDatabase()
  world = await openTeamsWorld(database)
})
afterAll(async () => {
  world.endsWell()
  await world.close()
  await database.close()
})

type Body = Record<string, unknown>
const message = (more: Body = {}): Body => ({
  ...(world.teams.activity('kate', 'own', { type: 'message', text: 'actions help' }) as Body),
  ...more,
})

async function send(body: unknown, authorization: string | null): Promise<number> {
  const response = await fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  await response.text()
  return response.status
}

const bearer = async (claims: JWTPayload = {}, more = {}): Promise<string> =>
  `Bearer ${await world.keys.token(claims, more)}`

/** What was said to anybody: a request that is turned back is answered with nothing but its status. */
const said = (): number => world.connector.messages.length

describe('a request to the bot', () => {
  it('that Microsoft has signed for it, for now and for where it comes from, is answered', async () => {
    const before = said()
    expect(await send(message(), await bearer())).toBe(200)
    expect(said()).toBe(before + 1)
  })

  it.each<[string, () => Promise<string | null>, number]>([
    ['without a signature', async () => null, 401],
    ['with another kind of credentials', async () => 'Basic a2F0ZTprYXRl', 401],
    ['with no token behind the word', async () => 'Bearer ', 401],
    ['with something that is no token', async () => 'Bearer of.bad.news', 401],
    ['made for another bot', () => bearer({ aud: foreignTenant }), 401],
    ['from another issuer', () => bearer({ iss: 'https://sts.windows.net/' }), 401],
    ['signed with another key', () => bearer({}, { key: 'another' }), 401],
    ['that ran out', () => bearer({}, { expiresIn: '-1h' }), 401],
    ['that is not good yet', () => bearer({ nbf: Math.floor(Date.now() / 1000) + 3600 }), 401],
    ['that nobody signed', async () => `Bearer ${world.keys.unsignedToken()}`, 401],
    ['made for another service address', () => bearer({ serviceurl: 'https://smba.example/teams' }), 401],
    ['that names no service address', () => bearer({ serviceurl: undefined }), 401],
  ])('%s is refused', async (_what, authorization, status) => {
    const before = said()
    expect(await send(message(), await authorization())).toBe(status)
    expect(said()).toBe(before)
  })

  it.each<[string, () => unknown, number]>([
    ['that does not say where it comes from', () => message({ serviceUrl: undefined }), 403],
    ['that says so with no address', () => message({ serviceUrl: 'smba' }), 403],
    [
      'that comes from elsewhere than was signed',
      () => message({ serviceUrl: 'https://evil.example/' }),
      401,
    ],
    [
      'of a tenant nobody let in',
      () =>
        message({
          conversation: { id: 'a:1', conversationType: 'personal', tenantId: foreignTenant },
          channelData: { tenant: { id: foreignTenant } },
        }),
      403,
    ],
    [
      'that hides another tenant behind one that is let in',
      () => message({ channelData: { tenant: { id: foreignTenant } } }),
      403,
    ],
    [
      'of no tenant',
      () => message({ conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }),
      403,
    ],
    ['of another channel of the bot service', () => message({ channelId: 'webchat' }), 403],
    ['of no channel', () => message({ channelId: undefined }), 403],
    ['that is no activity', () => [], 403],
    ['that is no JSON', () => '{"type":', 400],
    ['whose conversation leads elsewhere', () => message({ conversation: { id: '../../v3/x' } }), 403],
    ['that is larger than anything Teams sends', () => message({ text: 'x'.repeat(600 * 1024) }), 413],
  ])('%s is refused, however well it is signed', async (_what, body, status) => {
    const before = said()
    expect(await send(body(), await bearer())).toBe(status)
    expect(said()).toBe(before)
  })

  it('is taken by POST alone, and the answer is kept nowhere', async () => {
    expect((await fetch(world.url)).status).toBe(404)
    const response = await fetch(world.url, { method: 'POST', body: '{}' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('is not let in by a variable of the environment that the library knows', async () => {
    process.env['DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS'] = 'true'
    try {
      const other = await openTeamsWorld(database)
      const body = other.teams.activity('kate', 'own', { type: 'message', text: 'help' })
      const response = await fetch(other.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(401)
      await other.close()
    } finally {
      delete process.env['DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS']
    }
  })

  it('that is refused leaves a line that says why, so that an operator can find out', async () => {
    const whys = world.log.flatMap((line) => {
      const { event, why } = JSON.parse(line) as { event: string; why?: string }
      return event === 'teams request refused' && why ? [why] : []
    })
    expect(whys).toEqual(expect.arrayContaining(['This is not signed.', 'This organisation is not let in.']))
    // Of an organisation that is let in: who runs the server is not sent to look at its tenants.
    const before = world.log.length
    await send(message({ channelId: 'webchat' }), await bearer())
    expect(world.log.slice(before).join('')).toContain('This is nothing that Teams sends.')
    expect(world.log.join('')).not.toContain(foreignTenant)
  })

  it('leaves nothing of itself or of its token in the log', () => {
    expect(world.log.join('')).not.toMatch(new RegExp(`eyJ|Bearer|${clientId}|actions help`))
  })
})
