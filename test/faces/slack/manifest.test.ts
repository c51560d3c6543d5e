import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { manifestFiles } from '../../../src/cli/manifest.ts'
import { commands } from '../../../src/commands.ts'
import { createRegistry } from '../../../src/core/registry.ts'
import { slackManifest } from '../../../src/faces/slack/manifest.ts'

const folder = new URL('../../../manifests/', import.meta.url)

const url = z.url({ protocol: /^https$/ }).max(3000)

/** What Slack takes, with its limits: the parts of its manifest format that are used here, and nothing else. */
const format = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(175).max(4000),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[\w\s.-]{1,80}$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.enum(['global', 'message']),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z-]{1,31}$/),
          url: url.optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().min(1).max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(url).max(1000).optional(),
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z.]+(:[a-z.]+)?$/)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
})

const read = (name: string): z.infer<typeof format> =>
  format.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))

describe('the Slack manifests', () => {
  it('are what the commands make: mend with npm run manifests', () => {
    const committed = readdirSync(folder).filter((name) => name.startsWith('slack'))
    const made = Object.entries(manifestFiles()).filter(([name]) => name.startsWith('slack'))
    expect(committed.sort()).toEqual(made.map(([name]) => name).sort())
    for (const [name, text] of made) expect(readFileSync(new URL(name, folder), 'utf8'), name).toBe(text)
  })

  it('list every group of commands, and the events and scopes that are used', () => {
    const registry = createRegistry(commands)
    for (const name of ['slack.json', 'slack-socket.json']) {
      const manifest = read(name)
      expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(
        registry.groups.map((group) => `/${group}`),
      )
      expect(manifest.oauth_config.scopes.bot).toEqual([
        'commands',
        'chat:write',
        'users:read',
        'users:read.email',
        'channels:read',
        'groups:read',
      ])
      expect(manifest.oauth_config.scopes.bot.filter((scope) => /history|public/.test(scope))).toEqual([])
    }
  })

  it('differ in how Slack reaches the app, and in nothing else', () => {
    const [called, socket] = [read('slack.json'), read('slack-socket.json')]
    expect([called.settings.socket_mode_enabled, socket.settings.socket_mode_enabled]).toEqual([false, true])
    expect(JSON.stringify(socket)).not.toContain('https://')
    const addresses = [
      called.settings.event_subscriptions.request_url,
      called.settings.interactivity.request_url,
      called.settings.interactivity.message_menu_options_url,
      ...called.features.slash_commands.map((command) => command.url),
    ]
    expect(new Set(addresses)).toEqual(new Set(['https://followthrough.example.org/slack/events']))
    expect(called.display_information).toEqual(socket.display_information)
  })

  it('carry the address of the team', () => {
    const manifest = format.parse(
      slackManifest(createRegistry(commands), { kind: 'url', publicUrl: 'https://bot.council.example/' }),
    )
    expect(manifest.oauth_config.redirect_urls).toEqual(['https://bot.council.example/slack/oauth_redirect'])
  })
})
