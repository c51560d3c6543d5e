import { z } from 'zod'

/**
 * The bodies Slack sends, as far as they are needed. Fields we do not know are let pass, and of the ones we know only
 * those are required that Slack has never left out: a field more or less must not shut anybody out.
 */

const id = z.string().min(1).max(100)
const text = z.string().max(100_000)
/** What may be left out; an empty text in its place says the same. */
const maybe = <T>(schema: z.ZodType<T>) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullish()).transform((value) => value ?? null)
/** Slash commands say 'true' in words; everything else has a boolean. */
const truth = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 'true')
const url = maybe(z.url({ protocol: /^https?$/ }))
/** It becomes part of an address: what is none is as good as left out. */
const domain = maybe(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/i)).catch(null)

export const command = z.object({
  command: z.string().regex(/^\/[a-z][\w-]*$/i),
  text: text.default(''),
  user_id: id,
  team_id: maybe(id),
  enterprise_id: maybe(id),
  is_enterprise_install: truth,
  channel_id: id,
  channel_name: z.string().default(''),
  trigger_id: id,
  response_url: z.url({ protocol: /^https?$/ }),
})

export const interactive = z.object({
  user: z.object({ id, team_id: maybe(id) }),
  team: maybe(z.object({ id: maybe(id), domain, enterprise_id: maybe(id) })),
  enterprise: maybe(z.object({ id: maybe(id) })),
  is_enterprise_install: truth,
})

const picked = z.object({ value: text })

/** What stands in a field, by the kinds of element our forms have. */
const stateValue = z.object({
  type: z.string(),
  value: maybe(text),
  selected_option: maybe(picked),
  selected_options: maybe(z.array(picked)),
  selected_date: maybe(z.string().max(100)),
  selected_user: maybe(id),
})

/** The state of a form: by block, then by element. */
export const stateValues = z.record(z.string(), z.record(z.string(), stateValue))

export const press = interactive.extend({
  type: z.literal('block_actions'),
  trigger_id: id,
  response_url: url,
  actions: z
    .array(
      z.object({
        action_id: id.max(255),
        block_id: z.string().max(255).default(''),
        value: maybe(text),
        selected_option: maybe(z.object({ value: text })),
      }),
    )
    .min(1),
  container: maybe(
    z.object({
      type: z.string(),
      message_ts: maybe(id),
      thread_ts: maybe(id),
      channel_id: maybe(id),
      is_ephemeral: truth,
    }),
  ),
  channel: maybe(z.object({ id: maybe(id) })),
  message: maybe(z.object({ ts: maybe(id), thread_ts: maybe(id) })),
  view: maybe(
    z.object({
      id,
      type: z.string(),
      hash: z.string().default(''),
      callback_id: z.string().default(''),
      private_metadata: z.string().default(''),
    }),
  ),
})

export const submission = interactive.extend({
  type: z.literal('view_submission'),
  view: z.object({
    id,
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    app_installed_team_id: maybe(id),
    state: z.object({ values: stateValues }),
  }),
})

export const suggestion = interactive.extend({
  type: z.literal('block_suggestion'),
  action_id: id.max(255),
  value: text.default(''),
})

export const shortcut = interactive.extend({ type: z.literal('shortcut'), callback_id: id, trigger_id: id })

export const messageShortcut = interactive.extend({
  type: z.literal('message_action'),
  callback_id: id,
  trigger_id: id,
  response_url: url,
  channel: z.object({ id }),
  message: z.object({ ts: id, text: text.default('') }),
})

export const callback = z.object({
  type: z.literal('event_callback'),
  event_id: id,
  team_id: maybe(id),
  enterprise_id: maybe(id),
  is_enterprise_install: truth,
  authorizations: z
    .array(z.object({ team_id: maybe(id), enterprise_id: maybe(id), is_enterprise_install: truth }))
    .nullish(),
  event: z.object({
    type: z.string(),
    user: z.unknown().optional(),
    tab: maybe(z.string()),
    tokens: maybe(z.object({ bot: z.array(z.string()).nullish() })),
  }),
})
