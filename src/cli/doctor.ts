import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.ts'
import { createSeal } from '../core/seal.ts'
import { listOf } from '../core/text.ts'
import { judge } from '../features/health/rules.ts'
import type { Finding, HealthFacts } from '../features/health/schema.ts'
import { judgeTeams } from '../features/health/teams.ts'
import { openApp } from '../main.ts'
import { slackSettings } from './slack-settings.ts'
import { builtPages } from './tab-settings.ts'
import { checkTeams } from './teams-settings.ts'
import { print } from './terminal.ts'
import type { Tool } from './tool.ts'

const marks = { fine: 'Right', look: 'Look ', broken: 'Wrong' } as const satisfies Record<
  Finding['level'],
  string
>

/** `followthrough doctor`: looks at everything that can be wrong, and says what to do. Changes nothing but migrations. */
export const doctorTool: Tool = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'Look at configuration, clock, database, Slack, Teams, digests and deliveries, and say what to do',
  options: { json: { type: 'boolean' } },
  async run({ config, log, on }) {
    const app = await openApp({ config, log })
    try {
      const now = new Date()
      const facts = await app.health.facts(now)
      const found = [
        configuration(config),
        ...judge(facts, now),
        ...(await slackFindings(config)),
        ...(await teamsFindings(config, facts)),
        ...installed(facts, config),
      ]
      print(on('json') ? JSON.stringify(found, null, 2) : found.map(lines).join('\n'))
      const broken = found.filter(({ level }) => level === 'broken').length
      if (!on('json')) print(verdict(broken, found.filter(({ level }) => level === 'look').length))
      return broken > 0 ? 1 : 0
    } finally {
      await app.close()
    }
  },
}

function lines({ level, about, says, next }: Finding): string {
  return `${marks[level]}  ${about}: ${says}${next ? `\n         Next: ${next}` : ''}`
}

function verdict(broken: number, looks: number): string {
  if (broken > 0) return `\n${broken} to mend${looks > 0 ? `, ${looks} to look at` : ''}.`
  return looks > 0 ? `\nIt works; ${looks} to look at.` : '\nAll is well.'
}

/** Reading it has refused what is wrong by itself: here is said what is switched on. */
function configuration(config: Config): Finding {
  const on = [
    ...(slackSettings(config) ? ['Slack'] : []),
    ...(config.TEAMS_CLIENT_ID ? ['Microsoft Teams'] : []),
  ]
  if (on.length > 0) {
    const says = `Complete; ${listOf(on, 'and')} ${on.length > 1 ? 'are' : 'is'} switched on.`
    return { level: 'fine', about: 'Configuration', says }
  }
  return {
    level: 'look',
    about: 'Configuration',
    says: 'Complete, and no chat platform is switched on: nobody is reminded of anything.',
    next: 'docs/slack.md or docs/teams.md, ten minutes each.',
  }
}

async function slackFindings(config: Config): Promise<Finding[]> {
  const settings = slackSettings(config)
  if (!settings) return []
  const { checkAppToken, checkBotToken } = await import('../faces/slack/check.ts')
  const apiUrl = settings.apiUrl ?? undefined
  const checked = [
    ...(settings.botToken ? [await checkBotToken(settings.botToken, apiUrl)] : []),
    ...(settings.appToken ? [await checkAppToken(settings.appToken, apiUrl)] : []),
  ]
  return checked.map(({ ok, says }) => ({
    level: ok ? 'fine' : 'broken',
    about: 'Slack',
    says,
    ...(ok ? {} : { next: 'docs/slack.md says where each token comes from.' }),
  }))
}

async function teamsFindings(config: Config, facts: HealthFacts): Promise<Finding[]> {
  const checked = await checkTeams(config)
  const { TEAMS_TENANT_ID: tenantId } = config
  if (!checked || !tenantId) return judgeTeams(facts, null)
  const { ok, ...told } = checked
  const named = config.TEAMS_TENANTS ?? [{ id: tenantId, board: null }]
  return [
    { level: ok ? 'fine' : 'broken', about: 'Teams', ...told },
    ...judgeTeams(facts, {
      tenants: named.map(({ id, board }) => ({ id, board: board ?? config.BOARD ?? null })),
      publicUrl: config.PUBLIC_URL ?? null,
      tabBuilt: existsSync(path.join(builtPages, 'index.html')),
      ownSecret: config.ENCRYPTION_SECRETS !== undefined,
    }),
  ]
}

/** Tokens that workspaces have left with us: whether the secrets in force still open them. */
function installed({ boards }: HealthFacts, { ENCRYPTION_SECRETS: secrets = [] }: Config): Finding[] {
  const [first, ...others] = secrets
  const seal = first ? createSeal([first, ...others], 'slack tokens') : null
  return boards.flatMap(({ slug, workspaces }) =>
    workspaces.flatMap(({ name, workspaceId, sealedTokens }): Finding[] =>
      sealedTokens === null || seal?.open(sealedTokens, `slack ${workspaceId}`)
        ? []
        : [
            {
              level: 'broken',
              about: `${slug}: Slack`,
              says: `The token of ${name} cannot be opened with ENCRYPTION_SECRETS.`,
              next: 'Put the former secret behind the new one with a comma, or install the app there again.',
            },
          ],
    ),
  )
}
