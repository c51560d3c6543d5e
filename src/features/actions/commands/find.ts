import { z } from 'zod'
import { rest } from '../../../core/grammar.ts'
import { count, shorten } from '../../../core/text.ts'
import { answer, note, type Row } from '../../../core/view.ts'
import { rate } from '../../boards/rules.ts'
import { command, schemeOf, todayOf } from '../../context.ts'
import { actionMenu } from '../offers.ts'
import type { Likely, Typed } from '../store.ts'
import { ownerOf, rowText, type Viewing, whenOf } from '../view.ts'

/** What a picker shows at once. */
const shown = 20

/** `/actions find WORDS`: for what is being typed, and for who has half of it in mind. */
export const find = command({
  group: 'actions',
  name: 'find',
  args: {
    words: rest(
      'WORDS',
      z
        .string({
          error:
            'WORDS are missing: the beginning of a reference or of some words, such as 4.2 or consent aud.',
        })
        .max(200, { error: 'At most 200 characters can be looked for at once.' }),
    ),
  },
  permission: 'read board',
  summary: 'Find an action by the beginning of its reference or words, yours first',
  examples: ['find 4.2', 'find consent aud'],
  async run({ words: typed }, context) {
    const { stores, board, actor } = context
    const asked = readTyped(typed)
    const said = shorten(typed, 60)
    const [found, scheme] = await Promise.all([
      asked.reference === null && asked.words.length === 0
        ? []
        : stores.actions.find(board, { ...asked, personId: actor.personId }, shown + 1),
      schemeOf(context),
    ])
    const [first] = found
    if (!first) return answer(`No action fits '${said}'.`, [], 'actions list')
    const viewing = { scheme, today: todayOf(context), actor }
    const rows = found.slice(0, shown).map((action) => foundRow(action, viewing))
    const more = found.length > shown
    return answer(
      `${more ? `More than ${shown} actions fit` : count(found.length, 'action fits', 'actions fit')} '${said}'`,
      [
        { type: 'rows', rows },
        ...(more ? [note('The nearest are shown: another word makes it fewer.')] : []),
      ],
      `actions show ${first.ref}`,
    )
  },
})

/** A reference that is still being written: 4, 4., LEI, LEI-1. */
const beginsReference = /^(?:[a-z]{2,8}-?|(?:[a-z]{2,8}-)?[a-z]?\d{1,5}[a-z]?(?:\.\d{1,5}[a-z]?){0,4}\.?)$/i

/** The most words that are looked for. */
const mostWords = 8

/** What may be meant: 4.2 is a reference; LEI is one, or the beginning of a word; 'consent aud' are two words. */
function readTyped(typed: string): Pick<Typed, 'reference' | 'words'> {
  const whole = typed.trim().replace(/^["']|["']$/g, '')
  const reference = beginsReference.test(whole) ? whole : null
  // The digits of a reference are no words to look for: 4.2 would find every text with a 4 and a 2 in it.
  if (/^[\d.]*\.[\d.]*$|^\d$/.test(whole) && reference !== null) return { reference, words: [] }
  const words = [...whole.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word)
  return { reference, words: [...new Set(words)].slice(0, mostWords) }
}

function foundRow(action: Likely, { scheme, today, actor }: Viewing): Row {
  return {
    ref: action.ref,
    text: shorten(action.text, rowText),
    rating: rate(action, scheme, today),
    when: whenOf(action, today),
    detail: action.theirs && action.owner?.id === actor.personId ? 'yours' : ownerOf(action),
    menu: actionMenu(action, actor, action.theirs),
  }
}
