import type { Office, Welcome } from '../../core/ports.ts'
import { listOf } from '../../core/text.ts'
import { note, refusal, type View } from '../../core/view.ts'

/**
 * What somebody reads whom the board does not know: whom to ask; and help, when that is what they asked for.
 * `notConnected` is what the platform's people are told where there is no board at all.
 */
export function strangerView(
  office: Pick<Office, 'help'>,
  welcome: Exclude<Welcome, { kind: 'member' }>,
  typed: string,
  notConnected: View,
): View {
  if (welcome.kind === 'no board') return notConnected
  const how = howToGetIn(welcome)
  const reply = /^\s*\/?(?:\S+\s+)?help\b/i.test(typed) ? office.help(typed) : null
  if (reply?.type === 'view') return { ...reply, blocks: [note(how), ...reply.blocks] }
  return refusal(how)
}

/** Whom somebody asks whom the board does not know. */
export function howToGetIn({ ask, board }: Extract<Welcome, { kind: 'stranger' }>): string {
  const whom = ask.length > 0 ? listOf(ask, 'or') : 'whoever looks after it'
  return `You are not on ${board.name} yet. Ask ${whom} to let you in; they have been shown that you asked.`
}
