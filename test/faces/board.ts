import type { Reply, Submission } from '../../src/core/command.ts'
import { type Form, type FormField, withErrors } from '../../src/core/form.ts'
import { done, refusal } from '../../src/core/view.ts'
import { createSession, type Session } from '../../src/faces/console/session.ts'
import { claimable, closed, mine, progressForm, saved } from './fixtures.ts'

export type Asked = { text: string; submission: Submission | undefined }

/** A stand-in for the kernel: answers from hand, and remembers what it was asked. */
export function fakeBoard(): {
  answer: (text: string, submission?: Submission) => Promise<Reply>
  asked: Asked[]
} {
  const asked: Asked[] = []
  return {
    asked,
    answer: async (text, submission) => {
      asked.push({ text, submission })
      if (submission) return submitted(submission)
      if (text.endsWith('mine')) return mine
      if (text.endsWith('unowned')) return claimable
      if (text.includes('progress')) return progressForm
      if (text.includes('close')) return closed
      return refusal(`There is no action ${text} on this board.`, { next: 'actions list' })
    },
  }
}

function submitted({ values }: Submission): Reply {
  if (values['due'] !== '31.2.27') return saved
  return withErrors(progressForm, values, {
    due: "'31.2.27' is not a date. Write it like 28.2.27 or 28 Feb 2027. Your text is kept.",
  })
}

/** Says lines one after the other, and gives back what a terminal would show. */
export async function transcript(session: Session, lines: readonly string[]): Promise<string> {
  let prompt = '> '
  let shown = ''
  for (const line of lines) {
    const turn = await session.line(line)
    shown += `${`${prompt}${line}`.trimEnd()}\n${turn.output}`
    prompt = turn.prompt
    if (turn.ended) break
  }
  return shown
}

/** A session of a board, at 100 columns without colour. */
export function plainSession(answer: (text: string, submission?: Submission) => Promise<Reply>): Session {
  return createSession({ answer, width: 100, colour: false })
}

/** A form of one field, and what was submitted for it. */
export function formOf(field: FormField): {
  say: (...lines: string[]) => Promise<string>
  values: () => unknown[]
} {
  const submitted: Submission[] = []
  const form: Form = { ...progressForm, state: [], fields: [field] }
  const session = plainSession(async (_text, submission): Promise<Reply> => {
    if (!submission) return form
    submitted.push(submission)
    return done('Saved.')
  })
  return {
    say: (...lines) => transcript(session, ['progress', ...lines]),
    values: () => submitted.map(({ values }) => values[field.name]),
  }
}

/** A field for a short text that is needed. */
export const textField = {
  name: 'f',
  label: 'What?',
  optional: false,
  type: 'text',
  value: '',
  multiline: false,
  max: 20,
} as const
