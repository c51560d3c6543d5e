import { formatDate } from '../../calendar/date.ts'
import { londonDateOf } from '../../calendar/london.ts'
import type { Submission } from '../../core/command.ts'
import { type Form, type FormField, type FormValues, type Option, withErrors } from '../../core/form.ts'
import { may } from '../../core/permission.ts'
import { normaliseText, shorten } from '../../core/text.ts'
import type { Block, Field } from '../../core/view.ts'
import { rate } from '../boards/rules.ts'
import type { Person } from '../people/store.ts'
import type { RecommendationDetail } from '../recommendations/store.ts'
import { inTheWayOf } from './in-the-way.ts'
import { lifecycle, progressStatuses } from './lifecycle.ts'
import { type ActionDetail, narrativeMax } from './schema.ts'
import { ownerOf, type Viewing, whenOf } from './view.ts'

/** The present state, as a form shows it before its first field; `more` stands under it in the same columns. */
export function stateOf(
  action: ActionDetail,
  { scheme, today }: Viewing,
  more: readonly Field[] = [],
): Block[] {
  const last = action.lastProgress
  return [
    { type: 'quote', text: shorten(action.text, 300) },
    {
      type: 'fields',
      fields: [
        {
          label: 'Now',
          value: `${rate(action, scheme, today).word} · ${lifecycle[action.status].word} · ${whenOf(action, today)}`,
        },
        { label: 'Owner', value: ownerOf(action) },
        ...(last
          ? [
              {
                label: 'Last progress',
                value: `${formatDate(londonDateOf(last.at), today)}, ${last.author}: '${shorten(last.narrative, 120)}'`,
              },
            ]
          : []),
        ...more,
      ],
    },
  ]
}

const narrativeField: FormField = {
  name: 'narrative',
  label: 'What has happened since last time',
  optional: false,
  type: 'text',
  value: '',
  multiline: true,
  max: narrativeMax,
  takes: 'message',
}

const evidenceField: FormField = {
  name: 'evidence',
  label: 'Evidence',
  optional: true,
  help: 'One a line: a link, or what it is and where it is kept.',
  type: 'text',
  value: '',
  multiline: true,
  max: 4000,
  takes: 'link',
}

/** The form for progress. `typed` is a narrative already given, to be kept. */
export function progressForm(action: ActionDetail, viewing: Viewing, typed = ''): Form {
  const statuses = progressStatuses(action.status)
  return {
    type: 'form',
    command: `actions progress ${action.ref}`,
    title: `Progress on ${action.ref}`,
    state: stateOf(action, viewing),
    fields: [
      { ...narrativeField, value: typed } as FormField,
      {
        name: 'status',
        label: 'Status',
        optional: false,
        type: 'choice',
        value: statuses[0] ?? null,
        options: statuses.map((status) => ({ value: status, label: lifecycle[status].word })),
      },
      {
        name: 'outlook',
        label: 'Delivery',
        optional: false,
        type: 'choice',
        value: action.outlook,
        options: [
          { value: 'on_track', label: 'On track' },
          { value: 'at_risk', label: 'At risk' },
          { value: 'off_track', label: 'Off track' },
        ],
      },
      {
        name: 'blockers',
        label: 'What is in the way, and what would help',
        optional: true,
        help: 'Needed when it is blocked, at risk or off track.',
        type: 'text',
        value: inTheWayOf(action) ?? '',
        multiline: true,
        max: narrativeMax,
      },
      evidenceField,
    ],
    submit: 'Save progress',
    hidden: { version: String(action.version) },
  }
}

/** The form for completing. What the plan says of evidence is shown, and counts for none. */
export function completeForm(action: ActionDetail, viewing: Viewing): Form {
  const there = action.evidence.length > 0
  const fields: Field[] = [
    ...(action.evidenceAsWritten
      ? [{ label: 'Evidence in the plan', value: `'${shorten(action.evidenceAsWritten, 120)}'` }]
      : []),
    ...(there
      ? [{ label: 'Evidence so far', value: action.evidence.map(({ title }) => title).join('; ') }]
      : []),
  ]
  return {
    type: 'form',
    command: `actions complete ${action.ref}`,
    title: `Complete ${action.ref}`,
    state: stateOf(action, viewing, fields),
    fields: [
      {
        ...evidenceField,
        label: there ? 'More evidence' : 'Evidence that it is done',
        optional: there,
      },
      { ...narrativeField, label: 'What was done, and what changed because of it', optional: true },
    ],
    submit: 'Ask for sign-off',
    hidden: { version: String(action.version) },
  }
}

/** The form for the first or another action of a recommendation. */
export function actionForm(
  what: 'claim' | 'new',
  recommendation: Pick<RecommendationDetail, 'ref' | 'text' | 'dueOn' | 'actions'>,
  people: readonly Person[],
): Form {
  const options = ownersAmong(people)
  return {
    type: 'form',
    command: `actions ${what} ${recommendation.ref}`,
    title: what === 'claim' ? `Claim ${recommendation.ref}` : `New action for ${recommendation.ref}`,
    state: [{ type: 'quote', text: recommendation.text, source: `Recommendation ${recommendation.ref}` }],
    fields: [
      {
        name: 'text',
        label: what === 'claim' ? 'What you will do' : 'What is to be done',
        optional: false,
        type: 'text',
        value: '',
        multiline: true,
        max: narrativeMax,
      },
      { name: 'due', label: 'Due', optional: true, type: 'date', value: recommendation.dueOn ?? '' },
      ...(what === 'new'
        ? [
            {
              name: 'owner',
              label: 'Owner',
              optional: true,
              type: 'person',
              value: '',
              options,
            } as const satisfies FormField,
          ]
        : []),
      {
        name: 'lead',
        label: 'Lead organisation',
        optional: true,
        type: 'text',
        value: '',
        multiline: false,
        max: 120,
      },
    ],
    submit: what === 'claim' ? 'Claim it' : 'Add action',
    // A form sent twice finds one action more than when it was opened.
    hidden: { actions: String(recommendation.actions.length) },
  }
}

/** The form for giving an action to somebody. */
export function assignForm(action: ActionDetail, viewing: Viewing, people: readonly Person[]): Form {
  return {
    type: 'form',
    command: `actions assign ${action.ref}`,
    title: `Assign ${action.ref}`,
    state: stateOf(action, viewing),
    fields: [
      {
        name: 'person',
        label: 'Accountable owner',
        optional: false,
        type: 'person',
        value: '',
        options: ownersAmong(people),
      },
    ],
    submit: 'Assign',
    hidden: { version: String(action.version) },
  }
}

/** The form for the date of an action that has none. */
export function dateForm(action: ActionDetail, viewing: Viewing): Form {
  return {
    type: 'form',
    command: `actions date ${action.ref}`,
    title: `Date of ${action.ref}`,
    state: stateOf(
      action,
      viewing,
      action.dueAsWritten
        ? [{ label: 'Due in the plan', value: `'${shorten(action.dueAsWritten, 120)}'` }]
        : [],
    ),
    fields: [{ name: 'due', label: 'Due', optional: false, type: 'date', value: '' }],
    submit: 'Set date',
    hidden: {},
  }
}

/** Those of the board who can own an action: nobody is offered who would then be refused. */
function ownersAmong(people: readonly Person[]): Option[] {
  return people
    .filter(({ role }) => may(role, 'work on own action'))
    .map((person) => ({ value: person.personId, label: person.personName }))
}

/** A form again, with what was typed into the one before it: a choice only where it is still there to choose. */
export function refilled(form: Form, values: FormValues): Form {
  const still = Object.entries(values).filter(([name, value]) => {
    const field = form.fields.find((one) => one.name === name)
    return field?.type !== 'choice' || field.options.some((option) => option.value === value)
  })
  return withErrors(form, Object.fromEntries(still), {})
}

/** A text field's value, normalised and trimmed; null when nothing was written. */
export function textValue(submission: Submission, name: string): string | null {
  const value = submission.values[name]
  if (typeof value !== 'string') return null
  const text = normaliseText(value).trim()
  return text === '' ? null : text
}

/** The version a form was opened at; null when it carries none, which no form of ours does. */
export function versionOf(submission: Submission): number | null {
  const version = countIn(submission, 'version')
  return version === 0 ? null : version
}

/** How many actions the recommendation had when the form was opened; null when it carries no count. */
export function actionsThen(submission: Submission): number | null {
  return countIn(submission, 'actions')
}

function countIn({ hidden }: Submission, name: string): number | null {
  const written = hidden[name] ?? ''
  return /^\d{1,9}$/.test(written) ? Number(written) : null
}
