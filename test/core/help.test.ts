import { describe, expect, it } from 'vitest'
import { commandHelp, groupHelp, usageRefusal } from '../../src/core/help.ts'
import { buttonsOf } from '../support/shown.ts'
import { lend, library, mine, review, visit } from './fakes.ts'

describe('help on a group', () => {
  it('is written from the declarations', () => {
    expect(groupHelp(library, 'books', 'lead')).toMatchInlineSnapshot(`
      {
        "audience": "private",
        "blocks": [
          {
            "rows": [
              {
                "ref": "mine",
                "text": "The books you have out",
              },
              {
                "ref": "show BOOK",
                "text": "One book and where it stands",
              },
              {
                "ref": "list [filters] [words]",
                "text": "Books, filtered as you like",
              },
              {
                "ref": "lend BOOK READER",
                "text": "Lend a book to a reader",
              },
              {
                "ref": "review BOOK [text]",
                "text": "Say what you think of a book; without a text a form opens",
              },
            ],
            "type": "rows",
          },
          {
            "text": "More on one: /books help mine · See also /shelves help",
            "type": "note",
          },
        ],
        "headline": "/books: 5 things you can do",
        "kind": "answer",
        "next": "books mine",
        "type": "view",
      }
    `)
  })

  it('shows a person what that person may do', () => {
    const refs = (role: 'viewer' | 'owner' | 'lead'): string[] =>
      groupHelp(library, 'books', role).blocks.flatMap((block) =>
        block.type === 'rows' ? block.rows.map(({ ref }) => ref.split(' ')[0] ?? '') : [],
      )
    expect(refs('viewer')).toEqual(['mine', 'show', 'list'])
    expect(refs('owner')).toEqual(['mine', 'show', 'list', 'review'])
    expect(refs('lead')).toEqual(['mine', 'show', 'list', 'lend', 'review'])
  })

  it('counts as people do', () => {
    expect(groupHelp(library, 'shelves', 'viewer').headline).toBe('/shelves: 1 thing you can do')
    expect(groupHelp(library, 'shelves', 'administrator').headline).toBe('/shelves: 2 things you can do')
  })
})

describe('help for somebody on no board', () => {
  it('shows what there is, promises nothing, and sends them nowhere', () => {
    const view = groupHelp(library, 'books', null)
    expect(view.blocks).toEqual(groupHelp(library, 'books', 'viewer').blocks)
    expect(view.headline).toBe('/books: what members can do')
    expect(view.next).toBeUndefined()
  })
})

describe('help on a command', () => {
  it('is written from the declaration', () => {
    expect(commandHelp(lend, 'owner')).toMatchInlineSnapshot(`
      {
        "audience": "private",
        "blocks": [
          {
            "fields": [
              {
                "label": "Write",
                "value": [
                  {
                    "text": "/books lend BOOK READER",
                    "type": "code",
                  },
                ],
              },
            ],
            "type": "fields",
          },
          {
            "text": "Example",
            "type": "heading",
          },
          {
            "text": [
              {
                "text": "/books lend 4.2 Kate Example",
                "type": "code",
              },
            ],
            "type": "text",
          },
          {
            "text": "Also: give",
            "type": "note",
          },
          {
            "text": "Only a lead or an administrator can do this.",
            "type": "note",
          },
        ],
        "headline": "Lend a book to a reader.",
        "kind": "answer",
        "type": "view",
      }
    `)
  })

  it('speaks of others’ rights only to those who lack them, and of other words only when there are some', () => {
    const notes = (view: ReturnType<typeof commandHelp>): unknown[] =>
      view.blocks.filter(({ type }) => type === 'note')
    expect(notes(commandHelp(lend, 'lead'))).toEqual([{ type: 'note', text: 'Also: give' }])
    expect(notes(commandHelp(review, 'owner'))).toEqual([])
  })

  it('knows one example from several', () => {
    const headings = (command: typeof mine): unknown[] =>
      commandHelp(command, 'lead').blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []))
    expect(headings(mine)).toEqual(['Example'])
    expect(headings(review)).toEqual(['Examples'])
  })
})

describe('a word that is not known', () => {
  const { hear } = visit()
  const headline = async (text: string): Promise<string> => (await hear(text)).headline

  it('gets the nearest command, as a button where it can be pressed at once', async () => {
    expect(await hear('/books mnie')).toMatchObject({
      kind: 'refusal',
      headline: 'There is no /books mnie. Did you mean /books mine?',
      blocks: [{ type: 'buttons', buttons: [{ label: '/books mine', command: 'books mine' }] }],
      next: 'books mine',
    })
  })

  it.each([
    ['/books shwo 4.2', 'books show 4.2'],
    ['shwo 4.2', 'books show 4.2'],
    ['/boosk show 4.2', 'books show 4.2'],
    ['/boosk shwo 4.2', 'books show 4.2'],
    ['/boosk 4.2', 'books 4.2'],
    ['/boosk', 'books'],
    ['/books lned 4.2 Kate Example', 'books lend 4.2 Kate Example'],
    ['/books lsit author:"Anne Example"', 'books list author:"Anne Example"'],
    ['/books hlep', 'books help'],
    ['hlep', 'books help'],
    ['/books hlep lend', 'books help lend'],
    ['/books help lned', 'books help lend'],
    ['rebiuld', 'shelves rebuild'],
  ])('%s is put right whole: %s', async (text, meant) => {
    const view = await hear(text)
    expect(view.kind).toBe('refusal')
    expect(view.next).toBe(meant)
    expect(view.headline).toContain(`Did you mean /${meant}`)
    expect(buttonsOf(view)[`/${meant}`]).toBe(meant)
  })

  it('gets no button for a command that wants more words, and help on it', async () => {
    expect(await hear('/books lned')).toMatchObject({
      headline: 'There is no /books lned. Did you mean /books lend?',
      blocks: [],
      next: 'books help lend',
    })
  })

  it('does not say again what somebody wrote at length', async () => {
    const view = await hear(`/books reveiw 4.2 ${'A quiet ending. '.repeat(5)}`)
    expect(view).toMatchObject({
      headline: 'There is no /books reveiw. Did you mean /books review?',
      blocks: [],
      next: 'books help review',
    })
    expect(await hear('/books reveiw 4.2 Quiet\nand short')).toMatchObject({ next: 'books help review' })
  })

  it('gets the way to help when nothing is near', async () => {
    expect(await hear('/books photograph')).toMatchObject({
      kind: 'refusal',
      headline: 'There is no /books photograph.',
      next: 'books help',
    })
  })

  it('gets the nearest group, else the nearest command of any group, else the groups', async () => {
    expect(await headline('boks')).toBe("'boks' is not something I know. Did you mean /books?")
    expect(await headline('rebiuld')).toBe(
      "'rebiuld' is not something I know. Did you mean /shelves rebuild?",
    )
    expect(await headline('photograph')).toBe(
      "'photograph' is not something I know. Start with /books or /shelves.",
    )
    expect(await headline('/boosk photograph 4.2')).toBe(
      "'boosk' is not something I know. Did you mean /books?",
    )
  })

  it('is quoted short and never cut through a character', async () => {
    const long = '😀'.repeat(60)
    for (const text of [`/books ${long}`, long]) {
      expect(await headline(text)).toContain(`${'😀'.repeat(39)}…`)
      expect((await headline(text)).isWellFormed()).toBe(true)
    }
  })
})

describe('arguments that do not fit', () => {
  it('get what is the matter, how it is written and an example', () => {
    expect(usageRefusal(lend, 'BOOK is missing.')).toMatchInlineSnapshot(`
      {
        "audience": "private",
        "blocks": [
          {
            "fields": [
              {
                "label": "Write",
                "value": [
                  {
                    "text": "/books lend BOOK READER",
                    "type": "code",
                  },
                ],
              },
              {
                "label": "Example",
                "value": [
                  {
                    "text": "/books lend 4.2 Kate Example",
                    "type": "code",
                  },
                ],
              },
            ],
            "type": "fields",
          },
        ],
        "headline": "BOOK is missing.",
        "kind": "refusal",
        "next": "books help lend",
        "type": "view",
      }
    `)
  })
})
