import { z } from 'zod'
import { type CardData, cardDataSchema } from './data.ts'
import { messagePayloadSchema, type Quoted, quotedOf } from './quoted.ts'
import { type Mention, mentionsOf } from './typed-text.ts'

/** An id of the platform's that we put into an address of its: nothing in it may lead elsewhere. */
const idSchema = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\s/?#%\\]+$/)

const guidSchema = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .transform((id) => id.toLowerCase())

const accountSchema = z.object({
  id: idSchema,
  aadObjectId: guidSchema.nullish().catch(null),
})

/** What every request has, whatever it is about. */
const activitySchema = z.object({
  type: z.string().max(60),
  // The bot service signs for its other channels too, where anybody says of themselves who they are.
  channelId: z.literal('msteams'),
  id: z.string().max(500).nullish(),
  name: z.string().max(120).nullish(),
  action: z.string().max(60).nullish(),
  text: z.string().max(100_000).nullish(),
  value: z.unknown().optional(),
  replyToId: idSchema.nullish().catch(null),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: accountSchema,
  recipient: z.object({ id: idSchema, isTargeted: z.boolean().nullish().catch(null) }),
  conversation: z.object({
    id: idSchema,
    conversationType: z.string().nullish(),
    tenantId: guidSchema.nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: guidSchema }).nullish(),
      team: z.object({ id: idSchema }).nullish().catch(null),
      channel: z.object({ id: idSchema }).nullish().catch(null),
    })
    .nullish(),
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
  membersRemoved: z.array(z.object({ id: z.string() })).nullish(),
  entities: z.array(z.unknown()).nullish(),
})
type Activity = z.infer<typeof activitySchema>

export type Sender = {
  /** The object id in their tenant; null for a bot, and for whoever has none. */
  userId: string | null
  /** The platform's name for them in conversations. */
  accountId: string
}

export type Spot = {
  /** The conversation without a thread. */
  id: string
  /** As the platform said it: with the thread that it is about, when there is one. */
  thread: string
  kind: 'personal' | 'group' | 'channel'
  teamId: string | null
}

type Base = {
  activityId: string | null
  tenantId: string
  sender: Sender
  spot: Spot
  botId: string
  serviceUrl: string
}

export type Incoming = Base &
  /** `targeted`: written to the app alone in a conversation of many, as a command after a slash is. */
  (
    | { kind: 'message'; text: string; mentions: readonly Mention[]; targeted: boolean }
    /** Something was pressed in a card. `waits`: the platform takes a card as the answer. */
    | {
        kind: 'press'
        data: CardData
        inputs: Inputs
        cardId: string | null
        targeted: boolean
        waits: boolean
      }
    /** A button asks for a dialog. */
    | { kind: 'dialog opened'; data: CardData; inputs: Inputs; cardId: string | null; targeted: boolean }
    | { kind: 'dialog submitted'; data: CardData; inputs: Inputs }
    | { kind: 'extension opened'; command: string; message: Quoted | null }
    | { kind: 'extension submitted'; command: string; data: CardData; inputs: Inputs }
    /** Words typed so far into a list that is looked up as one types. */
    | { kind: 'searched'; dataset: string; words: string }
    /** `upgrade`: it was there before, as an older version of itself. */
    | { kind: 'installed'; upgrade: boolean }
    | { kind: 'removed' }
    /** Something pressed or asked that we did not make, or made too long ago: `waits` for an answer of its own kind, if any. */
    | { kind: 'unknown press'; waits: 'card' | 'dialog' | 'nothing' }
    | { kind: 'other' }
  )
export type IncomingOf<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>

/** What was typed or chosen beside what a card carries. Untrusted, as everything in it is. */
export type Inputs = Readonly<Record<string, unknown>>

/** The tenants a request says it is of: each of them must be let in. Null when it says none, or is no request at all. */
export function tenantsOf(body: unknown): readonly string[] | null {
  const parsed = activitySchema.safeParse(body)
  if (!parsed.success) return null
  const { conversation, channelData } = parsed.data
  const said = [conversation.tenantId, channelData?.tenant?.id].filter((id) => typeof id === 'string')
  return said.length > 0 ? [...new Set(said)] : null
}

/** What a request is. Null for a body that Teams does not send, or that is of no tenant or of two. */
export function readActivity(body: unknown): Incoming | null {
  const parsed = activitySchema.safeParse(body)
  const tenants = tenantsOf(body)
  const [tenantId, ...others] = tenants ?? []
  if (!parsed.success || tenantId === undefined || others.length > 0) return null
  const activity = parsed.data
  return { ...baseOf(activity, tenantId), ...whatIs(activity) } as Incoming
}

function baseOf(
  { id, from, recipient, serviceUrl, conversation, channelData }: Activity,
  tenantId: string,
): Base {
  return {
    activityId: id ?? null,
    tenantId,
    sender: { userId: from.aadObjectId ?? null, accountId: from.id },
    spot: {
      id: withoutThread(conversation.id),
      thread: conversation.id,
      kind: kindOf(conversation.conversationType),
      teamId: channelData?.team?.id ?? null,
    },
    botId: recipient.id,
    serviceUrl: serviceUrl.replace(/\/+$/, ''),
  }
}

/** A conversation of a kind we do not know is taken for one with most readers. */
function kindOf(type: string | null | undefined): Spot['kind'] {
  if (type === 'personal') return 'personal'
  return type === 'groupChat' ? 'group' : 'channel'
}

/** '19:abc@thread.tacv2;messageid=1' is a thread of '19:abc@thread.tacv2'. */
export function withoutThread(conversationId: string): string {
  return conversationId.split(';')[0] ?? conversationId
}

type Kinds<T> = T extends Base ? Omit<T, keyof Base> : never

function whatIs(activity: Activity): Kinds<Incoming> {
  switch (activity.type) {
    case 'message':
      return messageOf(activity)
    case 'invoke':
      return invokeOf(activity)
    case 'installationUpdate':
      return installationOf(activity)
    case 'conversationUpdate':
      return updateOf(activity)
    default:
      return { kind: 'other' }
  }
}

function messageOf({ text, value, replyToId, entities, recipient }: Activity): Kinds<Incoming> {
  // A client that knows no Action.Execute, and every Action.Submit, sends what a card carries as a message.
  if (typeof value === 'object' && value !== null) {
    const data = cardDataSchema.safeParse(value)
    if (!data.success) return 'do' in value ? { kind: 'unknown press', waits: 'nothing' } : { kind: 'other' }
    const carried = carriedOf(data.data, value)
    return { kind: 'press', ...carried, cardId: replyToId ?? null, waits: false }
  }
  const targeted = recipient.isTargeted === true
  return { kind: 'message', text: text ?? '', mentions: mentionsOf(entities ?? []), targeted }
}

function installationOf({ action }: Activity): Kinds<Incoming> {
  if (action === 'remove') return { kind: 'removed' }
  // The old version goes, and the new one is there: in which order Teams tells of the two, nobody says.
  if (action === 'remove-upgrade') return { kind: 'other' }
  return { kind: 'installed', upgrade: action === 'add-upgrade' }
}

function updateOf({ membersAdded, membersRemoved, recipient }: Activity): Kinds<Incoming> {
  if (membersAdded?.some(({ id }) => id === recipient.id)) return { kind: 'installed', upgrade: false }
  if (membersRemoved?.some(({ id }) => id === recipient.id)) return { kind: 'removed' }
  return { kind: 'other' }
}

const executeSchema = z.object({ action: z.object({ data: z.unknown().optional() }) })
const dialogSchema = z.object({ data: z.unknown().optional() })
const extensionSchema = z.object({
  commandId: z.string().max(64),
  data: z.unknown().optional(),
  messagePayload: messagePayloadSchema.nullish(),
})

const searchSchema = z.object({
  queryText: z.string().max(4000).nullish(),
  dataset: z.string().max(60).nullish(),
})

function invokeOf({ name, value, replyToId }: Activity): Kinds<Incoming> {
  switch (name) {
    case 'adaptiveCard/action': {
      const carried = read(executeSchema.safeParse(value).data?.action.data)
      return carried
        ? { kind: 'press', ...carried, cardId: replyToId ?? null, waits: true }
        : { kind: 'unknown press', waits: 'card' }
    }
    case 'task/fetch': {
      const carried = read(dialogSchema.safeParse(value).data?.data)
      return carried
        ? { kind: 'dialog opened', ...carried, cardId: replyToId ?? null }
        : { kind: 'unknown press', waits: 'dialog' }
    }
    case 'task/submit': {
      const carried = read(dialogSchema.safeParse(value).data?.data)
      return carried ? { kind: 'dialog submitted', ...carried } : { kind: 'unknown press', waits: 'dialog' }
    }
    case 'composeExtension/fetchTask': {
      const asked = extensionSchema.safeParse(value)
      if (!asked.success) return { kind: 'unknown press', waits: 'dialog' }
      const { commandId, messagePayload } = asked.data
      return { kind: 'extension opened', command: commandId, message: quotedOf(messagePayload) }
    }
    case 'composeExtension/submitAction': {
      const asked = extensionSchema.safeParse(value)
      const carried = read(asked.data?.data)
      return asked.success && carried
        ? { kind: 'extension submitted', command: asked.data.commandId, ...carried }
        : { kind: 'unknown press', waits: 'dialog' }
    }
    case 'application/search': {
      const { queryText, dataset } = searchSchema.safeParse(value).data ?? {}
      return { kind: 'searched', dataset: dataset ?? '', words: queryText ?? '' }
    }
    default:
      return { kind: 'other' }
  }
}

type Carried = { data: CardData; inputs: Inputs; targeted: boolean }

function read(value: unknown): Carried | null {
  const data = cardDataSchema.safeParse(value)
  return data.success && typeof value === 'object' && value !== null ? carriedOf(data.data, value) : null
}

function carriedOf(data: CardData, value: object): Carried {
  return { data, inputs: { ...value }, targeted: data.p === 1 }
}
