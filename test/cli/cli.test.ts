import { randomBytes } from 'node:crypto'
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { draftJsonSchema } from '../../src/features/reports/import/schema.ts'
import { describeEmbedded } from '../support/database.ts'
import { type Cli, createCli, waitFor } from './run-cli.ts'

const plan = fileURLToPath(new URL('fixtures/wexcombe-plan.txt', import.meta.url))

// Each step starts a process of its own, as an operator does.
vi.setConfig({ testTimeout: 120_000 })

let cli: Cli
const file = (name: string, content: string | Uint8Array): string => {
  const at = path.join(cli.dataDir, name)
  writeFileSync(at, content)
  return at
}

beforeAll(() => {
  cli = createCli()
})
afterAll(() => cli.remove())

describeEmbedded('a newcomer at the command line', () => {
  it('is told how to begin, and what a slip of the finger meant', async () => {
    const help = await cli.run(['help'])
    expect(help.code).toBe(0)
    expect(help.out).toContain('import ')
    const slip = await cli.run(['imprt', plan])
    expect(slip).toMatchObject({ code: 1, out: '' })
    expect(slip.err).toBe("There is no 'followthrough imprt'. Did you mean import? See: followthrough help\n")
    const option = await cli.run(['say', '--bord', 'x'])
    expect(option.err).toContain("Unknown option '--bord'")
    expect(option.err).toContain('Write: followthrough say')
  })

  it('reads a plan without a database, as text and as JSON', async () => {
    const dry = await cli.run(['import', plan, '--dry-run'])
    expect(dry.code).toBe(0)
    expect(dry.out).toContain('3 recommendations, 4 actions')
    expect(dry.out).toContain('Nothing was saved: this was a dry run.')
    const json = await cli.run(['import', plan, '--dry-run', '--json'])
    const draft = draftJsonSchema.parse(JSON.parse(json.out))
    expect(draft.recommendations.map(({ ref }) => ref)).toEqual(['2.1', '2.2', '2.10'])
    expect(draft.actions.map(({ dueOn }) => dueOn)).toEqual(['2026-03-10', '2026-04-30', null, '2027-01-12'])
  })

  it('is refused a day of receipt that is still to come', async () => {
    const refused = await cli.run(['import', plan, '--dry-run', '--received', '1.4.2079'])
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toBe(
      '--received: 1 April 2079 is still to come. Give the day, with its year, on which the report was received.\n',
    )
  })

  it('is told the next step at each turn until the plan is on a board', async () => {
    const early = await cli.run(['import', plan, '--yes'])
    expect(early.code).toBe(1)
    expect(early.err).toContain('There is no board yet. Create one: followthrough board add')
    expect((await cli.run(['board', 'add', 'wexcombe', 'Wexcombe partnership'])).out).toContain(
      'followthrough person add',
    )
    expect((await cli.run(['board', 'add', 'wexcombe'])).err).toContain(
      "There is a board 'wexcombe' already.",
    )
    expect((await cli.run(['person', 'add', 'Ada Moss', '--role', 'boss'])).err).toContain(
      'There are viewer, owner, lead, administrator',
    )
    expect((await cli.run(['person', 'add', 'Ada Moss', '--role', 'lead'])).code).toBe(0)
    const unasked = await cli.run(['import', plan])
    expect(unasked).toMatchObject({ code: 1 })
    expect(unasked.out).toContain('Nothing was saved. Add --yes to import it without a question.')
    const imported = await cli.run(['import', plan, '--yes'])
    expect(imported.code).toBe(0)
    expect(imported.out).toContain(
      'Wexcombe partnership now holds 3 recommendations (2.1 to 2.10), 4 actions',
    )
    const again = await cli.run(['import', plan, '--yes'])
    expect(again.code).toBe(0)
    expect(again.out).toContain('Nothing was changed.')
  })

  it('keeps what is said out of the JSON that another program reads', async () => {
    const known = await cli.run(['import', plan, '--json', '--yes'])
    expect(known.code).toBe(0)
    expect(known.err).toContain('Nothing was changed.')
    const other = file('other-plan.txt', `${readFileSync(plan, 'utf8')}\n`)
    const unasked = await cli.run(['import', other, '--json'])
    expect(unasked.code).toBe(1)
    expect(unasked.err).toContain('Nothing was saved. Add --yes to import it without a question.')
    for (const { out } of [known, unasked])
      expect(draftJsonSchema.parse(JSON.parse(out)).recommendations).toHaveLength(3)
  })

  it('gives one command and gets one answer, in words or as the neutral view', async () => {
    const said = await cli.run(['say', '/actions list', '--as', 'ada'])
    expect(said.code).toBe(0)
    expect(said.out).toMatch(/4 open actions/)
    const json = await cli.run(['say', '/actions show 2.1.1', '--as', 'Ada Moss', '--json'])
    expect(JSON.parse(json.out)).toMatchObject({ type: 'view', kind: 'answer', audience: 'private' })
    const refused = await cli.run(['say', '/actions show 9.9', '--as', 'Ada'])
    expect(refused.code).toBe(1)
    expect(refused.out).toContain('There is no action 9.9 on this board.')
    expect((await cli.run(['say', '/actions mine', '--as', 'Bob'])).err).toContain(
      "Nobody on this board is called 'Bob'. There are: Ada Moss.",
    )
  })

  it('prints a digest, posts none, and says how a channel gets one', async () => {
    const dry = await cli.run(['digest', '--dry-run'])
    expect(dry.out).toMatch(/^Wexcombe partnership · week of Mon \d/)
    expect(dry.out).toContain('4 open:')
    const slip = await cli.run(['digest', 'org:nobody', '--dry-run'])
    expect(slip.err).toContain("No organisation on this board is called 'nobody'.")
    expect(slip).toMatchObject({ code: 1, out: '' })
    expect((await cli.run(['digest', 'team:x', '--dry-run'])).err).toContain('There is no filter team: here.')
    expect((await cli.run(['digest'])).out).toContain('/actions digest here mon 9am')
  })
})

describeEmbedded('a file that is no report', () => {
  it.each([
    ['empty.txt', () => new Uint8Array(), /empty/i],
    [
      'picture.png',
      () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...randomBytes(500)]),
      /not.*text|picture|image/i,
    ],
    [
      'page.txt',
      () => '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
      /web page/i,
    ],
    ['shopping.txt', () => 'milk\nbread\n', /recommendation/i],
  ])('%s is refused in plain words', async (name, content, words) => {
    const { code, err, out } = await cli.run(['import', file(name, content()), '--dry-run'])
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toMatch(words)
    expect(err).not.toMatch(/\bat .*\.ts|Error:/)
  })

  it('56 MB are refused without being read, and called 56 MB', async () => {
    const at = path.join(cli.dataDir, 'huge.txt')
    const handle = openSync(at, 'w')
    ftruncateSync(handle, 56 * 1024 * 1024)
    closeSync(handle)
    expect((await cli.run(['import', at, '--dry-run'])).err).toContain(
      'huge.txt is 56 MB; files up to 5 MB are read.',
    )
  })

  it('nor is a folder, or nothing at all', async () => {
    expect((await cli.run(['import', cli.dataDir])).err).toMatch(/is a folder/)
    expect((await cli.run(['import', 'nowhere.txt'])).err).toBe('There is no file nowhere.txt.\n')
  })
})

describeEmbedded('the server', () => {
  it('answers its health endpoints, keeps a second process out, and stops cleanly', async () => {
    const server = cli.start(['serve'])
    const started = await waitFor(server, /Listening on (http:\S+)/)
    const base = /http:\/\/[\d.]+:\d+/.exec(started)?.[0] ?? ''
    expect(await (await fetch(`${base}/healthz`)).text()).toBe('alive\n')
    expect(await (await fetch(`${base}/readyz`)).text()).toBe('ready\n')
    expect((await fetch(`${base}/actions`)).status).toBe(404)
    expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(405)
    const second = await cli.run(['say', '/actions mine', '--as', 'Ada'])
    expect(second.code).toBe(1)
    expect(second.err).toContain('set DATABASE_URL')
    const ended = new Promise((resolve) => server.on('close', resolve))
    server.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect((await cli.run(['say', '/actions mine', '--as', 'Ada'])).code).toBe(0)
  })

  it('reports every configuration problem at once', async () => {
    const child = cli.start(['serve'], { PORT: 'ninety', DATABASE_URL: 'mysql://x' })
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += String(chunk)
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(1)
    expect(err).toContain('DATABASE_URL must be a URL such as postgres://')
    expect(err).toContain('PORT must be a port number')
  })
})
