import { describe, expect, it } from 'vitest'
import { dispatch, referencePattern } from '../../src/core/dispatch.ts'
import { newReference } from '../../src/core/errors.ts'
import type { Role } from '../../src/core/permission.ts'
import { createLog } from '../../src/log.ts'
import { library, member, readAs, rebuild, visit } from './fakes.ts'

describe('what people write', () => {
  it.each([
    ['with a slash', '/books lend 4.2 Kate'],
    ['without it', 'books lend 4.2 Kate'],
    ['in capitals', 'BOOKS Lend 4.2 Kate'],
    ['by another word', '/books give 4.2 Kate'],
    ['without the group', 'lend 4.2 Kate'],
    ['with a slash and without the group', '/lend 4.2 Kate'],
    ['to the bot, as Slack writes it', '<@U123> lend 4.2 Kate'],
    ['to the bot by its name, as Slack writes it', '<@U123|followthrough> /books lend 4.2 Kate'],
    ['to the bot, as Teams writes it', '<at>Followthrough</at> books lend 4.2 Kate'],
    ['to the bot by hand', '@Followthrough lend 4.2 Kate'],
    ['to the bot with a colon', 'Followthrough: lend 4.2 Kate'],
    ['to the bot with a comma', 'followthrough, lend 4.2 Kate'],
    ['to the bot twice', '<@U123> @followthrough lend 4.2 Kate'],
    ['after a space and a line', '  \n /books lend 4.2 Kate'],
    ['with spaces that do not break', '/books\u00a0lend\u00a04.2\u00a0Kate'],
    ['within quotes', '"/books lend 4.2 Kate"'],
    ['within the quotes of a word processor', ' “/books lend 4.2 Kate” '],
    ['within quotes, without the slash', '‘books lend 4.2 Kate’'],
    ['within quotes, to the bot', '<@U123> “/books lend 4.2 Kate”'],
    ['with marks nobody sees', '/books\u200b lend \u202a4.2\u202c Kate'],
  ])('%s is one command', (_how, text) => {
    expect(readAs(text)).toBe('/books lend 4.2 Kate')
  })

  it.each([
    ['/books', '/books mine'],
    ['/shelves', '/shelves list'],
    ['mine', '/books mine'],
    ['4.2', '/books show 4.2'],
    ['/books 4.2', '/books show 4.2'],
    ['@Followthrough LEI-6', '/books show LEI-6'],
    ['LEI‑6', '/books show LEI-6'],
  ])('%j is short for %j', (short, whole) => {
    expect(readAs(short)).toBe(whole)
  })

  it('keeps the lines of a text', () => {
    expect(readAs('/books review 4.2 one\n\n two')).toBe('/books review 4.2 one\n\n two')
    expect(readAs('/books review\n4.2 one')).toBe('/books review \n4.2 one')
  })

  it('makes plain quotes of clever ones, so that a name holds together', async () => {
    const { hear } = visit()
    const { headline } = await hear('/books list author:“Anne Example” ‘quiet’')
    expect(JSON.parse(headline)).toEqual({ author: 'Anne Example', late: false, words: "'quiet'" })
  })

  it('does not take a sentence that begins with a number for a reference', () => {
    expect(readAs('4.2 is done')).toBe('no 4.2 in books')
  })

  it('does not take the bot’s name for its own when it is part of a word', () => {
    expect(readAs('followthroughs')).toBe('no followthroughs')
  })
})

describe('a reference', () => {
  it.each(['4', '4.2', '4.2.3', 'LEI-6', 'lei-6', 'SOL-4.10.2', '1.2.3.4.5', '3a', '3a.1', 'B2', 'ISL-B2.1'])(
    '%s is one',
    (text) => {
      expect(text).toMatch(referencePattern)
    },
  )

  it.each([
    '',
    'mine',
    '4.',
    '.4',
    '4..2',
    'L-6',
    'LEI6',
    'LEI-',
    '3ab',
    'a',
    '3.a',
    '4.2.3.4.5.6',
    '123456',
    '4.2 ',
    '٤.٢',
  ])('%j is none', (text) => {
    expect(text).not.toMatch(referencePattern)
  })
})

describe('help', () => {
  it.each(['', ' ', 'help', '/help', 'HELP', '/books help', '@Followthrough', '<@U1> help', 'help books'])(
    'on the first group is what %j asks for',
    async (text) => {
      expect((await visit().hear(text)).headline).toBe('/books: 5 things you can do')
    },
  )

  it.each(['help shelves', '/shelves help', '/books help shelves', '/help Shelves'])(
    'on another group is what %j asks for',
    async (text) => {
      expect((await visit().hear(text)).headline).toBe('/shelves: 2 things you can do')
    },
  )

  it.each(['help lend', '/books help lend', 'help give', 'books help LEND', '/shelves help lend'])(
    'on a command is what %j asks for',
    async (text) => {
      expect((await visit().hear(text)).headline).toBe('Lend a book to a reader.')
    },
  )

  it('on a command of another group is found too', async () => {
    expect((await visit().hear('help rebuild')).headline).toBe('Put up the shelves anew.')
  })

  it('on nothing that exists suggests what is near', async () => {
    expect((await visit().hear('/books help lned')).headline).toBe(
      'There is no /books lned. Did you mean /books help lend?',
    )
  })

  it('is there for everybody, whatever they may do', async () => {
    expect((await visit({ role: 'viewer' }).hear('help')).headline).toBe('/books: 3 things you can do')
  })
})

describe('a mistyped word', () => {
  it('in a group gets the nearest command', async () => {
    expect(await visit().hear('/books lsit')).toMatchObject({
      kind: 'refusal',
      headline: 'There is no /books lsit. Did you mean /books list?',
      next: 'books list',
    })
  })

  it('at the start gets the nearest group', async () => {
    expect(await visit().hear('/boosk mine')).toMatchObject({
      kind: 'refusal',
      headline: "'boosk' is not something I know. Did you mean /books mine?",
      next: 'books mine',
    })
  })

  it.each(['__proto__', 'constructor', '/books __proto__', '/books hasOwnProperty', 'help toString'])(
    '%j is no command either',
    async (text) => {
      expect(await visit().hear(text)).toMatchObject({ kind: 'refusal' })
    },
  )
})

describe('who may', () => {
  it('is told by the permission of the command', async () => {
    const { hear, stores } = visit({ role: 'owner' })
    expect(await hear('/books lend 4.2 Kate')).toEqual({
      type: 'view',
      kind: 'refusal',
      audience: 'private',
      headline:
        'Only a lead or an administrator can assign an action to someone else. You can say what you think of it.',
      blocks: [],
      next: 'books review 4.2',
    })
    expect(stores.lent).toEqual([])
  })

  it('is told with what the reader may do instead: look at it, where there is nothing better', async () => {
    const instead = async (role: Role, text: string): Promise<unknown> => {
      const { headline, next } = await visit({ role }).hear(text)
      return [headline.split('. ').slice(1).join(''), next]
    }
    expect(await instead('owner', '/books lend 4.2, Kate')).toEqual([
      'You can say what you think of it.',
      'books review 4.2',
    ])
    expect(await instead('viewer', '/books lend 4.2 Kate')).toEqual(['', 'books show 4.2'])
    expect(await instead('viewer', '/books review 4.2 Dull')).toEqual(['', 'books show 4.2'])
    expect(await instead('viewer', '/books review it, 4.2')).toEqual(['', 'books help'])
    expect(await instead('lead', '/shelves rebuild')).toEqual(['', 'shelves help'])
  })

  it('is asked before the words are read, so that a refusal says nothing of what is there', async () => {
    const { hear } = visit({ role: 'viewer' })
    expect((await hear('/books lend nonsense')).headline).toMatch(/^Only a lead or an administrator/)
  })

  it('is asked again when a form comes back', async () => {
    const { say } = visit({ role: 'viewer' })
    const reply = await say('books review 4.2', { submission: { values: { text: 'x' }, hidden: {} } })
    expect(reply).toMatchObject({ kind: 'refusal' })
  })

  it('is let in with the board of the membership, and no other', async () => {
    const { hear, stores } = visit({ role: 'lead' })
    await hear('/books lend 4.2 Kate Example board:other')
    expect(stores.lent).toEqual([{ book: '4.2', to: 'Kate Example board:other', board: member().boardId }])
  })

  it('was on the board once and has left: nothing runs', async () => {
    const { hear, stores } = visit({ active: false })
    for (const text of ['/books lend 4.2 Kate', '/books', '4.2'])
      expect((await hear(text)).headline).toBe(
        'You are no longer on this board. Ask its administrator to let you back in.',
      )
    expect(stores.lent).toEqual([])
  })
})

describe('arguments', () => {
  it('that do not fit get the reason, the usage and an example', async () => {
    expect(await visit().hear('/books lend here Kate')).toMatchObject({
      kind: 'refusal',
      headline: "'here' is not the number of a book.",
      blocks: [
        {
          type: 'fields',
          fields: [
            { label: 'Write', value: [{ type: 'code', text: '/books lend BOOK READER' }] },
            { label: 'Example', value: [{ type: 'code', text: '/books lend 4.2 Kate Example' }] },
          ],
        },
      ],
      next: 'books help lend',
    })
  })

  it('that are missing are named in the command’s own words', async () => {
    expect((await visit().hear('/books show')).headline).toBe('BOOK is missing: its number, such as 4.2.')
  })
})

describe('a form', () => {
  it('opens, is filled in, and goes to the same command', async () => {
    const { say } = visit()
    const form = await say('/books review 4.2')
    if (form.type !== 'form') throw new Error('No form opened.')
    const submission = { values: { text: 'A quiet ending' }, hidden: form.hidden }
    expect(await say(form.command, { submission })).toMatchObject({
      kind: 'done',
      headline: 'Your words on 4.2, edition 2: A quiet ending',
    })
  })

  it('is read as a line is: clever quotes made plain, half characters mended, nothing that cannot be stored', async () => {
    const submission = {
      values: { text: '“Quiet”\r\n\ud83d\0', public: true, stars: null },
      hidden: { edition: '2' },
    }
    expect(await visit().say('books review 4.2', { submission })).toMatchObject({
      headline: 'Your words on 4.2, edition 2: "Quiet"\n\ufffd',
    })
  })

  it('sent to a command that has none runs the command', async () => {
    const reply = await visit().say('books mine', { submission: { values: {}, hidden: {} } })
    expect(reply).toMatchObject({ headline: 'Ada Example has no book out.' })
  })
})

describe('a surprise', () => {
  it('becomes a refusal with a reference, and the log has the same one', async () => {
    const { hear, log } = visit()
    const view = await hear('/shelves rebuild')
    expect(view.kind).toBe('refusal')
    const [, reference] =
      /^Something went wrong on our side; nothing was changed\. Quote reference (\S+) to/.exec(
        view.headline,
      ) ?? ['', '']
    expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}$/)
    expect(log.errors).toHaveLength(1)
    expect(log.errors[0]).toMatchObject({
      event: 'request failed',
      fields: { reference, face: 'console', board: member().boardId },
    })
  })

  it('leaves nothing of what was written in the log, and shows nothing of what went wrong', async () => {
    const lines: string[] = []
    const failing = {
      ...library,
      find: () => ({
        ...rebuild,
        read: (line: string) => {
          throw new Error(`cannot store '${line}'`)
        },
      }),
    }
    const view = await dispatch(
      failing,
      { text: '/books lend secret-name', actor: member(), face: 'slack', now: new Date() },
      { lent: [] },
      createLog((line) => lines.push(line)),
    )
    expect(lines).toHaveLength(1)
    expect(lines.join()).not.toMatch(/secret-name|Ada Example/)
    expect(JSON.stringify(view)).not.toMatch(/secret-name|cannot store/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ severity: 'error', face: 'slack', error: 'Error' })
  })

  it('has a new reference each time', () => {
    expect(new Set(Array.from({ length: 200 }, newReference)).size).toBe(200)
  })
})
