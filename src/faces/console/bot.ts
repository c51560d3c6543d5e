import type { ConsoleContext } from 'bottender'
import { PlainError } from '../../core/errors.ts'
import { cleanText } from './clean.ts'
import {
  type Conversation,
  interrupt,
  leave,
  newConversation,
  type Talk,
  type Turn,
  takeLine,
} from './conversation.ts'

/** What happens at a console: a line was typed, Ctrl-C was pressed, or the input came to its end. */
export type ConsoleEvent = { type: 'line'; text: string } | { type: 'interrupt' } | { type: 'end' }

export type ConsoleBot = {
  /** Takes one event; what there is to print goes to `sendText`. Events are to be given one after the other. */
  handle(event: ConsoleEvent): Promise<{ prompt: string; ended: boolean }>
}

export type LoadBottender = () => Promise<typeof import('bottender')>

const missing = 'The interactive console needs the development dependencies: npm ci.'

/**
 * The bot behind the console. Bottender carries the events (typed lines are messages, keys are payloads) and its
 * session store holds the conversation of the console's user; what an event means is decided in conversation.ts.
 * Throws a PlainError when bottender is not installed: it is a development dependency.
 */
export async function createConsoleBot(
  talk: () => Talk,
  sendText: (text: string) => void,
  load: LoadBottender,
): Promise<ConsoleBot> {
  const { Bot, ConsoleConnector, MemorySessionStore } = await load().catch(explainMissing)
  const connector = new ConsoleConnector({ client: { sendText } })
  const bot = new Bot({ connector, sessionStore: new MemorySessionStore(500), sync: true })
  // Without a listener of ours, bottender would print failures among the answers.
  bot.emitter.on('error', () => {})
  let now = { prompt: '> ', ended: false }
  bot.onEvent(async (context) => {
    const turn = await turnFor(context.event, recall(context.state), talk())
    context.setState(remember(turn.conversation))
    now = { prompt: turn.prompt, ended: turn.ended }
    if (turn.output !== '') await context.sendText(turn.output)
  })
  const receive = bot.createRequestHandler()
  return {
    handle: async (event) => {
      await receive(
        event.type === 'line' ? { message: { text: cleanText(event.text) } } : { payload: event.type },
      )
      return now
    },
  }
}

type Event = { text?: string | null; payload?: string | null }

function turnFor(event: Event, conversation: Conversation, talk: Talk): Turn | Promise<Turn> {
  if (event.payload === 'interrupt') return interrupt(conversation, talk)
  if (event.payload === 'end') return leave(conversation, talk)
  return takeLine(conversation, event.text ?? '', talk)
}

type State = ConsoleContext['state']

// A conversation is plain data, and only these two touch the place where it lies in the session's state.
function remember(conversation: Conversation): State {
  return { conversation: conversation as unknown as State }
}

function recall(state: State): Conversation {
  const { conversation } = state
  return conversation ? (conversation as unknown as Conversation) : newConversation
}

function explainMissing(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') throw new PlainError(missing)
  throw error
}
