import { type Conversation, interrupt, leave, newConversation, type Talk, takeLine } from './conversation.ts'
import { usableWidth } from './render.ts'

/** What one line came to: what to print ('' or text ending in a line feed), what to ask with, whether it is over. */
export type LineAnswer = { output: string; prompt: string; ended: boolean }

export type Session = {
  /** Takes one typed line. Lines are to be given one after the other, each when the last was answered. */
  line(text: string): Promise<LineAnswer>
  /** Ctrl-C. */
  interrupt(): LineAnswer
  /** The end of the input. */
  end(): LineAnswer
}

/** A conversation without a terminal: it remembers the last answer's choices, the open form and the open question. */
export function createSession(talk: Talk): Session {
  const settled = { ...talk, width: usableWidth(talk.width) }
  let conversation: Conversation = newConversation
  const keep = (turn: LineAnswer & { conversation: Conversation }): LineAnswer => {
    conversation = turn.conversation
    return { output: turn.output, prompt: turn.prompt, ended: turn.ended }
  }
  return {
    line: async (text) => keep(await takeLine(conversation, text, settled)),
    interrupt: () => keep(interrupt(conversation, settled)),
    end: () => keep(leave(conversation, settled)),
  }
}
