import type { Reply, Submission } from '../../../core/command.ts'
import { type Form, type FormField, withErrors } from '../../../core/form.ts'
import { listOf, oneLine } from '../../../core/text.ts'
import { button, buttons, done, note, paragraph } from '../../../core/view.ts'
import { refilled, textValue, versionOf } from '../../actions/forms.ts'
import { byOf, type Ctx, command, todayOf } from '../../context.ts'
import type { Person } from '../../people/store.ts'
import { hasErrors, privacyErrors } from '../../privacy/form-errors.ts'
import { escalatingOf } from '../../reminders/schema.ts'
import { doorOf } from '../doors.ts'
import { daysField, escalationFields, readEscalating, stepText } from '../escalation-fields.ts'
import { type Quiet, quietOf, schemeKey } from '../rules.ts'
import type { Settings, SettingsChange } from '../store.ts'

const nameMax = 120
const mostDays = 366

/** `/actions settings`: what an administrator may set for the whole board. */
export const settings = command({
  group: 'actions',
  name: 'settings',
  args: {},
  permission: 'change settings',
  summary:
    "Change the board's name, when an action turns Amber, who is told of overdue ones, and who may join from chat",
  examples: ['settings'],
  async run(_args, { stores, board }) {
    return formOf(await stores.boards.settings(board), await stores.people.list(board))
  },
  submit: (_args, submission, context) => save(submission, context),
})

function formOf(now: Settings, people: readonly Person[]): Form {
  const quiet = quietOf(now.scheme)
  const escalating = escalatingOf(now.escalation)
  return {
    type: 'form',
    command: 'actions settings',
    title: 'Settings',
    state: [note(schemeKey(now.scheme))],
    fields: [
      {
        name: 'name',
        label: 'Name of the board',
        optional: false,
        type: 'text',
        value: now.name,
        multiline: false,
        max: nameMax,
      },
      ...(quiet ? quietFields(quiet) : []),
      ...(escalating ? escalationFields(escalating, people) : []),
      ...now.workspaces.flatMap((workspace, index) => doorFields(workspace, index, now.workspaces)),
    ],
    submit: 'Save settings',
    hidden: {
      version: String(now.version),
      ...Object.fromEntries(now.workspaces.map(({ id }, index) => [`workspace-${index}`, id])),
    },
  }
}

function quietFields({ dueWithinDays, quietForDays }: Quiet): FormField[] {
  return [
    daysField('due', 'Amber when due within so many days', dueWithinDays),
    daysField('quiet', 'and with no progress for so many days', quietForDays),
  ]
}

type Workspaces = Settings['workspaces']

function doorFields(workspace: Workspaces[number], index: number, all: Workspaces): FormField[] {
  const { guests, outsiders } = workspace
  const words = doorOf(workspace, all)
  return [
    {
      name: `guests-${index}`,
      label: words.guests,
      optional: true,
      type: 'checkbox',
      value: guests,
      caption: 'May be members of this board',
    },
    {
      name: `outsiders-${index}`,
      label: words.outsiders,
      optional: true,
      type: 'checkbox',
      value: outsiders,
      caption: 'May be members of this board',
    },
  ]
}

async function save(submission: Submission, context: Ctx): Promise<Reply> {
  const { stores, board, actor } = context
  const now = await stores.boards.settings(board)
  const people = await stores.people.list(board)
  // A form that comes back for a mistake must not pass for one that was opened on what stands now.
  const form = { ...formOf(now, people), hidden: submission.hidden }
  const errors: Record<string, string> = {}
  const change = readChange(submission, now, people, errors)
  Object.assign(errors, privacyErrors({ name: change.name }, todayOf(context)))
  if (hasErrors(errors)) return withErrors(form, submission.values, errors)
  const changed = await stores.boards.change(board, change, byOf(context))
  if (!changed.ok) {
    return {
      ...refilled(formOf(await stores.boards.settings(board), people), submission.values),
      problem: `${changed.by ?? 'Somebody'} changed the settings while you were writing. Nothing was saved; what you wrote is kept. Check it and save again.`,
    }
  }
  if (!changed.changed) return done('Nothing was different, so nothing was changed.', { audience: 'private' })
  return done('The settings are saved and hold from now on.', {
    audience: 'private',
    blocks: [
      ...inForce(changed.settings, people).map((line) => paragraph(line)),
      buttons(button('The board', 'actions board')),
    ],
    told: `${actor.personName} changed the board's settings.`,
    about: 'actions board',
    concerns: [actor.personId],
  })
}

function readChange(
  submission: Submission,
  now: Settings,
  people: readonly Person[],
  errors: Record<string, string>,
): SettingsChange {
  const name = oneLine(textValue(submission, 'name') ?? '')
  if (!/\p{L}/u.test(name)) errors['name'] = 'A board needs a name.'
  if (name.length > nameMax) errors['name'] = `At most ${nameMax} characters.`
  const days = (field: string): number => {
    const written = textValue(submission, field) ?? ''
    const read = /^\d{1,3}$/.test(written) ? Number(written) : Number.NaN
    if (!(read >= 0 && read <= mostDays)) errors[field] = `Write a number of days, 0 to ${mostDays}.`
    return read
  }
  const ticked = (field: string): boolean => submission.values[field] === true
  return {
    version: versionOf(submission) ?? 0,
    name,
    quiet: quietOf(now.scheme) ? { dueWithinDays: days('due'), quietForDays: days('quiet') } : null,
    escalation: escalatingOf(now.escalation) ? readEscalating(submission, people, errors) : null,
    workspaces: now.workspaces.flatMap(({ id }) => {
      // By what the form was opened with: a workspace that was connected since has no tick in it.
      const index = Object.entries(submission.hidden).find(
        ([key, value]) => key.startsWith('workspace-') && value === id,
      )?.[0]
      const at = index?.slice('workspace-'.length)
      return at === undefined
        ? []
        : [{ id, guests: ticked(`guests-${at}`), outsiders: ticked(`outsiders-${at}`) }]
    }),
  }
}

function inForce({ name, scheme, escalation, workspaces }: Settings, people: readonly Person[]): string[] {
  return [
    `${name}: ${schemeKey(scheme)}`,
    ...escalation.map((step) => stepText(step, people)),
    ...workspaces.map((workspace) => {
      const { others, from } = doorOf(workspace, workspaces)
      const besides = [...(workspace.guests ? ['guests'] : []), ...(workspace.outsiders ? [others] : [])]
      return `From ${from}: full members${besides.length > 0 ? `, ${listOf(besides)}` : ' only'}.`
    }),
  ]
}
