import type { Submission } from '../../core/command.ts'
import type { FormField } from '../../core/form.ts'
import { count } from '../../core/text.ts'
import { textValue } from '../actions/forms.ts'
import { findAmong } from '../people/find.ts'
import type { Person } from '../people/store.ts'
import { type Escalating, type EscalationStep, mostWorkingDays } from '../reminders/schema.ts'

/** A number of days, at most 999. */
export function daysField(name: string, label: string, value: number): FormField {
  return { name, label, optional: false, type: 'text', value: String(value), multiline: false, max: 3 }
}

/** Who is told of an overdue action: two numbers of working days, and the executive lead. */
export function escalationFields(now: Escalating, people: readonly Person[]): FormField[] {
  // Somebody who has left the board is told nothing any more, so that nobody stands there.
  const named = people.some(({ personId }) => personId === now.executive) ? now.executive : null
  return [
    daysField('leads-after', 'Leads are told when overdue for so many working days', now.leadsAfter),
    {
      name: 'executive',
      label: 'Executive lead',
      optional: true,
      type: 'person',
      value: named ?? '',
      options: people.map((person) => ({ value: person.personId, label: person.personName })),
    },
    daysField('executive-after', 'and is told when overdue for so many working days', now.executiveAfter),
  ]
}

export function readEscalating(
  submission: Submission,
  people: readonly Person[],
  errors: Record<string, string>,
): Escalating {
  const days = (field: string): number => {
    const written = textValue(submission, field) ?? ''
    const read = /^\d{1,3}$/.test(written) ? Number(written) : Number.NaN
    if (!(read >= 1 && read <= mostWorkingDays))
      errors[field] = `Write a number of working days, 1 to ${mostWorkingDays}.`
    return read
  }
  const typed = textValue(submission, 'executive')
  const found = typed === null ? null : findAmong(people, typed)
  if (found && !found.ok) errors['executive'] = found.message
  return {
    leadsAfter: days('leads-after'),
    executiveAfter: days('executive-after'),
    executive: found?.ok ? found.person.personId : null,
  }
}

/** 'Overdue for 10 working days: Adam Brandt is told.' */
export function stepText({ words, afterWorkingDays, to }: EscalationStep, people: readonly Person[]): string {
  const late = `Overdue for ${count(afterWorkingDays, 'working day')}`
  if (to === 'leads') return `${late}: ${words} are told.`
  const person = people.find(({ personId }) => personId === to.personId)
  return person
    ? `${late}: ${person.personName} is told.`
    : `${late}: nobody is told, until an executive lead is named.`
}
