import type { Config } from '../config.ts'
import type { SlackSettings } from '../faces/slack/app.ts'

/** What the Slack face is told of the settings; null when none of them is about Slack. */
export function slackSettings(config: Config): SlackSettings | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config
  const publicUrl = config.PUBLIC_URL
  const oauth = clientId && clientSecret && publicUrl ? { clientId, clientSecret, publicUrl } : null
  if (!botToken && !oauth) return null
  return {
    botToken: botToken ?? null,
    appToken: config.SLACK_APP_TOKEN ?? null,
    signingSecret: config.SLACK_SIGNING_SECRET ?? null,
    oauth,
    encryptionSecrets: config.ENCRYPTION_SECRETS ?? [],
    apiUrl: config.SLACK_API_URL ?? null,
  }
}
