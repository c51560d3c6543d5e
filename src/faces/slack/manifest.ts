import type { Command } from '../../core/command.ts'
import type { Registry } from '../../core/registry.ts'

/** How Slack reaches the app: over an address it calls, or over a socket the app opens, with no inbound port. */
export type Reach = { kind: 'url'; publicUrl: string } | { kind: 'socket' }

/** What the app asks of a workspace, and what for. Nothing that reads messages. */
export const scopes = {
  commands: 'slash commands and shortcuts',
  'chat:write':
    'answers and digests in channels it was invited to, threads of its own cards, reminders to people',
  'users:read': 'whether somebody is a full member of the workspace, again and again',
  'users:read.email': 'who they are on the board, by e-mail address',
  'channels:read': 'whether another organisation reads along in a channel, before anything is told there',
  'groups:read': 'the same of private channels it was invited to',
} as const satisfies Record<string, string>

/** Where Slack sends what people do, under the server's own address. */
export const paths = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
} as const

export const shortcuts = {
  find: { name: 'Find an action', type: 'global', callback_id: 'find_action' },
  add: { name: 'Add to an action', type: 'message', callback_id: 'add_from_message' },
} as const

/** Longest usage hint, in characters: what a picker shows on one line, far below Slack's own limit. */
const hintMax = 120

/**
 * The app manifest of Slack (format 2), out of the list of commands: a command that is added is in it, and one
 * that is taken away is gone. `manifests/` holds what this prints, and a test keeps it so.
 */
export function slackManifest<S>(registry: Registry<S>, reach: Reach): object {
  const base = reach.kind === 'url' ? reach.publicUrl.replace(/\/+$/, '') : null
  const url = base === null ? null : `${base}${paths.events}`
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Followthrough',
      description: 'Keeps inspection recommendations moving',
      long_description:
        'Followthrough keeps a safeguarding partnership’s inspection recommendations where its people already talk. Ask what is due, claim what nobody has, post progress with evidence, and see the history an inspector will ask for. It reads no messages: it answers its own commands, shortcuts and buttons only.',
      background_color: '#1d3b53',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Followthrough', always_online: true },
      shortcuts: [
        { ...shortcuts.find, description: 'Find an action by its reference or its words' },
        { ...shortcuts.add, description: 'Use a message as progress or evidence' },
      ],
      slash_commands: registry.groups.map((group) => ({
        command: `/${group}`,
        ...(url === null ? {} : { url }),
        description: descriptionOf(registry.of(group)),
        usage_hint: hintOf(registry.of(group)),
        should_escape: true,
      })),
    },
    oauth_config: {
      ...(base === null ? {} : { redirect_urls: [`${base}${paths.redirect}`] }),
      scopes: { bot: Object.keys(scopes) },
    },
    settings: {
      event_subscriptions: {
        ...(url === null ? {} : { request_url: url }),
        bot_events: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'],
      },
      interactivity: {
        is_enabled: true,
        ...(url === null ? {} : { request_url: url, message_menu_options_url: url }),
      },
      org_deploy_enabled: true,
      socket_mode_enabled: reach.kind === 'socket',
      token_rotation_enabled: false,
    },
  }
}

function descriptionOf<S>(commands: readonly Command<S>[]): string {
  const bare = commands.find((command) => command.bare)
  return `${bare?.summary ?? ''}; help lists the rest`
}

/** The names of the commands, as many as fit: people see the form of it, and help has the whole. */
function hintOf<S>(commands: readonly Command<S>[]): string {
  let hint = ''
  for (const { name } of commands) {
    const longer = hint === '' ? name : `${hint} | ${name}`
    if (longer.length > hintMax) return `${hint} | …`
    hint = longer
  }
  return `${hint} | help`
}

/** The text of a manifest file. */
export function manifestText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
