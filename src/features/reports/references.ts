import { referencePattern } from '../../core/dispatch.ts'
import type { Draft } from './import/schema.ts'

/** Words that say what kind of place or body it is, not which. */
const generic = new Set(
  (
    'the of and for in city county council borough london royal metropolitan district unitary authority upon under ' +
    'nhs trust foundation clinical commissioning group west east north south report plan action review ' +
    'safeguarding inspection joint integrated focused targeted looked after children young people families services ' +
    'service health component role how local authority partnership board improvement recommendations outcome ' +
    'findings letter response update published version final draft date unknown quality commission care cqc ofsted ' +
    'january february march april june july august september october november december multi agency areas visit ' +
    'arrangements effectiveness help protection who need are leavers progress summary statement written'
  ).split(' '),
)

/**
 * Prefixes to try for a report, best first: from its area, else its plan's owner, else its title; always letters. A title
 * of general words gives none: 'REP' says more than 'JOI' of a joint inspection.
 */
export function prefixCandidates(report: Pick<Draft['report'], 'area' | 'planOwner' | 'title'>): string[] {
  const named = [report.area, report.planOwner].flatMap(capitals)
  const telling = [...named, ...capitals(report.title)].filter((word) => !generic.has(word.toLowerCase()))
  const [best = 'REP'] = [...telling, ...named]
  const stem = best.slice(0, 3)
  const longer = [3, 4, 5, 6].map((length) => best.slice(0, length))
  const lettered = letters.map((letter) => stem + letter)
  // A board that has had thirty reports of one place goes on with two letters more.
  const doubled = letters.flatMap((one) => letters.map((two) => stem + one + two))
  return [...new Set([...longer, ...lettered, ...doubled])]
}

function capitals(name: string | null): string[] {
  const plain = (name ?? '').normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.toUpperCase().match(/[A-Z]{3,}/g) ?? []
}

const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i))

export type References = { recommendations: string[]; actions: string[] }

/**
 * The short references of a draft's recommendations and actions, in its own order.
 * The document's own numbers are kept where they are references and nothing on the board bears them yet; otherwise
 * they get the report's prefix: POR-4.2. Recommendations without numbers are counted: LEI-1, LEI-2; so are those whose
 * number cannot be typed or stands at another as well, and all of them where each part counts from 1 again.
 * A recommendation's only action bears its reference; several are told apart by a last number: 4.2.1, 4.2.2.
 * Every reference given can be typed, and none is given twice.
 * @param taken every reference, and every prefix before a '-', that the board uses already
 */
export function allocateReferences(draft: Draft, taken: ReadonlySet<string>): References {
  const own = draft.recommendations.map(({ ref }) => ref?.toUpperCase().replace(/[\s()]+/g, '') ?? '')
  const prefix = prefixCandidates(draft.report).find((candidate) => !taken.has(candidate)) ?? 'REP'
  const bare = own.map((ref) => ref.replace(/^[A-Z]+-/, ''))
  for (const numbers of [own, bare.map((ref) => (ref === '' ? '' : `${prefix}-${ref}`))]) {
    const references = withActions(draft, filledUp(keepable(numbers), prefix))
    if ([...references.recommendations, ...references.actions].every((ref) => !taken.has(ref)))
      return references
  }
  return withActions(
    draft,
    own.map((_, index) => `${prefix}-${index + 1}`),
  )
}

/** The numbers that can be references; null for one that cannot. */
function keepable(numbers: readonly string[]): (string | null)[] {
  const times = new Map<string, number>()
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1)
  const repeated = numbers.filter((number) => number !== '' && times.get(number) !== 1)
  // 1, 2, 3 and again 1, 2 tell nothing apart: to keep the 3 alone would only puzzle.
  if (repeated.length * 2 > numbers.length) return numbers.map(() => null)
  return numbers.map((number) => (times.get(number) === 1 && leavesRoom(number) ? number : null))
}

/** Counts those without a number, by their place in the document where that is free. */
function filledUp(numbers: readonly (string | null)[], prefix: string): string[] {
  const used = new Set(numbers)
  return numbers.map((number, index) => {
    if (number !== null) return number
    let place = index + 1
    while (used.has(`${prefix}-${place}`)) place += 1
    used.add(`${prefix}-${place}`)
    return `${prefix}-${place}`
  })
}

/** Whether a reference can be typed, and its hundredth action's still could. */
function leavesRoom(ref: string): boolean {
  return referencePattern.test(`${ref}.100`)
}

function withActions(draft: Draft, recommendations: string[]): References {
  const placeOf = indexOf(draft)
  const parents = draft.actions.map(({ recommendation }) => placeOf(recommendation))
  const actionsOf = new Map<number, number>()
  for (const parent of parents) actionsOf.set(parent, (actionsOf.get(parent) ?? 0) + 1)
  // What a recommendation bears is left to its own only action.
  const used = new Set(recommendations)
  const tried = new Map<number, number>()
  const actions = draft.actions.map((action, index) => {
    const parent = parents[index] ?? 0
    const base = recommendations[parent] ?? ''
    if (actionsOf.get(parent) === 1) return base
    let next = tried.get(parent) ?? 0
    let ref = `${base}.${action.number ?? ++next}`
    while (used.has(ref) || !referencePattern.test(ref)) ref = `${base}.${++next}`
    tried.set(parent, next)
    used.add(ref)
    return ref
  })
  return { recommendations, actions }
}

/**
 * Tells which recommendation of the draft an action belongs to: by index, or by the document's number.
 * Throws for one that is not there: guessing would put an action under somebody else's recommendation.
 */
export function indexOf(draft: Draft): (recommendation: string | number) => number {
  const byRef = new Map(draft.recommendations.map(({ ref }, index) => [ref, index] as const).reverse())
  return (recommendation) => {
    const index = typeof recommendation === 'number' ? recommendation : byRef.get(recommendation)
    if (index !== undefined && draft.recommendations[index]) return index
    throw new Error('An action of the draft belongs to no recommendation of it.')
  }
}
