import type { IActionSet, IChoice, IChoiceSetInput, IShowCardAction } from '@microsoft/teams.cards'
import type { Button, MenuOption } from '../../core/view.ts'
import { buttonAction, type Carried, carryAll, execute, foldedAction } from './actions.ts'
import type { Action, Canvas, Element } from './canvas.ts'
import { lineOf } from './letters.ts'
import { limits, room } from './limits.ts'

/** Actions side by side; none where there is nothing to press. */
function actionSet(actions: readonly Action[]): IActionSet[] {
  return actions.length === 0 ? [] : [{ type: 'ActionSet', actions: [...actions] }]
}

/** Buttons side by side. What Teams would not show beside the others folds into '…', but for what asks first. */
export function buttonSets(buttons: readonly Button[], canvas: Canvas): Element[] {
  const carried = carryAll(buttons, canvas)
  const asks = carried.filter(({ button }) => button.confirm)
  const fits = carried.length <= limits.buttons
  const plain = carried.filter(({ button }) => !button.confirm)
  const sight = fits ? carried : plain.slice(0, limits.buttons)
  const folded = fits ? [] : plain.slice(limits.buttons)
  const lines = inLines(sight.map((each) => buttonAction(each, canvas)))
  const last = lines.pop() ?? []
  return [
    ...lines.flatMap(actionSet),
    ...actionSet([...last, ...folded.map((each) => foldedAction(each, canvas))]),
    ...(fits ? [] : inSets(asks, canvas)),
  ]
}

/** So many actions to a line as a phone has room for: a line of them is not broken, and what is too long is cut off. */
function inLines<T extends Action>(actions: readonly T[]): T[][] {
  const lines: T[][] = []
  let left = 0
  for (const action of actions) {
    const wide = (action.title?.length ?? 0) + room.aroundLabel
    const line = left >= wide ? lines.at(-1) : undefined
    if (line) line.push(action)
    else lines.push([action])
    left = (line ? left : room.line) - wide
  }
  return lines
}

function inSets(carried: readonly Carried[], canvas: Canvas): Element[] {
  return inLines(carried.map((each) => buttonAction(each, canvas))).flatMap(actionSet)
}

/** What can be done with one thing: a button and a menu beside it, and below it what asks first. */
type Controls = { beside: Element[]; below: Element[] }

/** The choices of a row: the usual one in sight, the others behind '…'. */
export function rowControls(buttons: readonly Button[], canvas: Canvas): Controls {
  const carried = carryAll(buttons, canvas).slice(0, canvas.detail.choices)
  const [usual, ...others] = carried.filter(({ button }) => !button.confirm)
  const asks = carried.filter(({ button }) => button.confirm)
  const beside = usual
    ? [buttonAction(quiet(usual), canvas), ...others.map((each) => foldedAction(each, canvas))]
    : []
  return { beside: actionSet(beside), below: inSets(asks, canvas) }
}

/** Where every row has one, none is the one to press first. */
function quiet({ button, value }: Carried): Carried {
  return { button: button.emphasis === 'primary' ? { ...button, emphasis: 'plain' } : button, value }
}

type Menu = { label: string; options: readonly MenuOption[] }

/** Menus side by side: each is a button that says what is chosen, and opens the choices. */
export function menuSets(menus: readonly Menu[], canvas: Canvas): Element[] {
  return inLines(menus.flatMap((menu) => menuAction(menu, canvas))).flatMap(actionSet)
}

function menuAction({ label, options }: Menu, canvas: Canvas): IShowCardAction[] {
  const carried = carryAll(
    options.map((option) => ({ ...option, emphasis: 'plain' as const })),
    canvas,
  )
  // The one that is chosen is among those that are kept, whichever it is.
  const chosen = options.find((option) => option.chosen)
  const now = carried.find(({ button }) => button.command === chosen?.command)
  const kept = [...(now ? [now] : []), ...carried.filter((each) => each !== now)].slice(
    0,
    canvas.detail.options,
  )
  const shown = carried.filter((each) => kept.includes(each))
  if (shown.length === 0) return []
  const name = lineOf(label, room.button, 'Choose')
  const choices = shown.map(
    ({ button, value }): IChoice => ({
      title: lineOf(button.label, room.option, lineOf(`/${button.command}`, room.option, '…')),
      value,
    }),
  )
  const id = canvas.nextId('menu')
  const input: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id,
    label: name,
    choices,
    style: isShort(choices) ? 'expanded' : 'compact',
    ...(now ? { value: now.value } : {}),
  }
  const pick = { do: 'pick' as const, from: id, ...(canvas.origin === null ? {} : { o: canvas.origin }) }
  const title = chosen ? `${name}: ${lineOf(chosen.label, room.button, '…')}` : name
  return [
    {
      type: 'Action.ShowCard',
      title,
      card: { type: 'AdaptiveCard', body: [input], actions: [execute('Show', pick)] },
    },
  ]
}

/** Whether choices are few and short enough to be seen at once. */
export function isShort(choices: readonly IChoice[]): boolean {
  const { options, label } = room.atOnce
  return choices.length <= options && choices.every(({ title = '' }) => title.length <= label)
}
