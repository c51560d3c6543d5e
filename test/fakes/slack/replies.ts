import type { Checker } from './checker.ts'
import { at, type Json, objectOf, stringOf } from './json.ts'
import type { Responder } from './responder.ts'
import {
  addEphemeral,
  addMessage,
  closeAll,
  type Ephemeral,
  type Message,
  type Modal,
  openModal,
  removeMessage,
  replaceMessage,
  type Screen,
  updateView,
} from './screen.ts'
import type { WebApi } from './web-api.ts'
import type { Answer } from './wire.ts'

export type ReplyParts = { api: WebApi; screen: Screen; responder: Responder; checker: Checker }

/** What the app says in the answer to a request, or to its response_url, comes onto people's screens. */
export type Replies = {
  /** A response_url of a slash command or a shortcut on a message. */
  slashUrl(user: string, channel: string): string
  /** A response_url of something pressed in a message. */
  messageUrl(user: string, surface: Message | Ephemeral): string
  takeAck(answer: Answer, user: string, channel: string): Promise<void>
  afterSubmit(answer: Answer, modal: Modal): Promise<void>
}

export function replies({ api, screen, responder, checker }: ReplyParts): Replies {
  let minted = 0
  const ownTs = (): string => {
    minted += 1
    return `${Math.floor(Date.now() / 1000)}.9${String(minted).padStart(5, '0')}`
  }

  /** A new message, for everybody in the channel or for one person. */
  const say = async (body: Json, user: string, channel: string): Promise<void> => {
    if (body['response_type'] !== 'in_channel') {
      addEphemeral(screen, { channel, ts: ownTs(), user, body })
      return
    }
    const { response_type: _type, replace_original: _replace, ...message } = body
    // Slack knows the message as the bot's own, so that it can be updated and answered in its thread.
    const posted = await api.call('chat.postMessage', { channel, ...message }, 'bot')
    const thread = stringOf(body['thread_ts']) || null
    addMessage(screen, { channel, ts: stringOf(posted['ts']) || ownTs(), thread, by: api.bot.userId, body })
  }

  const replaceOriginal = async (surface: Message | Ephemeral, body: Json): Promise<void> => {
    if (surface.kind === 'ephemeral') {
      if (body['response_type'] === 'in_channel')
        checker.note('response_url', 'an ephemeral cannot become public')
      surface.body = body
      return
    }
    const { response_type: _type, replace_original: _replace, ...message } = body
    await api.call('chat.update', { channel: surface.channel, ts: surface.ts, ...message }, 'bot')
    replaceMessage(screen, surface.channel, surface.ts, body)
  }

  return {
    slashUrl: (user, channel) =>
      responder.mint(async (body) => {
        checker.check(body, 'response_url')
        await say(body, user, channel)
      }),
    messageUrl: (user, surface) =>
      responder.mint(async (body) => {
        const { replace_original: replace, delete_original: remove } = body
        if (remove === true) {
          if (surface.kind === 'message') removeMessage(screen, surface.channel, surface.ts)
          else screen.ephemerals = screen.ephemerals.filter((one) => one !== surface)
          return
        }
        checker.check(body, 'response_url')
        // What happens when nothing is said differs by where the button was: say it.
        if (replace === undefined) checker.note('response_url', 'replace_original is left open')
        if (replace === true) await replaceOriginal(surface, body)
        else await say(body, user, surface.channel)
      }),
    async takeAck(answer, user, channel) {
      if (answer.status !== 200 || answer.text === '') return
      const body = objectOf(answer.json ?? { text: answer.text })
      checker.check(body, 'answer')
      await say(body, user, channel)
    },
    async afterSubmit(answer, modal) {
      if (answer.status !== 200) return
      const body = objectOf(answer.json)
      const view = objectOf(body['view'])
      switch (body['response_action']) {
        case undefined:
          if (answer.text !== '' && answer.text !== '{}')
            checker.note('view_submission', `not understood: ${answer.text}`)
          modal.open = false
          return
        case 'clear':
          closeAll(screen, modal.user)
          return
        case 'errors': {
          modal.errors = objectOf(body['errors'])
          const blocks = modal.view['blocks']
          const known = new Set(
            Array.isArray(blocks)
              ? blocks.filter((one) => one.type === 'input').map((one) => one.block_id)
              : [],
          )
          const lost = Object.keys(modal.errors).filter((id) => !known.has(id))
          if (lost.length > 0)
            checker.note('view_submission', `errors for what is no input: ${lost.join(', ')}`)
          if (Object.keys(modal.errors).length === 0) checker.note('view_submission', 'errors, but none')
          return
        }
        case 'update': {
          checker.check(view, 'view_submission')
          const changed = await api.call('views.update', { view_id: modal.view['id'], view })
          updateView(screen, { ...objectOf(changed['view']), team_id: api.teamId })
          return
        }
        case 'push': {
          checker.check(view, 'view_submission')
          const trigger = await api.call('views.generateTriggerId', { view_id: modal.view['id'] })
          const pushed = await api.call('views.push', { trigger_id: trigger['trigger_id'], view })
          if (pushed['ok'] !== true) checker.note('view_submission', `push: ${String(pushed['error'])}`)
          else openModal(screen, modal.user, { ...objectOf(pushed['view']), team_id: api.teamId })
          return
        }
        default:
          checker.note('view_submission', `unknown response_action ${String(at(body, 'response_action'))}`)
      }
    },
  }
}
