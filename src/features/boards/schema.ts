import { z } from 'zod'
import { actionStatuses, outlooks } from '../actions/schema.ts'

/** What a rating can rest on. Each kind is decided in rules.ts for one action, and compiled to a query by the store. */
export const ratingCondition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('overdue') }),
  z.object({ kind: z.literal('outlook'), is: z.enum(outlooks) }),
  z.object({ kind: z.literal('status'), in: z.array(z.enum(actionStatuses)).min(1) }),
  /** Due within so many days from today, with no progress posted for so many days. */
  z.object({
    kind: z.literal('due soon and quiet'),
    dueWithinDays: z.int().min(0).max(366),
    quietForDays: z.int().min(0).max(366),
  }),
  z.object({ kind: z.literal('any') }),
])
export type RatingCondition = z.infer<typeof ratingCondition>

export const ratingRule = z.object({
  colour: z.enum(['blue', 'green', 'amber', 'red', 'grey']),
  word: z.string().min(1).max(20),
  /** What the key says it means. */
  means: z.string().min(1).max(120),
  /** Any of these makes the rating. */
  when: z.array(ratingCondition).min(1),
})
export type RatingRule = z.infer<typeof ratingRule>

/**
 * A board's BRAG scheme: rules in order, the first that holds gives the rating. Boards differ, so it is data;
 * its key is printed with the board and on everybody's own page.
 */
export const bragScheme = z
  .array(ratingRule)
  .min(2)
  .refine((rules) => rules.at(-1)?.when.some((condition) => condition.kind === 'any') ?? false, {
    message: 'The last rule must hold for any action, so that every action has a rating.',
  })
export type BragScheme = z.infer<typeof bragScheme>

/** The scheme of a board that has not chosen one. */
export const defaultScheme: BragScheme = [
  {
    colour: 'grey',
    word: 'Withdrawn',
    means: 'withdrawn',
    when: [{ kind: 'status', in: ['withdrawn'] }],
  },
  {
    colour: 'blue',
    word: 'Blue',
    means: 'assured or embedded',
    when: [{ kind: 'status', in: ['assured', 'embedded'] }],
  },
  {
    colour: 'green',
    word: 'Green',
    means: 'on track, or complete',
    when: [{ kind: 'status', in: ['complete'] }],
  },
  {
    colour: 'red',
    word: 'Red',
    means: 'overdue, or declared off track',
    when: [{ kind: 'overdue' }, { kind: 'outlook', is: 'off_track' }],
  },
  {
    colour: 'amber',
    word: 'Amber',
    means: 'declared at risk, or due within 14 days with no progress for 30',
    when: [
      { kind: 'outlook', is: 'at_risk' },
      { kind: 'due soon and quiet', dueWithinDays: 14, quietForDays: 30 },
    ],
  },
  { colour: 'green', word: 'Green', means: 'on track, or complete', when: [{ kind: 'any' }] },
]

export type Board = { id: string; slug: string; name: string; scheme: BragScheme }
