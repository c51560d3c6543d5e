import type { Control } from './blocks.ts'
import { type Json, objectOf, stringOf } from './json.ts'
import type { Ephemeral, Home, Message, Modal, Names } from './screen.ts'
import { stateOf } from './state.ts'
import type { WebApi } from './web-api.ts'

/** The part of a block_actions payload that says where something was pressed: in a modal, or on a Home page. */
export function inViewPart(surface: Home | Modal): Json {
  const { view } = surface
  const state = surface.kind === 'modal' ? stateOf(surface.typed, view) : { values: {} }
  return { container: { type: 'view', view_id: view['id'] }, view: { ...view, state } }
}

/** The same, in a message. One that a single person sees comes without its blocks. */
export function inMessagePart(
  api: WebApi,
  names: Names,
  surface: Message | Ephemeral,
  responseUrl: string,
): Json {
  const { channel, ts, body } = surface
  const thread = surface.kind === 'message' ? surface.thread : null
  const ephemeral = surface.kind === 'ephemeral'
  return {
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: ephemeral,
      ...(thread ? { thread_ts: thread } : {}),
    },
    channel: { id: channel, name: names.channels.get(channel)?.slice(1) ?? 'directmessage' },
    state: { values: {} },
    response_url: responseUrl,
    ...(ephemeral
      ? {}
      : {
          message: {
            type: 'message',
            subtype: 'bot_message',
            bot_id: api.bot.botId,
            app_id: api.appId,
            user: api.bot.userId,
            team: api.teamId,
            ts,
            ...(thread ? { thread_ts: thread } : {}),
            text: body['text'],
            blocks: body['blocks'],
          },
        }),
  }
}

/** What was pressed. */
export function actionOf({ block, element, option }: Control): Json {
  const type = stringOf(element['type'])
  const common = {
    type,
    action_id: element['action_id'],
    block_id: block['block_id'],
    action_ts: '1700000000.000100',
  }
  if (type === 'button') {
    return {
      ...common,
      text: element['text'],
      ...(element['value'] === undefined ? {} : { value: element['value'] }),
      ...(element['style'] === undefined ? {} : { style: element['style'] }),
    }
  }
  const placeholder = element['placeholder'] ? { placeholder: objectOf(element['placeholder']) } : {}
  return { ...common, selected_option: option, ...placeholder }
}
