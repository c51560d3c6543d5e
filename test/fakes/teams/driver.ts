import { randomUUID } from 'node:crypto'
import { type Card, type Control, controlsOf, dataOf, inputsOf, isNode, textOf } from './cards.ts'
import { accountOf, botId, type Handle, personalOf, type Room, rooms, teamId } from './cast.ts'
import type { Connector, Message } from './connector.ts'

export type Place = Room | 'own'

/** What the app answered a request with. */
export type Answered = { status: number; body: unknown }

/** A dialog that stands on somebody's screen, over the place it was opened in. */
export type Dialog = { title: string; card: Card; over: Place }

export type Pressed = Answered & {
  /** The card that took the place of the one that was pressed, for whoever pressed. */
  card: Card | null
  words: string | null
}

type Fields = Record<string, string>

/** Teams and its people: what they do reaches the app signed, and what the app says is on their screens. */
export type Driver = {
  post(activity: object, headers?: Record<string, string>): Promise<Answered>
  /** An activity of somebody's, as Teams would send it. */
  activity(who: Handle, place: Place, more: object): object
  /** Writes to the bot: in a chat of their own as it stands, elsewhere after a mention, or with a slash to it `alone`. */
  say(
    who: Handle,
    text: string,
    more?: { in?: Place; id?: string; thread?: string; alone?: boolean },
  ): Promise<Answered>
  /** Presses what has this on it, on the newest message that has. Without `execute`, as a client that knows no Action.Execute. */
  press(
    who: Handle,
    label: string,
    more?: { on?: Message; inputs?: Fields; execute?: boolean; id?: string },
  ): Promise<Pressed>
  /** Presses a button that asks for a dialog. */
  openDialog(who: Handle, label: string, more?: { on?: Message }): Promise<Dialog>
  /** Fills in a dialog and presses its button. What closes it, or the dialog that comes instead. */
  fill(
    who: Handle,
    dialog: Dialog,
    fields: Fields,
    more?: { extension?: boolean },
  ): Promise<{ dialog: Dialog | null; words: string | null }>
  openExtension(who: Handle, more?: { in?: Place; message?: { html: string; link: string } }): Promise<Dialog>
  /** What is offered for words that are typed into a list which is looked up as one types. */
  search(
    who: Handle,
    words: string,
    more?: { in?: Place; dataset?: string },
  ): Promise<{ title: string; value: string }[]>
  install(who: Handle, place: Place): Promise<Answered>
  remove(who: Handle, place: Place): Promise<Answered>
  /** The newest message that somebody sees. */
  last(who: Handle): Message
  /** Everything they see, as text, newest last. */
  seen(who: Handle): string
}

export type Line = { tenantId: string; url: string; token(): Promise<string | null> }

export function createDriver(connector: Connector, line: Line, settled: () => Promise<void>): Driver {
  const { tenantId } = line
  const post: Driver['post'] = async (activity, headers = {}) => {
    const token = await line.token()
    const response = await fetch(line.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify(activity),
    })
    const text = await response.text()
    await settled()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  const conversationOf = (who: Handle, place: Place) =>
    place === 'own'
      ? { id: personalOf(who), conversationType: 'personal', tenantId }
      : { id: rooms[place].id, conversationType: rooms[place].conversationType, tenantId }
  const activity: Driver['activity'] = (who, place, more) => {
    const { id, oid, name, role } = accountOf(who)
    return {
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: connector.serviceUrl,
      from: { id, name, ...(role === 'anonymous' ? {} : { aadObjectId: oid }) },
      recipient: { id: botId, name: 'Followthrough' },
      conversation: conversationOf(who, place),
      channelData: {
        tenant: { id: tenantId },
        ...(place !== 'own' && place !== 'few'
          ? { team: { id: teamId }, channel: { id: rooms[place].id } }
          : {}),
      },
      ...more,
    }
  }
  const seenBy = (who: Handle): Message[] => connector.seenBy(who)
  const controlOn = (message: Message, label: string): Control | undefined =>
    controlsOf(message.card).find((one) => one.label === label)
  const find = (who: Handle, label: string, on?: Message): { message: Message; control: Control } => {
    const message = on ?? seenBy(who).findLast((one) => controlOn(one, label) !== undefined)
    const control = message && controlOn(message, label)
    if (!message || !control) throw new Error(`${who} sees no '${label}', but:\n${driver.seen(who)}`)
    return { message, control }
  }
  const placeOf = (who: Handle, { where }: Message): Place => {
    if (where === personalOf(who)) return 'own'
    const room = Object.entries(rooms).find(([, { id }]) => where.split(';')[0] === id)
    if (!room) throw new Error(`There is no place ${where}.`)
    return room[0] as Room
  }
  const invoke = (who: Handle, place: Place, name: string, value: object, more: object = {}) =>
    post(activity(who, place, { type: 'invoke', name, value, ...more }))
  const dialogOf = ({ status, body }: Answered, over: Place): Dialog => {
    const task = isNode(body) && isNode(body['task']) ? body['task'] : {}
    const value = isNode(task['value']) ? task['value'] : {}
    const card = isNode(value['card']) ? value['card']['content'] : null
    if (task['type'] !== 'continue' || !isNode(card))
      throw new Error(`No dialog was opened: ${status} ${JSON.stringify(body).slice(0, 300)}`)
    return { title: String(value['title']), card, over }
  }
  const driver: Driver = {
    post,
    activity,
    say(who, text, { in: place = 'own', id, thread, alone = false } = {}) {
      const bare = place === 'own' || alone
      const mention = '<at>Followthrough</at>'
      const conversation = conversationOf(who, place)
      return post(
        activity(who, place, {
          type: 'message',
          ...(id ? { id } : {}),
          conversation: thread
            ? { ...conversation, id: `${conversation.id};messageid=${thread}` }
            : conversation,
          textFormat: 'plain',
          text: bare ? text : `${mention} ${text}`,
          ...(alone ? { recipient: { id: botId, name: 'Followthrough', isTargeted: true } } : {}),
          ...(bare
            ? {}
            : {
                entities: [
                  { type: 'mention', text: mention, mentioned: { id: botId, name: 'Followthrough' } },
                ],
              }),
        }),
      )
    },
    async press(who, label, { on, inputs = {}, execute = true, id } = {}) {
      const { message, control } = find(who, label, on)
      if (execute && control.action['type'] !== 'Action.Execute')
        throw new Error(`Pressing '${label}' asks for a dialog.`)
      const data = { ...inputsOf(message.card), ...inputs, ...dataOf(control) }
      if (execute && control.action['type'] !== 'Action.Execute')
        throw new Error(`'${label}' is no Action.Execute: Teams would ask for a dialog.`)
      const place = placeOf(who, message)
      const more = { replyToId: message.id, ...(id ? { id } : {}) }
      const answered = execute
        ? await invoke(
            who,
            place,
            'adaptiveCard/action',
            { action: { type: 'Action.Execute', verb: control.action['verb'], data }, trigger: 'manual' },
            more,
          )
        : await post(activity(who, place, { type: 'message', value: data, ...more }))
      const body = isNode(answered.body) ? answered.body : {}
      const value = body['value']
      return {
        ...answered,
        card: isNode(value) ? value : null,
        words: typeof value === 'string' ? value : null,
      }
    },
    async openDialog(who, label, { on } = {}) {
      const { message, control } = find(who, label, on)
      const data = dataOf(control)
      if (!isNode(data['msteams']) || data['msteams']['type'] !== 'task/fetch')
        throw new Error(`'${label}' asks for no dialog.`)
      const place = placeOf(who, message)
      return dialogOf(await invoke(who, place, 'task/fetch', { data }, { replyToId: message.id }), place)
    },
    async fill(who, { card, over }, fields, { extension = false } = {}) {
      const submit = controlsOf(card).find(({ action }) =>
        ['save', 'choose'].includes(String(dataOf({ label: '', action })['do'])),
      )
      if (!submit) throw new Error(`This dialog has nothing to press:\n${textOf(card)}`)
      const typed = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [`field-${name}`, value]),
      )
      const data = { ...inputsOf(card), ...typed, ...dataOf(submit) }
      const answered = extension
        ? await invoke(who, over, 'composeExtension/submitAction', {
            commandId: 'add',
            commandContext: 'compose',
            data,
          })
        : await invoke(who, over, 'task/submit', { data })
      const task = isNode(answered.body) && isNode(answered.body['task']) ? answered.body['task'] : null
      if (answered.status !== 200) throw new Error(`The dialog failed: ${answered.status}`)
      if (task === null) return { dialog: null, words: null }
      return task['type'] === 'message'
        ? { dialog: null, words: String(task['value']) }
        : { dialog: dialogOf(answered, over), words: null }
    },
    async openExtension(who, { in: place = 'own', message } = {}) {
      const value = {
        commandId: 'add',
        commandContext: message ? 'message' : 'compose',
        ...(message
          ? {
              messagePayload: {
                body: { contentType: 'html', content: message.html },
                linkToMessage: message.link,
              },
            }
          : {}),
      }
      return dialogOf(await invoke(who, place, 'composeExtension/fetchTask', value), place)
    },
    async search(who, queryText, { in: place = 'own', dataset = 'actions' } = {}) {
      const value = { queryText, queryOptions: { skip: 0, top: 15 }, dataset }
      const { status, body } = await invoke(who, place, 'application/search', value)
      const type = 'application/vnd.microsoft.search.searchResponse'
      if (status !== 200 || !isNode(body) || body['type'] !== type || !isNode(body['value']))
        throw new Error(`Nothing was offered: ${status} ${JSON.stringify(body)}`)
      return body['value']['results'] as { title: string; value: string }[]
    },
    install: (who, place) => post(activity(who, place, { type: 'installationUpdate', action: 'add' })),
    remove: (who, place) => post(activity(who, place, { type: 'installationUpdate', action: 'remove' })),
    last(who) {
      const message = seenBy(who).at(-1)
      if (!message) throw new Error(`${who} sees nothing.`)
      return message
    },
    seen: (who) =>
      seenBy(who)
        .map(({ card, to }) => `${to === null ? '' : '(only you) '}${textOf(card)}`)
        .join('\n---\n'),
  }
  return driver
}
