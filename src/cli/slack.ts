import type { Config } from '../config.ts'
import { PlainError } from '../core/errors.ts'
import { authoriseOperator } from '../core/permission.ts'
import { chooseBoard, openApp } from '../main.ts'
import { slackSettings } from './slack-settings.ts'
import { print } from './terminal.ts'
import { shared, type Tool, type ToolInput } from './tool.ts'

/** `followthrough slack`: whether Slack is set up, and links that connect a workspace to a board. */
export const slackTool: Tool = {
  name: 'slack',
  usage: 'slack [check | invite] [--board BOARD]',
  summary: 'Check what is configured for Slack, or make a link that installs the app for a board',
  options: { board: shared.board },
  async run(input) {
    const [verb = 'check'] = input.words
    if (verb === 'check') return check(input.config)
    if (verb === 'invite') return invite(input)
    throw new PlainError(`There is no 'slack ${verb}'. There are slack check and slack invite.`)
  },
}

async function invite({ config, log, text }: ToolInput): Promise<number> {
  if (!slackSettings(config)?.oauth) {
    throw new PlainError(
      'Workspaces install the app themselves only when SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, PUBLIC_URL and ENCRYPTION_SECRETS are set. One workspace of your own needs no link: set SLACK_BOT_TOKEN.',
    )
  }
  const app = await openApp({ config, log })
  try {
    const { paths } = await import('../faces/slack/manifest.ts')
    const board = await chooseBoard(app.directory, text('board') ?? config.BOARD)
    const code = await app.invite(authoriseOperator(board.id))
    print(
      `${config.PUBLIC_URL}${paths.install}?code=${code}\nIt connects one Slack workspace to ${board.name}, once, within three days. Whoever uses it becomes its administrator: send it to nobody else.`,
    )
    return 0
  } finally {
    await app.close()
  }
}

async function check(config: Config): Promise<number> {
  const settings = slackSettings(config)
  if (!settings) {
    print(
      'Slack is not configured.\nNext: create the app from manifests/slack-socket.json, and set SLACK_APP_TOKEN and SLACK_BOT_TOKEN (docs/slack.md).',
    )
    return 1
  }
  const { checkAppToken, checkBotToken } = await import('../faces/slack/check.ts')
  const apiUrl = settings.apiUrl ?? undefined
  const found = [
    ...(settings.botToken ? [await checkBotToken(settings.botToken, apiUrl)] : []),
    settings.appToken
      ? await checkAppToken(settings.appToken, apiUrl)
      : {
          ok: true,
          says: `Slack calls ${config.PUBLIC_URL ?? 'the server'}/slack/events and signs with SLACK_SIGNING_SECRET.`,
        },
    ...(settings.oauth
      ? [{ ok: true, says: `Workspaces install the app from ${settings.oauth.publicUrl}/slack/install.` }]
      : []),
  ]
  print(found.map(({ ok, says }) => `${ok ? 'Right' : 'Wrong'}: ${says}`).join('\n'))
  const right = found.every(({ ok }) => ok)
  const next = settings.oauth
    ? 'followthrough serve, and in another window followthrough slack invite'
    : 'followthrough serve, then type /actions in Slack'
  print(right ? `Next: ${next}.` : 'Next: mend what is wrong above, and check again.')
  return right ? 0 : 1
}
