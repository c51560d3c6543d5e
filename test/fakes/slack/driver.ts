import { type Asking, createAsking, type DriverParts } from './asking.ts'
import { type Control, controlsOf } from './blocks.ts'
import { type Handle, type Room, rooms } from './cast.ts'
import { createFormActs, type FormActs } from './form-acts.ts'
import { actionOf, inMessagePart, inViewPart } from './interactions.ts'
import { type Json, stringOf } from './json.ts'
import { eventEnvelope, origin, slashFields } from './payloads.ts'
import { addMessage, blocksOf, type Message, type Surface } from './screen.ts'
import { type Answer, formOf } from './wire.ts'

export type Place = Room | 'dm'
export type Pressed = Answer & { confirm: Json | null }
export type Pressing = { payload: Json; control: Control; surface: Surface }

/** Slack and its people: what they do reaches the app signed, and what the app says is on their screens. */
export type Driver = Asking &
  FormActs & {
    /** Types a command; `change` sets or takes away fields of what Slack posts. */
    slash(
      who: Handle,
      line: string,
      more?: { in?: Place; change?: Record<string, string | undefined> },
    ): Promise<Answer>
    /** Presses a button, or chooses an option, by what stands on it; on the newest thing that has it. */
    press(who: Handle, label: string, more?: { on?: Surface; answer?: 'yes' | 'no' }): Promise<Pressed>
    /** The payload that pressing would post. */
    pressing(who: Handle, label: string, on?: Surface): Promise<Pressing>
    shortcut(who: Handle, callbackId: string): Promise<Answer>
    messageShortcut(who: Handle, message: Message, callbackId: string): Promise<Answer>
    /** A message that a person wrote. */
    write(who: Handle, text: string, room?: Room): Promise<Message>
    openHome(who: Handle): Promise<Answer>
    event(event: Json, more?: { id?: string; retry?: number }): Promise<Answer>
  }

const actionTs = '1700000000.000100'

export function createDriver(parts: DriverParts): Driver {
  const { api, checker } = parts
  const { replies, ...asking } = createAsking(parts)
  const { screen, names, trigger, surfaces, settled } = asking

  const directOf = (who: Handle): string => {
    const known = [...screen.directs].find(([, user]) => user === api.users[who])
    const id = known?.[0] ?? `D0${api.users[who].slice(1)}`
    screen.directs.set(id, api.users[who])
    return id
  }
  const pressing: Driver['pressing'] = async (who, label, on) => {
    const controlOn = (surface: Surface): Control | undefined =>
      controlsOf(blocksOf(surface)).find((one) => one.label === label)
    const surface = on ?? surfaces(who).findLast((one) => controlOn(one) !== undefined)
    const control = surface && controlOn(surface)
    if (!surface || !control) throw new Error(`${who} sees no '${label}', but:\n${asking.seen(who)}`)
    const user = api.users[who]
    const viewId = surface.kind === 'modal' ? stringOf(surface.view['id']) : undefined
    const where =
      surface.kind === 'home' || surface.kind === 'modal'
        ? inViewPart(surface)
        : inMessagePart(api, names, surface, replies.messageUrl(user, surface))
    const payload = {
      type: 'block_actions',
      ...origin(api, user),
      trigger_id: await trigger(who, viewId),
      ...where,
      actions: [actionOf(control)],
    }
    return { payload, control, surface }
  }
  const event: Driver['event'] = async (content, { id, retry } = {}) => {
    const headers = retry
      ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }
      : {}
    const body = JSON.stringify(eventEnvelope(api, content, id))
    const answer = await asking.post(body, { headers }, 'application/json')
    await settled()
    return answer
  }

  return {
    ...asking,
    ...createFormActs(asking, checker, replies),
    pressing,
    event,
    async slash(who, line, { in: place = 'safeguarding', change = {} } = {}) {
      const [command = '', ...words] = line.split(' ')
      const user = api.users[who]
      const channel =
        place === 'dm'
          ? { id: directOf(who), name: 'directmessage' }
          : { id: api.channels[place], name: rooms[place].private ? 'privategroup' : place }
      const fields: Record<string, string | undefined> = {
        ...slashFields(api, {
          userId: user,
          command,
          text: words.join(' '),
          channel,
          triggerId: await trigger(who),
          responseUrl: replies.slashUrl(user, channel.id),
        }),
        ...change,
      }
      const sent = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const answer = await asking.ask(line.slice(0, 60), formOf(Object.fromEntries(sent)))
      await replies.takeAck(answer, user, channel.id)
      await settled()
      return answer
    },
    async press(who, label, { on, answer = 'yes' } = {}) {
      const { payload, control } = await pressing(who, label, on)
      const { confirm } = control
      if (confirm && answer === 'no') return { status: 0, text: '', json: null, ms: 0, headers: {}, confirm }
      return { ...(await asking.interact(payload)), confirm }
    },
    shortcut: async (who, callbackId) =>
      asking.interact({
        type: 'shortcut',
        ...origin(api, api.users[who]),
        callback_id: callbackId,
        trigger_id: await trigger(who),
        action_ts: actionTs,
      }),
    async messageShortcut(who, { channel, ts, by, body }, callbackId) {
      const user = api.users[who]
      return asking.interact({
        type: 'message_action',
        ...origin(api, user),
        callback_id: callbackId,
        trigger_id: await trigger(who),
        message_ts: ts,
        action_ts: actionTs,
        response_url: replies.slashUrl(user, channel),
        channel: { id: channel, name: names.channels.get(channel)?.slice(1) ?? 'directmessage' },
        message: { type: 'message', user: by, ts, text: body['text'], team: api.teamId },
      })
    },
    async write(who, text, room = 'safeguarding') {
      const channel = api.channels[room]
      const answer = await api.call('chat.postMessage', { channel, text }, who)
      return addMessage(screen, {
        channel,
        ts: stringOf(answer['ts']),
        thread: null,
        by: api.users[who],
        body: { text },
      })
    },
    openHome(who) {
      const home = screen.homes.get(api.users[who])
      return event({
        type: 'app_home_opened',
        user: api.users[who],
        channel: directOf(who),
        tab: 'home',
        event_ts: actionTs,
        ...(home ? { view: home.view } : {}),
      })
    },
  }
}
