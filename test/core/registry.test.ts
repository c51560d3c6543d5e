import { describe, expect, it } from 'vitest'
import { type Command, type Declaration, defineCommand } from '../../src/core/command.ts'
import { createRegistry } from '../../src/core/registry.ts'
import { answer } from '../../src/core/view.ts'
import { lend, library, libraryCommands, list, mine, review, shelves, show } from './fakes.ts'

type Small = Partial<Declaration<object, Record<string, never>>>

function command(name: string, more: Small = {}): Command<object> {
  return defineCommand({
    group: 'books',
    name,
    args: {},
    permission: 'read board',
    summary: `The ${name} one`,
    examples: [name],
    run: async () => answer('-'),
    ...more,
  })
}

const bare = command('mine', { bare: true })

describe('a registry', () => {
  it('keeps groups and commands in the order of the list', () => {
    expect(library.groups).toEqual(['books', 'shelves'])
    expect(library.commands).toEqual(libraryCommands)
    expect(library.of('books')).toEqual([mine, show, list, lend, review])
    expect(library.of('cellar')).toEqual([])
  })

  it('finds a command by its name or another word for it, in its own group, in any case', () => {
    expect(library.find('books', 'lend')).toBe(lend)
    expect(library.find('books', 'GIVE')).toBe(lend)
    expect(library.find('books', 'list')).toBe(list)
    expect(library.find('shelves', 'list')).toBe(shelves)
    expect(library.find('shelves', 'lend')).toBeUndefined()
    expect(library.find('books', 'constructor')).toBeUndefined()
    expect(library.find('__proto__', '__proto__')).toBeUndefined()
  })

  it('suggests each near command once', () => {
    expect(library.suggest('books', 'lsit')).toEqual([list])
    // Near to 'mine' and to 'my', which are one command.
    expect(library.suggest('books', 'mi')).toEqual([mine])
    expect(library.suggest('books', 'photograph')).toEqual([])
  })
})

describe('a list of commands with a mistake in it does not start', () => {
  it.each<[string, Command<object>[], RegExp]>([
    [
      'one name twice',
      [bare, command('mine')],
      /Two commands answer to \/books mine: The mine one; The mine one/,
    ],
    ['a name that is another’s alias', [bare, command('show', { aliases: ['mine'] })], /Two commands answer/],
    [
      'one alias twice',
      [bare, command('a', { aliases: ['x'] }), command('b', { aliases: ['x'] })],
      /\/books x/,
    ],
    ['two bare commands', [bare, command('all', { bare: true })], /\/books needs one bare command/],
    ['no bare command', [command('all')], /\/books needs one bare command/],
    [
      'no bare command in one of the groups',
      [bare, command('list', { group: 'shelves' })],
      /\/shelves needs one bare command/,
    ],
    [
      'two that show a reference',
      [bare, command('a', { takesReference: true }), command('b', { takesReference: true })],
      /shows in two ways/,
    ],
    ['a command called help', [bare, command('help')], /help is answered by the kernel/],
    ['an alias called help', [bare, command('a', { aliases: ['help'] })], /help is answered by the kernel/],
    ['a name in capitals', [bare, command('Show')], /not a word of small letters/],
    ['a name of two words', [bare, command('show all')], /not a word of small letters/],
  ])('%s', (_what, commands, reason) => {
    expect(() => createRegistry(commands)).toThrow(reason)
  })

  it('while the same word in two groups is no mistake', () => {
    const other = command('mine', { group: 'shelves', bare: true })
    expect(createRegistry([bare, other]).find('shelves', 'mine')).toBe(other)
  })
})
