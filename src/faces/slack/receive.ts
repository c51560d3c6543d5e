import type { Progress } from '../common/asking.ts'
import { type Ack, answerCommand } from './answer.ts'
import { explainFailure, MalformedPayload } from './errors.ts'
import { openedHome, thrownOut } from './events.ts'
import { offerFound } from './options.ts'
import { type Incoming, readPayload } from './payload.ts'
import { press } from './press.ts'
import { receiptKey } from './receipt.ts'
import { openFinder } from './shortcuts.ts'
import { type Submissions, submitForm } from './submit.ts'
import { tell } from './tell.ts'
import type { Desk } from './visit.ts'

/** What one request brings beside its body. Bolt has proved that Slack sent it. */
export type Delivery = { body: unknown; ack: Ack; signature: string | null }

export type Receive = (delivery: Delivery) => Promise<void>

/**
 * The way of one request: read it, answer Slack, see that it is the first of its kind, let the person in, do what
 * they ask. Throws MalformedPayload for what Slack does not send; every other failure is told and logged.
 */
export function createReceive(desk: Desk): Receive {
  const running: Submissions = new Map()
  return async ({ body, ack, signature }) => {
    const startedAt = Date.now()
    const incoming = readPayload(body)
    if (!incoming) throw new MalformedPayload()
    const key = receiptKey(incoming, signature)
    switch (incoming.kind) {
      // Slack waits for what these say.
      case 'command':
        return answerCommand(desk, incoming, ack, { key: key ?? '', startedAt })
      case 'submission':
        return submitForm(desk, incoming, ack, { key: key ?? '', running, startedAt })
      case 'suggestion':
        return offerFound(desk, incoming, ack, startedAt)
      default:
        await ack()
        return attempt(desk, incoming, key, startedAt)
    }
  }
}

type Rest = Exclude<Incoming, { kind: 'command' | 'submission' | 'suggestion' }>

async function attempt(desk: Desk, incoming: Rest, key: string | null, startedAt: number): Promise<void> {
  const progress: Progress = { changed: false }
  try {
    if (key !== null && !(await desk.office.receipts.first(key))) return
    await handle(desk, incoming, progress, startedAt)
  } catch (error) {
    await tell(desk, incoming, explainFailure(desk.log, error, incoming.kind, progress))
  }
}

async function handle(desk: Desk, incoming: Rest, progress: Progress, startedAt: number): Promise<void> {
  switch (incoming.kind) {
    case 'press':
      return press(desk, incoming, progress, startedAt)
    case 'shortcut':
    case 'message shortcut':
      return openFinder(desk, incoming, progress)
    case 'home opened':
      return openedHome(desk, incoming, progress)
    case 'thrown out':
      return thrownOut(desk, incoming)
    case 'other':
      return
  }
}
