import { z } from 'zod'

// Everything the page sends. How long the whole may be is decided where it is read; how long a text may be is said by the
// form that asks for it, beside the field.

const name = z.string().min(1).max(80)
const text = z.string()

/** At most so many fields are read of a form. */
const mostFields = 60
const few = (fields: object): boolean => Object.keys(fields).length <= mostFields

export const asking = z.strictObject({
  command: z.string().max(4_000),
  submission: z
    .strictObject({
      values: z.record(name, z.union([text, z.boolean(), z.null()])).refine(few),
      hidden: z.record(name, text).refine(few),
    })
    .optional(),
  /** Of one attempt at a change: sent again with the same key, it is made once. */
  key: z.uuid().optional(),
})

const choice = z
  .string()
  .max(300)
  .optional()
  .transform((chosen) => chosen || null)

export const wishing = z
  .object({ org: choice, report: choice })
  .transform(({ org, report }) => ({ organisation: org, report }))
