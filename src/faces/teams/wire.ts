import { setTimeout as sleep } from 'node:timers/promises'
import { ConversationClient, type TeamsChannelAccount } from '@microsoft/teams.api'
import { z } from 'zod'
import type { CardMessage } from './render.ts'

/** Carries requests with the bot's token. */
export type HttpClient = ConversationClient['http']

/** An activity as Teams takes it. */
export type Outgoing = {
  type: 'message'
  summary: string
  attachments: readonly [{ contentType: string; content: CardMessage['card'] }]
  importance?: 'high'
  /** Our mark: it says which delivery a message is, and nothing else. */
  channelData?: { followthrough: { delivery: string } }
}

/** A channel, as Teams says it is now. */
export type ChannelNow = { name: string | null; type: 'standard' | 'shared' | 'private' | null }

/** What we ask of Teams at one service address. Every call rejects with what axios throws. */
export type Wire = {
  /** Says something; the id of the message. */
  send(conversationId: string, message: Outgoing): Promise<string | null>
  update(conversationId: string, messageId: string, message: Outgoing): Promise<void>
  /** Says something in a conversation of many that one of them sees. */
  whisper(conversationId: string, accountId: string, message: Outgoing): Promise<string | null>
  /** Changes such a message. Whom it is for stays as it was: Teams takes no change that says it. */
  rewhisper(conversationId: string, messageId: string, message: Outgoing): Promise<void>
  /** The app's own conversation with somebody. */
  open(who: { accountId: string; tenantId: string; botId: string }): Promise<string>
  member(conversationId: string, accountId: string): Promise<TeamsChannelAccount>
  /** Null when the team has no such channel, or does not show it. */
  channel(teamId: string, channelId: string): Promise<ChannelNow | null>
}

/** Talks to the service at an address, with an http client that has the bot's token. */
export type Wires = (serviceUrl: string) => Wire

const contentType = 'application/vnd.microsoft.card.adaptive'

export function outgoing({ summary, card }: CardMessage): Outgoing {
  return { type: 'message', summary, attachments: [{ contentType, content: card }] }
}

export function createWires(http: HttpClient): Wires {
  return (serviceUrl) => {
    const conversations = new ConversationClient(serviceUrl, http)
    return {
      async send(conversationId, message) {
        return idOf(await conversations.createActivity(conversationId, asActivity(message)))
      },
      async update(conversationId, messageId, message) {
        await conversations.updateActivity(conversationId, messageId, asActivity(message))
      },
      async whisper(conversationId, accountId, message) {
        const addressed = asActivity({ ...message, recipient: { id: accountId, isTargeted: true } })
        return idOf(await conversations.createTargetedActivity(conversationId, addressed))
      },
      async rewhisper(conversationId, messageId, message) {
        await conversations.updateTargetedActivity(conversationId, messageId, asActivity(message))
      },
      async open({ accountId, tenantId, botId }) {
        const made = await conversations.create({
          bot: { id: botId },
          members: [{ id: accountId, role: 'user' }],
          tenantId,
          channelData: { tenant: { id: tenantId } },
        })
        if (!made.id) throw new Error('Teams answered without a conversation.')
        return made.id
      },
      member: (conversationId, accountId) => conversations.getMemberById(conversationId, accountId),
      async channel(teamId, channelId) {
        const { data } = await http.get(`${serviceUrl}/v3/teams/${teamId}/conversations`)
        const list = channelsSchema.parse(data)
        const found = list.find(({ id }) => id === channelId)
        return found ? { name: found.name ?? null, type: found.type ?? found.channelType ?? null } : null
      },
    }
  }
}

const channelType = z.enum(['standard', 'shared', 'private']).nullish().catch(null)

/**
 * The channels of a team. Teams lays them in an envelope; Microsoft's own local client does not, and calls the type
 * otherwise. The library's client reads the first way only.
 */
const channelsSchema = z
  .union([
    z.object({ conversations: z.array(z.unknown()) }).transform(({ conversations }) => conversations),
    z.array(z.unknown()),
  ])
  .pipe(
    z.array(
      z.object({
        id: z.string(),
        name: z.string().nullish(),
        type: channelType,
        channelType,
      }),
    ),
  )

type ActivityParams = Parameters<ConversationClient['createActivity']>[1]

/** The library's types ask for more than the service does. */
function asActivity(message: object): ActivityParams {
  return message as ActivityParams
}

function idOf(answer: unknown): string | null {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null
  return typeof id === 'string' && id !== '' ? id : null
}

/** What the platform said of a call that failed. */
export type Failure = {
  /** Of its answer; null when there was none. */
  status: number | null
  /** Its own word for it ('ConversationBlockedByUser'), or the connection's ('ECONNREFUSED'). Never anybody's text. */
  code: string
  /** How long it asks to be left alone, in milliseconds. */
  waitMs: number | null
}

/** A 429 that does not say for how long, in milliseconds. */
const unnamedWait = 5_000

/** What went wrong, out of what the library throws: only codes are taken from it, since the rest holds what was said. */
export function failureOf(error: unknown): Failure {
  const { response, code, errorCode } = error as { response?: unknown; code?: unknown; errorCode?: unknown }
  // The bot has no token: the library that asks for it has errors of its own, and nothing was sent to Teams.
  const untaken = response === undefined ? word(errorCode) : null
  if (untaken !== null) return { status: null, code: `token_${untaken}`, waitMs: null }
  const { status, headers, data } = (typeof response === 'object' && response !== null ? response : {}) as {
    status?: unknown
    headers?: unknown
    data?: unknown
  }
  const known = typeof status === 'number' ? status : null
  const said = (data as { error?: { code?: unknown } } | null | undefined)?.error?.code
  return {
    status: known,
    code:
      word(said) ?? (known === null ? word(code) : null) ?? (known === null ? 'no answer' : `http_${known}`),
    waitMs: known === 429 ? waitOf(headers) : null,
  }
}

function word(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z0-9_]{1,60}$/.test(value) ? value : null
}

/** 'Retry-After' in seconds or as a date. */
function waitOf(headers: unknown): number {
  const raw = (headers as Record<string, unknown> | null | undefined)?.['retry-after']
  if (typeof raw !== 'string' || raw.trim() === '') return unnamedWait
  const seconds = Number(raw)
  const until = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(raw) - Date.now()
  return Number.isFinite(until) && until > 0 ? until : unnamedWait
}

/** Answers after which the same call may be made again at once: the platform says so of these. */
const passing = new Set([412, 502, 504])
const tries = 3
/** Between two tries, in milliseconds: more each time, and never the same for two who failed together. */
const pause = (attempt: number): number => attempt * 300 * (0.75 + Math.random() / 2)

/**
 * Makes a call again where Teams says it may be: after 412, 502 and 504 a moment later, after 429 when the wait it asks
 * for is no longer than `patience`, in milliseconds. For calls that may be made twice without harm.
 */
export async function patiently<T>(call: () => Promise<T>, patience: number): Promise<T> {
  const until = Date.now() + patience
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call()
    } catch (error) {
      const { status, waitMs } = failureOf(error)
      const wait = waitMs ?? (status !== null && passing.has(status) ? pause(attempt) : null)
      if (wait === null || attempt >= tries || Date.now() + wait > until) throw error
      await sleep(wait)
    }
  }
}
