import { linesOf } from './blocks.ts'
import { at, type Json, listOf, objectOf, stringOf } from './json.ts'
import type { Call } from './proxy.ts'
import { standing, type Typed, wordsOf } from './state.ts'
import type { WebApi } from './web-api.ts'

/** A message in a channel or thread, as it stands now. */
export type Message = {
  kind: 'message'
  channel: string
  ts: string
  thread: string | null
  /** A user's id. */
  by: string
  body: Json
  edited: number
  order: number
}
/** What one person alone sees in a channel. */
export type Ephemeral = {
  kind: 'ephemeral'
  channel: string
  ts: string
  user: string
  body: Json
  order: number
}
export type Home = { kind: 'home'; user: string; view: Json; order: number }
export type Modal = {
  kind: 'modal'
  user: string
  view: Json
  typed: Typed
  /** By block: what the app found wrong. */
  errors: Json
  open: boolean
  order: number
}
export type Surface = Message | Ephemeral | Home | Modal

/** What people see, kept up as Slack would. */
export type Screen = {
  messages: Message[]
  ephemerals: Ephemeral[]
  homes: Map<string, Home>
  modals: Modal[]
  /** Who talks with the bot in a direct message. */
  directs: Map<string, string>
  /** Who a trigger belongs to. */
  triggers: Map<string, string>
  order(): number
}

export function createScreen(): Screen {
  let last = 0
  return {
    messages: [],
    ephemerals: [],
    homes: new Map(),
    modals: [],
    directs: new Map(),
    triggers: new Map(),
    order: () => {
      last += 1
      return last
    },
  }
}

/** Takes over what a call of the app changed. */
export function applyCall(screen: Screen, api: WebApi, call: Call): void {
  if (call.api !== api) return
  const { method, body } = call
  const answer = call.answer ?? {}
  const channel = stringOf(answer['channel']) || stringOf(body['channel'])
  if (method === 'conversations.open') {
    screen.directs.set(stringOf(at(answer, 'channel', 'id')), stringOf(body['users']))
  } else if (method === 'chat.postMessage') {
    if (stringOf(body['channel']).startsWith('U')) screen.directs.set(channel, stringOf(body['channel']))
    addMessage(screen, {
      channel,
      ts: stringOf(answer['ts']),
      thread: stringOf(body['thread_ts']) || null,
      by: api.bot.userId,
      body,
    })
  } else if (method === 'chat.update') {
    replaceMessage(screen, channel, stringOf(body['ts']), body)
  } else if (method === 'chat.delete') {
    removeMessage(screen, channel, stringOf(body['ts']))
  } else if (method === 'chat.postEphemeral') {
    addEphemeral(screen, {
      channel,
      user: stringOf(body['user']),
      ts: stringOf(answer['message_ts']),
      body,
    })
  } else if (method === 'views.publish') {
    const user = stringOf(body['user_id'])
    screen.homes.set(user, { kind: 'home', user, view: objectOf(answer['view']), order: screen.order() })
  } else if (method === 'views.open' || method === 'views.push') {
    const user = screen.triggers.get(stringOf(body['trigger_id'])) ?? ''
    if (method === 'views.open') closeAll(screen, user)
    openModal(screen, user, objectOf(answer['view']))
  } else if (method === 'views.update') {
    updateView(screen, objectOf(answer['view']))
  }
}

export function addMessage(screen: Screen, message: Omit<Message, 'kind' | 'edited' | 'order'>): Message {
  const added: Message = { kind: 'message', edited: 0, order: screen.order(), ...message }
  screen.messages.push(added)
  return added
}

export function addEphemeral(screen: Screen, ephemeral: Omit<Ephemeral, 'kind' | 'order'>): Ephemeral {
  const added: Ephemeral = { kind: 'ephemeral', order: screen.order(), ...ephemeral }
  screen.ephemerals.push(added)
  return added
}

export function replaceMessage(screen: Screen, channel: string, ts: string, body: Json): void {
  const message = screen.messages.find((one) => one.channel === channel && one.ts === ts)
  if (!message) return
  message.body = body
  message.edited += 1
}

export function removeMessage(screen: Screen, channel: string, ts: string): void {
  screen.messages = screen.messages.filter((one) => one.channel !== channel || one.ts !== ts)
}

export function openModal(screen: Screen, user: string, view: Json): Modal {
  const modal: Modal = {
    kind: 'modal',
    user,
    view,
    typed: new Map(),
    errors: {},
    open: true,
    order: screen.order(),
  }
  screen.modals.push(modal)
  return modal
}

export function closeAll(screen: Screen, user: string): void {
  for (const modal of screen.modals) if (modal.user === user) modal.open = false
}

/** A view as the app has changed it: what was typed stays where block and action are the same. */
export function updateView(screen: Screen, view: Json): void {
  const modal = screen.modals.find((one) => one.view['id'] === view['id'])
  if (modal) {
    modal.view = view
    modal.errors = {}
    return
  }
  for (const home of screen.homes.values()) if (home.view['id'] === view['id']) home.view = view
}

/** What somebody can see, oldest first: their modals only while open, and then above everything. */
export function visibleTo(screen: Screen, user: string): Surface[] {
  const home = screen.homes.get(user)
  const rest: Surface[] = [
    ...screen.messages.filter(({ channel }) => (screen.directs.get(channel) ?? user) === user),
    ...screen.ephemerals.filter((one) => one.user === user),
    ...(home ? [home] : []),
  ]
  const modals = screen.modals.filter((one) => one.user === user && one.open)
  return [...rest.toSorted((a, b) => a.order - b.order), ...modals]
}

export type Names = { people: ReadonlyMap<string, string>; channels: ReadonlyMap<string, string> }

export function blocksOf(surface: Surface): Json[] {
  const from = surface.kind === 'home' || surface.kind === 'modal' ? surface.view : surface.body
  return listOf(from['blocks'])
}

/** A surface as text a person would read. */
export function textOf(surface: Surface, { people, channels }: Names): string {
  const lines = linesOf(blocksOf(surface), people, (input) =>
    surface.kind === 'modal' ? wordsOf(standing(surface.typed, input), people) : '',
  )
  if (surface.kind === 'home') return ['Home', ...lines].join('\n')
  if (surface.kind === 'modal') {
    const wrong = Object.values(surface.errors).map((error) => `! ${String(error)}`)
    const buttons = [surface.view['submit'], surface.view['close']]
      .map((button) => stringOf(at(button, 'text')))
      .filter((label) => label !== '')
      .map((label) => `[${label}]`)
    return [stringOf(at(surface.view, 'title', 'text')), ...lines, ...wrong, buttons.join(' ')].join('\n')
  }
  const where = channels.get(surface.channel) ?? 'direct message'
  const who = surface.kind === 'message' ? (people.get(surface.by) ?? surface.by) : 'only you can see this'
  const thread = surface.kind === 'message' && surface.thread ? ', in a thread' : ''
  // Without blocks Slack shows the text; with them it is for screen readers and notifications.
  const said = lines.length > 0 ? lines : [stringOf(surface.body['text'])]
  return [`${where}${thread} (${who})`, ...said].join('\n')
}
