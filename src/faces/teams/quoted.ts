import { z } from 'zod'

/** A message that an extension was opened on. */
export type Quoted = { text: string; link: string | null }

/** What Teams sends of it. */
export const messagePayloadSchema = z.object({
  body: z.object({ content: z.string().max(200_000).nullish(), contentType: z.string().nullish() }).nullish(),
  linkToMessage: z.string().max(2000).nullish(),
})

/** The words of a message in Teams' HTML, as text: only what somebody wrote, and shown to them in a form first. */
export function quotedOf(payload: z.infer<typeof messagePayloadSchema> | null | undefined): Quoted | null {
  if (!payload) return null
  const { content, contentType } = payload.body ?? {}
  const text = contentType === 'html' ? textOfHtml(content ?? '') : (content ?? '')
  return { text: text.trim(), link: payload.linkToMessage ?? null }
}

function textOfHtml(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    nbsp: ' ',
    '#39': "'",
  }
  return html
    .replace(/<(br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\n{3,}/g, '\n\n')
}
