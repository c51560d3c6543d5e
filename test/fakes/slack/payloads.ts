import { randomBytes } from 'node:crypto'
import { type Handle, handles } from './cast.ts'
import { type Json, stringOf } from './json.ts'
import { userAmends, type WebApi } from './web-api.ts'

/** What every interaction says of where it comes from. In an organisation's install the team may be left out. */
export function origin(api: WebApi, userId: string): Json {
  return {
    token: 'legacy-verification-token',
    api_app_id: api.appId,
    user: userOf(api, userId),
    team: { id: api.teamId, domain: api.domain },
    enterprise: api.enterprise,
    is_enterprise_install: api.enterprise !== null,
  }
}

/** The workspace somebody belongs to: another one for people of another organisation. */
export function teamOfUser(api: WebApi, userId: string): string {
  return stringOf(userAmends(api, userId)['team_id']) || api.teamId
}

function userOf(api: WebApi, userId: string): Json {
  const handle = handleOf(api, userId) ?? 'someone'
  return { id: userId, username: handle, name: handle, team_id: teamOfUser(api, userId) }
}

export function handleOf(api: WebApi, userId: string): Handle | null {
  return handles.find((handle) => api.users[handle] === userId) ?? null
}

export type SlashContext = {
  userId: string
  command: string
  text: string
  channel: { id: string; name: string }
  triggerId: string
  responseUrl: string
}

/** A slash command, as its form fields. */
export function slashFields(api: WebApi, context: SlashContext): Record<string, string> {
  return {
    token: 'legacy-verification-token',
    team_id: api.teamId,
    team_domain: api.domain,
    ...(api.enterprise ? { enterprise_id: api.enterprise.id, enterprise_name: api.enterprise.name } : {}),
    channel_id: context.channel.id,
    channel_name: context.channel.name,
    user_id: context.userId,
    user_name: handleOf(api, context.userId) ?? 'someone',
    command: context.command,
    text: context.text,
    api_app_id: api.appId,
    is_enterprise_install: String(api.enterprise !== null),
    response_url: context.responseUrl,
    trigger_id: context.triggerId,
  }
}

/** An event's envelope. */
export function eventEnvelope(
  api: WebApi,
  event: Json,
  eventId = `Ev${randomBytes(5).toString('hex')}`,
): Json {
  return {
    token: 'legacy-verification-token',
    team_id: api.teamId,
    context_team_id: api.teamId,
    context_enterprise_id: api.enterprise?.id ?? null,
    api_app_id: api.appId,
    ...(api.enterprise ? { enterprise_id: api.enterprise.id } : {}),
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      {
        enterprise_id: api.enterprise?.id ?? null,
        team_id: api.enterprise ? null : api.teamId,
        user_id: api.bot.userId,
        is_bot: true,
        is_enterprise_install: api.enterprise !== null,
      },
    ],
    is_ext_shared_channel: false,
  }
}
