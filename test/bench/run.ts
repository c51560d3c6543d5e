import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, platform, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { todayInLondon } from '../../src/calendar/london.ts'
import { connect } from '../../src/db/connect.ts'
import type { Draft } from '../../src/features/reports/import/schema.ts'
import { createScratchDatabase } from '../support/scratch-database.ts'
import { answerOverQueries, largeOverSmall } from './answers.ts'
import { fillBoard, makeBoard, reopenAll } from './big-board.ts'
import { coldStart } from './cold-start.ts'
import { digestsSection } from './digests.ts'
import { reading, writing } from './imports.ts'
import { type Config, type Installation, withInstallation } from './installation.ts'
import { slackSection } from './slack.ts'
import { tabSection } from './tab.ts'
import { pageSection } from './tab-page.ts'
import { printTable, type Section } from './table.ts'
import { teamsSection } from './teams.ts'

const few = 1_000
const many = 100_000
const workingSet = 200
const root = fileURLToPath(new URL('../..', import.meta.url))

type Read = Awaited<ReturnType<typeof reading>>
type Place = {
  title: string
  small: Config
  large: Config
  start: (small: Config) => Promise<Section>
  /** What a command in Slack is to stay below, over a bare Bolt app. */
  slackAim: number
}

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
    const read = await reading()
    const sections = [read.section, ...(await measure(embedded(folder), read))]
    const server = process.env['TEST_DATABASE_URL']
    if (server) sections.push(...(await onScratchDatabases(server, (place) => measure(place, read))))
    tell('page')
    const page = await pageSection()
    if (page) sections.push(page)
    return [
      'Followthrough benchmark. Medians in milliseconds, taken in turn in one run; the ratio is the figure.',
      machine(),
      ...(server ? [] : ['The embedded database only: set TEST_DATABASE_URL for PostgreSQL too.']),
      '',
      printTable(sections),
    ].join('\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function machine(): string {
  const all = cpus()
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GB`
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  return `Machine: ${all.length} cores (${all[0]?.model ?? 'unknown'}), ${memory}, ${platform()}, Node ${process.versions.node}. Took ${seconds} s.`
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
    slackAim: 3,
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
    slackAim: 2,
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

async function measure(place: Place, { draft, lines }: Read): Promise<Section[]> {
  const { title } = place
  const today = todayInLondon(now)
  tell(`${title}: filling`)
  await each(place, async (pool, actions) => {
    await makeBoard(pool)
    await fillBoard(pool, { holdings: { actions, open: workingSet }, today })
  })
  tell(`${title}: measuring`)
  const settled = await withBoth(place, async (large, small) => [
    await overQueries(title, small),
    await settledBoards(title, large, small),
    await digestsSection(title, large, small),
    await writingSection(title, small, draft, lines),
  ])
  tell(`${title}: cold start`)
  const start = await place.start(place.small)
  tell(`${title}: reopening`)
  await each(place, (pool) => reopenAll(pool, today))
  tell(`${title}: measuring`)
  const [open, tab] = await withBoth(place, async (large, small) => [
    await openBoards(title, large, small),
    await tabSection(title, large),
  ])
  tell(`${title}: Slack`)
  const slack = await slackSection(title, {
    large: envOf(place.large),
    small: envOf(place.small),
    aim: place.slackAim,
  })
  const [over, boards, digests, ...rest] = settled
  tell(`${title}: Teams`)
  const teams = await teamsSection(title, { large: envOf(place.large), small: envOf(place.small) })
  const answers = [over, boards, open, digests].filter((section) => section !== undefined)
  return [...answers, slack, teams, ...(tab ? [tab] : []), ...rest, start]
}

function envOf({ DATABASE_URL, DATA_DIR }: Config): Readonly<Record<string, string>> {
  return DATABASE_URL ? { DATABASE_URL } : { DATA_DIR }
}

async function overQueries(title: string, small: Installation): Promise<Section> {
  return {
    title: `Full answer (parse, permit, run, render) over its bare queries, ${title}, ${figure(few)} actions`,
    figures: [
      ...(await answerOverQueries(small, '/actions mine')),
      ...(await answerOverQueries(small, '/actions overdue')),
    ],
  }
}

async function settledBoards(title: string, large: Installation, small: Installation): Promise<Section> {
  return {
    title: `Full answer, ${title}: ${figure(many)} actions over ${figure(few)}, ${workingSet} open on each, the rest finished`,
    figures: [
      ...(await largeOverSmall(large, small, '/actions mine', true)),
      ...(await largeOverSmall(large, small, '/actions overdue', true)),
      ...(await largeOverSmall(large, small, '/recommendations search consent')),
    ],
  }
}

async function openBoards(title: string, large: Installation, small: Installation): Promise<Section> {
  return {
    title: `Full answer, ${title}: ${figure(many)} actions over ${figure(few)}, all open; 30 the asker's on each, 20% overdue`,
    figures: [
      ...(await largeOverSmall(large, small, '/actions mine', true)),
      ...(await largeOverSmall(large, small, '/actions overdue', true)),
      ...(await largeOverSmall(large, small, '/actions board')),
    ],
  }
}

async function writingSection(
  title: string,
  small: Installation,
  draft: Draft,
  lines: () => string[],
): Promise<Section> {
  return {
    title: `Import, ${title}: writing it over reading and splitting its file`,
    figures: [await writing(small, draft, lines)],
  }
}

/** Works on the small board's database, then on the large one's. */
async function each(
  { small, large }: Place,
  work: (pool: pg.Pool, actions: number) => Promise<void>,
): Promise<void> {
  for (const [config, actions] of [
    [small, few],
    [large, many],
  ] as const) {
    const database = await connect({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR })
    try {
      await work(database.pool, actions)
    } finally {
      await database.close()
    }
  }
}

function withBoth<Result>(
  place: Place,
  work: (large: Installation, small: Installation) => Promise<Result>,
): Promise<Result> {
  return withInstallation(place.large, now, (large) =>
    withInstallation(place.small, now, (small) => work(large, small)),
  )
}

function figure(n: number): string {
  return n.toLocaleString('en-GB')
}

/** Where the run is, for whoever waits. */
function tell(what: string): void {
  process.stderr.write(`${((performance.now() - began) / 1_000).toFixed(0)} s  ${what}\n`)
}
