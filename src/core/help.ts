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

/**
 * Help on a group: what this person may do there, in the order of the list. Somebody on no board has no role: they are
 * shown what a viewer may do, without being told that they can, or sent to it.
 */
export function groupHelp<S>(registry: Registry<S>, group: string, role: Role | null): View {
  const open = registry.of(group).filter((command) => may(role ?? 'viewer', command.permission))
  const others = registry.groups.filter((name) => name !== group)
  return answer(
    role === null ? `/${group}: what members can do` : `/${group}: ${count(open.length, 'thing')} you can do`,
    [
      { type: 'rows', rows: open.map(helpRow) },
      note(
        `More on one: /${group} help ${open[0]?.name ?? ''}${others.map((name) => ` · See also /${name} help`).join('')}`,
      ),
    ],
    role === null ? undefined : `${group} ${registry.of(group).find((command) => command.bare)?.name ?? ''}`,
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

/** How a slip of the finger is put right. */
export type Mending = {
  /** What stood after the mistyped word. */
  rest: string
  /** Whether a line can be run as it stands: a suggestion that can is offered whole, and as a button. */
  isWhole(line: string): boolean
}

/** What stands after a mistyped word is kept while a reader takes it in at a glance; a note or a story is not said again. */
const mostKept = 60

function written(words: readonly string[]): string {
  return words
    .map((word) => word.trim())
    .filter(Boolean)
    .join(' ')
}

function kept({ rest }: Mending): string {
  return rest.trim().length <= mostKept && !rest.trim().includes('\n') ? rest : ''
}

/** The words of a group that are near a mistyped one, each by its command's own name. */
function nearNames<S>(registry: Registry<S>, group: string, word: string): string[] {
  const helps = nearest(word, ['help'])
  return [...registry.suggest(group, word).map(({ name }) => name), ...helps]
}

/** The refusal with what was probably meant, as a person would have to write it. */
function didYouMean(problem: string, lines: readonly string[], home: string, { isWhole }: Mending): View {
  const [first] = lines
  if (first === undefined) return refusal(problem, { next: `${home} help` })
  const whole = lines.filter(isWhole)
  const [, name = ''] = first.split(' ')
  return refusal(
    `${problem} Did you mean ${listOf(
      lines.map((line) => `/${line}`),
      'or',
    )}?`,
    {
      blocks: whole.length > 0 ? [buttons(...whole.map((line) => button(`/${line}`, line)))] : [],
      next: whole[0] ?? written([first.split(' ')[0] ?? home, 'help', name]),
    },
  )
}

/** An unknown word after a group: the nearest commands with the rest of the line, never a bare 'unknown command'. */
export function unknownCommand<S>(
  registry: Registry<S>,
  group: string,
  word: string,
  mending: Mending,
): View {
  const lines = nearNames(registry, group, word).map((name) => written([group, name, kept(mending)]))
  return didYouMean(`There is no /${group} ${shorten(word, 40)}.`, lines, group, mending)
}

/** An unknown word after help: help on the nearest commands. */
export function unknownTopic<S>(registry: Registry<S>, group: string, word: string, mending: Mending): View {
  const lines = registry.suggest(group, word).map(({ name }) => written([group, 'help', name]))
  return didYouMean(`There is no /${group} ${shorten(word, 40)}.`, lines, group, mending)
}

/** A first word that is no group and no command: the nearest group, else the nearest commands of any. */
export function unknownGroup<S>(registry: Registry<S>, word: string, mending: Mending): View {
  const problem = `'${shorten(word, 40)}' is not something I know.`
  const home = registry.groups[0] ?? ''
  const [group] = nearest(word, registry.groups)
  const lines = group
    ? [inGroup(registry, group, mending)]
    : registry.groups
        .flatMap((near) =>
          nearNames(registry, near, word).map((name) => written([near, name, kept(mending)])),
        )
        .slice(0, 3)
  if (lines.length > 0) return didYouMean(problem, lines, home, mending)
  const groups = registry.groups.map((name) => `/${name}`)
  return refusal(`${problem} Start with ${listOf(groups, 'or')}.`, { next: `${home} help` })
}

/** A line whose group was mistyped; when its command was too, that is put right as well. */
function inGroup<S>(registry: Registry<S>, group: string, mending: Mending): string {
  const whole = written([group, kept(mending)])
  if (mending.isWhole(whole)) return whole
  const [verb = '', ...others] = kept(mending).trim().split(' ')
  const [name] = registry.find(group, verb) ? [verb] : nearNames(registry, group, verb)
  const line = written([group, name ?? '', ...others])
  return name && mending.isWhole(line) ? line : group
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
