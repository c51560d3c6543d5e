import { type Room, rooms } from './cast.ts'
import { type Json, objectOf, stringOf } from './json.ts'
import { userAmends, type WebApi } from './web-api.ts'

/** Where Slack is stricter than the emulator: the error it would answer with, or null. */
export function refusedBySlack(api: WebApi, method: string, body: Json): string | null {
  const room = roomOf(api, body)
  if (method === 'conversations.info')
    return room && rooms[room].private && !rooms[room].bot ? 'channel_not_found' : null
  if (!method.startsWith('chat.') || method === 'chat.getPermalink') return null
  // The app has no chat:write.public: it may speak only where it has been invited.
  if (room && !rooms[room].bot) return rooms[room].private ? 'channel_not_found' : 'not_in_channel'
  return null
}

function roomOf(api: WebApi, body: Json): Room | undefined {
  const channel = stringOf(body['channel'])
  return (Object.keys(rooms) as Room[]).find((name) => api.channels[name] === channel)
}

/** Slack's answer, where the emulator cannot say what it would be. */
export function amended(api: WebApi, method: string, body: Json, answer: Json): Json {
  if (answer['ok'] !== true) return answer
  if (method === 'users.info') {
    const user = objectOf(answer['user'])
    return { ...answer, user: { ...user, ...userAmends(api, stringOf(body['user'])) } }
  }
  if (method === 'conversations.info') {
    const room = roomOf(api, body)
    const says = room && {
      is_ext_shared: rooms[room].shared || api.shared.has(api.channels[room]),
      is_member: rooms[room].bot,
    }
    return { ...answer, channel: { ...objectOf(answer['channel']), ...says } }
  }
  if (method === 'auth.test') {
    return {
      ...answer,
      url: `https://${api.domain}.slack.com/`,
      is_enterprise_install: api.enterprise !== null,
      ...(api.enterprise ? { enterprise_id: api.enterprise.id, team_id: api.enterprise.id } : {}),
    }
  }
  if (method === 'chat.getPermalink') {
    const path = stringOf(answer['permalink']).replace(/^https?:\/\/[^/]+/, '')
    return { ...answer, permalink: `https://${api.domain}.slack.com${path}` }
  }
  if (method === 'oauth.v2.access' && api.enterprise) {
    return { ...answer, team: null, enterprise: api.enterprise, is_enterprise_install: true }
  }
  return answer
}
