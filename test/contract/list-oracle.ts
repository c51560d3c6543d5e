import type { IsoDate } from '../../src/calendar/date.ts'
import type { ActionQuery } from '../../src/features/actions/store.ts'
import { rate } from '../../src/features/boards/rules.ts'
import type { RecommendationQuery } from '../../src/features/recommendations/store.ts'
import { council, type SownAction, type SownRecommendation, trust } from '../support/sown-board.ts'

// What the filters mean, written out a second time as plainly as can be: one row, one question.

const has = (text: string | null, words: string): boolean =>
  text?.toLowerCase().includes(words.toLowerCase()) ?? false

/** Organisations by their own name, by what they were written as, and the trust by its alias. */
function names(organisation: string, words: string): boolean {
  const key = words.toLowerCase().replace(/[^a-z0-9]/g, '')
  const known = [trust, council].includes(organisation)
  const byName = known && key !== '' && organisation.toLowerCase().replaceAll(' ', '').includes(key)
  return byName || has(organisation, words) || (organisation === trust && key === 'nht')
}

const reported = ({ report }: SownRecommendation, words: string): boolean =>
  words.split(' ').every((word) => [report.title, report.area, report.kind].some((text) => has(text, word)))

const falls = (dueOn: IsoDate | null, { from, to }: { from: IsoDate | null; to: IsoDate | null }): boolean =>
  dueOn !== null && (from === null || dueOn >= from) && (to === null || dueOn <= to)

/** Whether an action belongs on a list. */
export function fits(action: SownAction, query: ActionQuery, today: IsoDate): boolean {
  const { ownerId, contributorIds, recommendation } = action
  const { statuses, ownerNamed, involves, organisation, ledBy, report, rating, due, words = [] } = query
  const bodies = [action.lead ?? '', ...action.sharedWith, ...recommendation.organisations]
  return (
    (!statuses || statuses.includes(action.status)) &&
    (!ownerNamed ||
      (ownerId === null
        ? has(action.ownerAsWritten, ownerNamed.asWritten)
        : ownerNamed.ids.includes(ownerId))) &&
    (!involves || ownerId === involves || contributorIds.includes(involves)) &&
    (organisation === undefined || bodies.some((body) => names(body, organisation))) &&
    (!ledBy || ('words' in ledBy && names(action.lead ?? '', ledBy.words))) &&
    (report === undefined || reported(recommendation, report)) &&
    (!rating || rating.colours.includes(rate(action, rating.scheme, today).colour)) &&
    (!due || falls(action.dueOn, due)) &&
    (!query.unowned || ownerId === null) &&
    (!query.undated || action.dueOn === null) &&
    (!query.joint || recommendation.joint === true) &&
    words.every((word) =>
      [action.text, action.ref, action.ownerAsWritten, recommendation.text].some((text) => has(text, word)),
    )
  )
}

/** Whether a recommendation belongs on a list. */
export function recommendationFits(
  recommendation: SownRecommendation,
  query: RecommendationQuery,
  planned: ReadonlySet<string>,
): boolean {
  const { organisation, report, due, words = [] } = query
  return (
    (organisation === undefined || recommendation.organisations.some((one) => names(one, organisation))) &&
    (report === undefined || reported(recommendation, report)) &&
    (!query.joint || recommendation.joint === true) &&
    (!query.withoutAction || !planned.has(recommendation.ref)) &&
    (!due || falls(recommendation.dueOn, due)) &&
    words.every((word) => has(recommendation.text, word) || has(recommendation.ref, word))
  )
}

const natural = new Intl.Collator('en', { numeric: true })

/** References as people count: 4.9 before 4.10. */
export const byRef = (a: { ref: string }, b: { ref: string }): number => natural.compare(a.ref, b.ref)

const finished = ['complete', 'assured', 'embedded', 'withdrawn']

/** Open actions first, longest overdue first and undated last; then finished ones, latest first. */
export function byUrgency(a: SownAction, b: SownAction): number {
  const [doneA, doneB] = [finished.includes(a.status), finished.includes(b.status)]
  if (doneA !== doneB) return doneA ? 1 : -1
  const [first, second] = doneA ? [b.completedOn, a.completedOn] : [a.dueOn, b.dueOn]
  if (first === second) return byRef(a, b)
  // Without a date an action stands last, whichever way the dates run.
  if ((doneA ? a.completedOn : a.dueOn) === null) return 1
  if ((doneA ? b.completedOn : b.dueOn) === null) return -1
  return (first ?? '') < (second ?? '') ? -1 : 1
}
