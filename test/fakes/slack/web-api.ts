import { randomBytes } from 'node:crypto'
import { createEmulator } from 'emulate'
import { accountOf, appScopes, type Handle, handles, type Room, rooms } from './cast.ts'
import { type Json, listOf, objectOf, stringOf } from './json.ts'

/** The one team the emulator knows; the proxy writes the workspace's own id in its place. */
export const emulatedTeam = 'T000000001'

export const oauthClient = { id: '11111.22222', secret: 'test-client-secret' } as const

/** A workspace of Slack: the emulated Web API behind it, and who and what is in it. */
export type WebApi = {
  url: string
  teamId: string
  teamName: string
  domain: string
  /** Installed for a whole organisation, whose workspace this is. */
  enterprise: { id: string; name: string } | null
  appId: string
  bot: { token: string; userId: string; botId: string }
  users: Readonly<Record<Handle, string>>
  channels: Readonly<Record<Room, string>>
  /** Ids of the further channels, in the order they were named. */
  alsoChannels: readonly string[]
  /** Ids of channels that another organisation has come to read along in. */
  shared: Set<string>
  /** Calls the emulator past the proxy: Slack's own doing, or a person's. `as` is the bot, a person, or Slack. */
  call(method: string, args: Json, as?: 'bot' | 'slack' | Handle): Promise<Json>
  close(): Promise<void>
}

export type WebApiOptions = {
  enterprise?: boolean
  name?: string
  /** What the operator has granted besides what the app asks for. */
  alsoGranted?: readonly string[]
  /** Further channels, by name: the app is in them all. */
  alsoChannels?: readonly string[]
}

/** What people may do, and Slack itself. */
const allScopes = [
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:manage',
  'channels:history',
  'groups:read',
  'groups:history',
  'im:write',
]

/** Starts the emulator on a free port of loopback. Each workspace has ids of its own, so that databases can be shared. */
export async function startWebApi({
  enterprise = false,
  name = 'Northmere',
  alsoGranted = [],
  alsoChannels = [],
}: WebApiOptions = {}): Promise<WebApi> {
  const mark = randomBytes(4).toString('hex').toUpperCase()
  const appId = 'A0FOLLOW01'
  const bot = { token: `xoxb-${mark}-bot`, userId: `U0B${mark}`, botId: `B0B${mark}` }
  const domain = name.toLowerCase()
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        team: { name, domain },
        users: handles.map((handle) => ({
          name: handle,
          real_name: accountOf(handle).name,
          email: accountOf(handle).email,
        })),
        channels: [
          ...Object.entries(rooms).map(([room, about]) => ({ name: room, is_private: about.private })),
          ...alsoChannels.map((channel) => ({ name: channel, is_private: false })),
        ],
        oauth_apps: [
          {
            client_id: oauthClient.id,
            client_secret: oauthClient.secret,
            app_id: appId,
            name: 'Followthrough',
            redirect_uris: [],
            scopes: [...appScopes, ...alsoGranted],
            bot_id: bot.botId,
            bot_user_id: bot.userId,
            bot_name: 'followthrough',
          },
        ],
        tokens: [
          {
            token: bot.token,
            type: 'bot',
            user_id: bot.userId,
            app_id: appId,
            bot_id: bot.botId,
            bot_user_id: bot.userId,
            scopes: [...appScopes, ...alsoGranted],
          },
          { token: 'xoxp-slack', user: 'admin', app_id: appId, bot_id: bot.botId, scopes: allScopes },
          ...handles.map((handle) => ({
            token: `xoxp-${handle}`,
            user: handle,
            app_id: appId,
            scopes: allScopes,
          })),
        ],
      },
    },
  })
  const call: WebApi['call'] = async (method, args, as = 'slack') => {
    const token = as === 'bot' ? bot.token : `xoxp-${as}`
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    })
    return objectOf(await response.json())
  }
  const members = listOf((await call('users.list', { limit: 1000 }))['members'])
  const channels = listOf(
    (await call('conversations.list', { limit: 1000, types: 'public_channel,private_channel' }, 'kate'))[
      'channels'
    ],
  )
  const idOf = (list: readonly Json[], wanted: string): string => {
    const id = stringOf(list.find((one) => one['name'] === wanted)?.['id'])
    if (id === '') throw new Error(`The emulator has no '${wanted}'.`)
    return id
  }
  return {
    url: emulator.url,
    teamId: `T0${mark}`,
    teamName: name,
    domain,
    enterprise: enterprise ? { id: `E0${mark}`, name: `${name} group` } : null,
    appId,
    bot,
    users: Object.fromEntries(handles.map((handle) => [handle, idOf(members, handle)])) as Record<
      Handle,
      string
    >,
    channels: Object.fromEntries(Object.keys(rooms).map((room) => [room, idOf(channels, room)])) as Record<
      Room,
      string
    >,
    alsoChannels: alsoChannels.map((channel) => idOf(channels, channel)),
    shared: new Set(),
    call,
    close: () => emulator.close(),
  }
}

/** What users.info says of somebody beyond what the emulator knows. */
export function userAmends(api: WebApi, userId: string): Json {
  const handle = handles.find((one) => api.users[one] === userId)
  const account = handle && accountOf(handle)
  return {
    is_restricted: false,
    is_ultra_restricted: false,
    is_app_user: false,
    ...(api.enterprise
      ? {
          enterprise_user: {
            id: userId.replace(/^U/, 'W'),
            enterprise_id: account?.says?.['team_id'] ? 'E0ELSEWHERE' : api.enterprise.id,
            enterprise_name: api.enterprise.name,
            teams: [api.teamId],
          },
        }
      : {}),
    ...account?.says,
  }
}
