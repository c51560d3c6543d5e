import type { Form, FormField } from '../../src/core/form.ts'
import { answer, button, buttons, done, type View } from '../../src/core/view.ts'

/** Replies as features give them, about a board that does not exist. */

export const mine: View = answer(
  '9 actions are yours: 2 overdue, 3 due within 14 days',
  [
    { type: 'heading', text: 'Overdue' },
    {
      type: 'rows',
      rows: [
        {
          ref: '4.2.3',
          text: 'Monthly audit of under-18 records',
          rating: { colour: 'red', word: 'Red' },
          when: '12 days overdue (Mon 9 Nov)',
          detail: "Exampleshire joint review · last progress 21 Oct: 'IT provider has the change'",
          buttons: [button('Add progress', 'actions progress 4.2.3', { emphasis: 'primary' })],
        },
        {
          ref: 'EXA-6',
          text: 'Alternatives when families leave early help',
          rating: { colour: 'red', word: 'Red' },
          when: '3 days overdue (Wed 18 Nov)',
          buttons: [button('Add progress', 'actions progress EXA-6', { emphasis: 'primary' })],
        },
      ],
    },
    { type: 'heading', text: 'Due within 14 days' },
    {
      type: 'rows',
      rows: [
        {
          ref: '4.5',
          text: 'Consent before assessments',
          rating: { colour: 'amber', word: 'Amber' },
          when: 'in 6 working days (Tue 1 Dec)',
          buttons: [button('Add progress', 'actions progress 4.5', { emphasis: 'primary' })],
        },
      ],
    },
    { type: 'note', text: '4 more later: /actions list owner:me' },
    buttons(button('Full list', 'actions list')),
  ],
  'actions progress 4.2.3',
)

export const claimable: View = answer(
  '1 action has no owner',
  [
    {
      type: 'rows',
      rows: [
        {
          ref: 'EXA-4',
          text: 'Safeguarding supervision in maternity',
          rating: { colour: 'amber', word: 'Amber' },
          when: 'in 4 working days (Fri 27 Nov)',
          buttons: [
            button('Claim', 'actions claim EXA-4'),
            button('Close', 'actions close EXA-4', {
              emphasis: 'danger',
              confirm: {
                title: 'Close EXA-4?',
                text: 'Its owner and the leads are told, and it leaves the digest.',
                yes: 'Close it',
              },
            }),
          ],
        },
      ],
    },
    buttons(button('Full list', 'actions list')),
  ],
  'actions claim EXA-4',
)

export const closed: View = done('EXA-4 is closed. The digest of Mon 30 Nov will say so.', {
  next: 'actions mine',
})

export const saved: View = done(
  "4.2.3 is at risk, due Fri 11 Dec. The board's digest will show it on Monday.",
  { next: 'actions mine' },
)

const fields: readonly FormField[] = [
  {
    name: 'text',
    label: 'What has happened since?',
    optional: false,
    type: 'text',
    value: '',
    multiline: true,
    max: 2000,
  },
  {
    name: 'rating',
    label: 'How is it going?',
    optional: false,
    type: 'choice',
    value: 'green',
    options: [
      { value: 'green', label: 'On track' },
      { value: 'amber', label: 'At risk' },
      { value: 'red', label: 'Off track' },
    ],
  },
  {
    name: 'due',
    label: 'Due date',
    optional: true,
    type: 'date',
    value: '2026-12-01',
    help: 'A new date is shown to the board with the old one.',
  },
  {
    name: 'helper',
    label: 'Who helps?',
    optional: true,
    type: 'person',
    value: '',
    options: [
      { value: 'p-1', label: 'Ada Example' },
      { value: 'p-2', label: 'Ben Sample' },
    ],
  },
  {
    name: 'tell',
    label: 'Tell the leads',
    optional: true,
    type: 'checkbox',
    value: false,
    caption: 'Send them a message today',
  },
]

export const progressForm: Form = {
  type: 'form',
  command: 'actions progress 4.2.3',
  title: 'Progress on 4.2.3',
  state: [
    {
      type: 'fields',
      fields: [
        { label: 'Action', value: 'Monthly audit of under-18 records' },
        { label: 'Stands at', value: 'Red, 12 days overdue (Mon 9 Nov)' },
      ],
    },
    { type: 'quote', text: 'IT provider has the change.', source: 'Ada Example, Wed 21 Oct' },
  ],
  fields,
  submit: 'Save progress',
  hidden: { version: '7' },
}
