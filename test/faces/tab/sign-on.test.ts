import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/db/connect.ts'
import { createSessions } from '../../../src/faces/tab/session.ts'
import {
  tenant as boardless,
  type Claims,
  clientId,
  type Entra,
  type Signing,
  startEntra,
} from '../../fakes/tab/entra.ts'
import { builtPage, connectTenant, secrets, startTab, type TabServer } from '../../fakes/tab/tab.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'

const elsewhere = '22222222-2222-4222-8222-222222222222'
/** Every run has a tenant of its own, where the database is shared. */
const tenant = randomUUID()
const page = builtPage()

let db: Database
let board: TestBoard
let entra: Entra
let tab: TabServer
let accounts: Awaited<ReturnType<typeof connectTenant>>
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  entra = await startEntra()
  accounts = await connectTenant(board, tenant)
  tab = await startTab(board, { pages: page.folder, loginUrl: entra.loginUrl, tenants: [tenant, boardless] })
})
afterAll(async () => {
  await tab.close()
  await entra.close()
  await db.close()
  page.remove()
})

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds

const tokenOf = (claims: Claims = {}, signing: Signing = {}): Promise<string> =>
  entra.token(
    { tid: tenant, iss: `${entra.loginUrl}/${tenant}/v2.0`, oid: accounts.kate, ...claims },
    signing,
  )

const signOn = async (claims: Claims = {}, signing: Signing = {}) =>
  tab.send('/tab/api/session', {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf(claims, signing)}` },
  })

const sessionOf = async (claims: Claims = {}): Promise<string> => {
  const { status, json } = await signOn(claims)
  expect(status).toBe(200)
  return String(json['session'])
}

describe('a sign-on of Teams', () => {
  it('opens a session for an hour, and says who one is and where', async () => {
    const { status, json } = await signOn()
    expect(status).toBe(200)
    expect(json).toEqual({
      session: expect.stringMatching(/^[\w~.-]{80,400}$/),
      expiresInSeconds: 3600,
      you: { name: 'Kate Slater', role: 'owner' },
      board: { name: board.name, slug: board.slug },
      demo: false,
    })
  })

  it('made for the address of the tab is as good as one made for its id', async () => {
    expect((await signOn({ aud: `api://board.northmere.example/${clientId}` })).status).toBe(200)
  })

  it.each<[why: string, claims: () => Claims, signing?: Signing]>([
    ['another app', () => ({ aud: '33333333-3333-4333-8333-333333333333' })],
    ['the same app at another address', () => ({ aud: `api://elsewhere.example/${clientId}` })],
    ['another issuer', () => ({ iss: `https://login.microsoftonline.com/${tenant}/v2.0` })],
    ['another tenant’s issuer, with ours named', () => ({ iss: `${entra.loginUrl}/${elsewhere}/v2.0` })],
    ['the issuer of old tokens', () => ({ iss: `${entra.loginUrl}/${tenant}/` })],
    ['an issuer that begins like ours', () => ({ iss: `${entra.loginUrl}/${tenant}/v2.0/x` })],
    [
      'a tenant that is not on the list',
      () => ({ tid: elsewhere, iss: `${entra.loginUrl}/${elsewhere}/v2.0` }),
    ],
    ['a tenant that is no id', () => ({ tid: '../common' })],
    ['no tenant', () => ({ tid: null })],
    ['nobody', () => ({ oid: null })],
    ['somebody who is no id', () => ({ oid: 'kate' })],
    ['no end', () => ({ exp: null })],
    ['an end that is past', () => ({ exp: inSeconds(-120) })],
    ['a beginning that is to come', () => ({ nbf: inSeconds(300) })],
    ['no scope', () => ({ scp: null })],
    ['another scope', () => ({ scp: 'User.Read access_as_user_too' })],
    ['an old version', () => ({ ver: '1.0' })],
    ['another key', () => ({}), { key: 'other' }],
    ['no signature', () => ({}), { key: 'none' }],
    ['the public key as a secret', () => ({}), { key: 'public' }],
  ])('of %s is not taken', async (_why, claims, signing) => {
    const { status, json, headers } = await signOn(claims(), signing)
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(json).toEqual({ problem: expect.stringMatching(/^Followthrough did not accept the sign-in/) })
  })

  it('is needed, and has to be one', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      'Basic a2F0ZQ==',
      'Bearer a.b.c',
      `Bearer ${'a'.repeat(9_000)}`,
    ])
      expect(
        (
          await tab.send('/tab/api/session', {
            method: 'POST',
            headers: authorization ? { authorization } : {},
          })
        ).status,
        authorization.slice(0, 20),
      ).toBe(401)
  })

  it('of a tenant that is not on the list asks nobody for its keys', async () => {
    expect(entra.asked.length).toBeGreaterThan(0)
    expect(entra.asked.filter((one) => one !== tenant)).toEqual([])
  })

  it('is never kept in the log, nor what is in it', async () => {
    await signOn({ aud: 'elsewhere' })
    const token = await tokenOf()
    const text = JSON.stringify(tab.logged)
    expect(tab.logged).toContainEqual({ event: 'tab sign-on refused', fields: { why: 'aud' } })
    expect(text).not.toContain(token.slice(0, 20))
    expect(text).not.toMatch(/Kate|northmere\.example/)
  })

  it('that cannot be proved now says so, with a reference that the log has', async () => {
    const down = await startEntra()
    down.down = true
    const other = await startTab(board, { pages: page.folder, loginUrl: down.loginUrl, tenants: [tenant] })
    try {
      const token = await down.token({
        tid: tenant,
        iss: `${down.loginUrl}/${tenant}/v2.0`,
        oid: accounts.kate,
      })
      const { status, json } = await other.send('/tab/api/session', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
      })
      expect(status).toBe(503)
      expect(json['problem']).toMatch(/Microsoft did not answer/)
      expect(JSON.stringify(other.logged)).toContain(String(json['reference']))
    } finally {
      await other.close()
      await down.close()
    }
  })
})

describe('somebody nobody knows', () => {
  it('is told whom to ask, is noted for them, and is let in by no address in a token', async () => {
    const oid = randomUUID()
    const { status, json } = await signOn({
      oid,
      name: 'Mallory <script>',
      preferred_username: 'kate@northmere.example',
      email: 'kate@northmere.example',
    })
    expect(status).toBe(403)
    expect(json['problem']).toBe(
      `You are not on ${board.name} yet. Ask Adam Brandt to let you in; they have been shown that you asked. If they have added you by your work address, write to Followthrough once in its chat: it then knows you here too.`,
    )
    const waiting = await board.prisma.chatNewcomer.findMany({ where: { boardId: board.id, userId: oid } })
    expect(waiting.map(({ displayName, platform }) => [displayName, platform])).toEqual([
      ['Mallory <script>', 'teams'],
    ])
  })

  it('of a tenant without a board is told that', async () => {
    const { status, json } = await signOn({
      tid: boardless,
      iss: `${entra.loginUrl}/${boardless}/v2.0`,
      oid: randomUUID(),
    })
    expect([status, json['problem']]).toEqual([
      403,
      expect.stringMatching(/^Your organisation is not connected/),
    ])
  })

  it.each<[how: string, claims: Claims]>([
    ['a guest’s mark', { acct: 1 }],
    ['a guest’s mark as a text', { acct: '1' }],
    ['another tenant that signed them on', { idp: `https://sts.windows.net/${elsewhere}/` }],
    ['a private account', { idp: 'live.com' }],
    ['a guest’s name', { preferred_username: 'kate_dale.example#EXT#@northmere.example' }],
  ])('who comes with %s is let in only where the board lets guests in', async (_how, claims) => {
    const door = (guests: boolean) =>
      board.prisma.chatWorkspace.updateMany({
        where: { platform: 'teams', workspaceId: tenant },
        data: { guests },
      })
    const refused = await signOn({ oid: accounts.owen, ...claims })
    expect([refused.status, refused.json['problem']]).toEqual([
      403,
      expect.stringMatching(/^Guests of this organisation are not let in/),
    ])
    await door(true)
    const session = await sessionOf({ oid: accounts.owen, ...claims })
    expect((await tab.get('/tab/api/glance', session)).status).toBe(200)
    // And asked again with every request.
    await door(false)
    expect((await tab.get('/tab/api/glance', session)).status).toBe(403)
  })

  it('and is a member of the tenant itself is no guest', async () => {
    expect((await signOn({ acct: 0, idp: `https://sts.windows.net/${tenant}/` })).status).toBe(200)
  })
})

describe('a session', () => {
  it('is needed for everything that says anything of a board', async () => {
    for (const bearer of [null, 'x', await tokenOf()]) {
      expect((await tab.get('/tab/api/glance', bearer)).status).toBe(401)
      expect((await tab.ask(bearer, { command: 'actions mine' })).status).toBe(401)
    }
  })

  it('of another secret, or changed in any part, is none', async () => {
    const session = await sessionOf()
    const account = { tenantId: tenant, userId: accounts.kate, guest: false }
    const foreign = createSessions(['another-secret-than-the-one-of-the-tab']).open(account)
    const [tid = '', oid = '', sealed = ''] = session.split('~')
    const changed = [
      foreign,
      `${elsewhere}~${oid}~${sealed}`,
      `${tid}~${accounts.administrator}~${sealed}`,
      `${tid}~${oid}~${sealed.slice(0, -2)}AA`,
      `${session}~x`,
      'demo~demo~x.y',
    ]
    for (const one of changed) expect((await tab.get('/tab/api/glance', one)).status, one).toBe(401)
    expect((await tab.get('/tab/api/glance', session)).status).toBe(200)
  })

  it('ends after an hour', async () => {
    const account = { tenantId: tenant, userId: accounts.kate, guest: false }
    const openedAgo = (minutes: number) =>
      createSessions(secrets, () => Date.now() - minutes * 60_000).open(account)
    expect((await tab.get('/tab/api/glance', openedAgo(59))).status).toBe(200)
    const { status, json } = await tab.get('/tab/api/glance', openedAgo(61))
    expect([status, json['problem']]).toEqual([401, 'Your session has ended. Reload the tab.'])
  })

  it('that an older secret sealed still opens, when there is a newer one', async () => {
    const old = createSessions([secrets[1] ?? '']).open({
      tenantId: tenant,
      userId: accounts.kate,
      guest: false,
    })
    expect((await tab.get('/tab/api/glance', old)).status).toBe(200)
  })

  it('does nothing for a tenant that was taken off the list', async () => {
    const session = await sessionOf()
    const other = await startTab(board, { pages: page.folder, tenants: [elsewhere] })
    try {
      expect((await other.get('/tab/api/glance', session)).status).toBe(401)
    } finally {
      await other.close()
    }
  })

  it('does nothing for somebody who has left since, and a lower role at once', async () => {
    const someone = await board.add('lead', 'Lena Short')
    const oid = randomUUID()
    await board.prisma.chatIdentity.create({
      data: {
        boardId: board.id,
        id: randomUUID(),
        personId: someone.personId,
        platform: 'teams',
        workspaceId: tenant,
        userId: oid,
      },
    })
    const session = await sessionOf({ oid })
    const set = (data: { role: 'viewer' } | { active: boolean }) =>
      board.prisma.person.update({
        where: { boardId_id: { boardId: board.id, id: someone.personId } },
        data,
      })
    await set({ role: 'viewer' })
    const { json } = await tab.ask(session, { command: 'actions assign 4.10 Owen Hart' })
    expect(json['reply']).toMatchObject({ kind: 'refusal' })
    await set({ active: false })
    const gone = await tab.get('/tab/api/glance', session)
    expect([gone.status, gone.json['problem']]).toEqual([
      403,
      'You are not on this board any more. Ask its administrator to let you back in.',
    ])
    expect((await tab.ask(session, { command: 'actions mine' })).status).toBe(403)
  })
})
