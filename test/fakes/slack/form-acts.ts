import type { Asking } from './asking.ts'
import { type Handle, handles } from './cast.ts'
import type { Checker } from './checker.ts'
import { at, type Json, stringOf } from './json.ts'
import { lookUp } from './lookup.ts'
import { origin } from './payloads.ts'
import type { Replies } from './replies.ts'
import type { Modal } from './screen.ts'
import { fillIn, heldBack, stateOf } from './state.ts'
import { type Answer, payloadForm } from './wire.ts'

/** What people do with a modal. */
export type FormActs = {
  /** Fills fields by their label: words, an option's text, a date, '@kate' for a person, true for a tick. */
  fill(who: Handle, values: Readonly<Record<string, string | boolean | null>>): void
  /** Sends the form; what Slack's own client would hold back is thrown, unless it is forced through. */
  submit(who: Handle, more?: { force?: boolean }): Promise<Answer>
  /** The payload that sending would post. */
  submission(who: Handle, modal?: Modal): Promise<Json>
  /** Types into the field that looks things up: the texts that are offered. */
  options(who: Handle, query: string): Promise<string[]>
  /** Chooses one of them. */
  pick(who: Handle, query: string, option: string): Promise<Answer>
  close(who: Handle): void
}

export function createFormActs(asking: Asking, checker: Checker, { afterSubmit }: Replies): FormActs {
  const { api, modal, trigger } = asking
  const acts: FormActs = {
    fill(who, values) {
      const { typed, view } = modal(who)
      for (const [label, value] of Object.entries(values)) {
        const user = handles.find((handle) => value === `@${handle}`)
        fillIn(typed, view, label, user ? api.users[user] : value)
      }
    },
    submission: async (who, of = modal(who)) => ({
      type: 'view_submission',
      ...origin(api, api.users[who]),
      trigger_id: await trigger(who, stringOf(of.view['id'])),
      view: { ...of.view, state: stateOf(of.typed, of.view) },
      response_urls: [],
    }),
    async submit(who, { force = false } = {}) {
      const of = modal(who)
      const held = force ? [] : heldBack(of.typed, of.view)
      if (held.length > 0) throw new Error(`Slack's client does not send this: ${held.join(' ')}`)
      const answer = await asking.ask('view_submission', payloadForm(await acts.submission(who, of)))
      await afterSubmit(answer, of)
      await asking.settled()
      return answer
    },
    async options(who, query) {
      const { options } = await lookUp(asking, checker, who, query)
      return options.map((option) => stringOf(at(option, 'text', 'text')))
    },
    async pick(who, query, option) {
      const { options, block, element, view } = await lookUp(asking, checker, who, query)
      const chosen = options.find((one) => at(one, 'text', 'text') === option)
      if (!chosen) throw new Error(`'${option}' is not offered.`)
      return asking.interact({
        type: 'block_actions',
        ...origin(api, api.users[who]),
        trigger_id: await trigger(who, stringOf(view['id'])),
        container: { type: 'view', view_id: view['id'] },
        view: { ...view, state: stateOf(modal(who).typed, view) },
        actions: [
          {
            type: 'external_select',
            action_id: element['action_id'],
            block_id: block['block_id'],
            selected_option: chosen,
            action_ts: '1700000000.000100',
          },
        ],
      })
    },
    close(who) {
      modal(who).open = false
    },
  }
  return acts
}
