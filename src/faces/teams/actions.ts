import type { ActionStyle, IExecuteAction, IShowCardAction, ISubmitAction } from '@microsoft/teams.cards'
import type { Button } from '../../core/view.ts'
import type { Canvas, Element } from './canvas.ts'
import type { CardData } from './data.ts'
import { lineOf } from './letters.ts'
import { limits, room } from './limits.ts'
import { run, textElement } from './runs.ts'

export type Pressed = IExecuteAction | ISubmitAction

type Look = { style?: ActionStyle; mode?: 'secondary' }

/** A command that is ready to travel. */
export type Carried = { button: Button; value: string }

/** Each choice once, with its command ready to travel; those too long to travel are left out. */
export function carryAll(buttons: readonly Button[], canvas: Canvas): Carried[] {
  const { carry } = canvas
  if (!carry) return []
  const seen = new Set<string>()
  return buttons.flatMap((button) => {
    if (seen.has(button.command)) return []
    seen.add(button.command)
    const value = carry(button.command)
    return value.length > limits.carried ? [] : [{ button, value }]
  })
}

/** A button without a word on it says what it does. */
function labelOf({ label, command }: Pick<Button, 'label' | 'command'>): string {
  return lineOf(label, room.button, lineOf(`/${command}`, room.button, '…'))
}

function styleOf(emphasis: Button['emphasis']): Look {
  if (emphasis === 'plain') return {}
  return { style: emphasis === 'primary' ? 'positive' : 'destructive' }
}

/** A button for a command. One that asks first opens a small card with the question, since Teams has no dialog for it. */
export function buttonAction({ button, value }: Carried, canvas: Canvas): Pressed | IShowCardAction {
  if (button.confirm) return asking({ button, value }, button.confirm, canvas)
  return pressed({ button, value }, canvas, styleOf(button.emphasis))
}

/** The same folded into the menu behind '…'. */
export function foldedAction(carried: Carried, canvas: Canvas): Pressed {
  return pressed(carried, canvas, { mode: 'secondary' })
}

/** What pressing a word does: `says` is read out for it. */
export function wordAction(command: string, says: string, canvas: Canvas): Pressed | null {
  const [carried] = carryAll([{ label: says, command, emphasis: 'plain' }], canvas)
  return carried ? pressed(carried, canvas, {}, canvas.detail.fallbacks === 'all') : null
}

function pressed(
  { button, value }: Carried,
  canvas: Canvas,
  look: Look,
  fallback = look.mode === undefined || canvas.detail.fallbacks === 'all',
): Pressed {
  const title = labelOf(button)
  const carried = { c: value, ...(canvas.origin === null ? {} : { o: canvas.origin }) }
  if (canvas.opensForm(button.command)) {
    const data = { msteams: { type: 'task/fetch' as const }, do: 'open', ...carried }
    return { type: 'Action.Submit', title, data, ...look }
  }
  return execute(title, { do: 'run', ...carried }, look, fallback)
}

/** Runs something; where `Action.Execute` is not known, the same is submitted. */
export function execute(title: string, data: CardData, look: Look = {}, fallback = true): IExecuteAction {
  const { mode: _mode, ...same } = look
  return {
    type: 'Action.Execute',
    title,
    verb: data.do,
    data,
    ...look,
    ...(fallback ? { fallback: { type: 'Action.Submit', title, data, ...same } } : {}),
  }
}

function asking(
  { button, value }: Carried,
  { title, text, yes }: NonNullable<Button['confirm']>,
  canvas: Canvas,
): IShowCardAction {
  const question: Element[] = [
    ...textElement([run(lineOf(title, room.label, 'Are you sure?'), 'strong')]),
    ...textElement([run(text.slice(0, room.help), 'plain')], { spacing: 'Small' }),
  ]
  const style: Look = { style: button.emphasis === 'danger' ? 'destructive' : 'positive' }
  return {
    type: 'Action.ShowCard',
    title: labelOf(button),
    card: {
      type: 'AdaptiveCard',
      body: question,
      actions: [
        pressed({ button: { ...button, label: lineOf(yes, room.button, 'Yes') }, value }, canvas, style),
      ],
    },
  }
}
