import { createServer, type Server } from 'node:http'
import type { Config } from '../config.ts'
import { formsOf } from '../core/dispatch.ts'
import type { Log } from '../core/errors.ts'
import type { Slack } from '../faces/slack/app.ts'
import type { Teams } from '../faces/teams/app.ts'
import type { Jobs } from '../jobs/runner.ts'
import { type App, chooseBoard, openApp } from '../main.ts'
import type { WebOptions } from '../web.ts'
import { listen } from './listen.ts'
import { openTab } from './open-tab.ts'
import { slackSettings } from './slack-settings.ts'
import { told } from './stopped.ts'
import { checkTeams, teamsSettings } from './teams-settings.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

/** How long open requests may take to end after SIGTERM, in milliseconds. */
const grace = 10_000
/** How long a request may take to arrive whole, in milliseconds: a slow one must not hold a connection for ever. */
const arrival = 30_000

/** `followthrough serve`: the server, until it is told to stop. */
export const serveTool: Tool = {
  name: 'serve',
  usage: 'serve',
  summary:
    'Run the server: the chat platforms that are configured, their digests and reminders, /healthz and /readyz',
  options: {},
  async run({ config, log }) {
    const app = await openApp({ config, log })
    try {
      const stopped = told()
      const slack = await openSlack(app, config, log)
      const teams = await openTeams(app, config, log)
      const { tab, says: saysOfTab } = await openTab(app, config, log)
      const { createWeb } = await import('../web.ts')
      const web = createWeb({
        ready: async () => (slack?.ready() ?? true) && (await app.ready()),
        mounts: [slack, teams, tab].flatMap((face) => (face ? [face.mount] : [])),
        log,
        ...(config.METRICS_TOKEN ? { metrics: await measured(app, config.METRICS_TOKEN) } : {}),
      })
      const server = createServer({ requestTimeout: arrival }, web)
      const { port } = await listen(server, config.HOST, config.PORT)
      let jobs: Jobs | undefined
      try {
        await slack?.start()
        jobs = await app.jobs([slack, teams].flatMap((face) => (face ? [face.courier] : [])))
        print(
          `Listening on http://${config.HOST}:${port} (${['/healthz', '/readyz', ...(config.METRICS_TOKEN ? ['/metrics'] : [])].join(', ')}). ${platforms(config)}`,
        )
        if (saysOfTab) print(saysOfTab)
        // Microsoft may be away for a while: a server that serves the rest says so, and stays.
        await Promise.race([stopped, warnOfCredentials(config)])
        await stopped
        log.info('stopping')
      } finally {
        await Promise.all([stop(server, log), slack?.stop(), teams?.stop(), jobs?.stop()])
      }
      return 0
    } finally {
      await app.close()
    }
  },
}

/** Figures for an operator's monitoring, read only where somebody has a token for them. */
async function measured(app: App, token: string): Promise<NonNullable<WebOptions['metrics']>> {
  const { createMetrics } = await import('../metrics.ts')
  const metrics = createMetrics({ figures: app.figures, facts: app.health.facts, now: () => new Date() })
  app.watch(metrics.answered)
  return { token, contentType: metrics.contentType, text: metrics.text }
}

/** The Slack face as configured. Slack's packages are read only when they are used. */
async function openSlack(app: App, config: Config, log: Log): Promise<Slack | null> {
  const settings = slackSettings(config)
  if (!settings) return null
  const board = settings.botToken ? (await chooseBoard(app.directory, config.BOARD, 'BOARD')).slug : null
  const { createSlack } = await import('../faces/slack/app.ts')
  return createSlack({
    settings,
    board,
    log,
    office: app.office('slack'),
    opensForm: (text) => formsOf(app.registry, text).may,
  })
}

/** The Teams face as configured. Microsoft's packages are read only when they are used. */
async function openTeams(app: App, config: Config, log: Log): Promise<Teams | null> {
  const settings = await teamsSettings(config, app.directory)
  if (!settings) return null
  const { createTeams } = await import('../faces/teams/app.ts')
  return createTeams({
    settings,
    log,
    office: app.office('teams'),
    opensForm: (text) => formsOf(app.registry, text).expected,
  })
}

async function warnOfCredentials(config: Config): Promise<void> {
  const checked = await checkTeams(config)
  if (checked && !checked.ok) print(`Teams: ${checked.says} Nobody is answered there. Next: ${checked.next}`)
}

function platforms(config: Config): string {
  const settings = slackSettings(config)
  const install = settings?.oauth ? ' Invite a workspace with: followthrough slack invite' : ''
  const said = [
    ...(settings
      ? [`Slack is answered ${settings.appToken ? 'over a socket' : 'at /slack/events'}.${install}`]
      : []),
    ...(config.TEAMS_CLIENT_ID ? ['Microsoft Teams is answered at /api/messages.'] : []),
  ]
  return said.length > 0 ? said.join(' ') : 'No chat platform is configured.'
}

function stop(server: Server, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      log.info('cutting open connections')
      server.closeAllConnections()
    }, grace)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
