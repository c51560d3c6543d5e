import { createSeal } from '../../../src/core/seal.ts'
import type { Database } from '../../../src/db/connect.ts'
import { uncarry } from '../../../src/faces/common/carry.ts'
import { type Control, controlsOf, inputsOf } from '../../fakes/slack/blocks.ts'
import { actionOf } from '../../fakes/slack/interactions.ts'
import { listOf, stringOf } from '../../fakes/slack/json.ts'
import { blocksOf, type Surface, textOf } from '../../fakes/slack/screen.ts'
import { heldBack, standing, wordsOf } from '../../fakes/slack/state.ts'
import { openWorld, signingSecret } from '../../fakes/slack/world.ts'
import { escaped, type FaceParts, listenTo, type Screen, type Who } from './face-parts.ts'

/** Slack, in a direct message with the app unless it is said in the channel. */
export async function openSlackFace(database: Database): Promise<FaceParts> {
  const world = await openWorld(database)
  const { slack, api, board } = world
  const asked = listenTo(world.office)
  const seal = createSeal([signingSecret], 'slack messages')
  const commandOf = ({ element, option }: Control): string | null =>
    uncarry(stringOf(option ? option['value'] : element['value']), seal, api.teamId)
  const commandsOn = (surface: Surface): string[] =>
    controlsOf(blocksOf(surface)).flatMap((control) => commandOf(control) ?? [])
  const screen = (who: Who): Screen => {
    const latest = slack.surfaces(who).at(-1)
    if (!latest) throw new Error(`${who} sees nothing.`)
    return { text: textOf(latest, slack.names), commands: commandsOn(latest) }
  }
  return {
    name: 'slack',
    board,
    asked,
    async type(who, line, spot) {
      await slack.slash(who, escaped(line), { in: spot === 'alone' ? 'dm' : 'safeguarding' })
      return screen(who)
    },
    async press(who, { command }) {
      const on = slack.surfaces(who).findLast((surface) => commandsOn(surface).includes(command))
      const control = on && controlsOf(blocksOf(on)).find((one) => commandOf(one) === command)
      if (!on || !control) throw new Error(`${who} can press no '${command}' in:\n${slack.seen(who)}`)
      const { payload } = await slack.pressing(who, control.label, on)
      await slack.interact({ ...payload, actions: [actionOf(control)] })
      return screen(who)
    },
    async fill(who, values) {
      const { typed, view } = slack.modal(who)
      const isTick = (label: string): boolean =>
        inputsOf(listOf(view['blocks'])).some(
          (input) => input.label === label && input.element['type'] === 'checkboxes',
        )
      slack.fill(
        who,
        Object.fromEntries(
          Object.entries(values).map(([label, value]) => [
            label,
            isTick(label) ? value === 'yes' : value || null,
          ]),
        ),
      )
      if (heldBack(typed, view).length > 0) return null
      await slack.submit(who)
      return screen(who)
    },
    standing(who) {
      const { typed, view } = slack.modal(who)
      return Object.fromEntries(
        inputsOf(listOf(view['blocks'])).map((input) => {
          const words = wordsOf(standing(typed, input), slack.names.people)
          const tick = input.element['type'] === 'checkboxes'
          return [input.label, tick ? (words === '' ? 'no' : 'yes') : words]
        }),
      )
    },
    async knock() {
      await slack.slash('newcomer', '/actions mine', { in: 'dm' })
      return slack.latest('newcomer')
    },
    overheard: (who) =>
      slack
        .surfaces(who)
        .filter(({ kind }) => kind === 'message')
        .map((surface) => textOf(surface, slack.names))
        .join('\n\n'),
    endsWell: world.endsWell,
    close: world.close,
  }
}
