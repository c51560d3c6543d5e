import { createSeal } from '../../../src/core/seal.ts'
import type { Database } from '../../../src/db/connect.ts'
import { uncarry } from '../../../src/faces/common/carry.ts'
import { notTicked, ticked } from '../../../src/faces/teams/data.ts'
import { type Card, type Control, controlsOf, dataOf, isNode, textOf } from '../../fakes/teams/cards.ts'
import { rooms } from '../../fakes/teams/cast.ts'
import type { Message } from '../../fakes/teams/connector.ts'
import type { Dialog } from '../../fakes/teams/driver.ts'
import { openTeamsWorld, sealSecret } from '../../fakes/teams/world.ts'
import { escaped, type FaceParts, listenTo, type Screen, type Who } from './face-parts.ts'

type Node = Readonly<Record<string, unknown>>
/** A form on somebody's screen: in a window over a message, or in a message itself. */
type Open = { window: Dialog; behind: Message } | { window: null; behind: Message }

/** Teams, in the chat with the app alone unless it is said in the channel. */
export async function openTeamsFace(database: Database): Promise<FaceParts> {
  const world = await openTeamsWorld(database)
  const { teams, connector, board, tenantId } = world
  const asked = listenTo(world.office)
  const seal = createSeal([sealSecret], 'teams cards')
  const forms = new Map<Who, Open>()
  const opened = (value: unknown): string[] =>
    typeof value === 'string' ? [uncarry(value, seal, tenantId) ?? ''] : []
  /** What a control can send: the command of a button, or those a menu chooses from. */
  const carriedBy = (
    card: Card,
    { action }: Control,
  ): { command: string; inputs: Record<string, string> }[] => {
    const data = dataOf({ label: '', action })
    const of = (value: unknown, inputs: Record<string, string>) =>
      opened(value).map((command) => ({ command, inputs }))
    if (data['do'] !== 'pick') return of(data['c'], {})
    const id = String(data['from'])
    const menu = inputsIn(card).find((input) => input['id'] === id)
    return choicesOf(menu).flatMap(({ value }) => of(value, { [id]: value }))
  }
  const commandsOn = (card: Card): string[] =>
    controlsOf(card).flatMap((control) => carriedBy(card, control).map(({ command }) => command))
  const screenOf = (card: Card, title = ''): Screen => ({
    text: `${title}\n${textOf(card)}`,
    commands: commandsOn(card),
  })
  const isForm = (card: Card): boolean => controlsOf(card).some((control) => dataOf(control)['do'] === 'save')
  const shown = (who: Who, message: Message): Screen => {
    if (isForm(message.card)) forms.set(who, { window: null, behind: message })
    else forms.delete(who)
    return screenOf(message.card)
  }
  const showWindow = (who: Who, window: Dialog, behind: Message): Screen => {
    if (isForm(window.card)) forms.set(who, { window, behind })
    return screenOf(window.card, window.title)
  }
  /** The card of an act: what came new, or what stands where it was done. */
  const after = async (who: Who, on: Message, act: () => Promise<{ card: Card | null }>): Promise<Screen> => {
    const before = connector.seenBy(who).length
    const { card } = await act()
    const seen = connector.seenBy(who)
    const fresh = seen.length > before ? seen.at(-1) : undefined
    return shown(who, fresh ?? { ...on, card: card ?? on.card })
  }
  const formOf = (who: Who): Open & { card: Card } => {
    const form = forms.get(who)
    if (!form) throw new Error(`${who} has no form before them, but:\n${teams.seen(who)}`)
    return { ...form, card: form.window ? form.window.card : form.behind.card }
  }
  return {
    name: 'teams',
    board,
    asked,
    async type(who, line, spot) {
      await teams.say(who, escaped(line), spot === 'alone' ? {} : { in: 'safeguarding' })
      return shown(who, teams.last(who))
    },
    async press(who, { command }) {
      const carries = ({ card }: Message, control: Control) =>
        carriedBy(card, control).find((each) => each.command === command)
      const on = connector
        .seenBy(who)
        .findLast((message) => controlsOf(message.card).some((control) => carries(message, control)))
      const control = on && controlsOf(on.card).find((each) => carries(on, each))
      if (!on || !control) throw new Error(`${who} can press no '${command}' in:\n${teams.seen(who)}`)
      // One of many of that name: the others are not looked for.
      const only: Message = { ...on, card: { type: 'AdaptiveCard', actions: [control.action] } }
      const { msteams } = dataOf(control)
      if (isNode(msteams) && msteams['type'] === 'task/fetch')
        return showWindow(who, await teams.openDialog(who, control.label, { on: only }), on)
      const inputs = carries(on, control)?.inputs ?? {}
      return after(who, on, () => teams.press(who, control.label, { on: only, inputs }))
    },
    async fill(who, values) {
      const { window, behind, card } = formOf(who)
      const inputs = inputsIn(card)
      const typed = Object.fromEntries(
        Object.entries(values).map(([label, value]) => {
          const input = inputs.find((each) => each['label'] === label)
          if (!input) throw new Error(`No field is called '${label}' in:\n${textOf(card)}`)
          return [String(input['id']), sent(input, value)]
        }),
      )
      const empty = inputs.some(
        (input) => input['isRequired'] === true && !(typed[String(input['id'])] ?? input['value']),
      )
      if (empty) return null
      if (!window) {
        const save = controlsOf(card).find((control) => dataOf(control)['do'] === 'save')
        const press = { on: behind, inputs: typed }
        return after(who, behind, () => teams.press(who, save?.label ?? '', press))
      }
      const fields = Object.entries(typed).map(([id, value]) => [id.replace(/^field-/, ''), value])
      const filled = await teams.fill(who, window, Object.fromEntries(fields))
      if (filled.dialog) return showWindow(who, filled.dialog, behind)
      forms.delete(who)
      return filled.words === null ? screenOf(behind.card) : { text: filled.words, commands: [] }
    },
    standing(who) {
      return Object.fromEntries(
        inputsIn(formOf(who).card).map((input) => [String(input['label']), wordsOf(input)]),
      )
    },
    async knock() {
      await teams.say('newcomer', 'actions mine')
      return textOf(teams.last('newcomer').card)
    },
    overheard: (who) =>
      connector
        .seenBy(who)
        .filter(({ where, to }) => to === null && where.startsWith(rooms.safeguarding.id))
        .map(({ card }) => textOf(card))
        .join('\n\n'),
    endsWell: world.endsWell,
    close: world.close,
  }
}

/** The inputs of a card, those within its menus too. */
function inputsIn(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(inputsIn)
  if (!isNode(node)) return []
  const own = String(node['type'] ?? '').startsWith('Input.') ? [node] : []
  return [
    ...own,
    ...Object.entries(node)
      .filter(([key]) => key !== 'fallback')
      .flatMap(([, inner]) => inputsIn(inner)),
  ]
}

function choicesOf(input: Node | undefined): { title: string; value: string }[] {
  const choices = input?.['choices']
  return Array.isArray(choices)
    ? choices.filter(isNode).map(({ title, value }) => ({ title: String(title), value: String(value) }))
    : []
}

/** What an input sends when this is chosen, ticked or typed into it. */
function sent(input: Node, value: string): string {
  if (input['type'] === 'Input.Toggle') return value === 'yes' ? ticked : notTicked
  if (input['type'] !== 'Input.ChoiceSet' || value === '') return value
  const choice = choicesOf(input).find(({ title }) => title === value)
  if (choice) return choice.value
  const offered = choicesOf(input).map(({ title }) => title)
  throw new Error(`'${String(input['label'])}' offers no '${value}', but: ${offered.join(', ')}`)
}

function wordsOf(input: Node): string {
  const value = String(input['value'] ?? '')
  if (input['type'] === 'Input.Toggle') return value === ticked ? 'yes' : 'no'
  if (input['type'] !== 'Input.ChoiceSet') return value
  return choicesOf(input).find((choice) => choice.value === value)?.title ?? ''
}
