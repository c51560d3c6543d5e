import { z } from 'zod'
import type { Form } from '../../core/form.ts'
import type { Desk } from './visit.ts'

/** Where a form was asked for: the card to be kept current, and where to say what was done. */
const backSchema = z.object({
  /** The card whose button opened it, with the conversation it stands in. */
  card: z.object({ id: z.string(), origin: z.string().nullable(), targeted: z.boolean() }).nullable(),
  /** Asked for out of sight of the others there: what is done is told to the person alone. */
  alone: z.boolean().default(false),
})
export type Back = z.infer<typeof backSchema>
export const nowhere: Back = { card: null, alone: false }

const metadataSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('form'),
    command: z.string(),
    hidden: z.record(z.string(), z.string()),
    back: backSchema,
  }),
  z.object({ kind: z.literal('chooser'), text: z.string(), link: z.string().nullable() }),
])
/** What a form carries through Teams and back, sealed for one person of one tenant. */
export type Metadata = z.infer<typeof metadataSchema>

type Owner = { desk: Pick<Desk, 'seal'>; tenantId: string; userId: string }

/** How much of a message an extension carries from one window to the next, in characters. */
const longestText = 4000

export function sealMetadata({ desk, tenantId, userId }: Owner, metadata: Metadata): string {
  const kept =
    metadata.kind === 'chooser' ? { ...metadata, text: metadata.text.slice(0, longestText) } : metadata
  return desk.seal.close(JSON.stringify(kept), `${tenantId} ${userId}`)
}

/** What a form carried; null when it is another person's, was changed, or is older than our secrets. */
export function openMetadata({ desk, tenantId, userId }: Owner, sealed: string): Metadata | null {
  const opened = desk.seal.open(sealed, `${tenantId} ${userId}`)
  if (opened === null) return null
  const parsed = metadataSchema.safeParse(JSON.parse(opened))
  return parsed.success ? parsed.data : null
}

export function formMetadata(owner: Owner, form: Form, back: Back): string {
  return sealMetadata(owner, { kind: 'form', command: form.command, hidden: { ...form.hidden }, back })
}
