import type { ActionArray, CardElementArray, IMention } from '@microsoft/teams.cards'
import { carry } from '../common/carry.ts'
import { mentionable } from './letters.ts'
import type { Rendering } from './rendering.ts'

/** An element of a card, and an action, as JSON. */
export type Element = CardElementArray[number]
export type Action = ActionArray[number]

/** How finely: everything, or less and less of it until it fits. */
export type Detail = {
  /** The longest text, and the longest title of a row. */
  text: number
  title: number
  /** The longest second line of a row; 0 leaves it out. */
  row: number
  /** How many rows and entries. */
  items: number
  /** Ratings as badges, which take four times the room of a sign and a word. */
  badges: boolean
  /** Which actions say what to do where `Action.Execute` is not known: all of them, or the buttons in sight. */
  fallbacks: 'all' | 'in sight'
  /** How many of a row's choices. */
  choices: number
  /** How many options of a menu. */
  options: number
  /** Whether what can be pressed says which command makes its card again, and the card is made afresh for its viewers. */
  origin: boolean
}

/** What is drawn on, and how finely. */
export type Canvas = {
  /** A command as it travels in a button; null where nothing can be pressed. */
  carry: ((command: string) => string) | null
  /** The command that makes the card again, ready to travel. */
  origin: string | null
  opensForm(command: string): boolean
  /** An id that nothing else on the card has. */
  nextId(what: string): string
  detail: Detail
  /** Counts rows and entries down; none is drawn below zero. */
  items: { left: number }
  /** The tag that notifies somebody; null when the account is none or the name has no letter. */
  mention(account: string, name: string): string | null
  mentions(): readonly IMention[]
}

const accountId = /^[\w:.@+-]{3,200}$/

/** An empty canvas. Without a rendering nothing on it can be pressed. */
export function newCanvas(rendering: Rendering | null, origin: string | null, detail: Detail): Canvas {
  let id = 0
  const known = new Map<string, { text: string; name: string }>()
  return {
    carry: rendering ? (command) => carry(command, rendering.seal, rendering.about) : null,
    origin: detail.origin ? origin : null,
    opensForm: (command) => rendering?.opensForm(command) ?? false,
    nextId(what) {
      id += 1
      return `${what}-${id}`
    },
    detail,
    items: { left: detail.items },
    mention(account, name) {
      const shown = mentionable(name)
      if (!accountId.test(account) || shown === '') return null
      const before = known.get(account)
      if (before) return before.text
      // Teams knows a mention by its words: two people of one name are told apart.
      const same = [...known.values()].filter((other) => other.name === shown).length
      const text = `<at>${same === 0 ? shown : `${shown} (${same + 1})`}</at>`
      known.set(account, { text, name: shown })
      return text
    },
    mentions: () =>
      [...known].map(([account, { text, name }]) => ({
        type: 'mention',
        text,
        mentioned: { id: account, name },
      })),
  }
}
