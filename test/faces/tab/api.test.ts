import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Form, FormValues } from '../../../src/core/form.ts'
import type { View } from '../../../src/core/view.ts'
import type { Database } from '../../../src/db/connect.ts'
import { createSessions } from '../../../src/faces/tab/session.ts'
import {
  builtPage,
  connectTenant,
  pageOfficeOf,
  secrets,
  startTab,
  type TabServer,
} from '../../fakes/tab/tab.ts'
import { createTestBoard, type TestBoard } from '../../support/board.ts'
import { openTestDatabase } from '../../support/database.ts'
import { entriesOf } from '../../support/shown.ts'

const tenant = randomUUID()
const page = builtPage()

let db: Database
let board: TestBoard
let tab: TabServer
/** A session of each of the board's people. */
let as: Record<keyof TestBoard['people'], string>
beforeAll(async () => {
  db = await openTestDatabase()
  board = await createTestBoard(db)
  const accounts = await connectTenant(board, tenant)
  const sessions = createSessions(secrets)
  as = Object.fromEntries(
    Object.entries(accounts).map(([name, userId]) => [
      name,
      sessions.open({ tenantId: tenant, userId, guest: false }),
    ]),
  ) as typeof as
  tab = await startTab(board, { pages: page.folder, tenants: [tenant] })
})
afterAll(async () => {
  await tab.close()
  await db.close()
  page.remove()
})

const viewOf = ({ json }: { json: Record<string, unknown> }): View => json['reply'] as View
const formOf = ({ json }: { json: Record<string, unknown> }): Form => json['reply'] as Form

const notes = async (ref: string): Promise<number> =>
  board.prisma.progressUpdate.count({ where: { boardId: board.id, action: { ref } } })

describe('a page that asks', () => {
  it('is answered like the same person in chat', async () => {
    const { status, json } = await tab.ask(as.kate, { command: 'actions list' })
    expect(status).toBe(200)
    expect(json['reply']).toEqual(
      JSON.parse(JSON.stringify(await board.say(board.people.kate, 'actions list'))),
    )
  })

  it('is shown the board in figures, all of it or a part', async () => {
    const { status, json } = await tab.get('/tab/api/glance', as.viewer)
    expect(status).toBe(200)
    expect(json).toMatchObject({ board: board.name, today: '2026-11-23', weeks: 6 })
    const [organisation] = (json['choices'] as { organisations: string[] }).organisations
    const part = await tab.get(
      `/tab/api/glance?org=${encodeURIComponent(organisation ?? '')}&report=`,
      as.viewer,
    )
    expect(part.json).toMatchObject({ chosen: { organisation, report: null } })
  })

  it('is told of a name that is not there, and which there are', async () => {
    const { status, json } = await tab.get('/tab/api/glance?org=Atlantis', as.viewer)
    expect([status, json['problem']]).toEqual([
      404,
      expect.stringMatching(/^No organisation on this board is called 'Atlantis'\. There (is|are) /),
    ])
  })

  it('writes what chat writes, and the trail says where', async () => {
    const { json } = await tab.ask(as.owen, { command: 'actions claim 4.5' })
    expect(json['reply']).toMatchObject({ kind: 'done' })
    const { id } = await board.action('4.5')
    const [newest] = await board.prisma.auditEvent.findMany({
      where: { boardId: board.id, subjectId: id },
      orderBy: { seq: 'desc' },
      take: 1,
    })
    expect(newest).toMatchObject({ face: 'tab', what: 'claimed', actorName: 'Owen Hart' })
  })

  it('cannot do what a role may not, by a command or by a form', async () => {
    const refused = viewOf(await tab.ask(as.viewer, { command: 'actions claim 4.9' }))
    expect([refused.kind, refused.headline]).toEqual(['refusal', expect.stringMatching(/^Only /)])
    const submission = { values: { person: 'Vera Ingham' }, hidden: {} }
    const forged = viewOf(await tab.ask(as.viewer, { command: 'actions assign 4.9', submission }))
    expect(forged.kind).toBe('refusal')
    expect((await board.action('4.9')).owner).toBeNull()
  })

  it('reaches no other board, by reference or by id', async () => {
    const other = await createTestBoard(db)
    const there = await other.stores.reports.list(other.id)
    const theirs = await tab.ask(as.lead, {
      command: `recommendations clock ${there[0]?.id}`,
      submission: { values: { sent: '2026-11-20' }, hidden: {} },
    })
    expect(viewOf(theirs).kind).toBe('refusal')
    const settings = await tab.ask(as.administrator, {
      command: 'actions settings',
      submission: {
        values: { name: 'Ours now' },
        hidden: { version: '1', board: other.id, boardId: other.id },
      },
    })
    expect(settings.status).toBe(200)
    expect((await other.stores.boards.get(other.id)).name).toBe(other.name)
  })
})

describe('a form of the page', () => {
  const saved = async (values: FormValues) => {
    const { command, hidden } = formOf(await tab.ask(as.kate, { command: 'actions progress 4.10' }))
    return tab.ask(as.kate, { command, submission: { values, hidden } })
  }

  it('that is sent again with its key is saved once, and answered the same', async () => {
    await board.tell(board.people.lead, 'actions assign 4.10 Kate Slater')
    const form = formOf(await tab.ask(as.kate, { command: 'actions progress 4.10' }))
    const asked = {
      command: form.command,
      submission: { values: { narrative: 'The matrix is drafted' }, hidden: form.hidden },
      key: randomUUID(),
    }
    const [first, second] = await Promise.all([tab.ask(as.kate, asked), tab.ask(as.kate, asked)])
    const third = await tab.ask(as.kate, asked)
    expect(viewOf(first).kind).toBe('done')
    expect(second.json).toEqual(first.json)
    expect(third.json).toEqual(first.json)
    expect(await notes('4.10')).toBe(1)
  })

  it('that was saved by another process is not saved again, and says so', async () => {
    const key = randomUUID()
    const { hidden } = formOf(await tab.ask(as.kate, { command: 'actions progress 4.10' }))
    const submission = { values: { narrative: 'The matrix is agreed' }, hidden }
    const asked = { command: 'actions progress 4.10', submission, key }
    const elsewhere = await startTab(board, { pages: page.folder, tenants: [tenant] })
    try {
      expect(viewOf(await elsewhere.ask(as.kate, asked)).kind).toBe('done')
      const before = await notes('4.10')
      const { status, json } = await tab.ask(as.kate, asked)
      expect([status, json['problem']]).toEqual([
        409,
        'This was sent already. Open the page again to see how it stands now.',
      ])
      expect(await notes('4.10')).toBe(before)
      // The key is one person's: nobody else can use it up.
      expect((await tab.ask(as.lead, { command: 'actions mine', key })).status).toBe(200)
    } finally {
      await elsewhere.close()
    }
  })

  it('comes back with its errors and what was typed', async () => {
    const submission = { values: { narrative: '', status: 'blocked' }, hidden: {} }
    const form = formOf(await tab.ask(as.kate, { command: 'actions progress 4.10', submission }))
    expect(form.type).toBe('form')
    expect(form.fields.some(({ error }) => error)).toBe(true)
  })

  it.each([25_000, 60_000])(
    'says by how much a note of %i characters is too long, where it stands',
    async (length) => {
      const submission = {
        values: { narrative: 'word '.repeat(length / 5), status: 'in progress' },
        hidden: {},
      }
      const answered = await tab.ask(as.administrator, { command: 'actions progress 4.10', submission })
      expect(answered.status).toBe(200)
      const narrative = formOf(answered).fields.find(({ name }) => name === 'narrative')
      expect(narrative?.error).toContain('a note holds 2,000')
    },
  )

  it('keeps what looks like markup as the text it is', async () => {
    const narrative = `<img src=x onerror="alert(1)">'); DROP TABLE "Action"; --`
    expect(viewOf(await saved({ narrative })).kind).toBe('done')
    // The board's clock stands still, so that which note is the last is nobody's to say.
    const answered = await tab.ask(as.kate, { command: 'actions history 4.10' })
    expect(answered.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answered.headers.get('x-content-type-options')).toBe('nosniff')
    const told = entriesOf(viewOf(answered)).flatMap(({ detail }) => detail)
    expect(told).toContainEqual(expect.stringContaining(narrative))
  })
})

describe('what is no request of the page', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    tab.send('/tab/api/ask', {
      method: 'POST',
      headers: { authorization: `Bearer ${as.kate}`, ...headers },
      body,
    })

  it.each<[what: string, body: string, status: number]>([
    ['no JSON', '{"command":', 400],
    ['nothing', '', 400],
    ['a bare text', '"actions mine"', 400],
    ['a list', '[]', 400],
    ['null', 'null', 400],
    ['no command', '{}', 400],
    ['a number for a command', '{"command":7}', 400],
    ['a field that is none of ours', '{"command":"actions mine","actor":"kate"}', 400],
    ['a submission that is none', '{"command":"actions mine","submission":[]}', 400],
    ['values that are objects', '{"command":"a","submission":{"values":{"a":{"b":1}},"hidden":{}}}', 400],
    ['hidden values that are no texts', '{"command":"a","submission":{"values":{},"hidden":{"a":1}}}', 400],
    ['a key that is none', '{"command":"actions mine","key":"1"}', 400],
    ['a command without end', JSON.stringify({ command: 'a'.repeat(5_000) }), 400],
    [
      'more fields than any form has',
      JSON.stringify({
        command: 'a',
        submission: {
          values: Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`f${n}`, ''])),
          hidden: {},
        },
      }),
      400,
    ],
    ['too much of anything', JSON.stringify({ command: 'a'.repeat(70_000) }), 413],
  ])('%s is refused in a sentence', async (_what, body, status) => {
    const answered = await post(body)
    expect(answered.status).toBe(status)
    expect(Object.keys(answered.json)).toEqual(['problem'])
    expect(answered.text).not.toMatch(/at .*\.ts|node_modules|SyntaxError|zod/i)
  })

  it('is anything but JSON in UTF-8, which no form of another site can send', async () => {
    const body = JSON.stringify({ command: 'actions mine' })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-7',
    ])
      expect((await post(body, { 'content-type': type })).status, type).toBe(415)
    expect(
      (await post(body, { 'content-type': 'application/json', 'content-encoding': 'x-zip' })).status,
    ).toBe(415)
  })

  it('does not reach into what objects are made of', async () => {
    const body =
      '{"command":"actions progress 4.10","submission":{"values":{"__proto__":"x","constructor":"y"},"hidden":{"__proto__":"z"}}}'
    expect((await post(body)).status).toBe(200)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('has a command that nobody knows answered with help, as in chat', async () => {
    expect(viewOf(await tab.ask(as.kate, { command: 'actions explode' })).kind).toBe('refusal')
    expect((await tab.ask(as.kate, { command: '' })).status).toBe(200)
  })

  it('has query parameters that are lists, or too long', async () => {
    for (const query of ['org=a&org=b', 'org[]=a', 'org[x]=a', `org=${'a'.repeat(400)}`])
      expect([400, 200]).toContain((await tab.get(`/tab/api/glance?${query}`, as.kate)).status)
    expect((await tab.get('/tab/api/glance?org=a&org=b', as.kate)).status).toBe(400)
  })

  it('is an address or a method that there is not', async () => {
    for (const [path, method] of [
      ['/tab/api', 'GET'],
      ['/tab/api/', 'GET'],
      ['/tab/api/glance/', 'GET'],
      ['/tab/api/Glance', 'GET'],
      ['/tab/api/session', 'GET'],
      ['/tab/api/ask', 'PUT'],
      ['/tab/api/nothing', 'GET'],
      ['/tab/api/%', 'GET'],
    ] as const) {
      const { status, json } = await tab.send(path, {
        method,
        headers: { authorization: `Bearer ${as.kate}` },
      })
      expect([path, status, typeof json['problem']]).toEqual([path, 404, 'string'])
    }
  })
})

describe('a failure of ours', () => {
  it('is told with a reference that the log has, and nothing else', async () => {
    const office = pageOfficeOf(board, { info: () => {}, error: () => {} })
    const broken = await startTab(board, {
      pages: page.folder,
      tenants: [tenant],
      office: {
        ...office,
        glance: () => Promise.reject(new Error('SELECT secret FROM "Person"')),
        answer: () => Promise.reject(new Error('SELECT secret FROM "Person"')),
      },
    })
    try {
      const key = randomUUID()
      const failed = [
        await broken.get('/tab/api/glance', as.kate),
        await broken.ask(as.kate, { command: 'actions mine', key }),
      ]
      for (const { status, text, json } of failed) {
        expect(status).toBe(500)
        expect(text).not.toContain('secret')
        expect(json['problem']).toContain(String(json['reference']))
        expect(JSON.stringify(broken.logged)).toContain(String(json['reference']))
      }
      // What was not done may be tried again with the same key.
      expect((await tab.ask(as.kate, { command: 'actions mine', key })).status).toBe(200)
    } finally {
      await broken.close()
    }
  })
})

describe('somebody who asks faster than any person', () => {
  it('is asked for patience, and nobody else is', async () => {
    const hurried = await startTab(board, { pages: page.folder, tenants: [tenant] })
    try {
      const answers = await Promise.all(
        Array.from({ length: 70 }, () => hurried.get('/tab/api/glance?org=Atlantis', as.kate)),
      )
      const slowed = answers.filter(({ status }) => status === 429)
      expect(slowed.length).toBeGreaterThan(0)
      expect(slowed[0]?.headers.get('retry-after')).toBe('5')
      expect(slowed[0]?.json['problem']).toMatch(/^That was faster/)
      expect((await hurried.get('/tab/api/glance', as.lead)).status).toBe(200)
    } finally {
      await hurried.close()
    }
  })
})

describe('a demonstration', () => {
  it('lets everybody of this machine in as one person', async () => {
    const demo = { actor: async () => board.people.lead }
    const shown = await startTab(board, { pages: page.folder, tenants: [], demo })
    try {
      expect((await shown.get('/tab/api/settings', null)).json).toMatchObject({ demo: true })
      const { status, json } = await shown.send('/tab/api/session', { method: 'POST' })
      expect([status, json['you'], json['demo']]).toEqual([200, { name: 'Leila Morgan', role: 'lead' }, true])
      const session = String(json['session'])
      expect(viewOf(await shown.ask(session, { command: 'actions mine' })).kind).toBe('answer')
      expect((await shown.get('/tab/api/glance', null)).status).toBe(401)
      // Its session is none where it is meant in earnest.
      expect((await tab.get('/tab/api/glance', session)).status).toBe(401)
      const rebound = await named(`${shown.base}/tab/api/settings`, 'evil.example')
      expect(rebound).toBe(403)
    } finally {
      await shown.close()
    }
  })

  it('is not what a server gives that was not made for it', async () => {
    expect((await tab.send('/tab/api/session', { method: 'POST' })).status).toBe(401)
    expect((await tab.get('/tab/api/settings', null)).json).toEqual({
      clientId: expect.stringMatching(/^a{8}-/),
      hosts: [],
      demo: false,
    })
  })
})

/** The status of an address asked for under another name: fetch would not say it. */
async function named(address: string, host: string): Promise<number> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request(address, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}
