import type { View } from '../../../../src/core/view.ts'
import type { Face, Heard } from '../face.ts'
import type { FaceName } from '../face-parts.ts'

/** What people do and what must come of it, the same on every face. */
export type Story = {
  title: string
  /** Every face, unless it is about a place that one does not have. */
  on?: readonly FaceName[]
  tell(face: Face): Promise<void>
}

export function viewOf({ act, reply }: Heard): View {
  if (reply.type !== 'view') throw new Error(`${act} opened a form: ${reply.title}`)
  return reply
}

/** The references of an answer's rows. */
export function refsOf(heard: Heard): string[] {
  return viewOf(heard).blocks.flatMap((block) =>
    block.type === 'rows' ? block.rows.map(({ ref }) => ref) : [],
  )
}

/** What is wrong in a form that came again, by label. */
export function errorsOf({ act, reply }: Heard): Record<string, string> {
  if (reply.type !== 'form') throw new Error(`${act} was told: ${reply.headline}`)
  return Object.fromEntries(reply.fields.flatMap(({ label, error }) => (error ? [[label, error]] : [])))
}
