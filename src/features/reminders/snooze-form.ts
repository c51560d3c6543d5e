import { formatDate, type IsoDate } from '../../calendar/date.ts'
import type { Form } from '../../core/form.ts'
import { oneLine } from '../../core/text.ts'
import type { ActionDetail } from '../actions/schema.ts'
import { whenOf } from '../actions/view.ts'
import { backOn, type Snooze, snoozes } from './rules.ts'

/** For how long reminders of an action are put off, and the day each choice ends. */
export function snoozeForm(action: ActionDetail, today: IsoDate): Form {
  return {
    type: 'form',
    command: `actions snooze ${action.ref}`,
    title: `Snooze ${action.ref}`,
    state: [
      { type: 'quote', text: oneLine(action.text) },
      { type: 'fields', fields: [{ label: 'Due', value: whenOf(action, today) }] },
    ],
    fields: [
      {
        name: 'until',
        label: 'Remind me again',
        optional: false,
        type: 'choice',
        value: null,
        options: (Object.keys(snoozes) as Snooze[]).map((until) => ({
          value: until,
          label: `${until === 'monday' ? 'On' : 'In'} ${snoozes[until].label} (${formatDate(backOn(until, today), today)})`,
        })),
      },
    ],
    submit: 'Snooze',
    hidden: {},
  }
}
