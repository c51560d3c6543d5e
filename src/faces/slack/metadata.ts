import { z } from 'zod'
import type { Form } from '../../core/form.ts'
import type { IncomingOf } from './payload.ts'
import type { Visit } from './visit.ts'

/** Where a request came from: the message to be kept current, and where to say what was done. */
const backSchema = z.object({
  /** The response_url of the click or the command: good for half an hour. */
  url: z.string().nullable(),
  /** When that was given, in milliseconds. */
  at: z.number().default(0),
  channel: z.string().nullable(),
  /** The clicked message; null when it was typed, or clicked elsewhere. */
  ts: z.string().nullable(),
  thread: z.string().nullable(),
  ephemeral: z.boolean(),
  /** The command that makes the clicked message again. */
  origin: z.string().nullable(),
  home: z.boolean(),
})
export type Back = z.infer<typeof backSchema>

export const nowhere: Back = {
  url: null,
  at: 0,
  channel: null,
  ts: null,
  thread: null,
  ephemeral: true,
  origin: null,
  home: false,
}

const metadataSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('form'),
    command: z.string(),
    hidden: z.record(z.string(), z.string()),
    back: backSchema,
  }),
  z.object({ kind: z.literal('shown'), back: backSchema }),
  z.object({ kind: z.literal('find'), back: backSchema }),
  z.object({
    kind: z.literal('add'),
    back: backSchema,
    channel: z.string(),
    ts: z.string(),
    /** The workspace's own part of the message's address. */
    domain: z.string().nullable().default(null),
    text: z.string(),
  }),
])
/** What a modal carries through Slack and back, sealed for one person in one workspace. */
export type Metadata = z.infer<typeof metadataSchema>

/** Slack's limit for private_metadata, in characters. */
const longest = 3000

type Owner = Pick<Visit, 'desk' | 'tenant' | 'userId'>

export function sealMetadata({ desk, tenant, userId }: Owner, metadata: Metadata): string {
  const close = (value: Metadata): string =>
    desk.seal.close(JSON.stringify(value), aboutOf(tenant.key, userId))
  const sealed = close(metadata)
  if (sealed.length <= longest) return sealed
  // What is done matters more than what is shown of it afterwards.
  const bare = close({ ...metadata, back: nowhere })
  if (bare.length > longest) throw new Error('A form carries more than Slack takes back.')
  return bare
}

/** What a modal carried; null when it is another person's, was changed, or is older than our secrets. */
export function openMetadata({ desk, tenant, userId }: Owner, sealed: string): Metadata | null {
  const opened = desk.seal.open(sealed, aboutOf(tenant.key, userId))
  if (opened === null) return null
  const parsed = metadataSchema.safeParse(JSON.parse(opened))
  return parsed.success ? parsed.data : null
}

function aboutOf(workspace: string, userId: string): string {
  return `${workspace} ${userId}`
}

export function formMetadata(visit: Owner, form: Form, back: Back): string {
  return sealMetadata(visit, { kind: 'form', command: form.command, hidden: { ...form.hidden }, back })
}

/** How much of a message fits beside the rest, in bytes: sealing makes three of them four characters. */
const textBytes = 1500

/** The beginning of a text that fits into what a modal carries; whole letters, and an ellipsis where it was cut. */
export function fitting(text: string): string {
  const size = (letters: string): number => Buffer.byteLength(JSON.stringify(letters))
  if (size(text) <= textBytes) return text
  let kept = ''
  let bytes = 0
  for (const letter of text) {
    bytes += size(letter) - 2
    if (bytes > textBytes - 8) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

export function backFromPress({ surface, url }: IncomingOf<'press'>, origin: string | null): Back {
  switch (surface.kind) {
    case 'message': {
      const { channel, ts, thread, ephemeral } = surface
      return { url, at: Date.now(), channel, ts, thread, ephemeral, origin, home: false }
    }
    case 'home':
      return { ...nowhere, origin, home: true }
    case 'modal':
      return nowhere
  }
}

/** How long a response_url is counted on, in milliseconds: Slack takes it for thirty minutes, by its own clock. */
const urlLives = 25 * 60_000

/** The same without a response_url that Slack may not take any more. `now` is in milliseconds. */
export function stillReached(back: Back, now: number): Back {
  return now - back.at < urlLives ? back : { ...back, url: null }
}

/** A message that others see too. A conversation with the bot alone is as private as an answer only one can see. */
export function isPublic({ ts, ephemeral, channel }: Back): boolean {
  return ts !== null && !ephemeral && channel !== null && !channel.startsWith('D')
}
