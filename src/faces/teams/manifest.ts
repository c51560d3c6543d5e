import type { Command } from '../../core/command.ts'
import { may } from '../../core/permission.ts'
import type { Registry } from '../../core/registry.ts'

/** Pages that Teams shows to whoever is asked to install the app, under the server's own address. */
export const aboutPaths = { about: '/about', privacy: '/about/privacy', terms: '/about/terms' } as const

/** The message extension's command. */
export const extensionCommand = 'add'

export type ManifestOptions = {
  /** Which format: 1.29 has slash commands and messages for one person; 1.25 is for tenants that do not take it yet. */
  version: '1.29' | '1.25'
  /** The bot's application id, which is the app's id too: one installation, one app. */
  clientId: string
  /** Where people's browsers and Teams reach the server. */
  publicUrl: string
  /** Of the product: Teams offers an update where it grew. */
  appVersion: string
}

/** What Teams takes. */
const limits = { commands: 12, title: 128, description: 4000 } as const

const scopes = ['personal', 'team', 'groupChat'] as const

/**
 * The app manifest of Teams, out of the list of commands: a command that is added is in it, and one that is taken away
 * is gone. `manifests/teams` holds what this prints, and a test keeps it so. It asks for nothing that reads messages, and
 * for no permission on a team: the bot is told who is in a conversation because it was put there.
 */
export function teamsManifest<S>(registry: Registry<S>, options: ManifestOptions): object {
  const { version, clientId, publicUrl, appVersion } = options
  const base = publicUrl.replace(/\/+$/, '')
  const { host, hostname } = new URL(base)
  const page = (name: string) => ({
    contentUrl: `${base}/tab/${name}`,
    websiteUrl: `${base}/tab/${name}`,
    scopes: ['personal'],
  })
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`,
    manifestVersion: version,
    version: appVersion,
    id: clientId,
    developer: {
      name: 'Followthrough',
      websiteUrl: `${base}${aboutPaths.about}`,
      privacyUrl: `${base}${aboutPaths.privacy}`,
      termsOfUseUrl: `${base}${aboutPaths.terms}`,
    },
    name: { short: 'Followthrough', full: 'Followthrough for safeguarding partnerships' },
    description: {
      short: 'Keeps inspection recommendations moving',
      full: "Followthrough keeps a safeguarding partnership's inspection recommendations where its people already talk. Ask what is due, claim what nobody has, post progress with evidence, and see the history an inspector will ask for. A channel hears once a week how the board stands. It reads no messages: it answers what is said to it, its own buttons, and a message that somebody chooses 'Add to an action' on.",
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1d3b53',
    bots: [
      {
        botId: clientId,
        scopes,
        isNotificationOnly: false,
        supportsFiles: false,
        supportsCalling: false,
        supportsVideo: false,
        ...(version === '1.29' ? { supportsTargetedMessages: true } : {}),
        // One list a scope, as the format wants it; what can be asked is the same everywhere.
        commandLists: scopes.map((scope) => ({
          ...(version === '1.29' ? { triggers: ['mention', 'slash'] } : {}),
          scopes: [scope],
          commands: offered(registry),
        })),
      },
    ],
    composeExtensions: [
      {
        botId: clientId,
        commands: [
          {
            id: extensionCommand,
            type: 'action',
            title: 'Add to an action',
            description: 'Use a message, or words of your own, as progress or evidence',
            context: ['compose', 'message', 'commandBox'],
            fetchTask: true,
          },
        ],
      },
    ],
    staticTabs: [
      { entityId: 'conversations', scopes: ['personal'] },
      { entityId: 'mine', name: 'My actions', ...page('mine') },
      { entityId: 'board', name: 'Board', ...page('board') },
      { entityId: 'about', scopes: ['personal'] },
    ],
    configurableTabs: [
      {
        configurationUrl: `${base}/tab/configure`,
        canUpdateConfiguration: true,
        scopes: ['team', 'groupChat'],
        context: ['channelTab', 'privateChatTab'],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [hostname],
    webApplicationInfo: { id: clientId, resource: `api://${host}/${clientId}` },
    showLoadingIndicator: true,
    isFullScreen: false,
    defaultInstallScope: 'personal',
    // Private channels, where boards often talk, come with shared ones: those are told nothing.
    supportsChannelFeatures: 'tier1',
  }
}

type Offer = { title: string; description: string }

/**
 * What anybody on a board may ask that says something just as it is picked, in the order of help, and help itself. What
 * needs a reference is a button on every card that has one.
 */
function offered<S>(registry: Registry<S>): Offer[] {
  const whole = registry.commands.filter(({ permission, read }) => may('viewer', permission) && read('').ok)
  return [
    ...whole.slice(0, limits.commands - 1).map(offerOf),
    { title: 'help', description: 'Everything that can be asked' },
  ]
}

function offerOf<S>({ group, name, summary }: Command<S>): Offer {
  return { title: cut(`${group} ${name}`, limits.title), description: cut(summary, limits.description) }
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
