import { listOf, nameKey, nearest, shorten } from '../../core/text.ts'
import { type Ctx, todayOf } from '../context.ts'
import { matchesName, mostPeople } from '../people/rules.ts'
import { type ListFilters, meansMe, meansUs } from './list-filters.ts'
import { shortReport } from './view.ts'

/** The filters that name somebody or something. */
type Names = Pick<ListFilters, 'owner' | 'org' | 'lead' | 'report'>

/** A name that nobody and nothing bears, and the filters with the nearest one in its place. */
export type UnknownName = { message: string; instead: Names | null }

/** What names are looked up with. */
export type Asking = Pick<Ctx, 'stores' | 'board' | 'now'>

/** The most names a refusal lists. */
const mostListed = 8

/** The most organisations and reports that are looked through for a near name. */
const mostLooked = 200

/**
 * Whether a list is empty because a filter names what is not on the board: a slip of the finger must not read as a
 * true zero. Null when every name is somebody's or something's, and nothing fits all the same.
 */
export async function unknownName(filters: Names, context: Asking): Promise<UnknownName | null> {
  const { stores, board } = context
  const { owner, org, lead, report } = filters
  if (owner !== undefined && !meansMe.test(owner) && !(await isPerson(owner, context))) {
    const people = (await stores.people.list(board)).map(({ personName }) => personName)
    return unknown(filters, 'owner', `Nobody on this board or in its plans is called`, people)
  }
  for (const [key, name] of [['org', org] as const, ['lead', lead] as const]) {
    if (name === undefined || (key === 'lead' && meansUs.test(name))) continue
    const names = (await stores.people.organisations(board, mostLooked)).map((one) => one.name)
    if (await isOrganisation(name, names, context)) continue
    return unknown(filters, key, 'No organisation on this board is called', names)
  }
  if (report !== undefined && (await stores.recommendations.count(board, { report })) === 0) {
    const names = (await stores.boards.reportNames(board, mostLooked)).map(shortReport)
    return unknown(filters, 'report', 'No report on this board is called', [...new Set(names)])
  }
  return null
}

async function isPerson(name: string, context: Asking): Promise<boolean> {
  const { stores, board } = context
  // Those who have left too: what was theirs can be asked for.
  const everybody = await stores.people.everybody(board, { offset: 0, limit: mostPeople })
  const bears = ({ personName, aliases }: { personName: string; aliases: readonly string[] }): boolean =>
    [personName, ...aliases].some((one) => matchesName(name, one) !== 'no')
  if (everybody.some(bears)) return true
  const named = { ownerNamed: { ids: [], asWritten: name } }
  return (await stores.actions.count(board, named, todayOf(context))) > 0
}

async function isOrganisation(name: string, names: readonly string[], context: Asking): Promise<boolean> {
  const { stores, board } = context
  const key = nameKey(name)
  if (key !== '' && names.some((one) => nameKey(one).includes(key))) return true
  if ((await stores.recommendations.count(board, { organisation: name })) > 0) return true
  return (await stores.actions.count(board, { organisation: name }, todayOf(context))) > 0
}

function unknown(filters: Names, key: keyof Names, problem: string, all: readonly string[]): UnknownName {
  // In the order people read names, whatever the server's is.
  const names = all.toSorted((a, b) => a.localeCompare(b, 'en-GB'))
  const typed = filters[key] ?? ''
  const near = names.filter((name) => isNear(typed, name)).slice(0, 3)
  const [first] = near
  const others = names.length > mostListed ? ' and others' : ''
  const listed = names.slice(0, mostListed).map((name) => shorten(name, 60))
  const hint =
    first !== undefined
      ? ` Nearest: ${listOf(near, 'or')}.`
      : names.length > 0
        ? ` There are ${others === '' ? listOf(listed) : listed.join(', ')}${others}.`
        : ''
  return {
    message: `${problem} '${shorten(typed, 40)}'.${hint}`,
    instead: first === undefined ? null : { ...filters, [key]: first },
  }
}

/** Near to the whole of a name, or to a word of it. */
function isNear(typed: string, name: string): boolean {
  const words = name.split(/[\s,()&/-]+/).filter((word) => word.length > 2)
  return nearest(typed, [name, ...words]).length > 0
}
