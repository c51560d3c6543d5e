import type { Reply } from '../../core/command.ts'
import { assertNever } from '../../core/view.ts'
import { cleanLine } from './clean.ts'
import type { Answer } from './conversation.ts'
import { type Line, paint, run, wrap } from './lines.ts'
import { renderReply, usableWidth } from './render.ts'

export type SayOptions = {
  answer: Answer
  /** The command, as it would be typed. */
  text: string
  /** The neutral reply as JSON, for other programs. */
  json: boolean
  write: (text: string) => void
  width: number
  colour: boolean
}

/**
 * One command, one answer. Resolves to the exit code: 0 for an answer, a change or a form, 1 for a refusal.
 * What `answer` throws is thrown on.
 */
export async function sayOnce({ answer, text, json, write, width, colour }: SayOptions): Promise<number> {
  const reply = await answer(text)
  if (json) write(`${safeJson(reply)}\n`)
  else write(`${renderReply(reply, { width, colour, choices: 'commands' })}\n${hint(reply, width, colour)}`)
  return exitCode(reply)
}

function exitCode(reply: Reply): number {
  if (reply.type === 'form') return 0
  switch (reply.kind) {
    case 'answer':
    case 'done':
      return 0
    case 'refusal':
      return 1
    default:
      return assertNever(reply.kind)
  }
}

/** A form cannot be filled in with one command: where it can. */
function hint(reply: Reply, width: number, colour: boolean): string {
  if (reply.type !== 'form') return ''
  const lines: Line[] = wrap(
    [
      run('To fill this in: '),
      run('followthrough console', 'code'),
      run(', then '),
      run(`/${cleanLine(reply.command)}`, 'code'),
    ],
    usableWidth(width),
  )
  return `\n${paint(lines, colour)}\n`
}

// JSON escapes the lower control characters only; the others, and marks that turn the order of a text, could
// still do mischief on a terminal. Escaped, they are the same JSON.
const unsafe = /[\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

function safeJson(reply: Reply): string {
  return JSON.stringify(reply, null, 2).replace(
    unsafe,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
