import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Form, FormField, FormValues } from '../../core/form.ts'
import type { View } from '../../core/view.ts'
import { drawBlocks } from './blocks.ts'
import type { Rendering } from './canvas.ts'
import { context, section } from './draft.ts'
import { cut } from './escape.ts'
import { asks, questionsFor } from './fields.ts'
import { fitted } from './fit.ts'
import { limits } from './limits.ts'
import { plainObject, run, runsOf } from './literal.ts'
import type { StateValues } from './payload.ts'
import { drawChange, drawView } from './render.ts'

export type ModalContext = {
  /** Sealed by the caller; comes back with what is submitted. */
  metadata: string
  /** Slack user ids of people, by person id. */
  users: ReadonlyMap<string, string>
}

/** The block a field is answered in: errors are shown beside it. */
export function fieldBlockId(name: string): string {
  return cut(`field:${name}`, limits.blockId)
}

const otherBlockId = (name: string): string => cut(`other:${name}`, limits.blockId)

/** A form: what is wrong with it, the present state, then what it asks, with everything that was typed before. */
export function renderForm(form: Form, { metadata, users }: ModalContext): ModalView {
  const asked = form.fields.slice(0, limits.formFields).flatMap((field) => fieldBlocks(field, users))
  const lead = fitted(
    (canvas) => [
      ...(form.problem
        ? section([{ runs: [run('⚠️ '), ...runsOf(form.problem)] }], canvas, { part: 'other' })
        : []),
      ...drawBlocks(form.state, canvas),
    ],
    { surface: 'modal', rendering: null, taken: asked.length },
  )
  return {
    ...frame('form', form.title, metadata),
    submit: plainObject(form.submit, limits.title, 'Save'),
    close: plainObject('Cancel', limits.title, 'Cancel'),
    blocks: [...lead, ...asked],
  }
}

function fieldBlocks(field: FormField, users: ReadonlyMap<string, string>): KnownBlock[] {
  const error = field.error?.trim() ? words(`⚠️ ${field.error.trim()}`) : []
  const asked = questionsFor(field, users).flatMap(({ element, hint, optional, label }, at): KnownBlock[] => {
    const name = label ?? field.label
    if (!element) return words(`${name}: ${hint}`)
    const block: InputBlock = {
      type: 'input',
      block_id: at === 0 ? fieldBlockId(field.name) : otherBlockId(field.name),
      label: plainObject(name, limits.label, field.name || 'Answer'),
      element,
      optional,
      ...(hint.trim() === '' ? {} : { hint: plainObject(hint, limits.label) }),
    }
    return [block]
  })
  const [first, ...others] = asked
  return [...(first ? [first] : []), ...error, ...others]
}

function words(text: string): KnownBlock[] {
  return context([{ runs: [run(text)] }], { detail: { text: limits.label } }).map(({ block }) => block)
}

/** A view in a window of its own, with nothing to submit; below a change the `card` of what was changed. */
export function renderViewModal(
  view: View,
  title: string,
  rendering: Rendering,
  metadata: string,
  card: View | null = null,
): ModalView {
  const blocks = fitted(
    (canvas) => (card ? drawChange(view.headline, card, canvas) : drawView(view, canvas)),
    {
      surface: 'modal',
      rendering,
    },
  )
  return { ...frame('shown', title, metadata), close: plainObject('Close', limits.title, 'Close'), blocks }
}

/** What stands in a window until its content is there. */
export function renderWaiting(title: string, metadata: string): ModalView {
  return { ...frame('waiting', title, metadata), blocks: plainBlocks('One moment…') }
}

/** A window to find something in by words; what is found is offered while they are typed. */
export function renderFinder(title: string, metadata: string): ModalView {
  const placeholder = plainObject('A reference or words', limits.placeholder)
  return {
    ...frame('finder', title, metadata),
    close: plainObject('Cancel', limits.title, 'Cancel'),
    blocks: [
      ...plainBlocks('Type a reference, a few words of it, or a name.'),
      {
        type: 'actions',
        block_id: 'finder',
        elements: [
          {
            type: 'external_select',
            action_id: 'find',
            min_query_length: 1,
            placeholder,
            focus_on_load: true,
          },
        ],
      },
    ],
  }
}

function plainBlocks(text: string): KnownBlock[] {
  return [{ type: 'section', text: plainObject(text, limits.text.section) }]
}

function frame(callback: string, title: string, metadata: string): Omit<ModalView, 'blocks'> {
  return {
    type: 'modal',
    callback_id: callback,
    title: plainObject(title, limits.title, 'Followthrough'),
    private_metadata: metadata,
  }
}

/**
 * What came back, by field. A person who was picked from the workspace is a Slack user id in `users`; whoever was
 * picked by name is in the values.
 */
export function readState(state: StateValues): {
  values: FormValues
  users: Readonly<Record<string, string>>
} {
  const values: Record<string, string | boolean | null> = {}
  const users: Record<string, string> = {}
  for (const [block, answers] of Object.entries(state)) {
    const at = /^field:(.*)$/s.exec(block)?.[1]
    if (at === undefined) continue
    const other = Object.entries(state[`other:${at}`] ?? {})
    const person = personOf([...Object.entries(answers), ...other])
    if (person?.user) users[at] = person.user
    else if (person) values[at] = person.value
    else for (const [id, answer] of Object.entries(answers)) values[at] = answerOf(id, answer)
  }
  return { values, users }
}

type Answer = StateValues[string][string]

function answerOf(asked: string, answer: Answer): string | boolean | null {
  switch (asked) {
    case asks.tick:
      return (answer.selected_options ?? []).length > 0
    case asks.date:
      return answer.selected_date ?? ''
    case asks.choice:
      return optionOf(answer)
    default:
      return answer.value ?? ''
  }
}

function optionOf({ selected_option }: Answer): string | null {
  return selected_option?.value.replace(/^=/, '') ?? null
}

/**
 * The one person meant by one or two pickers; null when none was asked for. When both are filled, the one that was
 * empty when the form opened has been filled since; when both were, the lower one was filled last.
 */
function personOf(answers: readonly (readonly [string, Answer])[]): { user?: string; value: string } | null {
  const picked = answers
    .filter(([id]) => isPerson(id))
    .map(([id, answer]) => ({
      kept: id.endsWith(':kept'),
      user: answer.selected_user ?? '',
      value: optionOf(answer) ?? '',
    }))
  if (picked.length === 0) return null
  const filled = picked.filter(({ user, value }) => user !== '' || value !== '')
  const meant = filled.filter(({ kept }) => !kept).at(-1) ?? filled.at(-1)
  return meant ?? { value: '' }
}

function isPerson(asked: string): boolean {
  return ([asks.user, asks.userKept, asks.person, asks.personKept] as readonly string[]).includes(asked)
}
