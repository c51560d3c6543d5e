import type { IsoDate } from '../../calendar/date.ts'
import { listOf } from '../../core/text.ts'
import { checkTexts, findIdentifiers, type Hit, positionsOf } from './rules.ts'

/** An error stands beside a field, where there is room for a line or two: so many places, then a number. */
const mostListed = 3

/**
 * The same check for a form: what is wrong, by field, so that the person mends the one place and loses nothing.
 * The form goes back to the person alone; nothing of it is stored or logged.
 */
export function privacyErrors(
  texts: Readonly<Record<string, string | null | undefined>>,
  today: IsoDate,
): Record<string, string> {
  const errors = Object.entries(texts).flatMap(([name, text]) => {
    const found = checkTexts({ [name]: text }, today)
    if (!found) return []
    const hits = findIdentifiers(text ?? '', today)
    return [[name, hits.length > 1 ? several(hits) : found.headline] as const]
  })
  return Object.fromEntries(errors)
}

/** Each by its kind and place: with more than one, 'that part' would not say which. */
function several(hits: readonly Hit[]): string {
  const told = hits.slice(0, mostListed).map((hit) => `${hit.kind} (${positionsOf(hit)})`)
  const more = hits.length - told.length
  const all = listOf([...told, ...(more > 0 ? [`${more.toLocaleString('en-GB')} more`] : [])])
  return `Not saved: this looks like ${all}. Use the record system for anything about a child, and describe the work here.`
}

/** Whether there is anything to put right. */
export function hasErrors(errors: Readonly<Record<string, string>>): boolean {
  return Object.keys(errors).length > 0
}
