import { formatDate, type IsoDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Form, FormField, Option } from '../../core/form.ts'
import { roles } from '../../core/permission.ts'
import { count, listOf } from '../../core/text.ts'
import { type Field, note } from '../../core/view.ts'
import type { KnownNewcomer, Likeness, PersonEntry, PersonFile } from './store.ts'
import { chatWords, roleWords } from './view.ts'

/** A choice holds no more on any platform. */
export const mostOptions = 99

/** The longest name of a person or a body. */
export const nameMax = 120

type Organisation = { id: string; name: string }

/** Stands for a person who is not on the board yet, and for not letting anybody in. */
export const newPerson = 'new'
export const nobody = 'nobody'

const roleOptions: readonly Option[] = roles.map((role) => ({
  value: role,
  label: `${roleWords[role].word}: ${roleWords[role].may}`,
}))

/** The organisations of the board, and room for one it does not have yet. */
function organisationFields(organisations: readonly Organisation[], now: string | null): FormField[] {
  return [
    {
      name: 'organisation',
      label: 'Organisation',
      optional: true,
      type: 'choice',
      value: now,
      options: organisations.slice(0, mostOptions).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: 'another',
      label: 'Another organisation',
      optional: true,
      help: 'Only when it is not in the list above.',
      type: 'text',
      value: '',
      multiline: false,
      max: nameMax,
    },
  ]
}

/** The form for somebody of the board. `likely` are names in the plans that resemble theirs. */
export function personForm(
  person: PersonFile,
  organisations: readonly Organisation[],
  likely: readonly Likeness[],
): Form {
  const { organisationId, organisation } = person
  const own = organisationId && organisation ? [{ id: organisationId, name: organisation }] : []
  const others = organisations.filter(({ id }) => id !== organisationId).slice(0, mostOptions - own.length)
  const state: Field[] = [
    { label: 'Chat', value: person.accounts.length > 0 ? chatWords(person.accounts) : 'not on chat yet' },
    { label: 'Open actions', value: String(person.openActions) },
  ]
  return {
    type: 'form',
    command: `actions people ${person.personId}`,
    title: person.personName,
    state: [{ type: 'fields', fields: state }],
    fields: [
      {
        name: 'role',
        label: 'Role',
        optional: false,
        type: 'choice',
        value: person.role,
        options: roleOptions,
      },
      ...organisationFields(
        [...own, ...others].toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB')),
        organisationId,
      ),
      {
        name: 'email',
        label: 'E-mail address',
        optional: true,
        help: 'Whoever has it on chat is taken for this person.',
        type: 'text',
        value: person.email ?? '',
        multiline: false,
        max: 254,
      },
      {
        name: 'aliases',
        label: 'Names they go by in plans',
        optional: true,
        help: `One a line. Unowned actions under them become theirs.${likelyWords(likely)}`,
        type: 'text',
        value: person.aliases.join('\n'),
        multiline: true,
        max: 1000,
      },
      {
        name: 'active',
        label: 'On the board',
        optional: true,
        type: 'checkbox',
        value: person.active,
        caption: 'Has access to this board',
      },
    ],
    submit: 'Save person',
    hidden: { version: String(person.version) },
  }
}

function likelyWords(likely: readonly Likeness[]): string {
  if (likely.length === 0) return ''
  return ` The plans name ${listOf(likely.map(({ asWritten, actions }) => `'${asWritten}' on ${count(actions, 'action')}`))}.`
}

/** The form that lets a newcomer in: as somebody of `people`, likely ones first, or as a new person. */
export function admitForm(
  newcomer: KnownNewcomer,
  people: readonly PersonEntry[],
  organisations: readonly Organisation[],
  today: IsoDate,
): Form {
  const { formerly } = newcomer
  const known = formerly
    ? [{ value: formerly.id, label: `${formerly.name}, on the board again` }]
    : people.slice(0, mostOptions - 2).map((person) => ({
        value: person.personId,
        label: [person.personName, ...(person.organisation ? [person.organisation] : [])].join(', '),
      }))
  const fresh = formerly ? [] : [{ value: newPerson, label: 'A new person' }]
  return {
    type: 'form',
    command: `actions admit ${newcomer.id}`,
    title: 'Let in',
    state: [
      {
        type: 'fields',
        fields: [
          { label: `Name on ${chatWords([newcomer])}`, value: newcomer.displayName },
          { label: 'Asked', value: formatDate(londonDateOf(newcomer.seenAt), today) },
          ...(formerly ? [{ label: 'Account of', value: `${formerly.name}, who left the board` }] : []),
        ],
      },
      note('Anybody can choose a name on chat. When in doubt, ask them first.'),
    ],
    fields: [
      {
        name: 'who',
        label: 'Who this is',
        optional: false,
        type: 'choice',
        value: null,
        options: [...known, ...fresh, { value: nobody, label: 'Nobody: do not let them in' }],
      },
      ...(formerly ? [] : newPersonFields(newcomer, organisations)),
    ],
    submit: 'Save',
    hidden: {},
  }
}

function newPersonFields(newcomer: KnownNewcomer, organisations: readonly Organisation[]): FormField[] {
  return [
    {
      name: 'name',
      label: 'Name',
      optional: true,
      help: 'This and what follows is for a new person only.',
      type: 'text',
      value: newcomer.displayName,
      multiline: false,
      max: nameMax,
    },
    { name: 'role', label: 'Role', optional: false, type: 'choice', value: 'viewer', options: roleOptions },
    ...organisationFields(organisations, null),
  ]
}
