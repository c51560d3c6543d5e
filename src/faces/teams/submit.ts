import type { Form, FormValues } from '../../core/form.ts'
import { heading, refusal, type View } from '../../core/view.ts'
import { ask, type Progress } from '../common/asking.ts'
import type { Inputs } from './activity.ts'
import type { Answer } from './invoke.ts'
import { type Back, openMetadata } from './metadata.ts'
import { receiptFor } from './receipt.ts'
import { readFields } from './render.ts'
import type { Visit } from './visit.ts'

/** What became of a form. */
export type Saved =
  | { kind: 'done'; view: View; back: Back }
  /** It comes again with what is wrong and everything that was typed. */
  | { kind: 'again'; form: Form; back: Back }
  | { kind: 'refused'; view: View }

/** Forms that are being saved, or were a moment ago: one that is sent again gets the same answer, and is saved and told once. */
export type Submissions = Map<string, { answer: Promise<Answer>; progress: Progress }>

/** How long an answer is kept for the same form, in milliseconds: Teams sends again what was not answered in five seconds. */
const kept = 60_000

/**
 * Saves what was filled in and shows what became of it, once, however often it is sent. `s` is the sealed metadata of the
 * form.
 */
export async function submitForm(
  visit: Visit,
  { s, inputs }: { s: string; inputs: Inputs },
  running: Submissions,
  show: (saved: Saved) => Promise<Answer>,
): Promise<Answer> {
  const { progress } = visit
  const key = receiptFor('form', visit.tenantId, visit.userId, s, JSON.stringify(readFields(inputs)))
  const before = running.get(key)
  if (before) return sameAnswer(before, progress)
  let done = false
  const answer = save(visit, s, inputs, key).then((saved) => {
    done = saved.kind === 'done'
    return show(saved)
  })
  running.set(key, { answer, progress })
  const forget = (): void => void running.delete(key)
  // Only what was done must not be done again: anything else may be tried again at once.
  answer.then(() => (done ? setTimeout(forget, kept).unref() : forget()), forget)
  return answer
}

/** What the first of two is answered is true of the second: that it was saved, too. */
async function sameAnswer(
  { answer, progress }: { answer: Promise<Answer>; progress: Progress },
  own: Progress,
): Promise<Answer> {
  try {
    return await answer
  } finally {
    own.changed ||= progress.changed
  }
}

async function save(visit: Visit, s: string, inputs: Inputs, key: string): Promise<Saved> {
  const { receipts } = visit.desk.office
  const values = readFields(inputs)
  const metadata = openMetadata(visit, s)
  if (metadata?.kind !== 'form') return { kind: 'refused', view: withWritten(tooOldForm, values) }
  if (!(await receipts.first(key))) return { kind: 'refused', view: withWritten(cameBefore, values) }
  let saved = false
  try {
    const reply = await ask(visit, metadata.command, { values, hidden: metadata.hidden })
    if (reply.type === 'form') return { kind: 'again', form: reply, back: metadata.back }
    saved = reply.kind === 'done'
    return saved
      ? { kind: 'done', view: reply, back: metadata.back }
      : { kind: 'refused', view: withWritten(reply, values) }
  } finally {
    if (!saved) await receipts.forget(key)
  }
}

const tooOldForm = refusal(
  'This form was opened too long ago to be saved, or by somebody else. Nothing was saved. Open it again.',
  { next: 'actions mine' },
)

/** Whoever took it may have saved it, may be at it still, or may have ended before: what was written must not be lost. */
const cameBefore = refusal(
  'This form came a moment ago already, and is not saved a second time. Look whether it is there; if not, open it again.',
  { next: 'actions mine' },
)

/** Why it was not saved, and beneath it what was written, to be copied: words and links, and nothing that was chosen. */
export function withWritten(view: View, values: FormValues): View {
  const written = Object.values(values).filter(
    (value): value is string => typeof value === 'string' && /\s|^https?:/i.test(value.trim()),
  )
  if (written.length === 0) return view
  const quotes = written.map((text) => ({ type: 'quote' as const, text }))
  return { ...view, blocks: [...view.blocks, heading('What you had written'), ...quotes] }
}
