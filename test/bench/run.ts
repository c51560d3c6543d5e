import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { IsoDate } from '../../src/calendar/date.ts'
import { todayInLondon } from '../../src/calendar/london.ts'
import { connect } from '../../src/db/connect.ts'
import type { Draft } from '../../src/features/reports/import/schema.ts'
import { openApp } from '../../src/main.ts'
import { createScratchDatabase } from '../support/scratch-database.ts'
import { answerOverQueries, type Installation, installationOf, largeOverSmall, strictLog } from './answers.ts'
import { fillBoard, type Holdings, makeBoard } from './big-board.ts'
import { coldStart } from './cold-start.ts'
import { committing, reading } from './imports.ts'
import { printTable, type Section } from './table.ts'

const few = 1_000
const many = 100_000
const workingSet = 200
const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where a database lives, as the product is told. */
type Config = { DATABASE_URL: string | undefined; DATA_DIR: string }
type Place = { title: string; small: Config; large: Config; start: (small: Config) => Promise<Section> }

const began = performance.now()
const now = new Date()

await main().then(
  (table) => process.stdout.write(`${table}\n`),
  (error: unknown) => {
    process.stderr.write(`The benchmark could not be run: ${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  },
)

async function main(): Promise<string> {
  tell('building')
  build()
  const folder = mkdtempSync(join(tmpdir(), 'followthrough-bench-'))
  try {
    const { section, draft } = await reading()
    const sections = [section, ...(await measure(embedded(folder), draft))]
    const server = process.env['TEST_DATABASE_URL']
    if (server) sections.push(...(await onScratchDatabases(server, (place) => measure(place, draft))))
    const seconds = ((performance.now() - began) / 1_000).toFixed(0)
    return [
      `Followthrough: medians in milliseconds of pairs run in turn (Node ${process.versions.node}, ${cpus().length} cores, ${seconds} s)`,
      printTable(sections),
    ].join('\n\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function build(): void {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm run build failed.\n${stdout}${stderr}`)
}

function embedded(folder: string): Place {
  const at = (name: string): Config => ({ DATABASE_URL: undefined, DATA_DIR: join(folder, name) })
  return {
    title: 'embedded',
    small: at('small'),
    large: at('large'),
    start: ({ DATA_DIR }) =>
      coldStart(
        'embedded',
        { DATA_DIR },
        {
          script: 'bare-engine.mjs',
          argument: join(DATA_DIR, 'database'),
          says: 'plain PGlite and one select',
        },
      ),
  }
}

/** Two databases of our own on a server, dropped at the end. */
async function onScratchDatabases<Result>(
  server: string,
  work: (place: Place) => Promise<Result>,
): Promise<Result> {
  const small = await createScratchDatabase(server)
  try {
    const large = await createScratchDatabase(server)
    try {
      return await work(postgres(small.url, large.url))
    } finally {
      await large.drop()
    }
  } finally {
    await small.drop()
  }
}

function postgres(small: string, large: string): Place {
  const at = (url: string): Config => ({ DATABASE_URL: url, DATA_DIR: '' })
  return {
    title: 'PostgreSQL',
    small: at(small),
    large: at(large),
    start: () =>
      coldStart(
        'PostgreSQL',
        { DATABASE_URL: small },
        { script: 'bare-client.mjs', argument: small, says: 'plain pg and one select' },
      ),
  }
}

async function measure(place: Place, draft: Draft): Promise<Section[]> {
  const today = todayInLondon(now)
  const settled = (actions: number): Holdings => ({ actions, open: workingSet })
  const allOpen = (actions: number): Holdings => ({ actions, open: actions })
  tell(`${place.title}: filling`)
  await fill(place, settled, today, true)
  tell(`${place.title}: measuring`)
  const answers = await withBoth(place, (large, small) => settledSections(place, draft, large, small))
  tell(`${place.title}: cold start`)
  const start = await place.start(place.small)
  tell(`${place.title}: filling with open actions`)
  await fill(place, allOpen, today)
  tell(`${place.title}: measuring`)
  const open = await withBoth(place, (large, small) => openSection(place, large, small))
  return [...answers, open, start]
}

async function settledSections(
  { title }: Place,
  draft: Draft,
  large: Installation,
  small: Installation,
): Promise<Section[]> {
  const over = `a board of ${figure(many)} over one of ${figure(few)}, ${workingSet} open on each`
  return [
    {
      title: `Full answer over its bare database queries, ${title}, on the board of ${figure(few)}`,
      figures: [
        ...(await answerOverQueries(small, '/actions mine')),
        ...(await answerOverQueries(small, '/actions overdue')),
      ],
    },
    {
      title: `Full answer, ${title}: ${over}`,
      figures: [
        await largeOverSmall(large, small, '/actions mine', 1.2),
        await largeOverSmall(large, small, '/actions overdue', 1.2),
        await largeOverSmall(large, small, '/actions list'),
        await largeOverSmall(large, small, '/actions board'),
        await largeOverSmall(large, small, '/recommendations search consent'),
        await committing(large, small, draft),
      ],
    },
  ]
}

async function openSection({ title }: Place, large: Installation, small: Installation): Promise<Section> {
  const commands = [
    '/actions mine',
    '/actions overdue',
    '/actions list',
    '/actions board',
    '/recommendations search consent',
  ]
  const figures = []
  for (const text of commands) figures.push(await largeOverSmall(large, small, text))
  return {
    title: `Full answer, ${title}: ${figure(many)} open actions over ${figure(few)} open actions (nothing finished)`,
    figures,
  }
}

async function fill(
  { small, large }: Place,
  holdings: (actions: number) => Holdings,
  today: IsoDate,
  fresh = false,
): Promise<void> {
  for (const [config, actions] of [
    [small, few],
    [large, many],
  ] as const) {
    const database = await connect({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR })
    try {
      if (fresh) await makeBoard(database.pool)
      await fillBoard(database.pool, { holdings: holdings(actions), today })
    } finally {
      await database.close()
    }
  }
}

async function withBoth<Result>(
  place: Place,
  work: (large: Installation, small: Installation) => Promise<Result>,
): Promise<Result> {
  const large = await openApp({ config: place.large, log: strictLog })
  try {
    const small = await openApp({ config: place.small, log: strictLog })
    try {
      return await work(await installationOf(large, now), await installationOf(small, now))
    } finally {
      await small.close()
    }
  } finally {
    await large.close()
  }
}

function figure(n: number): string {
  return n.toLocaleString('en-GB')
}

/** Where the run is, for whoever waits. */
function tell(what: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`${((performance.now() - began) / 1_000).toFixed(0)} s  ${what}\n`)
}
