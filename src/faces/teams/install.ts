import { answer, button, buttons, note, paragraph, type View } from '../../core/view.ts'
import type { Incoming, IncomingOf } from './activity.ts'
import { forgetWritten, writeDown } from './conversations.ts'
import { receiptFor } from './receipt.ts'
import { renderCard } from './render.ts'
import { listenerOf, sayAloud } from './say.ts'
import { type Desk, renderingOf, tenantPlace } from './visit.ts'

/**
 * The app was put somewhere: the conversation is kept, so that something can be said there unasked, and it is said once
 * what there is to do. Teams tells of it in two ways, and again when it got no answer; and of every upgrade.
 */
export async function installed(desk: Desk, incoming: IncomingOf<'installed'>): Promise<void> {
  // Whatever was written lately: it may have been taken away since, as another process was told.
  forgetWritten(desk, incoming)
  await writeDown(desk, incoming)
  if (incoming.upgrade) return
  const { spot } = incoming
  const { receipts } = desk.office
  const key = welcomeKey(incoming)
  if (!(await receipts.first(key))) return
  const view =
    spot.kind === 'personal' ? personalWelcome : spot.kind === 'channel' ? channelWelcome : groupWelcome
  const listener = listenerOf(desk, incoming)
  try {
    await sayAloud(listener, renderCard(view, renderingOf(listener, null)))
  } catch (error) {
    // Teams tells of it before it takes anything there: the second time it may.
    await receipts.forget(key)
    throw error
  }
}

/** The app was taken away: nothing is said there any more, until it is put back. People and what they did stay. */
export async function removed(desk: Desk, incoming: IncomingOf<'removed'>): Promise<void> {
  const { tenantId, spot } = incoming
  await desk.office.conversations.forget(tenantPlace(tenantId), spot.id)
  forgetWritten(desk, incoming)
  await desk.office.receipts.forget(welcomeKey(incoming))
}

function welcomeKey({ tenantId, spot }: Pick<Incoming, 'tenantId' | 'spot'>): string {
  return receiptFor('welcome', tenantId, spot.id)
}

const personalWelcome: View = answer(
  'Followthrough keeps inspection recommendations moving. This chat is yours alone.',
  [
    paragraph('Write a command, such as mine or due this week, or a reference, such as 4.2.'),
    buttons(
      button('My actions', 'actions mine', { emphasis: 'primary' }),
      button('The board', 'actions board'),
      button('What I can ask', 'actions help'),
    ),
    note(
      'Never write anything about a child here: work is described in chat, children in the record system.',
    ),
  ],
)

const channelWelcome: View = {
  ...answer('Followthrough can tell this channel every week what is due and what is overdue.', [
    buttons(
      button('Post the digest here on Mondays', 'actions digest here mon 9am', { emphasis: 'primary' }),
      button('Look at it first', 'actions digest preview'),
    ),
    note(
      'A lead sets it up. Ask me anything by mentioning me: @Followthrough actions due. Your answer is for you alone.',
    ),
  ]),
  audience: 'public',
}

const groupWelcome: View = {
  ...answer(
    'Followthrough answers each of you alone here. Mention me, or write to me in a chat of your own.',
    [
      buttons(
        button('My actions', 'actions mine', { emphasis: 'primary' }),
        button('What I can ask', 'actions help'),
      ),
    ],
  ),
  audience: 'public',
}
