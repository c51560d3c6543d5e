import type {
  ActionsBlock,
  ActionsBlockElement,
  ConfirmationDialog,
  PlainTextElement,
  PlainTextOption,
  SectionBlockAccessory,
  Button as SlackButton,
  StaticSelect,
} from '@slack/types'
import type { Button, MenuOption } from '../../core/view.ts'
import type { Canvas } from './canvas.ts'
import { limits } from './limits.ts'
import { plainObject } from './literal.ts'

type Carry = NonNullable<Canvas['carry']>
type Carried = { button: Button; value: string }

/** A button for a command; null where its command is too long to travel. */
function buttonElement(button: Button, value: string, canvas: Canvas): SlackButton | null {
  if (value.length > limits.button.value) return null
  return {
    type: 'button',
    action_id: `run:${canvas.nextId()}`,
    text: labelOf(button, limits.button.text),
    value,
    ...(button.emphasis === 'plain' ? {} : { style: button.emphasis }),
    ...(button.confirm ? { confirm: dialog(button.confirm, button.emphasis) } : {}),
  }
}

function dialog(
  { title, text, yes }: NonNullable<Button['confirm']>,
  emphasis: Button['emphasis'],
): ConfirmationDialog {
  return {
    title: plainObject(title, limits.confirm.title, 'Are you sure?'),
    text: plainObject(text, limits.confirm.text, 'This changes what others see.'),
    confirm: plainObject(yes, limits.confirm.button, 'Yes'),
    deny: plainObject('Cancel', limits.confirm.button),
    ...(emphasis === 'danger' ? { style: 'danger' } : {}),
  }
}

/** What can be done with one thing: one control beside it, and what does not fit into that below it. */
export type Controls = { accessory: SectionBlockAccessory | null; below: readonly ActionsBlock[] }

/**
 * The choices of a row. One is a button, a few fold into an overflow menu, more into a select. A choice that asks
 * first cannot be folded, because a menu asks the same question for all of its choices; nor can one whose command
 * is longer than an option takes. Those stand below as buttons.
 */
export function controlsFor(buttons: readonly Button[], canvas: Canvas): Controls {
  if (!canvas.carry) return { accessory: null, below: [] }
  const carried = carryAll(buttons, canvas.carry)
  const [only] = carried
  if (only && carried.length === 1) {
    return { accessory: buttonElement(only.button, only.value, canvas), below: [] }
  }
  const folds = ({ button, value }: Carried): boolean =>
    button.confirm === undefined && value.length <= limits.option.value
  const folded = carried.filter(folds).slice(0, limits.options.select)
  const below = carried.filter((each) => !folded.includes(each))
  return { accessory: fold(folded, canvas), below: actionsBlocks(buttonElements(below, canvas)) }
}

function fold(carried: readonly Carried[], canvas: Canvas): SectionBlockAccessory | null {
  const [only] = carried
  if (!only) return null
  if (carried.length === 1) return buttonElement(only.button, only.value, canvas)
  const action_id = `pick:${canvas.nextId()}`
  const options = carried.map(({ button, value }) => optionOf(button, value))
  return options.length <= limits.options.overflow
    ? { type: 'overflow', action_id, options }
    : {
        type: 'static_select',
        action_id,
        options,
        placeholder: plainObject('Choose', limits.placeholder),
      }
}

/** A menu of commands, and as buttons those of them that a menu cannot hold. */
export function menuElements(
  { label, options }: { label: string; options: readonly MenuOption[] },
  canvas: Canvas,
): ActionsBlockElement[] {
  if (!canvas.carry) return []
  const carried = carryAll(
    options.map((option) => ({ ...option, emphasis: 'plain' as const })),
    canvas.carry,
  )
  const folded = carried
    .filter(({ value }) => value.length <= limits.option.value)
    .slice(0, limits.options.select)
  const others = buttonElements(
    carried.filter((each) => !folded.includes(each)),
    canvas,
  )
  if (folded.length === 0) return others
  const chosen = options.find((option) => option.chosen)
  const at = folded.findIndex(
    ({ button }) => button.command === chosen?.command && button.label === chosen.label,
  )
  const choices = folded.map(({ button, value }) => optionOf(button, value))
  const initial = choices[at]
  const select: StaticSelect = {
    type: 'static_select',
    action_id: `pick:${canvas.nextId()}`,
    placeholder: plainObject(label, limits.placeholder, 'Choose'),
    options: choices,
    ...(initial ? { initial_option: initial } : {}),
  }
  return [select, ...others]
}

/** Buttons side by side; those whose command is too long to travel are left out. */
export function buttonElements(buttons: readonly (Button | Carried)[], canvas: Canvas): SlackButton[] {
  const { carry } = canvas
  if (!carry) return []
  return buttons
    .map((each) => ('button' in each ? each : { button: each, value: carry(each.command) }))
    .map(({ button, value }) => buttonElement(button, value, canvas))
    .filter((element) => element !== null)
}

/** Elements in as many blocks as they need. */
export function actionsBlocks(elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  return Array.from({ length: Math.ceil(elements.length / limits.actions) }, (_, at) => ({
    type: 'actions' as const,
    elements: elements.slice(at * limits.actions, (at + 1) * limits.actions),
  }))
}

/** Each choice once, with its command ready to travel. */
function carryAll(buttons: readonly Button[], carry: Carry): Carried[] {
  const seen = new Set<string>()
  return buttons.flatMap((button) => {
    if (seen.has(button.command)) return []
    seen.add(button.command)
    return [{ button, value: carry(button.command) }]
  })
}

function optionOf(button: Button, value: string): PlainTextOption {
  return { text: labelOf(button, limits.option.text), value }
}

/** A button without a word on it says what it does. */
function labelOf({ label, command }: Button, most: number): PlainTextElement {
  return plainObject(label, most, `/${command}`)
}
