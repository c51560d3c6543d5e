import { describe, expect, it } from 'vitest'
import { commandHelp, groupHelp, unknownCommand, unknownGroup, usageRefusal } from '../../src/core/help.ts'
import { lend, library, mine, review } from './fakes.ts'

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
  it('gets the nearest commands, as buttons where they can be pressed at once', () => {
    const view = unknownCommand(library, 'books', 'mnie')
    expect(view.headline).toBe('There is no /books mnie. Did you mean /books mine?')
    expect(view.blocks).toMatchObject([
      { type: 'buttons', buttons: [{ label: '/books mine', command: 'books mine' }] },
    ])
  })

  it('gets no button for a command that wants more words', () => {
    const view = unknownCommand(library, 'books', 'lned')
    expect(view.headline).toBe('There is no /books lned. Did you mean /books lend?')
    expect(view.blocks).toEqual([])
  })

  it('gets the way to help when nothing is near', () => {
    expect(unknownCommand(library, 'books', 'photograph')).toMatchObject({
      kind: 'refusal',
      headline: 'There is no /books photograph.',
      next: 'books help',
    })
  })

  it('gets the nearest group, else the nearest command of any group, else the groups', () => {
    const headline = (word: string): string => unknownGroup(library, word).headline
    expect(headline('boks')).toBe("'boks' is not something I know. Did you mean /books?")
    expect(headline('rebiuld')).toBe("'rebiuld' is not something I know. Did you mean /shelves rebuild?")
    expect(headline('photograph')).toBe(
      "'photograph' is not something I know. Start with /books or /shelves.",
    )
    expect(unknownGroup(library, 'boks').next).toBe('books help')
  })

  it('is quoted short and never cut through a character', () => {
    const long = '😀'.repeat(60)
    for (const view of [unknownCommand(library, 'books', long), unknownGroup(library, long)]) {
      expect(view.headline).toContain(`${'😀'.repeat(39)}…`)
      expect(view.headline.isWellFormed()).toBe(true)
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
