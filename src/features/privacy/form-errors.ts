import type { IsoDate } from '../../calendar/date.ts'
import { checkTexts } from './rules.ts'

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
    return found ? [[name, found.headline] as const] : []
  })
  return Object.fromEntries(errors)
}

/** Whether there is anything to put right. */
export function hasErrors(errors: Readonly<Record<string, string>>): boolean {
  return Object.keys(errors).length > 0
}
