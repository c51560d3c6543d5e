import { z } from 'zod'
import {
  callback,
  command,
  interactive,
  messageShortcut,
  press,
  shortcut,
  type stateValues,
  submission,
  suggestion,
} from './payload-schema.ts'

/** Where the app is installed: one workspace, or an organisation of workspaces. */
export type Tenant = {
  /** The enterprise's id for an installation of the whole organisation, else the workspace's. */
  key: string
  teamId: string | null
  enterpriseId: string | null
  wholeOrganisation: boolean
}

/** Who did it, as the payload says: a workspace of their own may be another than the one the app is installed in. */
export type Sender = { userId: string; teamId: string | null }

export type Surface =
  | {
      kind: 'message'
      channel: string | null
      ts: string | null
      thread: string | null
      ephemeral: boolean
    }
  | { kind: 'home' }
  | { kind: 'modal'; viewId: string; hash: string; callback: string; metadata: string }

type From = { tenant: Tenant; sender: Sender }

export type Incoming = From &
  (
    | {
        kind: 'command'
        group: string
        text: string
        channel: { id: string; name: string }
        trigger: string
        url: string
      }
    | {
        kind: 'press'
        actionId: string
        blockId: string
        value: string
        surface: Surface
        trigger: string
        url: string | null
      }
    | {
        kind: 'submission'
        callback: string
        viewId: string
        metadata: string
        values: StateValues
      }
    | { kind: 'suggestion'; actionId: string; words: string }
    | { kind: 'shortcut'; callback: string; trigger: string }
    | {
        kind: 'message shortcut'
        callback: string
        trigger: string
        url: string | null
        channel: string
        ts: string
        /** The workspace's own part of its addresses: 'northmere' of northmere.slack.com. */
        domain: string | null
        text: string
      }
    | { kind: 'home opened'; eventId: string }
    | { kind: 'thrown out'; eventId: string }
    /** Sent to us, and nothing to be done about. */
    | { kind: 'other'; eventId: string | null }
  )

/** What stands in a form's fields, by block, then by element. */
export type StateValues = z.infer<typeof stateValues>
export type IncomingOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>

/** What a body means; null when it is not something Slack sends. Never throws. */
export function readPayload(body: unknown): Incoming | null {
  const found = z.record(z.string(), z.unknown()).safeParse(body)
  if (!found.success) return null
  if (found.data['command'] !== undefined) return readCommand(body)
  switch (found.data['type']) {
    case 'block_actions':
      return readPress(body)
    case 'view_submission':
      return readSubmission(body)
    case 'block_suggestion':
      return readWith(suggestion, body, (read) => ({
        kind: 'suggestion',
        actionId: read.action_id,
        words: read.value,
      }))
    case 'shortcut':
      return readWith(shortcut, body, (read) => ({
        kind: 'shortcut',
        callback: read.callback_id,
        trigger: read.trigger_id,
      }))
    case 'message_action':
      return readWith(messageShortcut, body, (read) => ({
        kind: 'message shortcut',
        callback: read.callback_id,
        trigger: read.trigger_id,
        url: read.response_url,
        channel: read.channel.id,
        ts: read.message.ts,
        domain: read.team?.domain ?? null,
        text: read.message.text,
      }))
    case 'event_callback':
      return readEvent(body)
    default:
      return readWith(interactive, body, () => ({ kind: 'other', eventId: null }))
  }
}

type Kinds = Incoming extends infer I ? (I extends Incoming ? Omit<I, keyof From> : never) : never

function readWith<T extends z.infer<typeof interactive>>(
  schema: z.ZodType<T>,
  body: unknown,
  kind: (read: T) => Kinds,
): Incoming | null {
  const parsed = schema.safeParse(body)
  if (!parsed.success) return null
  const from = fromOf(parsed.data, null)
  return from && { ...from, ...kind(parsed.data) }
}

function readCommand(body: unknown): Incoming | null {
  const { success, data } = command.safeParse(body)
  if (!success) return null
  const tenant = tenantOf(data.is_enterprise_install, data.team_id, data.enterprise_id)
  return (
    tenant && {
      kind: 'command',
      tenant,
      sender: { userId: data.user_id, teamId: data.team_id },
      group: data.command.slice(1).toLowerCase(),
      text: data.text,
      channel: { id: data.channel_id, name: data.channel_name },
      trigger: data.trigger_id,
      url: data.response_url,
    }
  )
}

function readPress(body: unknown): Incoming | null {
  const { success, data } = press.safeParse(body)
  const action = data?.actions[0]
  if (!success || !action) return null
  const from = fromOf(data, null)
  return (
    from && {
      kind: 'press',
      ...from,
      actionId: action.action_id,
      blockId: action.block_id,
      value: action.selected_option?.value ?? action.value ?? '',
      surface: surfaceOf(data),
      trigger: data.trigger_id,
      url: data.response_url,
    }
  )
}

function surfaceOf({ view, container, channel, message }: z.infer<typeof press>): Surface {
  if (view?.type === 'home') return { kind: 'home' }
  if (view) {
    const { id: viewId, hash, callback_id, private_metadata } = view
    return { kind: 'modal', viewId, hash, callback: callback_id, metadata: private_metadata }
  }
  return {
    kind: 'message',
    channel: channel?.id ?? container?.channel_id ?? null,
    ts: container?.message_ts ?? message?.ts ?? null,
    thread: container?.thread_ts ?? message?.thread_ts ?? null,
    ephemeral: container?.is_ephemeral ?? false,
  }
}

function readSubmission(body: unknown): Incoming | null {
  const { success, data } = submission.safeParse(body)
  if (!success) return null
  const { view } = data
  const from = fromOf(data, view.app_installed_team_id)
  return (
    from && {
      kind: 'submission',
      ...from,
      callback: view.callback_id,
      viewId: view.id,
      metadata: view.private_metadata,
      values: view.state.values,
    }
  )
}

function readEvent(body: unknown): Incoming | null {
  const { success, data } = callback.safeParse(body)
  if (!success) return null
  const { event, event_id: eventId } = data
  const [authorised] = data.authorizations ?? []
  const at = authorised ?? data
  const tenant = tenantOf(
    at.is_enterprise_install || data.is_enterprise_install,
    at.team_id ?? data.team_id,
    at.enterprise_id ?? data.enterprise_id,
  )
  if (!tenant) return null
  const from = { tenant, sender: { userId: typeof event.user === 'string' ? event.user : '', teamId: null } }
  const thrownOut =
    event.type === 'app_uninstalled' ||
    (event.type === 'tokens_revoked' && (event.tokens?.bot?.length ?? 0) > 0)
  if (thrownOut) return { kind: 'thrown out', ...from, eventId }
  if (event.type === 'app_home_opened' && event.tab !== 'messages' && from.sender.userId !== '')
    return { kind: 'home opened', ...from, eventId }
  return { kind: 'other', ...from, eventId }
}

/** An installation of the whole organisation comes without `team`; a view may name the workspace it was opened by. */
function fromOf(data: z.infer<typeof interactive>, installedTeam: string | null): From | null {
  const { user, team, enterprise } = data
  const tenant = tenantOf(
    data.is_enterprise_install,
    installedTeam ?? team?.id ?? user.team_id,
    enterprise?.id ?? team?.enterprise_id ?? null,
  )
  return tenant && { tenant, sender: { userId: user.id, teamId: user.team_id } }
}

function tenantOf(
  wholeOrganisation: boolean,
  teamId: string | null,
  enterpriseId: string | null,
): Tenant | null {
  const key = wholeOrganisation ? enterpriseId : teamId
  return key === null ? null : { key, teamId, enterpriseId, wholeOrganisation }
}
