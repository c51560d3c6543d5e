import type { Log } from '../../core/errors.ts'
import { listOf } from '../../core/text.ts'
import { clientOptions, createClients, patiently, slackCode } from './clients.ts'
import { scopes } from './manifest.ts'
import { quietLogger } from './quiet-log.ts'

export type Checked = { ok: boolean; says: string }

const silent: Log = { info: () => {}, error: () => {} }

/** Whether Slack knows a bot token, whose it is, and what it may not do that we need. */
export async function checkBotToken(token: string, apiUrl?: string): Promise<Checked> {
  const client = createClients(clientOptions(apiUrl, quietLogger(silent)))(token)
  try {
    const test = await patiently(() => client.auth.test(), 10_000)
    const granted = test.response_metadata?.scopes
    const missing = granted ? Object.keys(scopes).filter((scope) => !granted.includes(scope)) : []
    if (missing.length > 0) {
      return {
        ok: false,
        says: `SLACK_BOT_TOKEN may not do all it has to: it lacks ${listOf(missing)}. Update the app's manifest and install it again.`,
      }
    }
    return {
      ok: true,
      says: `SLACK_BOT_TOKEN is for the workspace ${test.team ?? test.team_id ?? '(unnamed)'}.`,
    }
  } catch (error) {
    return { ok: false, says: `SLACK_BOT_TOKEN: ${reasonOf(error)}.` }
  }
}

/** Whether Slack opens a socket for an app-level token. */
export async function checkAppToken(token: string, apiUrl?: string): Promise<Checked> {
  const client = createClients(clientOptions(apiUrl, quietLogger(silent)))(token)
  try {
    await patiently(() => client.apps.connections.open(), 10_000)
    return { ok: true, says: 'SLACK_APP_TOKEN opens a socket to Slack.' }
  } catch (error) {
    return { ok: false, says: `SLACK_APP_TOKEN: ${reasonOf(error)}. It needs the scope connections:write.` }
  }
}

function reasonOf(error: unknown): string {
  const code = slackCode(error)
  return code === null ? 'Slack could not be reached' : `Slack does not take it (${code})`
}
