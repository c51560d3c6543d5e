import { z } from 'zod'
import type { IsoDate } from '../../calendar/date.ts'
import type { Submission } from '../../core/command.ts'
import { isId } from '../../core/ids.ts'
import { may, type Role, roles, whoMay } from '../../core/permission.ts'
import { count, nameKey, oneLine } from '../../core/text.ts'
import { textValue } from '../actions/forms.ts'
import { privacyErrors } from '../privacy/form-errors.ts'
import { nameMax } from './forms.ts'
import type { PersonChange, PersonFile } from './store.ts'

/** The most names anybody goes by. */
const mostAliases = 20

const address = z.email().max(254)

export type Read<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> }

/** What an administrator's form says of a person. */
export function readPerson(
  person: PersonFile,
  version: number,
  submission: Submission,
  today: IsoDate,
): Read<PersonChange> {
  const errors: Record<string, string> = {}
  const role = roleIn(submission) ?? person.role
  const active = submission.values['active'] === true
  const email = textValue(submission, 'email')
  if (email && !address.safeParse(email).success)
    errors['email'] = 'That is not an e-mail address. Write it like name@example.org.'
  const aliases = aliasesIn(submission, errors)
  const held = new Set(person.aliases.map(nameKey))
  if (!(active && may(role, 'work on own action')) && aliases.some((alias) => !held.has(nameKey(alias))))
    errors['aliases'] =
      `Only ${whoMay('work on own action')} on the board can own the actions of a name in a plan.`
  const organisation = organisationIn(submission, errors)
  Object.assign(
    errors,
    privacyErrors(
      { another: textValue(submission, 'another'), aliases: textValue(submission, 'aliases') },
      today,
    ),
  )
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    value: { personId: person.personId, version, role, organisation, email, aliases, active },
  }
}

/** Names, one a line; of two spellings of one, the first. */
function aliasesIn(submission: Submission, errors: Record<string, string>): string[] {
  const lines = (textValue(submission, 'aliases') ?? '').split('\n').map(oneLine).filter(Boolean)
  const byKey = new Map(lines.toReversed().map((line) => [nameKey(line), line]))
  if (byKey.has('')) errors['aliases'] = 'A name needs letters.'
  if (lines.some((line) => line.length > 80))
    errors['aliases'] = 'One of these is too long for a name: one name a line.'
  if (byKey.size > mostAliases) errors['aliases'] = `At most ${count(mostAliases, 'name')}.`
  return [...byKey.values()].toReversed()
}

/** What is written wins over what is chosen: nobody writes a name by accident. */
export function organisationIn(
  submission: Submission,
  errors: Record<string, string>,
): PersonChange['organisation'] {
  const written = textValue(submission, 'another')
  if (written && (written.length > nameMax || nameKey(written) === ''))
    errors['another'] = 'That is not the name of an organisation.'
  if (written) return { name: oneLine(written) }
  const chosen = submission.values['organisation']
  return typeof chosen === 'string' && isId(chosen) ? { id: chosen } : null
}

export function roleIn(submission: Submission): Role | null {
  return roles.find((role) => role === submission.values['role']) ?? null
}
