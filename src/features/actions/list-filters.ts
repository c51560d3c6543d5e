import { z } from 'zod'
import { nearest, shorten } from '../../core/text.ts'
import type { RatingRule } from '../boards/schema.ts'
import { lifecycle, openStatuses } from './lifecycle.ts'
import { type ActionStatus, actionStatuses } from './schema.ts'

const colours = ['red', 'amber', 'green', 'blue', 'grey'] as const satisfies readonly RatingRule['colour'][]

/** Words that stand for several states at once. */
const statusGroups: ReadonlyMap<string, readonly ActionStatus[]> = new Map([
  ['open', openStatuses],
  ['closed', actionStatuses.filter((status) => !lifecycle[status].open)],
  ['any', actionStatuses],
  ['all', actionStatuses],
  ['done', ['complete', 'assured', 'embedded']],
])

/** 'in progress', 'in-progress' and 'in_progress' are one word. */
function statusesOf(word: string): readonly ActionStatus[] | undefined {
  const key = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return (
    statusGroups.get(key) ??
    actionStatuses.filter((status) => status === key || status.replace('_', '') === key).slice(0, 1)
  )
}

/** `a,b` as a list of the given words; the message names what there is. */
function words<T>(
  what: string,
  known: readonly string[],
  read: (word: string) => readonly T[] | undefined,
): z.ZodType<readonly T[]> {
  return z.string().transform((text, check): readonly T[] => {
    const found: T[] = []
    if (/^[\s,]*$/.test(text))
      check.addIssue({ code: 'custom', message: `A ${what} is missing. There are ${known.join(', ')}.` })
    for (const word of text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)) {
      const values = read(word)
      if (values && values.length > 0) {
        found.push(...values)
        continue
      }
      const [near] = nearest(word, known)
      check.addIssue({
        code: 'custom',
        message: `'${shorten(word, 30)}' is not a ${what}. ${near ? `Did you mean ${near}?` : `There are ${known.join(', ')}.`}`,
      })
    }
    if (found.length === 0 && check.issues.length === 0) {
      check.addIssue({
        code: 'custom',
        message: `There is nothing to filter by. There are ${known.join(', ')}.`,
      })
    }
    return [...new Set(found)]
  })
}

const shownStatuses = [...actionStatuses.map((status) => status.replace('_', '-')), 'open', 'closed', 'any']

/** The schemas of the list's filters. */
export const listFilters = {
  status: words('status', shownStatuses, statusesOf),
  brag: words('rating', colours, (word) => colours.filter((colour) => colour === word.toLowerCase())),
  name: z.string().max(80, { error: 'That is too long for a filter.' }),
}

/** `owner:me`. */
export const meansMe = /^(me|mine|i)$/i

/** `lead:mine`: the reader's own organisation. */
export const meansUs = /^(me|mine|my|us|ours?)$/i

export type ListFilters = {
  status?: readonly ActionStatus[] | undefined
  brag?: readonly RatingRule['colour'][] | undefined
  owner?: string | undefined
  org?: string | undefined
  lead?: string | undefined
  report?: string | undefined
  due?: string | undefined
  unowned?: boolean
  undated?: boolean
  joint?: boolean
  words?: string | undefined
}

/** The words of a search through a list: what stands between quotes is one of them. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|[^\s"]+/g)]
    .map(([whole, quoted]) => (quoted ?? whole).trim())
    .filter(Boolean)
    .slice(0, 12)
}

/** The filters as they would be typed, for headlines and for the next page. */
export function writtenFilters(filters: ListFilters): string {
  const pair = (key: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${key}:${/\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`]
  return [
    ...pair('status', filters.status && writtenStatuses(filters.status)),
    ...pair('brag', filters.brag?.join(',')),
    ...pair('owner', filters.owner),
    ...pair('org', filters.org),
    ...pair('lead', filters.lead),
    ...pair('report', filters.report),
    ...pair('due', filters.due),
    ...(filters.unowned ? ['unowned'] : []),
    ...(filters.undated ? ['undated'] : []),
    ...(filters.joint ? ['joint'] : []),
    ...(filters.words ? [filters.words] : []),
  ].join(' ')
}

function writtenStatuses(statuses: readonly ActionStatus[]): string {
  const group = [...statusGroups].find(
    ([, members]) =>
      members.length === statuses.length && members.every((status) => statuses.includes(status)),
  )
  return group ? group[0] : statuses.map((status) => status.replace('_', '-')).join(',')
}
