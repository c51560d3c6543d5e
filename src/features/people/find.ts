import type { BoardId } from '../../core/ids.ts'
import { isId } from '../../core/ids.ts'
import { listOf, shorten } from '../../core/text.ts'
import { matchesName } from './rules.ts'
import type { Person, PersonStore } from './store.ts'

export type PersonFound<P extends Person = Person> = { ok: true; person: P } | { ok: false; message: string }

/** The one person of a board that words mean: an id, a name or part of one, a confirmed alias, or an address. */
export async function findPerson(people: PersonStore, board: BoardId, words: string): Promise<PersonFound> {
  return findAmong(await people.list(board), words)
}

/** The same among the people given. */
export function findAmong<P extends Person>(all: readonly P[], words: string): PersonFound<P> {
  const typed = words.trim().replace(/^@/, '')
  const exact = all.find(
    (person) => (isId(typed) && person.personId === typed) || person.email === typed.toLowerCase(),
  )
  if (exact) return { ok: true, person: exact }
  const how = (person: P): 'whole' | 'part' | 'no' => {
    const ways = [person.personName, ...person.aliases].map((name) => matchesName(typed, name))
    return ways.includes('whole') ? 'whole' : ways.includes('part') ? 'part' : 'no'
  }
  const whole = all.filter((person) => how(person) === 'whole')
  const found = whole.length > 0 ? whole : all.filter((person) => how(person) === 'part')
  const [only] = found
  if (only && found.length === 1) return { ok: true, person: only }
  const shown = shorten(typed, 40)
  if (!only)
    return {
      ok: false,
      message: `Nobody on this board is called '${shown}'. There are ${listOf(all.slice(0, 8).map((person) => person.personName))}${all.length > 8 ? ' and others' : ''}.`,
    }
  return {
    ok: false,
    message: `'${shown}' could be ${listOf(
      found.slice(0, 5).map((person) => person.personName),
      'or',
    )}. Write more of the name.`,
  }
}
