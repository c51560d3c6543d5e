import { addDays, compareDates, type IsoDate } from '../../calendar/date.ts'
import { count } from '../../core/text.ts'
import type { Rating } from '../../core/view.ts'
import { isOpen } from '../actions/lifecycle.ts'
import type { ActionStatus, Outlook } from '../actions/schema.ts'
import type { BragScheme, RatingCondition, RatingRule } from './schema.ts'

/** What a rating is decided on. */
export type Rated = {
  status: ActionStatus
  outlook: Outlook
  dueOn: IsoDate | null
  lastProgressOn: IsoDate | null
}

/** An open action whose date in force has passed. A finished one is never overdue, however late it came. */
export function isOverdue(action: Pick<Rated, 'status' | 'dueOn'>, today: IsoDate): boolean {
  return isOpen(action.status) && action.dueOn !== null && compareDates(action.dueOn, today) < 0
}

/** The board's rating of an action on a day: the first rule of the scheme that holds. */
export function rate(action: Rated, scheme: BragScheme, today: IsoDate): Rating {
  const rule = scheme.find(({ when }) => when.some((condition) => holds(condition, action, today)))
  // The schema sees to it that the last rule holds for any action.
  return rule ? { colour: rule.colour, word: rule.word } : { colour: 'grey', word: 'Not rated' }
}

function holds(condition: RatingCondition, action: Rated, today: IsoDate): boolean {
  switch (condition.kind) {
    case 'any':
      return true
    case 'overdue':
      return isOverdue(action, today)
    case 'outlook':
      return isOpen(action.status) && action.outlook === condition.is
    case 'status':
      return condition.in.includes(action.status)
    case 'due soon and quiet': {
      if (!isOpen(action.status) || action.dueOn === null) return false
      const soon = compareDates(action.dueOn, addDays(today, condition.dueWithinDays)) <= 0
      const quietSince = addDays(today, -condition.quietForDays)
      const quiet = action.lastProgressOn === null || compareDates(action.lastProgressOn, quietSince) <= 0
      return soon && quiet
    }
  }
}

/** The colours in the order a board reads them. */
export const worstFirst = [
  'red',
  'amber',
  'green',
  'blue',
  'grey',
] as const satisfies readonly RatingRule['colour'][]

/** What a scheme calls a colour; where several of its ratings share it, all of them: 'Assured/Embedded'. */
export function colourWord(colour: RatingRule['colour'], scheme: BragScheme): string {
  return [...new Set(scheme.filter((rule) => rule.colour === colour).map((rule) => rule.word))].join('/')
}

/** The key of a scheme in one line: 'Red = overdue, or declared off track · Amber = …', worst first. */
export function schemeKey(scheme: BragScheme): string {
  const seen = new Map<string, Pick<RatingRule, 'colour' | 'means'>>()
  for (const { word, colour, means } of scheme) {
    // 'Withdrawn = withdrawn' tells nobody anything.
    if (!seen.has(word) && means !== word.toLowerCase()) seen.set(word, { colour, means })
  }
  return [...seen]
    .sort(([, a], [, b]) => worstFirst.indexOf(a.colour) - worstFirst.indexOf(b.colour))
    .map(([word, { means }]) => `${word} = ${means}`)
    .join(' · ')
}

/** The numbers of 'due soon, and nobody has said anything for a while'. */
export type Quiet = { dueWithinDays: number; quietForDays: number }

/** The numbers in force: those of the first rule that has any. Null where a board's scheme knows no such rule. */
export function quietOf(scheme: BragScheme): Quiet | null {
  for (const { when } of scheme)
    for (const condition of when)
      if (condition.kind === 'due soon and quiet')
        return { dueWithinDays: condition.dueWithinDays, quietForDays: condition.quietForDays }
  return null
}

/** How the key says it. */
const quietWords = /due within \d+ days? with no progress for \d+(?: days?)?/

/** The scheme with other numbers, which its key then says too; every other rule, and every other word, is kept. */
export function withQuiet(scheme: BragScheme, quiet: Quiet): BragScheme {
  const said = `due within ${count(quiet.dueWithinDays, 'day')} with no progress for ${quiet.quietForDays}`
  return scheme.map((rule) => {
    if (!rule.when.some(({ kind }) => kind === 'due soon and quiet')) return rule
    const when = rule.when.map((condition) =>
      condition.kind === 'due soon and quiet' ? { ...condition, ...quiet } : condition,
    )
    // A board's own words for it stand as long as they name no numbers.
    return { ...rule, means: rule.means.replace(quietWords, said), when }
  })
}

/** The colours an action that still wants work can have, worst first. */
export function openColours(scheme: BragScheme): RatingRule['colour'][] {
  const open = scheme.filter(({ when }) =>
    when.some((condition) => condition.kind !== 'status' || condition.in.some(isOpen)),
  )
  return worstFirst.filter((colour) => open.some((rule) => rule.colour === colour))
}
