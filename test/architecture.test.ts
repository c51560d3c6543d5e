import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands.ts'
import { circles, codeOf, importsOf, isOurs, type Source } from './core/source-imports.ts'

const root = new URL('../', import.meta.url)
const sources: readonly Source[] = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !path.startsWith('src/db/generated/'))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }))

/** One way that imports run. `may` is told who imports what, and says whether that is right. */
type Direction = { of: RegExp; may(target: string, path: string): boolean; reason: string }

const databasePackage = /^(src\/db\/generated\/.*|@prisma\/.+|pg|@electric-sql\/pglite)$/

const directions: readonly Direction[] = [
  {
    of: /^src\/core\//,
    may: (target) => /^(src\/core\/.+|zod|node:crypto)$/.test(target),
    reason: 'The kernel serves any product, database and chat: it imports zod, node:crypto and itself.',
  },
  {
    of: /^src\/calendar\//,
    may: (target) => /^(src\/calendar\/.+|node:.+)$/.test(target),
    reason: 'The calendar knows days and nothing of ours, so that it can be read and checked by itself.',
  },
  {
    of: /^src\/features\//,
    may: (target) => /^(src\/(core|calendar|features)\/.+|zod|node:.+)$/.test(target),
    reason: 'A feature decides; it is handed its stores, and does not know who shows, keeps or starts it.',
  },
  {
    of: /^src\/faces\//,
    may: (target, path) =>
      !isOurs(target) ||
      /^src\/(core|faces\/common)\//.test(target) ||
      target.startsWith(`${path.split('/', 3).join('/')}/`),
    reason: 'A face renders neutral views; it must not know the domain, nor another face.',
  },
  {
    of: /^src\/faces\/tab\/page\//,
    may: (target) => !isOurs(target) || /^src\/(core|faces\/common|faces\/tab\/page)\//.test(target),
    reason: 'What runs in a browser is built apart, and takes nothing of the server along.',
  },
  {
    of: /^src\/faces\/tab\/(?!page\/)/,
    may: (target) => !target.startsWith('src/faces/tab/page/'),
    reason: 'The server sends the page as it was built; it does not run it.',
  },
  {
    of: /^src\/db\//,
    may: (target) => !isOurs(target) || /^src\/(core|calendar|features|db)\//.test(target),
    reason: 'The database implements the stores that features ask for; it knows no face and no setting.',
  },
  {
    of: /^src\/jobs\//,
    may: (target) => !isOurs(target) || /^src\/(core|calendar|features|jobs)\//.test(target),
    reason: 'A job says when a feature does something; who keeps and who carries it is handed in.',
  },
  {
    of: /^src\/(?!jobs\/runner\.ts$)/,
    may: (target) => target !== 'node-cron',
    reason:
      'Only the runner has a clock: it knows London, lets no task run beside itself, and stops in order.',
  },
  {
    of: /^src\/(?!db\/)/,
    may: (target) => !databasePackage.test(target),
    reason: 'Only src/db speaks to the database, so that every query is behind a store that wants a BoardId.',
  },
  {
    of: /^src\/(?!faces\/console\/)/,
    may: (target) => target !== 'bottender',
    reason: 'Bottender is the console’s way of talking and nobody else’s.',
  },
]

/** Words that may stand in few files only. */
type Reserved = { word: RegExp; to: RegExp; reason: string }

const reserved: readonly Reserved[] = [
  {
    word: /\bprocess\s*(\?\.|\.|\[['"`])\s*(env|loadEnvFile)\b|\benv\b[^}\n]*\}\s*(=\s*process\b|from\s*['"](node:)?process['"])/,
    to: /^src\/config\.ts$/,
    reason:
      'Only config.ts reads the environment: a setting read elsewhere is one that nobody checks or documents.',
  },
  {
    word: /\bauthoriseOperator\b/,
    to: /^src\/(core\/permission\.ts|cli\.ts|cli\/.+|main\.ts|sample\.ts|bench.*)$/,
    reason:
      'Only the operator’s own tools let themselves into a board; a request is let in by its membership.',
  },
  {
    word: /\bas\s+BoardId\b|\bBoardId\s+as\b/,
    to: /^src\/core\/permission\.ts$/,
    reason: 'A BoardId proves that somebody was let in. Made anywhere else it proves nothing.',
  },
  {
    word: /\b(?:import|require)\s*\(\s*[^'"`\s]|\bcreateRequire\b/,
    to: /^$/,
    reason: 'An import whose name is computed cannot be checked.',
  },
  {
    word: /^\s*export\s+default\b|\bas\s+default\b/m,
    // Vite reads its settings from a default export and from nothing else.
    to: /^src\/faces\/tab\/page\/vite\.config\.ts$/,
    reason: 'A thing has one name wherever it is used: named exports only.',
  },
]

const longest = 300
/** Files that are longer, each with why. There is none, and there should be none. */
const longer: Readonly<Record<string, string>> = {}

const vague = /(^|[-/])(utils?|helpers?)([-./]|$)/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(d|config))?\.[cm]?[jt]sx?$/

/** Everything that is not as the house is to be, a sentence each. */
function violations(files: readonly Source[]): string[] {
  return [
    ...files.flatMap((file) =>
      importsOf(file).flatMap((target) =>
        directions
          .filter(({ of, may }) => of.test(file.path) && !may(target, file.path))
          .map(({ reason }) => `${file.path} imports ${target}. ${reason}`),
      ),
    ),
    ...files.flatMap((file) =>
      reserved.flatMap(({ word, to, reason }) => {
        const found = to.test(file.path) ? null : word.exec(codeOf(file))
        return found ? [`${file.path} has '${found[0].trim()}'. ${reason}`] : []
      }),
    ),
    ...files.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      return lines > longest && !Object.hasOwn(longer, path)
        ? [`${path} has ${lines} lines. A file of more than ${longest} has more than one subject: split it.`]
        : []
    }),
    ...files.flatMap(({ path }) => [
      ...(vague.test(path)
        ? [`${path} is a place for anything. Name a file for what it decides or does.`]
        : []),
      ...(path.split('/').every((part, at, all) => (at < all.length - 1 ? /^[a-z0-9-]+$/ : kebab).test(part))
        ? []
        : [`${path} is not in kebab-case: one spelling, and none that two file systems read differently.`]),
    ]),
    ...circles(files).map(
      (circle) =>
        `${circle}. Files that import each other in a circle are one file: nothing can be read first.`,
    ),
    ...unlistedCommands(files),
  ]
}

const isCommand = (path: string): boolean => /^src\/features\/[^/]+\/commands\/[^/]+$/.test(path)

function unlistedCommands(files: readonly Source[]): string[] {
  const list = files.find(({ path }) => path === 'src/commands.ts')
  const listed = list ? importsOf(list).filter((target) => target.startsWith('src/features/')) : []
  const written = files.map(({ path }) => path).filter(isCommand)
  return [
    ...written
      .filter((path) => !listed.includes(path))
      .map((path) => `${path} is not in src/commands.ts: nobody can give that command.`),
    ...listed
      .filter((path) => path !== 'src/features/stores.ts' && !written.includes(path))
      .map((path) => `src/commands.ts imports ${path}, which is not a command’s file.`),
  ]
}

describe('the house', () => {
  it('keeps its own rules', () => {
    expect(violations(sources)).toEqual([])
  })

  it('has one command in each command file, and each is in the list', () => {
    const files = sources.filter(({ path }) => isCommand(path))
    const exported = files.flatMap(({ text }) => text.match(/^export (const|function|class) /gm) ?? [])
    expect(exported, 'A command file exports its command and nothing else.').toHaveLength(files.length)
    expect(commands, 'Every file of src/features/*/commands is one entry of src/commands.ts.').toHaveLength(
      files.length,
    )
  })

  it('has rooms to look into', () => {
    const rooms = new Set(sources.map(({ path }) => path.split('/')[1]))
    expect([...rooms]).toEqual(expect.arrayContaining(['core', 'calendar', 'features', 'faces', 'db', 'cli']))
    expect(
      importsOf(sources.find(({ path }) => path === 'src/core/permission.ts') ?? { path: '', text: '' }),
    ).toEqual(['src/core/ids.ts'])
  })

  it('keeps no exception that is not needed any more', () => {
    const lengths = new Map(sources.map(({ path, text }) => [path, text.trimEnd().split('\n').length]))
    expect(Object.keys(longer).filter((path) => (lengths.get(path) ?? 0) <= longest)).toEqual([])
  })
})

/** What the rules say of one made-up file. */
const saidOf = (path: string, text: string): string[] => violations([{ path, text }])

describe('the rules catch', () => {
  it.each<[path: string, text: string, said: RegExp]>([
    ['src/core/a.ts', "import { x } from '../features/b.ts'", /imports src\/features\/b\.ts\. The kernel/],
    ['src/core/a.ts', "import { join } from 'node:path'", /imports node:path\. The kernel/],
    [
      'src/calendar/a.ts',
      "import type { Id } from '../core/ids.ts'",
      /imports src\/core\/ids\.ts\. The calendar/,
    ],
    ['src/calendar/a.ts', "import { z } from 'zod'", /imports zod\. The calendar/],
    ['src/features/b/rules.ts', "import { x } from '../../faces/slack/render.ts'", /A feature decides/],
    ['src/features/b/rules.ts', "export { x } from '../../db/client.ts'", /A feature decides/],
    ['src/features/b/rules.ts', "import { loadConfig } from '../../config.ts'", /A feature decides/],
    ['src/features/b/rules.ts', "import { openApp } from '../../main.ts'", /A feature decides/],
    ['src/features/b/rules.ts', "const x = await import('../../cli/say.ts')", /A feature decides/],
    ['src/features/b/rules.ts', "import slack from '@slack/web-api'", /A feature decides/],
    [
      'src/faces/slack/render.ts',
      "import { x } from '../../features/b/rules.ts'",
      /must not know the domain/,
    ],
    ['src/faces/slack/render.ts', "import { x } from '../../calendar/date.ts'", /must not know the domain/],
    ['src/faces/slack/render.ts', "import { x } from '../console/lines.ts'", /must not know the domain/],
    ['src/jobs/list.ts', "import { x } from '../db/outbox.ts'", /A job says when/],
    ['src/features/b/jobs.ts', "import { schedule } from 'node-cron'", /Only the runner has a clock/],
    ['src/jobs/list.ts', "import { schedule } from 'node-cron'", /Only the runner has a clock/],
    ['src/db/a.ts', "import { loadConfig } from '../config.ts'", /no face and no setting/],
    ['src/cli/a.ts', "import { PrismaClient } from '../db/generated/client.ts'", /Only src\/db speaks/],
    ['src/cli/a.ts', "import type pg from 'pg'", /Only src\/db speaks/],
    ['src/main.ts', "import { PrismaPg } from '@prisma/adapter-pg'", /Only src\/db speaks/],
    ['src/main.ts', "import { x } from '@electric-sql/pglite/nodefs'", /Only src\/db speaks/],
    ['src/faces/slack/a.ts', "type B = typeof import('bottender')", /Bottender is the console’s/],
    ['src/db/a.ts', 'const url = process.env.DATABASE_URL', /Only config\.ts reads/],
    ['src/db/a.ts', "const url = process['env']['X']", /Only config\.ts reads/],
    ['src/db/a.ts', 'const { env } = process', /Only config\.ts reads/],
    ['src/db/a.ts', "import { env, stdin } from 'node:process'", /Only config\.ts reads/],
    [
      'src/features/b/a.ts',
      "import { authoriseOperator } from '../../core/permission.ts'",
      /operator’s own tools/,
    ],
    ['src/faces/slack/a.ts', 'const board = permission.authoriseOperator(id)', /operator’s own tools/],
    ['src/db/boards.ts', 'return row.id as BoardId', /proves nothing/],
    ['src/db/boards.ts', 'return row.id as unknown as BoardId', /proves nothing/],
    ['src/db/boards.ts', "import type { BoardId as Id } from '../core/ids.ts'", /proves nothing/],
    ['src/cli/a.ts', 'await import(name)', /cannot be checked/],
    ['src/cli/a.ts', 'export default {}', /named exports only/],
    ['src/cli/a.ts', 'export { a as default }', /named exports only/],
    ['src/faces/tab/page/app.tsx', "import { x } from '../session.ts'", /built apart/],
    ['src/faces/tab/page/view/a.tsx', "import { x } from '../../../slack/render.ts'", /built apart/],
    ['src/faces/tab/session.ts', "import { pageAt } from './page/routes.ts'", /does not run it/],
    ['src/faces/tab/page/formDialog.tsx', '', /not in kebab-case/],
    ['src/core/utils.ts', '', /a place for anything/],
    ['src/core/date-helpers.ts', '', /a place for anything/],
    ['src/helpers/dates.ts', '', /a place for anything/],
    ['src/core/dateText.ts', '', /not in kebab-case/],
    ['src/Core/text.ts', '', /not in kebab-case/],
    ['src/features/b/commands/show.ts', '', /not in src\/commands\.ts/],
    ['src/commands.ts', "import { x } from './features/b/commands/gone.ts'", /not a command’s file/],
    ['src/commands.ts', "import { x } from './features/b/rules.ts'", /not a command’s file/],
  ])('%s: %s', (path, text, said) => {
    expect(saidOf(path, text).join('\n')).toMatch(said)
  })
})

describe('the rules let pass', () => {
  it('a file that is just short enough, and not one line more', () => {
    const lines = (many: number): string => 'const a = 1\n'.repeat(many)
    expect(saidOf('src/cli/a.ts', lines(longest))).toEqual([])
    expect(saidOf('src/cli/a.ts', lines(longest + 1))).toEqual([
      'src/cli/a.ts has 301 lines. A file of more than 300 has more than one subject: split it.',
    ])
  })

  it.each([
    [
      'src/core/a.ts',
      "import { z } from 'zod'\nimport { randomInt } from 'node:crypto'\nimport { b } from './b.ts'",
    ],
    ['src/features/b/rules.ts', "import { x } from '../../calendar/date.ts'\nimport { z } from 'zod'"],
    ['src/faces/console/bot.ts', "import { run } from './lines.ts'\nimport type { B } from 'bottender'"],
    ['src/faces/slack/receive.ts', "import { WebClient } from '@slack/web-api'"],
    [
      'src/faces/tab/page/app.tsx',
      "import { cleanText } from '../../common/letters.ts'\nimport { x } from './api.ts'",
    ],
    ['src/faces/tab/page/vite.config.ts', 'export default {}'],
    ['src/jobs/runner.ts', "import { schedule } from 'node-cron'\nimport { x } from '../features/b/jobs.ts'"],
    ['src/db/client.ts', "import pg from 'pg'\nimport { P } from './generated/client.ts'"],
    ['src/cli/import.ts', "import { authoriseOperator } from '../core/permission.ts'"],
    ['src/config.ts', 'readConfig(process.env)'],
    ['src/cli/a.ts', '// process.env is read in config.ts alone\nprocess.stdout.write(environment)'],
  ])('%s: %s', (path, text) => {
    expect(saidOf(path, text)).toEqual([])
  })
})
