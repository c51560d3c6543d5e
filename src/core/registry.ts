import type { Command } from './command.ts'
import { nearest } from './text.ts'

export type Registry<S> = {
  groups: readonly string[]
  commands: readonly Command<S>[]
  /** The command of a group by its name or alias. */
  find(group: string, word: string): Command<S> | undefined
  /** Every command of a group, in the order of the list. */
  of(group: string): readonly Command<S>[]
  /** The nearest names to a mistyped one. */
  suggest(group: string, word: string): readonly Command<S>[]
}

/**
 * Makes the registry out of the list of commands.
 * Throws when two commands answer to one word, or a group has no command for an empty line: a mistake in the
 * build that must not wait for a user to find it.
 */
export function createRegistry<S>(commands: readonly Command<S>[]): Registry<S> {
  const byWord = new Map<string, Command<S>>()
  for (const command of commands) {
    for (const name of [command.name, ...command.aliases]) {
      const key = `${command.group} ${name}`
      const other = byWord.get(key)
      if (other) throw new Error(`Two commands answer to /${key}: ${other.summary}; ${command.summary}.`)
      if (!/^[a-z][a-z-]*$/.test(name)) throw new Error(`/${key} is not a word of small letters.`)
      if (name === 'help') throw new Error('help is answered by the kernel itself.')
      byWord.set(key, command)
    }
  }
  const groups = [...new Set(commands.map((command) => command.group))]
  const of = (group: string): Command<S>[] => commands.filter((command) => command.group === group)
  for (const group of groups) {
    if (of(group).filter((command) => command.bare).length !== 1)
      throw new Error(`/${group} needs one bare command.`)
    if (of(group).filter((command) => command.takesReference).length > 1)
      throw new Error(`/${group} shows in two ways.`)
  }
  return {
    groups,
    commands,
    find: (group, word) => byWord.get(`${group} ${word.toLowerCase()}`),
    of,
    suggest: (group, word) => {
      const words = of(group).flatMap((command) => [command.name, ...command.aliases])
      const found = nearest(word, words, 3).flatMap((name) => byWord.get(`${group} ${name}`) ?? [])
      return [...new Set(found)]
    },
  }
}
