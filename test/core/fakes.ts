import { z } from 'zod'
import { type Command, type Context, defineCommand, type Reply } from '../../src/core/command.ts'
import { dispatch, type Request, readText } from '../../src/core/dispatch.ts'
import type { Log } from '../../src/core/errors.ts'
import type { Form } from '../../src/core/form.ts'
import { filter, flag, rest, word } from '../../src/core/grammar.ts'
import type { Membership } from '../../src/core/permission.ts'
import { createRegistry } from '../../src/core/registry.ts'
import { answer, done, type View } from '../../src/core/view.ts'

/** A village library, as small a product as the kernel can serve: two groups, one of each kind of command. */
export type Library = { lent: { book: string; to: string; board: string }[] }

type LibraryContext = Context<Library>

const reference = z
  .string({ error: 'BOOK is missing: its number, such as 4.2.' })
  .regex(/^\d+(\.\d+)*$/, { error: (issue) => `'${String(issue.input)}' is not the number of a book.` })

export const mine = defineCommand({
  group: 'books',
  name: 'mine',
  aliases: ['my'],
  bare: true,
  args: {},
  permission: 'read board',
  summary: 'The books you have out',
  examples: ['mine'],
  run: async (_args, { actor }: LibraryContext) => answer(`${actor.personName} has no book out.`),
})

export const show = defineCommand({
  group: 'books',
  name: 'show',
  takesReference: true,
  args: { book: word('BOOK', reference) },
  permission: 'read board',
  summary: 'One book and where it stands',
  examples: ['show 4.2', '4.2'],
  run: async ({ book }, _context: LibraryContext) => answer(`Book ${book}`),
})

export const list = defineCommand({
  group: 'books',
  name: 'list',
  args: {
    author: filter(['author', 'by'], 'NAME', z.string()),
    shelf: filter('shelf', 'N', z.coerce.number({ error: 'shelf: takes a number.' })),
    late: flag(z.boolean().default(false), 'late', 'overdue'),
    words: rest('words', z.string().max(50).optional()),
  },
  permission: 'read board',
  summary: 'Books, filtered as you like',
  examples: ['list', 'list author:"Anne Example" late'],
  run: async (filters, _context: LibraryContext) => answer(JSON.stringify(filters)),
})

export const lend = defineCommand({
  group: 'books',
  name: 'lend',
  aliases: ['give'],
  args: { book: word('BOOK', reference), reader: rest('READER', z.string()) },
  permission: 'assign action',
  instead: { command: 'review', says: 'You can say what you think of it.' },
  summary: 'Lend a book to a reader',
  examples: ['lend 4.2 Kate Example'],
  run: async ({ book, reader }, { board, stores }: LibraryContext) => {
    stores.lent.push({ book, to: reader, board })
    return done(`${book} is lent to ${reader}.`)
  },
})

export const review = defineCommand({
  group: 'books',
  name: 'review',
  args: { book: word('BOOK', reference), text: rest('text', z.string().optional()) },
  permission: 'claim action',
  summary: 'Say what you think of a book; without a text a form opens',
  examples: ['review 4.2 A quiet ending', 'review 4.2'],
  run: async ({ book, text }, _context: LibraryContext) =>
    text === undefined ? reviewForm(book) : done(`Your words on ${book}: ${text}`),
  submit: async ({ book }, { values, hidden }, _context: LibraryContext) =>
    done(`Your words on ${book}, edition ${hidden['edition']}: ${values['text']}`),
})

export const shelves = defineCommand({
  group: 'shelves',
  name: 'list',
  bare: true,
  args: {},
  permission: 'read board',
  summary: 'The shelves',
  examples: ['list'],
  run: async (_args, _context: LibraryContext) => answer('3 shelves'),
})

export const rebuild = defineCommand({
  group: 'shelves',
  name: 'rebuild',
  args: {},
  permission: 'import report',
  summary: 'Put up the shelves anew',
  examples: ['rebuild'],
  run: async (_args, _context: LibraryContext) => {
    throw new Error('No room for the novel by Kate Example')
  },
})

export const reviewForm = (book: string): Form => ({
  type: 'form',
  command: `books review ${book}`,
  title: `What you think of ${book}`,
  state: [],
  fields: [
    {
      name: 'text',
      label: 'Your words',
      optional: false,
      type: 'text',
      value: '',
      multiline: true,
      max: 200,
    },
    {
      name: 'stars',
      label: 'Stars',
      optional: true,
      type: 'choice',
      value: null,
      options: [{ value: '5', label: 'Five' }],
    },
    { name: 'public', label: 'Who reads it', optional: true, type: 'checkbox', value: false, caption: 'All' },
    { name: 'read', label: 'Read on', optional: true, type: 'date', value: '2026-11-01' },
  ],
  submit: 'Save review',
  hidden: { edition: '2' },
})

export const libraryCommands: readonly Command<Library>[] = [mine, show, list, lend, review, shelves, rebuild]

export const library = createRegistry(libraryCommands)

export function member(change: Partial<Membership> = {}): Membership {
  return {
    boardId: '11111111-1111-4111-8111-111111111111',
    boardSlug: 'northmere',
    boardName: 'Northmere library',
    personId: '22222222-2222-4222-8222-222222222222',
    personName: 'Ada Example',
    role: 'administrator',
    active: true,
    ...change,
  }
}

export type Line = { event: string; error: unknown; fields: Readonly<Record<string, unknown>> }

/** A log that remembers what it was told. */
export function fakeLog() {
  const errors: Line[] = []
  return {
    errors,
    info: () => {},
    error: (event, error, fields = {}) => {
      errors.push({ event, error, fields })
    },
  } satisfies Log & { errors: Line[] }
}

/** A visit to the library: what is said there, by whom, and what came of it. */
export function visit(change: Partial<Membership> = {}) {
  const stores: Library = { lent: [] }
  const log = fakeLog()
  const actor = member(change)
  const say = (text: string, more: Partial<Request> = {}): Promise<Reply> =>
    dispatch(
      library,
      { text, actor, face: 'console', now: new Date('2026-11-23T10:00:00Z'), ...more },
      stores,
      log,
    )
  const hear = async (text: string): Promise<View> => {
    const reply = await say(text)
    if (reply.type !== 'view') throw new Error(`'${text}' opened a form.`)
    return reply
  }
  return { stores, log, say, hear }
}

/** What the kernel takes a text for, in words. */
export function readAs(text: string): string {
  const reading = readText(library, text)
  switch (reading.kind) {
    case 'command':
      return `/${reading.command.group} ${reading.command.name} ${reading.line}`.trim()
    case 'help':
      return `help on ${reading.group} ${reading.about}`.trim()
    case 'unknown command':
      return `no ${reading.word} in ${reading.group}`
    case 'unknown group':
      return `no ${reading.word}`
  }
}
