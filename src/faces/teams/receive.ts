import { assertNever, type View } from '../../core/view.ts'
import type { Progress } from '../common/asking.ts'
import { type Incoming, readActivity } from './activity.ts'
import { answerMessage } from './answer.ts'
import { openDialog, openExtension, submitDialog } from './dialog.ts'
import { explainFailure, logFailure } from './errors.ts'
import { installed, removed } from './install.ts'
import { type Answer, cardAnswer, choicesAnswer, dialogAnswer, received } from './invoke.ts'
import { press, pressedBefore, turnedAway } from './press.ts'
import { receiptFor } from './receipt.ts'
import { readFields, renderCard } from './render.ts'
import { listenerOf, sayAlone } from './say.ts'
import { offerFound } from './search.ts'
import { tooOld } from './settle.ts'
import { type Submissions, withWritten } from './submit.ts'
import { type Desk, renderingOf } from './visit.ts'

/** Answers one activity. Its sender and its tenant have been proved. Never rejects. */
export type Receive = (activity: unknown) => Promise<Answer>

/** The way of one request: read it, see that it is the first of its kind, let the person in, do what they ask, answer. */
export function createReceive(desk: Desk): Receive {
  const running: Submissions = new Map()
  return async (activity) => {
    const incoming = readActivity(activity)
    if (!incoming) return { status: 400 }
    const progress: Progress = { changed: false }
    try {
      return await handle(desk, incoming, progress, running)
    } catch (error) {
      const view = explainFailure(desk.log, error, incoming.kind, progress)
      return explained(desk, incoming, progress.changed ? view : withInputs(incoming, view))
    }
  }
}

async function handle(
  desk: Desk,
  incoming: Incoming,
  progress: Progress,
  running: Submissions,
): Promise<Answer> {
  switch (incoming.kind) {
    case 'message':
      if (await isFirst(desk, incoming)) await answerMessage(desk, incoming, progress)
      return received
    case 'press':
      // A form is known by what it carries, and looking again changes nothing.
      if (incoming.data.do === 'save' || incoming.data.do === 'refresh' || (await isFirst(desk, incoming)))
        return press(desk, incoming, progress, running)
      return pressedBefore(desk, incoming)
    case 'dialog opened':
      return openDialog(desk, incoming, progress)
    case 'dialog submitted':
    case 'extension submitted':
      return submitDialog(desk, incoming, progress, running)
    case 'extension opened':
      return openExtension(desk, incoming, progress)
    case 'searched':
      return offerFound(desk, incoming)
    case 'installed':
      await installed(desk, incoming)
      return received
    case 'removed':
      await removed(desk, incoming)
      return received
    case 'unknown press':
      return explained(desk, incoming, tooOld)
    case 'other':
      return received
    default:
      return assertNever(incoming)
  }
}

async function isFirst(desk: Desk, { activityId, tenantId, spot, sender }: Incoming): Promise<boolean> {
  if (activityId === null) return true
  const key = receiptFor('activity', tenantId, spot.thread, sender.accountId, activityId)
  return desk.office.receipts.first(key)
}

function untold(desk: Desk, error: unknown): Answer {
  logFailure(desk.log, 'teams person not told', error)
  return received
}

/** What went wrong takes the place of a dialog, and so must hold what was written into it. */
function withInputs(incoming: Incoming, view: View): View {
  const submitted = incoming.kind === 'dialog submitted' || incoming.kind === 'extension submitted'
  return submitted ? withWritten(view, readFields(incoming.inputs)) : view
}

/** Says what went wrong where it was asked for. */
async function explained(desk: Desk, incoming: Incoming, view: View): Promise<Answer> {
  const listener = listenerOf(desk, incoming)
  const message = renderCard(view, renderingOf(listener, null))
  const told = (): Promise<Answer> =>
    sayAlone(listener, message).then(
      () => received,
      (error: unknown) => untold(desk, error),
    )
  switch (incoming.kind) {
    case 'dialog opened':
    case 'dialog submitted':
    case 'extension opened':
    case 'extension submitted':
      return dialogAnswer(message, 'Followthrough')
    case 'unknown press':
      if (incoming.waits === 'card') return cardAnswer(message)
      return incoming.waits === 'dialog' ? dialogAnswer(message, 'Followthrough') : told()
    case 'press':
      return turnedAway(desk, incoming, view).catch((error: unknown) => untold(desk, error))
    case 'message':
      return told()
    case 'searched':
      return choicesAnswer([])
    case 'installed':
    case 'removed':
    case 'other':
      return received
    default:
      return assertNever(incoming)
  }
}
