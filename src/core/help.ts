import type { Command } from './command.ts'
import { may, type Role, whoMay } from './permission.ts'
import type { Registry } from './registry.ts'
import { count, listOf, nearest, shorten } from './text.ts'
import {
  answer,
  button,
  buttons,
  code,
  heading,
  note,
  paragraph,
  type Row,
  refusal,
  type View,
} from './view.ts'

/** Help on a group: what this person may do there, in the order of the list. */
export function groupHelp<S>(registry: Registry<S>, group: string, role: Role): View {
  const open = registry.of(group).filter((command) => may(role, command.permission))
  const others = registry.groups.filter((name) => name !== group)
  return answer(
    `/${group}: ${count(open.length, 'thing')} you can do`,
    [
      { type: 'rows', rows: open.map(helpRow) },
      note(
        `More on one: /${group} help ${open[0]?.name ?? ''}${others.map((name) => ` · See also /${name} help`).join('')}`,
      ),
    ],
    `${group} ${registry.of(group).find((command) => command.bare)?.name ?? ''}`,
  )
}

function helpRow<S>(command: Command<S>): Row {
  return { ref: command.brief, text: command.summary }
}

/** Help on one command: what it does, how it is written, examples, and who may. */
export function commandHelp<S>(command: Command<S>, role: Role): View {
  const allowed = may(role, command.permission)
  return answer(`${command.summary}.`, [
    { type: 'fields', fields: [{ label: 'Write', value: [code(command.usage)] }] },
    heading(command.examples.length > 1 ? 'Examples' : 'Example'),
    ...command.examples.map((example) => paragraph([code(`/${command.group} ${example}`)])),
    ...(command.aliases.length > 0 ? [note(`Also: ${command.aliases.join(', ')}`)] : []),
    ...(allowed ? [] : [note(`Only ${whoMay(command.permission)} can do this.`)]),
  ])
}

/** An unknown word after a group: the nearest commands as buttons, never a bare 'unknown command'. */
export function unknownCommand<S>(registry: Registry<S>, group: string, word: string): View {
  const near = registry.suggest(group, word)
  const shown = shorten(word, 40)
  if (near.length === 0) {
    return refusal(`There is no /${group} ${shown}.`, { next: `${group} help` })
  }
  const names = near.map((command) => `/${group} ${command.name}`)
  return refusal(`There is no /${group} ${shown}. Did you mean ${names.join(' or ')}?`, {
    blocks: [
      buttons(
        ...near
          .filter((command) => command.read('').ok)
          .map((command) => button(`/${group} ${command.name}`, `${group} ${command.name}`)),
      ),
    ].filter((block) => block.type !== 'buttons' || block.buttons.length > 0),
    next: `${group} help`,
  })
}

/** A first word that is no group and no command: the nearest group, else the nearest commands of any. */
export function unknownGroup<S>(registry: Registry<S>, word: string): View {
  const groups = nearest(word, registry.groups).map((group) => `/${group}`)
  const commands = registry.groups
    .flatMap((group) => registry.suggest(group, word))
    .map((command) => `/${command.group} ${command.name}`)
  const near = groups.length > 0 ? groups : commands.slice(0, 3)
  const hint =
    near.length > 0
      ? `Did you mean ${listOf(near, 'or')}?`
      : `Start with ${listOf(
          registry.groups.map((group) => `/${group}`),
          'or',
        )}.`
  return refusal(`'${shorten(word, 40)}' is not something I know. ${hint}`, {
    next: `${registry.groups[0] ?? ''} help`,
  })
}

/** Arguments that do not fit: what is the matter, how it is written, one example. */
export function usageRefusal<S>(command: Command<S>, problem: string): View {
  return refusal(problem, {
    blocks: [
      {
        type: 'fields',
        fields: [
          { label: 'Write', value: [code(command.usage)] },
          { label: 'Example', value: [code(`/${command.group} ${command.examples[0]}`)] },
        ],
      },
    ],
    next: `${command.group} help ${command.name}`,
  })
}
