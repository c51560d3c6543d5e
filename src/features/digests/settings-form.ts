import type { Reply, Submission } from '../../core/command.ts'
import { type Form, type FormField, withErrors } from '../../core/form.ts'
import { done, note } from '../../core/view.ts'
import { refilled, textValue, versionOf } from '../actions/forms.ts'
import { unknownName } from '../actions/unknown-names.ts'
import { byOf, type Ctx, todayOf } from '../context.ts'
import { hasErrors, privacyErrors } from '../privacy/form-errors.ts'
import { mayNotManage, noDigest } from './asking.ts'
import { readFilters, writtenFiltersOf } from './filters.ts'
import { type DigestSettings, holidayRules, lookAheads, quietWeeks, type Subscription } from './schema.ts'
import { nowTrue, settingsOf } from './set-up.ts'
import { readWhen, writtenWhen } from './when.ts'
import { hears } from './words.ts'

const textMax = 200

/** What a channel's digest may be set to, as it stands. */
export function settingsForm(now: Subscription): Form {
  const text = (name: string, label: string, value: string, help: string, optional = false): FormField => ({
    name,
    label,
    optional,
    help,
    type: 'text',
    value,
    multiline: false,
    max: textMax,
  })
  const choice = (
    name: string,
    label: string,
    value: string,
    options: readonly { value: string; label: string }[],
  ): FormField => ({ name, label, optional: false, type: 'choice', value, options })
  return {
    type: 'form',
    command: `actions digest settings ${now.id}`,
    title: 'Weekly digest',
    state: [note(hears(now, null))],
    fields: [
      text('when', 'When', writtenWhen(now), 'A day and a time in London: Monday 09:00'),
      text(
        'only',
        'Only',
        now.filters,
        'Such as org:council or brag:red,amber. Empty: the whole board.',
        true,
      ),
      choice(
        'ahead',
        'Look ahead',
        String(now.lookAheadDays),
        lookAheads.map((days) => ({ value: String(days), label: `${days} days` })),
      ),
      choice('quiet', 'Quiet weeks', now.whenQuiet, [
        { value: 'say', label: 'Say that nothing is overdue or due' },
        { value: 'silent', label: 'Say nothing' },
      ]),
      choice('holidays', 'Bank holidays', now.onHoliday, [
        { value: 'move', label: 'On the next working day' },
        { value: 'keep', label: 'On the day all the same' },
      ]),
    ],
    submit: 'Save settings',
    hidden: { version: String(now.version), subscription: now.id },
  }
}

/** Takes what was filled in: what is wrong stands beside its field, and nothing typed is lost. */
export async function saveSettings(submission: Submission, context: Ctx): Promise<Reply> {
  const refused = mayNotManage(context)
  if (refused) return refused
  const { stores, board } = context
  const now = await stores.digests.get(board, submission.hidden['subscription'] ?? '')
  if (!now || now.paused === 'off') return noDigest(context)
  const errors: Record<string, string> = {}
  const settings = readSettings(submission, now, errors)
  const only = readFilters(settings.filters)
  const unknown = only.ok ? await unknownName(only.filters, context) : null
  if (unknown) errors['only'] ??= unknown.message
  Object.assign(errors, privacyErrors({ only: textValue(submission, 'only') }, todayOf(context)))
  if (hasErrors(errors)) {
    // A form that comes back for a mistake must not pass for one that was opened on what stands now.
    const form = { ...settingsForm(now), hidden: submission.hidden }
    return withErrors(form, submission.values, errors)
  }
  const version = versionOf(submission) ?? 0
  const changed = await stores.digests.change(board, now.id, version, settings, byOf(context))
  if (changed.ok) {
    if (changed.changed) return nowTrue(changed.subscription, context)
    return done('Nothing was different, so nothing was changed.', { audience: 'private' })
  }
  if (changed.reason === 'gone') return noDigest(context)
  return {
    ...refilled(settingsForm(changed.subscription), submission.values),
    problem: `${changed.by ?? 'Somebody'} changed this digest while you were writing. Nothing was saved; what you wrote is kept. Check it and save again.`,
  }
}

function readSettings(
  submission: Submission,
  now: Subscription,
  errors: Record<string, string>,
): DigestSettings {
  const before = settingsOf(now)
  const when = readWhen(textValue(submission, 'when') ?? '', before)
  if (!when.ok) errors['when'] = when.message
  const only = readFilters(textValue(submission, 'only') ?? '')
  if (!only.ok) errors['only'] = only.message
  const chosen = <T extends string | number>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => String(value) === submission.values[name]) ?? otherwise
  return {
    ...before,
    ...(when.ok ? when.when : {}),
    filters: only.ok ? writtenFiltersOf(only.filters) : before.filters,
    lookAheadDays: chosen<number>('ahead', lookAheads, before.lookAheadDays),
    whenQuiet: chosen('quiet', quietWeeks, before.whenQuiet),
    onHoliday: chosen('holidays', holidayRules, before.onHoliday),
  }
}
